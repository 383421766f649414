import 'server-only';
import { addDays, addWorkingDays, type Day, dayOf, isWorkday, startOfDay, type WorkCalendar } from '@/domain/calendar';
import { dueDayOf, endedPeriods, lastDayOf, type Period } from '@/domain/period';
import { CLOCKWORK } from '@/server/clockwork';
import { contextOf, read, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { loadWorkCalendar } from '@/server/work-calendar';
import { loadFirstDays, loadReportingPlaces, type Place, peopleOf } from './places-queries';

const BATCH = 300;

/**
 * The daily job: tells the officers of a place that the last month or quarter is to be reported, on the first working day
 * after it, and that it is overdue, on each working day after the due day; once a day, however often it runs. How many were
 * told.
 */
export async function tellPeriodsDue(now: Date): Promise<number> {
  const today = dayOf(now);
  const calendar = await read(CLOCKWORK, loadWorkCalendar);
  if (!isWorkday(today, calendar)) return 0;
  const periods = [...endedPeriods(today, 'MONTH', 1), ...endedPeriods(today, 'QUARTER', 1)];
  let told = 0;
  for (let after = 0; ; ) {
    const result = await write(contextOf(CLOCKWORK, now), async (tx) => {
      const places = await loadReportingPlaces(tx, after, BATCH);
      return {
        told: await tellOf(tx, now, places, periods, calendar),
        last: places.at(-1)?.regionId,
        of: places.length,
      };
    });
    if (!result.ok) throw new Error(`a job was refused: ${result.refusal.code}`);
    told += result.value.told;
    if (result.value.of < BATCH || result.value.last === undefined) return told;
    after = result.value.last;
  }
}

/** Whether a place is told of a period today, and as what. */
function reasonToday(period: Period, { level }: Place, today: Day, calendar: WorkCalendar): 'OPEN' | 'OVERDUE' | null {
  if (today > dueDayOf(period, level, calendar)) return 'OVERDUE';
  return today === addWorkingDays(lastDayOf(period), 1, calendar).day ? 'OPEN' : null;
}

async function tellOf(tx: Tx, now: Date, places: Place[], periods: Period[], calendar: WorkCalendar): Promise<number> {
  const today = dayOf(now);
  const regionIds = places.map(({ regionId }) => regionId);
  const first = await loadFirstDays(tx, places);
  const reports = await tx.periodReport.findMany({
    where: { regionId: { in: regionIds }, period: { in: periods }, status: { not: 'RETURNED' } },
    select: { regionId: true, programmeId: true, period: true },
  });
  const owed = new Map<number, { count: number; overdue: number }>();
  for (const place of places)
    for (const period of periods) {
      const reason = reasonToday(period, place, today, calendar);
      if (!reason) continue;
      const programmes = first.filter(
        ({ regionId, day, programmeId }) =>
          regionId === place.regionId &&
          day < addDays(lastDayOf(period), 1) &&
          !reports.some((row) => row.regionId === regionId && row.programmeId === programmeId && row.period === period),
      );
      const sum = owed.get(place.regionId) ?? { count: 0, overdue: 0 };
      sum.count += programmes.length;
      if (reason === 'OVERDUE') sum.overdue += programmes.length;
      owed.set(place.regionId, sum);
    }
  const owing = [...owed.keys()].filter((id) => (owed.get(id)?.count ?? 0) > 0);
  const people = await peopleOf(tx, owing, 'period.report');
  const known = await tx.notice.findMany({
    where: {
      kind: 'PERIOD_DUE',
      userId: { in: people.map(({ id }) => id) },
      updatedAt: { gte: startOfDay(today) },
    },
    select: { userId: true },
  });
  const untold = people.filter(({ id }) => !known.some(({ userId }) => userId === id));
  for (const { id, organisation } of untold) {
    const { count = 0, overdue = 0 } = owed.get(organisation.regionId) ?? {};
    await notify(tx, { actor: null, now }, [id], { kind: 'PERIOD_DUE', payload: { count, overdue } });
  }
  return untold.length;
}
