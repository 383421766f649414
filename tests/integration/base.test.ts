import { expect, test } from 'vitest';
import { db } from '@/server/db';
import { actorFor } from '../support/world';

test('the base data hold the country to township and the demo people with their scopes', async () => {
  expect(await db().region.count({ where: { level: 'COUNTY' } })).toBe(2978);
  const manager = await actorFor('manager');
  expect(manager.scope).toEqual({
    kind: 'FINANCIER',
    column: 'countyBranchId',
    organisationId: manager.organisation.id,
  });
  expect((await actorFor('ins-hq')).scope).toMatchObject({ kind: 'FINANCIER', column: 'financierId' });
  expect((await actorFor('county-b')).scope).toMatchObject({ kind: 'REGION', column: 'countyId' });
  expect((await actorFor('secadmin')).scope).toEqual({ kind: 'NONE' });
});
