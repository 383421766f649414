import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { type Growth, growthOf } from '@/domain/growth';
import { indicatorValue, type SegmentName } from '@/domain/indicator';
import {
  type DaySpan,
  eveOf,
  type PeriodName,
  periodBefore,
  periodUntil,
  sameLastYear,
} from '@/domain/indicator-period';
import { type Measure, STAYED_FROM_DAYS } from '@/domain/measures';
import { type Quantile, quantileOfBuckets } from '@/domain/quantile';
import { loadFigures } from '@/features/figures/cube-queries';
import { type About, listBehind } from '@/features/figures/links';
import type { Tx } from '@/server/db';
import {
  type Applicants,
  countIn,
  type DayFigures,
  type DueTarget,
  daysOf,
  isOfHeads,
  kindsOf,
  measuresIn,
  type Reading,
  targetUntil,
} from './counts';
import type { Indicator } from './definitions';
import { type DueTargets, loadDueTargets } from './targets-due';

export type Place = { id: number; level: RegionLevel };
/** Of what indicators are read: a place, a programme, a period to date, and perhaps one segment or one financier alone. */
export type Reach = {
  place: Place;
  programme: { id: string; applicants: Applicants };
  asOf: Day;
  period: PeriodName;
  asRecorded: boolean;
  segment: SegmentName | null;
  /** only this financier's cases; for people who see a place */
  financierId: string | null;
};

/** An indicator with its value; null where it says nothing (nothing to divide by, no target, stays of a segment). */
export type IndicatorValue = {
  indicator: Indicator;
  value: bigint | null;
  numerator: bigint | null;
  denominator: bigint | null;
  /** of a median or the like: the group of days in which it lies */
  within: Quantile | null;
  /** 同比; of targets none */
  onYear: Growth | null;
  /** 环比: what stands against the eve of the period, what happened against as much of the period before */
  onPeriod: Growth | null;
  links: { numerator: string | null; denominator: string | null };
};
export type Values = { values: IndicatorValue[]; below: Map<number, IndicatorValue[]> };

/** Whose cases a person's figures count here: their own, or of the financier asked for. */
export function readerOf(actor: Actor, financierId: string | null): Actor {
  if (financierId === null || actor.scope.kind === 'FINANCIER' || actor.scope.kind === 'NONE') return actor;
  return { ...actor, scope: { kind: 'FINANCIER', column: 'financierId', organisationId: financierId } };
}

/** Whose targets go with the cases counted. */
function ownerOf(reader: Actor): string | null {
  return reader.scope.kind === 'FINANCIER' ? reader.scope.organisationId : null;
}

type Below = { level: RegionLevel; ids: readonly number[]; codes: readonly string[] };

/**
 * Indicators of a place, and some of them of the places below it: one statement for the targets, and one for each day that
 * is compared (the last, the eve of the first, the same last year and a period earlier: at most seven).
 */
export async function loadIndicators(
  tx: Tx,
  actor: Actor,
  indicators: readonly Indicator[],
  reach: Reach,
  { today, below }: { today: Day; below?: Below | undefined },
): Promise<Values> {
  const reader = readerOf(actor, reach.financierId);
  const readings = indicators.map((indicator) => readingOf(indicator, reach));
  const span = periodUntil(reach.period, reach.asOf);
  const targets = await loadDueTargets(tx, {
    programmeId: reach.programme.id,
    regionIds: [reach.place.id, ...(below?.ids ?? [])],
    measures: indicators.flatMap(({ body }) => (body.denominator === 'TARGET' ? [body.numerator] : [])),
    ownerId: ownerOf(reader),
    asOf: reach.asOf,
  });
  const shown = readings.filter(({ indicator }) => below?.codes.includes(indicator.code));
  const figures = await loadDays(tx, reader, reach, today, {
    here: new Map(readings.map((reading) => [reading, daysToCompare(reading, reach, span, targets)])),
    below: below && {
      ...below,
      readings: new Map(
        shown.map((reading) => [
          reading,
          below.ids.flatMap((id) => daysOf(reading.body, span, targets(id, reading.body.numerator))),
        ]),
      ),
    },
  });
  const valuesOf = (wanted: readonly NamedReading[], regionId: number, compares: boolean) =>
    wanted.map((reading) => {
      const target = targets(regionId, reading.body.numerator);
      return readIndicator(figures, reading, { reach, regionId, span, target, compares });
    });
  return {
    values: valuesOf(readings, reach.place.id, true),
    below: new Map((below?.ids ?? []).map((id) => [id, valuesOf(shown, id, false)])),
  };
}

type NamedReading = Reading & { indicator: Indicator };

function readingOf(indicator: Indicator, { programme, segment }: Reach): NamedReading {
  const { body } = indicator;
  return { indicator, body, kinds: kindsOf(body, programme.applicants, segment) };
}

/** The spans to which an indicator is compared: what stands with what stood, what happened with as much of before. */
function comparedSpans({ body }: Reading, { period }: Reach, span: DaySpan): { year: DaySpan; period: DaySpan } | null {
  if (body.denominator === 'TARGET') return null;
  const eve = eveOf(span);
  return {
    year: sameLastYear(span),
    period: body.reading === 'STOCK' ? { from: eve, until: eve } : periodBefore(period, span),
  };
}

function daysToCompare(reading: Reading, reach: Reach, span: DaySpan, targets: DueTargets): Day[] {
  const { body } = reading;
  const compared = comparedSpans(reading, reach, span);
  const target = targets(reach.place.id, body.numerator);
  return [span, ...(compared ? [compared.year, compared.period] : [])].flatMap((each) => daysOf(body, each, target));
}

type WantedDays = {
  here: ReadonlyMap<Reading, readonly Day[]>;
  below?: { level: RegionLevel; ids: readonly number[]; readings: ReadonlyMap<Reading, readonly Day[]> } | undefined;
};

/** The figures of each day that some reading needs, and of it no measure that none needs. */
async function loadDays(
  tx: Tx,
  reader: Actor,
  reach: Reach,
  today: Day,
  { here, below }: WantedDays,
): Promise<Map<Day, DayFigures>> {
  const figures = new Map<Day, DayFigures>();
  const needing = (readings: ReadonlyMap<Reading, readonly Day[]> | undefined, day: Day) =>
    [...(readings ?? [])].flatMap(([reading, days]) => (days.includes(day) ? [reading] : []));
  const measures = (readings: readonly Reading[]): Measure[] => [
    ...new Set(readings.flatMap(({ body }) => measuresIn(body))),
  ];
  const days = new Set([...here.values(), ...(below?.readings.values() ?? [])].flat());
  const { place, programme, asRecorded } = reach;
  for (const asOf of [...days].sort()) {
    const under = needing(below?.readings, asOf);
    const cells = [
      { places: { level: place.level, ids: [place.id] }, measures: measures(needing(here, asOf)) },
      ...(below
        ? [
            {
              places: { level: below.level, ids: below.ids },
              measures: measures(under.filter((one) => !isOfHeads(one))),
            },
          ]
        : []),
    ];
    const heads = measures(under.filter(isOfHeads));
    const wanted = below && heads.length > 0 && { parentId: place.id, level: below.level, measures: heads };
    const found = await loadFigures(
      tx,
      reader,
      { cells, ...(wanted ? { below: wanted } : {}) },
      { programmeId: programme.id, asOf, today, asRecorded },
    );
    figures.set(asOf, found);
  }
  return figures;
}

type Where = { reach: Reach; regionId: number; span: DaySpan; target: DueTarget | null; compares: boolean };

function readIndicator(figures: ReadonlyMap<Day, DayFigures>, reading: NamedReading, where: Where): IndicatorValue {
  const { indicator, body } = reading;
  const { reach, regionId, span, target } = where;
  const counted = countIn(figures, reading, regionId, span, target);
  const value = counted && indicatorValue(body, counted);
  const compared = where.compares ? comparedSpans(reading, reach, span) : null;
  const growthTo = (earlier: DaySpan | undefined) => {
    const before = earlier && countIn(figures, reading, regionId, earlier, target);
    return before ? growthOf(body.unit, value, indicatorValue(body, before)) : null;
  };
  const isQuantile = body.aggregation === 'MEDIAN' || body.aggregation === 'P90';
  return {
    ...{ indicator, value },
    numerator: counted?.numerator ?? null,
    denominator: counted?.denominator ?? null,
    within:
      isQuantile && counted
        ? quantileOfBuckets(STAYED_FROM_DAYS, counted.buckets ?? [], body.aggregation === 'MEDIAN' ? 50 : 90)
        : null,
    onYear: growthTo(compared?.year),
    onPeriod: growthTo(compared?.period),
    links: counted ? linksOf(reading, where) : { numerator: null, denominator: null },
  };
}

function linksOf({ body, kinds }: Reading, { reach, regionId, span, target }: Where): IndicatorValue['links'] {
  const { denominator, numerator, stage } = body;
  // an empty list of kinds would be a list of all of them
  if (kinds?.length === 0) return { numerator: null, denominator: null };
  const ofTarget = denominator === 'TARGET' ? target : null;
  const about: About = {
    regionId,
    programmeId: reach.programme.id,
    asOf: ofTarget ? targetUntil(ofTarget, span.until) : span.until,
    asRecorded: reach.asRecorded,
    financierId: reach.financierId ?? undefined,
  };
  const from = ofTarget ? ofTarget.startOn : body.reading === 'FLOW' ? span.from : null;
  const more = { ...(from ? { from } : {}), ...(stage ? { stage } : {}), ...(kinds ? { kinds } : {}) };
  return {
    numerator: listBehind(about, numerator, more),
    denominator: ofTarget
      ? `/targets/${ofTarget.id}`
      : denominator === null || denominator === 'TARGET'
        ? null
        : listBehind(about, denominator, more),
  };
}

/** The value of one indicator over each of several spans: a month each, for its course. */
export async function loadCourse(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  reach: Reach,
  { today, spans }: { today: Day; spans: readonly DaySpan[] },
): Promise<(DaySpan & { reading: IndicatorValue })[]> {
  const reader = readerOf(actor, reach.financierId);
  const reading = readingOf(indicator, reach);
  const { body } = indicator;
  const targets = await loadDueTargets(tx, {
    programmeId: reach.programme.id,
    regionIds: [reach.place.id],
    measures: body.denominator === 'TARGET' ? [body.numerator] : [],
    ownerId: ownerOf(reader),
    asOf: reach.asOf,
  });
  const target = targets(reach.place.id, body.numerator);
  const days = spans.flatMap((span) => daysOf(body, span, target));
  const figures = await loadDays(tx, reader, reach, today, { here: new Map([[reading, days]]) });
  const where = { reach, regionId: reach.place.id, target, compares: false };
  return spans.map((span) => ({ ...span, reading: readIndicator(figures, reading, { ...where, span }) }));
}
