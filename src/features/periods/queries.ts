import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf, type WorkCalendar } from '@/domain/calendar';
import {
  dueDayOf,
  endedPeriods,
  isOwed,
  lastDayOf,
  type Period,
  type PeriodKind,
  type PeriodState,
  STATE_ORDER,
} from '@/domain/period';
import { can } from '@/domain/permissions';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { findPlace, loadFirstDays, loadUnitsBelow, type Place } from './places-queries';

/** How many periods the table shows, the latest first. */
const SHOWN = { MONTH: 6, QUARTER: 4 } as const satisfies Record<PeriodKind, number>;
/** Those before the first that anybody here reported are left out, but for so many. */
const SHOWN_AT_LEAST = 3;

export type PeriodCell = { regionId: number; period: Period; state: PeriodState; dueOn: Day; isOverdue: boolean };
export type PeriodRow = { place: Place; isOwn: boolean; hasBelow: boolean; cells: PeriodCell[] };
export type Board = {
  place: Place;
  /** the way back up, as far as the person sees */
  above: { regionId: number; name: string } | null;
  programmes: { id: string; name: Label }[];
  programmeId: string;
  kind: PeriodKind;
  periods: Period[];
  own: PeriodRow;
  /** who has not reported first */
  below: PeriodRow[];
  /** of the latest period, among those below that owe it */
  latest: { owing: number; missing: PeriodRow[]; overdue: number };
};

/** The region a person's periods begin at; null for people of a financier and of a village, who see none. */
export function homePlaceOf(actor: Actor): number | null {
  if (!can(actor, 'period.read') || actor.scope.kind === 'NONE' || actor.scope.kind === 'FINANCIER') return null;
  if (actor.scope.kind === 'NATION') return actor.organisation.regionId;
  return actor.scope.column === 'villageId' ? null : actor.scope.regionId;
}

export type WantedBoard = { regionId?: number | null; programmeId?: string | null; kind: PeriodKind };

/**
 * Who has reported which period of a programme: a place and those below it. Null outside the own place; of a place without
 * any case the programmes are empty.
 */
export function getBoard(actor: Actor, wanted: WantedBoard, now: Date): Promise<Board | { absent: Place } | null> {
  const home = homePlaceOf(actor);
  if (home === null) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const place = await findPlace(tx, actor, wanted.regionId ?? home);
    if (!place) return null;
    const here = await loadFirstDays(tx, [place]);
    const programmes = await tx.programme.findMany({
      where: { id: { in: here.map(({ programmeId }) => programmeId) } },
      select: { id: true, name: true },
      orderBy: { code: 'asc' },
    });
    const programme = programmes.find(({ id }) => id === wanted.programmeId) ?? programmes[0];
    if (!programme) return { absent: place };
    const units = await loadUnitsBelow(tx, place);
    const places = [place, ...units];
    const first = await loadFirstDays(tx, places, programme.id);
    const today = dayOf(now);
    const ended = endedPeriods(today, wanted.kind, SHOWN[wanted.kind]);
    const reports = await loadStates(tx, places, ended, programme.id);
    const isReported = (period: Period) => [...reports.keys()].some((key) => key.endsWith(` ${period}`));
    const periods = ended.slice(0, Math.max(SHOWN_AT_LEAST, ended.findLastIndex(isReported) + 1));
    const calendar = await loadWorkCalendar(tx);
    const cellsOf = (of: Place) =>
      periods.map((period) => {
        const since = first.find(({ regionId }) => regionId === of.regionId)?.day;
        const state = reports.get(keyOf(of.regionId, programme.id, period)) ?? stateWithout(since, period);
        return cellOf(of, period, state, today, calendar);
      });
    const rows = units.map((unit) => ({
      place: unit,
      isOwn: false,
      hasBelow: unit.level !== 'TOWNSHIP',
      cells: cellsOf(unit),
    }));
    const below = rows
      .filter(({ cells }) => cells.some(({ state }) => state !== 'NOTHING'))
      .sort((left, right) => urgencyOf(left) - urgencyOf(right));
    const owing = below.filter(({ cells }) => cells[0]?.state !== 'NOTHING');
    const missing = owing.filter(({ cells }) => cells[0] && isOwed(cells[0].state));
    return {
      place,
      above: place.regionId === home ? null : await findAbove(tx, actor, place),
      programmes: programmes.map(({ id, name }) => ({ id, name: name as Label })),
      programmeId: programme.id,
      kind: wanted.kind,
      periods,
      own: { place, isOwn: true, hasBelow: false, cells: cellsOf(place) },
      below,
      latest: {
        owing: owing.length,
        missing,
        overdue: missing.filter(({ cells }) => cells[0]?.isOverdue).length,
      },
    };
  });
}

const keyOf = (regionId: number, programmeId: string, period: Period) => `${regionId} ${programmeId} ${period}`;

/** Of a place that has not reported: whether it had a case until the end of the period. */
export function stateWithout(since: Day | undefined, period: Period): 'MISSING' | 'NOTHING' {
  return since !== undefined && since <= lastDayOf(period) ? 'MISSING' : 'NOTHING';
}

export function cellOf(
  place: Place,
  period: Period,
  state: PeriodState,
  today: Day,
  calendar: WorkCalendar,
): PeriodCell {
  const dueOn = dueDayOf(period, place.level, calendar);
  return { regionId: place.regionId, period, state, dueOn, isOverdue: isOwed(state) && today > dueOn };
}

function urgencyOf({ cells: [latest] }: PeriodRow): number {
  if (!latest) return STATE_ORDER.length;
  return latest.isOverdue ? -1 : STATE_ORDER.indexOf(latest.state);
}

async function loadStates(tx: Tx, places: readonly Place[], periods: readonly Period[], programmeId?: string) {
  const rows = await tx.periodReport.findMany({
    where: {
      regionId: { in: places.map(({ regionId }) => regionId) },
      period: { in: [...periods] },
      ...(programmeId ? { programmeId } : {}),
    },
    select: { regionId: true, programmeId: true, period: true, status: true },
  });
  return new Map<string, PeriodState>(
    rows.map((row) => [keyOf(row.regionId, row.programmeId, row.period), row.status]),
  );
}

/** The nearest place above within what the person sees. */
async function findAbove(tx: Tx, actor: Actor, place: Place) {
  const path = [place.countyId, place.cityId, place.provinceId];
  for (const id of path.filter((one): one is number => one !== null && one !== place.regionId)) {
    const found = await findPlace(tx, actor, id);
    if (found) return { regionId: found.regionId, name: found.name };
  }
  return null;
}

export type Outstanding = {
  programme: { id: string; name: Label };
  /** places below that owe the report; who of them has not handed in */
  owing: number;
  missing: string[];
  overdue: number;
  /** the own place's, where it has not handed in */
  own: PeriodCell | null;
};

/**
 * What of the last month is not reported, programme by programme: by the person's own place and below it. Null for people
 * who neither report nor sign.
 */
export function listOutstanding(actor: Actor, now: Date): Promise<{ period: Period; rows: Outstanding[] } | null> {
  const home = homePlaceOf(actor);
  if (home === null || (!can(actor, 'period.report') && !can(actor, 'period.sign'))) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const today = dayOf(now);
    const [period = ''] = endedPeriods(today, 'MONTH', 1);
    const place = await findPlace(tx, actor, home);
    if (!place) return null;
    const places = [place, ...(await loadUnitsBelow(tx, place))];
    const first = await loadFirstDays(tx, places);
    const states = await loadStates(tx, places, [period]);
    const calendar = await loadWorkCalendar(tx);
    const programmes = await tx.programme.findMany({
      where: { id: { in: [...new Set(first.map(({ programmeId }) => programmeId))] } },
      select: { id: true, name: true },
      orderBy: { code: 'asc' },
    });
    const rows = programmes.map(({ id, name }): Outstanding => {
      const cells = places.map((one) => {
        const since = first.find(({ regionId, programmeId }) => regionId === one.regionId && programmeId === id)?.day;
        const state = states.get(keyOf(one.regionId, id, period)) ?? stateWithout(since, period);
        return { name: one.name, cell: cellOf(one, period, state, today, calendar) };
      });
      const [own, ...below] = cells;
      const missing = below.filter(({ cell }) => isOwed(cell.state));
      return {
        programme: { id, name: name as Label },
        owing: below.filter(({ cell }) => cell.state !== 'NOTHING').length,
        missing: missing.map((row) => row.name),
        overdue: missing.filter(({ cell }) => cell.isOverdue).length,
        own: own && isOwed(own.cell.state) ? own.cell : null,
      };
    });
    return { period, rows: rows.filter(({ missing, own }) => missing.length > 0 || own !== null) };
  });
}
