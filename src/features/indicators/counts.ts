import { addDays, type Day } from '@/domain/calendar';
import { type Cell, type Sums, sumOf, totalOf } from '@/domain/figures';
import type { Counted, IndicatorBody, SegmentName } from '@/domain/indicator';
import { type DaySpan, eveOf } from '@/domain/indicator-period';
import { type Countable, HEADS, type Measure, measuresOf, SUMS } from '@/domain/measures';
import type { ApplicantKind, Stage } from '@/domain/stage';

export type Applicants = readonly { kind: ApplicantKind; segment: 'LARGE' | 'SMALL' }[];
/** What was read of the cube as of one day. */
export type DayFigures = { cells: readonly Cell[]; below: Sums };
export type FiguresByDay = ReadonlyMap<Day, DayFigures>;
/** The target that a place has for a measure: from its start to the milestone that comes next. */
export type DueTarget = { id: string; startOn: Day; due: { on: Day; value: bigint } };

/** One indicator as it is to be read: its kinds are those of its own filter and of the segment asked for; null: all. */
export type Reading = { body: IndicatorBody; kinds: readonly ApplicantKind[] | null };

/** Stays are not counted by kind of applicant, so of a segment they say nothing. */
export function isReadable({ body, kinds }: Reading): boolean {
  return kinds === null || body.numerator !== 'STAYED';
}

/** The kinds that an indicator counts in a programme; null where nothing is filtered. */
export function kindsOf(
  body: IndicatorBody,
  applicants: Applicants,
  asked: SegmentName | null,
): ApplicantKind[] | null {
  if (body.segment === null && body.kinds.length === 0 && asked === null) return null;
  return applicants
    .filter(({ segment }) => (!body.segment || segment === body.segment) && (!asked || segment === asked))
    .map(({ kind }) => kind)
    .filter((kind) => body.kinds.length === 0 || body.kinds.includes(kind));
}

/** The measures of the cube that an indicator needs. */
export function measuresIn({ numerator, denominator }: IndicatorBody): Measure[] {
  return [numerator, denominator].flatMap((name) => (name === null || name === 'TARGET' ? [] : [...measuresOf(name)]));
}

/** Whether it is read from the small arrays of a row, which know no kinds and no stages. */
export function isOfHeads({ body, kinds }: Reading): boolean {
  const heads: readonly Measure[] = HEADS;
  return kinds === null && measuresIn(body).every((measure) => heads.includes(measure));
}

/** The days whose figures it needs over a span. */
export function daysOf(body: IndicatorBody, span: DaySpan, target: DueTarget | null): Day[] {
  if (body.denominator === 'TARGET')
    return target ? [targetUntil(target, span.until), addDays(target.startOn, -1)] : [];
  return body.reading === 'STOCK' ? [span.until] : [span.until, eveOf(span)];
}

/** Until when a target is counted: after its last milestone nothing counts for it. */
export function targetUntil({ due }: DueTarget, asOf: Day): Day {
  return asOf < due.on ? asOf : due.on;
}

/** What was counted for an indicator in a place over a span; null where it says nothing there. */
export function countIn(
  figures: FiguresByDay,
  reading: Reading,
  regionId: number,
  span: DaySpan,
  target: DueTarget | null,
): Counted | null {
  const { body } = reading;
  if (!isReadable(reading) || (body.denominator === 'TARGET' && !target)) return null;
  const asOf = (measure: Countable, day: Day) => countOn(figures.get(day), reading, measure, regionId);
  const ofTarget = body.denominator === 'TARGET' && target ? target : null;
  const count = (measure: Countable): bigint => {
    if (ofTarget)
      return span.until < ofTarget.startOn
        ? 0n
        : asOf(measure, targetUntil(ofTarget, span.until)) - asOf(measure, addDays(ofTarget.startOn, -1));
    return asOf(measure, span.until) - (body.reading === 'FLOW' ? asOf(measure, eveOf(span)) : 0n);
  };
  return {
    numerator: count(body.numerator),
    denominator:
      ofTarget?.due.value ?? (body.denominator && body.denominator !== 'TARGET' ? count(body.denominator) : null),
    ...(body.numerator === 'STAYED' ? { buckets: SUMS.STAYED.map(count) } : {}),
  };
}

function countOn(figures: DayFigures | undefined, reading: Reading, measure: Countable, regionId: number): bigint {
  if (!figures) throw new Error(`the figures of a day of ${measure} were not read`);
  const { body, kinds } = reading;
  if (figures.below.has(regionId) && isOfHeads(reading)) return sumOf(figures.below, regionId, measure);
  const stage: Stage | null = body.stage;
  return totalOf(figures.cells, {
    ...{ measure, regionId },
    ...(stage ? { stage } : {}),
    ...(kinds ? { kinds } : {}),
  });
}
