import 'server-only';
import type { Actor } from '@/domain/actor';
import { addDays, compareDays, dayOf } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { measuresOf } from '@/domain/measures';
import type { CaseFilter } from '@/features/cases/list-conditions-queries';
import { readSql } from '@/server/sql';
import { isAboveCounty } from './cube-group-queries';
import { loadFiguresOn } from './cube-queries';
import { openPlace, type Place } from './place-queries';

/** So many cases are read as a list; more of them, by the places in which they lie. */
export const MOST_LISTED = 20_000;

/** A number opened: of a place, of those below it, and how many cases it may stand for. */
export type BehindNumber = {
  place: Place;
  path: Place[];
  rows: { place: Place; value: bigint }[];
  total: bigint;
  accepted: bigint;
};

// What else a list can be narrowed by, the cube does not tell apart.
const IN_THE_CUBE = new Set<keyof CaseFilter>(['measure', 'regionId', 'programmeId', 'applicantKinds']);

/** Whether the cube holds what the filter asks for: a measure, and nothing but place, programme and kinds. */
export function isInTheCube(filter: CaseFilter): boolean {
  const named = Object.entries(filter).filter(([, value]) => value !== undefined && value !== false);
  return filter.measure !== undefined && named.every(([name]) => IN_THE_CUBE.has(name as keyof CaseFilter));
}

/**
 * The sums by the places below one that add up to a number of it: rollup and what is pending, whatever the number of cases.
 * Null for a place outside the actor's scope, a county or less, or a filter that the cube does not hold.
 */
export function getBehind(actor: Actor, filter: CaseFilter, now: Date): Promise<BehindNumber | null> {
  return readSql(actor, async (sql) => {
    const { measure, applicantKinds: kinds } = filter;
    if (!measure || !isInTheCube(filter)) return null;
    const found = await openPlace(sql, actor, { regionId: filter.regionId ?? null });
    const [child] = found?.children ?? [];
    // from the county down cases are few, and some of a township name no village
    if (!found || !child || !isAboveCounty(found.level)) return null;
    const place: Place = { id: found.id, name: found.name, level: found.level };
    const programmeIds = filter.programmeId ? [filter.programmeId] : found.programmes.map(({ id }) => id);
    const measures = measuresOf(measure.name);
    const places = [
      { places: { level: place.level, ids: [place.id] }, measures: [...measures, 'ACCEPTED' as const] },
      { places: { level: child.level, ids: found.children.map(({ id }) => id) }, measures },
    ];
    const today = dayOf(now);
    const asOf = compareDays(measure.asOf, today) > 0 ? today : measure.asOf;
    const reach = { programmeId: programmeIds, asOf, today, asRecorded: measure.asRecorded };
    const question = { wanted: { cells: places }, reach };
    const asked = measure.from
      ? [question, { ...question, reach: { ...reach, asOf: addDays(measure.from, -1) } }]
      : [question];
    const [until, before] = await loadFiguresOn(sql, actor, asked);
    const stage = measure.stage === '-' ? {} : { stage: measure.stage as never };
    const of = { measure: measure.name, ...stage, ...(kinds ? { kinds } : {}) };
    const sumIn = (regionId: number) =>
      totalOf(until?.cells ?? [], { ...of, regionId }) - totalOf(before?.cells ?? [], { ...of, regionId });
    return {
      place,
      path: [...found.path, place],
      rows: found.children.map((below) => ({ place: below, value: sumIn(below.id) })),
      total: sumIn(place.id),
      accepted: totalOf(until?.cells ?? [], { measure: 'ACCEPTED', regionId: place.id }),
    };
  });
}

/** Whether a number stands for so much that its list is opened by places first. */
export async function isReadByPlaces(
  actor: Actor,
  filter: CaseFilter,
  now: Date,
  most = MOST_LISTED,
): Promise<boolean> {
  return isInTheCube(filter) && ((await getBehind(actor, filter, now))?.accepted ?? 0n) > most;
}
