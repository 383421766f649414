import { expect, it } from 'vitest';
import { provideMeans } from '../../scripts/chaos/means';
import { runChaos } from '../../scripts/chaos/run';
import { databaseUrl, SUPERUSER } from '../../scripts/lib/postgres';
import { THROWAWAY } from '../../scripts/lib/throwaway-cluster';

/** The short form of `npm run chaos`; docs/security/chaos.md has the long ones. */
it('twenty faults of connections lose nothing that was acknowledged and double nothing', async () => {
  const { DATABASE_URL: ownerUrl = '', APP_DATABASE_URL: appUrl = '', DATA_DIR: dataDirectory = '' } = process.env;
  const { port, pathname } = new URL(ownerUrl);
  await provideMeans();
  const outcome = await runChaos({
    ...{ ownerUrl, appUrl, dataDirectory, seed: 7, from: 0, to: 20, kinds: ['connections'], drivers: 1 },
    ...{ checkEvery: 20, together: 2 },
    adminUrl: databaseUrl(Number(port), SUPERUSER, THROWAWAY.superuser, pathname.slice(1)),
    firstDay: '2026-03-02',
    say: () => {},
  });
  expect(outcome.broken).toEqual([]);
  expect(Object.values(outcome.byName).reduce((sum, row) => sum + row.faults, 0)).toBeGreaterThan(12);
  expect(outcome.commands.done).toBeGreaterThan(0);
}, 150_000);
