import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { mayDefineIndicators } from '@/domain/indicator';
import { type DaySpan, monthsUntil } from '@/domain/indicator-period';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import { openPlace } from '@/features/figures/place-queries';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import type { Applicants } from './counts';
import { type Indicator, loadDefinitions, toIndicator } from './definitions';
import { type IndicatorValue, loadCourse, loadIndicators, type Reach, type Values } from './load';
import type { IndicatorSearch } from './search';

type Place = { id: number; name: string; level: RegionLevel };
type Programme = { id: string; name: Label; applicants: Applicants };

/** Of what the page speaks: the search with what it left open filled in. */
export type IndicatorScope = {
  search: IndicatorSearch;
  place: Place;
  path: Place[];
  children: Place[];
  programmes: { id: string; name: Label }[];
  programme: Programme;
  /** that may be asked for alone; none for a financier's own people */
  financiers: { id: string; name: Label }[];
};
export type IndicatorPage = IndicatorScope & Values & { columns: string[]; mayDefine: boolean };
/** Nothing runs there: the place alone. */
export type NoProgramme = { absent: 'PROGRAMME'; place: Place };

/** The columns of a monthly bulletin (field-rules.md §5.7): outstanding, new, of the target, overdue, overdue rate. */
const USUAL_COLUMNS = [
  'OUTSTANDING_BORROWERS',
  'OUTSTANDING_BALANCE',
  'NEW_BORROWERS',
  'NEW_LOANS',
  'FINANCING_OF_TARGET',
  'OVERDUE_BALANCE',
  'OVERDUE_RATE',
];
/** As many as are still read side by side. */
const MOST_COLUMNS = 8;

/** The place that a person may read figures of, with what runs there; null outside their scope. */
async function findScope(tx: Tx, actor: Actor, search: IndicatorSearch): Promise<IndicatorScope | NoProgramme | null> {
  const found = await openPlace(tx, actor, search);
  if (!found) return null;
  const place = { id: found.id, name: found.name, level: found.level };
  const { programme } = found;
  if (!programme) return { absent: 'PROGRAMME', place };
  const financiers = actor.scope.kind === 'FINANCIER' ? [] : await loadFinanciers(tx);
  const financierId = financiers.find(({ id }) => id === search.financierId)?.id ?? null;
  return {
    search: { ...search, regionId: place.id, programmeId: programme.id, financierId },
    place,
    path: [...found.path, place],
    children: found.children,
    programmes: found.programmes.map(({ id, name }) => ({ id, name })),
    programme,
    financiers,
  };
}

/** Financiers as a whole, not their branches. */
async function loadFinanciers(tx: Tx): Promise<{ id: string; name: Label }[]> {
  const rows = await tx.organisation.findMany({
    where: { kind: { in: ['BANK', 'INSURER'] }, parentId: null, active: true },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name }) => ({ id, name: name as Label }));
}

function reachOf({ search, place, programme }: IndicatorScope): Reach {
  const { asOf, period, asRecorded, segment, financierId } = search;
  return { place, programme, asOf, period, asRecorded, segment, financierId };
}

/** Every indicator that held on the day, of the place asked for, and some of them of the places below it. */
export function listIndicators(
  actor: Actor,
  search: IndicatorSearch,
  now: Date,
): Promise<IndicatorPage | NoProgramme | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'figure.read')) return null;
    const scope = await findScope(tx, actor, search);
    if (!scope || 'absent' in scope) return scope;
    const indicators = await loadDefinitions(tx, search.asOf);
    const wanted = search.columns ?? USUAL_COLUMNS;
    const columns = indicators
      .map(({ code }) => code)
      .filter((code) => wanted.includes(code))
      .slice(0, MOST_COLUMNS);
    const [first] = scope.children;
    const below = first && { level: first.level, ids: scope.children.map(({ id }) => id), codes: columns };
    const values = await loadIndicators(tx, actor, indicators, reachOf(scope), { today: dayOf(now), below });
    return { ...scope, ...values, columns, mayDefine: mayDefineIndicators(actor) };
  });
}

export type Version = Indicator & { definedBy: Label | null };
export type IndicatorView = {
  /** newest first */
  versions: Version[];
  /** what holds today, or will */
  latest: Version;
  /** null where it did not hold on the day, or nothing runs in the place */
  reading: (IndicatorScope & { value: IndicatorValue; course: (DaySpan & { reading: IndicatorValue })[] }) | null;
  mayDefine: boolean;
};

/** Months of a course: a year and the month a year ago. */
const COURSE_MONTHS = 13;

/** One indicator: what it was and is made of, its value, and its course over the months. Null of an unknown code or place. */
export function getIndicator(
  actor: Actor,
  code: string,
  search: IndicatorSearch,
  now: Date,
): Promise<IndicatorView | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'figure.read')) return null;
    const versions = await loadVersions(tx, code);
    const [latest] = versions;
    const scope = await findScope(tx, actor, search);
    if (!latest || !scope) return null;
    const held = versions.find(
      ({ validFrom, validTo }) => validFrom <= search.asOf && (!validTo || search.asOf < validTo),
    );
    return {
      versions,
      latest,
      reading: held && !('absent' in scope) ? await readCourse(tx, actor, held, scope, dayOf(now)) : null,
      mayDefine: mayDefineIndicators(actor),
    };
  });
}

async function readCourse(tx: Tx, actor: Actor, indicator: Indicator, scope: IndicatorScope, today: Day) {
  const reach = reachOf(scope);
  const { values } = await loadIndicators(tx, actor, [indicator], reach, { today });
  const spans = monthsUntil(reach.asOf, COURSE_MONTHS);
  const course = await loadCourse(tx, actor, indicator, reach, { today, spans });
  const [value] = values;
  return value ? { ...scope, value, course } : null;
}

async function loadVersions(tx: Tx, code: string): Promise<Version[]> {
  const rows = await tx.indicator.findMany({ where: { code }, orderBy: { validFrom: 'desc' } });
  const people = await namesOf(
    tx,
    rows.map(({ definedById }) => definedById),
  );
  return rows.map((row) => ({
    ...toIndicator(row),
    definedBy: row.definedById ? (people.get(row.definedById)?.name ?? null) : null,
  }));
}

/** The last version of an indicator, for its form; null where the actor defines none or there is no such code. */
export function findDefinition(actor: Actor, code: string): Promise<Version | null> {
  return read(actor, async (tx) => (mayDefineIndicators(actor) ? ((await loadVersions(tx, code))[0] ?? null) : null));
}
