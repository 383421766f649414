import 'server-only';
import { lastDayOf, type Period, type PeriodStatus } from '@/domain/period';
import { settledNow } from '@/features/ledger/queries-settled';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { loadFirstDays, loadUnitsBelow, type Place } from './places-queries';
import { tellMoved } from './tell';

/** The places below that have cases in the programme and have not signed the period. */
export async function loadUnsigned(tx: Tx, place: Place, programmeId: string, period: Period): Promise<Place[]> {
  const units = await loadUnitsBelow(tx, place);
  if (units.length === 0) return [];
  const first = await loadFirstDays(tx, units, programmeId);
  const end = lastDayOf(period);
  const owing = units.filter((unit) => first.some(({ regionId, day }) => regionId === unit.regionId && day <= end));
  const signed = await tx.periodReport.findMany({
    where: { programmeId, period, status: 'SIGNED', regionId: { in: owing.map(({ regionId }) => regionId) } },
    select: { regionId: true },
  });
  return owing.filter((unit) => !signed.some(({ regionId }) => regionId === unit.regionId));
}

type Stored = {
  id: string;
  status: PeriodStatus;
  period: Period;
  programmeId: string;
  version: number;
  reportedById: string;
  withoutRegionIds: number[];
};

/** Writes the step down and tells the next person. Payloads hold ids and codes; what was written is a remark. */
export async function recordStep(tx: Tx, ctx: Context, place: Place, row: Stored, remark: string): Promise<void> {
  const kinds = {
    REPORTED: 'period.reported',
    REVIEWED: 'period.reviewed',
    SIGNED: 'period.signed',
    RETURNED: 'period.returned',
  } as const satisfies Record<PeriodStatus, string>;
  const { provinceId, cityId, countyId, townshipId } = place;
  await recordEvent(tx, ctx, {
    kind: kinds[row.status],
    payload: {
      ...{ period: row.period, regionId: place.regionId, version: row.version, without: row.withoutRegionIds },
      ...(row.status === 'SIGNED' ? await settledNow(tx, { PERIOD: [row.id] }) : {}),
    },
    subjectId: row.id,
    scope: { provinceId, cityId, countyId, townshipId, programmeId: row.programmeId },
    ...(remark === '' ? {} : { remark }),
  });
  await tellMoved(tx, ctx, place, row);
}
