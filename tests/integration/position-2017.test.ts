import { expect, test } from 'vitest';
import { totalOf } from '@/domain/figures';
import { getFigures } from '@/features/figures/queries';
import { findDifferentCells } from '@/features/figures/recount';
import { db } from '@/server/db';
import { PUBLISHED, seedPosition2017 } from '../../prisma/seed/position-2017';
import { actorFor, regionId } from '../support/world';

// All 211 cases by the real mutations: about a minute.
test('as of 15 August 2017 programme A shows its published position', { timeout: 300_000 }, async () => {
  await seedPosition2017(() => undefined);
  const henan = await regionId('41');
  const figures = await getFigures(await actorFor('leader'), { regionId: henan, asOf: PUBLISHED.asOf });
  if (!figures || 'absent' in figures) throw new Error('no figures');
  const sum = (measure: 'ACCEPTED' | 'APPROVED' | 'FINANCING_FEN') =>
    totalOf(figures.cells, { measure, regionId: henan });
  expect(sum('ACCEPTED')).toBe(211n);
  expect(sum('APPROVED')).toBe(100n);
  expect(sum('FINANCING_FEN')).toBe(20_389_000_000n);
  expect(figures.pace?.current).toMatchObject({ on: '2017-10-18', completionBps: 1019, timeElapsedBps: 5871 });
  expect(figures.pace?.behindBps).toBe(4852);
  expect(figures.segments.map((row) => [row.segment, row.accepted, row.approved])).toEqual([
    ['LARGE', 142n, 61n],
    ['SMALL', 69n, 39n],
  ]);
  expect(await findDifferentCells(db())).toEqual([]);
});
