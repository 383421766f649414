import type { Actor } from '@/domain/actor';
import { reportPeriod } from '@/features/periods/mutations';
import { returnPeriod, reviewPeriod, signPeriod } from '@/features/periods/mutations-steps';
import { getBoard } from '@/features/periods/queries';
import { getPeriod } from '@/features/periods/queries-report';
import { db } from '@/server/db';
import { at, must, noon, regionId } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { programmeId: '', regionId: 0, reportId: '' };
const PERIOD = '2026-02';

const handedIn = (period = PERIOD) => ({
  ...{ programmeId: ids.programmeId, regionId: ids.regionId },
  ...{ period, without: [], remark: '' },
});
const step = (version: number) => ({ reportId: ids.reportId, version, remark: '试探' });

/** A report of the first county's township. */
export async function preparePeriods(day: string): Promise<void> {
  ids.programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
  ids.regionId = await regionId('410225105');
  ids.reportId = must(await reportPeriod(await at('township', day), handedIn())).reportId;
}

/** What its pages show to somebody else. */
export async function periodPages(actor: Actor, day: string): Promise<Record<string, unknown>> {
  const { programmeId } = ids;
  const wanted = { programmeId, regionId: ids.regionId };
  return {
    period: await getPeriod(actor, { ...wanted, period: PERIOD }, noon(day)),
    periods: await getBoard(actor, { ...wanted, kind: 'MONTH' }, noon(day)),
  };
}

export const PERIOD_ATTEMPTS: Record<string, Attempt> = {
  reportPeriod: {
    as: ['township-b', 'county-b'],
    owner: 'township',
    run: (ctx) => reportPeriod(ctx, handedIn('2026-03')),
  },
  // in this order by those whose it is: sent back last, it would be nobody's turn
  reviewPeriod: { as: ['township-b', 'county-b'], owner: 'county', run: (ctx) => reviewPeriod(ctx, step(1)) },
  returnPeriod: {
    as: ['township-b', 'county-b', 'county-head-b'],
    owner: 'township-head',
    run: (ctx) => returnPeriod(ctx, step(2)),
  },
  signPeriod: { as: 'county-head-b', run: (ctx) => signPeriod(ctx, step(2)) },
};
