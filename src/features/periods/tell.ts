import 'server-only';
import type { Period, PeriodStatus } from '@/domain/period';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { findUnitAbove, type Place, peopleOf } from './places-queries';

type Moved = { id: string; status: PeriodStatus; period: Period; programmeId: string; reportedById: string };

/**
 * Tells whoever has the next step: of what was reported the other officers of the place or, where there is none, those of
 * the place above; then its leaders; of what was signed the officers above, who wait for it; of what came back who reported.
 */
export async function tellMoved(tx: Tx, ctx: Context, place: Place, report: Moved): Promise<void> {
  await notify(tx, ctx, await nextPeople(tx, ctx, place, report), {
    kind: 'PERIOD_MOVED',
    subjectId: report.id,
    payload: {
      status: report.status,
      period: report.period,
      regionId: place.regionId,
      programmeId: report.programmeId,
    },
  });
}

async function nextPeople(tx: Tx, ctx: Context, place: Place, report: Moved): Promise<string[]> {
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
  const above = async () => {
    const regionId = await findUnitAbove(tx, place);
    return regionId === null ? [] : idsOf(await peopleOf(tx, [regionId], 'period.review'));
  };
  switch (report.status) {
    case 'REPORTED': {
      const own = idsOf(await peopleOf(tx, [place.regionId], 'period.review'));
      const others = own.filter((id) => id !== ctx.actor.userId);
      return others.length > 0 ? others : above();
    }
    case 'REVIEWED':
      return idsOf(await peopleOf(tx, [place.regionId], 'period.sign'));
    case 'SIGNED':
      return [report.reportedById, ...(await above())];
    case 'RETURNED':
      return [report.reportedById];
  }
}
