import type { Actor } from './actor';
import { COUNTABLES, type Countable, STAYED_FROM_DAYS, TARGET_MEASURES, unitOf } from './measures';
import { divideHalfUp } from './money';
import { can } from './permissions';
import { quantileOfBuckets } from './quantile';
import type { RefusalValue } from './refusal';
import { APPLICANT_KINDS, type ApplicantKind, STAGES, type Stage } from './stage';

export const AGGREGATIONS = ['SUM', 'RATIO', 'MEDIAN', 'P90'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];
/** As of the day (时点, 累计), or what the period added (本期). */
export const READINGS = ['STOCK', 'FLOW'] as const;
export type Reading = (typeof READINGS)[number];
export const INDICATOR_UNITS = ['CASES', 'FEN', 'PERCENT', 'WORKING_DAYS'] as const;
export type IndicatorUnit = (typeof INDICATOR_UNITS)[number];
export const SEGMENTS = ['LARGE', 'SMALL'] as const;
export type SegmentName = (typeof SEGMENTS)[number];
/** What a quotient is multiplied by. */
export const FACTORS = [1, 100, 1_000, 10_000] as const;

/** 口径: what an indicator is made of. No formula: two measures, a factor, filters of closed lists. */
export type IndicatorBody = {
  numerator: Countable;
  /** TARGET: the target set for the numerator in the place */
  denominator: Countable | 'TARGET' | null;
  factor: number;
  aggregation: Aggregation;
  reading: Reading;
  unit: IndicatorUnit;
  stage: Stage | null;
  segment: SegmentName | null;
  /** none: all of them */
  kinds: readonly ApplicantKind[];
};

/** Measures that rise and fall, so that what stands as of a day is no sum of what happened. */
const LEVELS: readonly string[] = ['STANDING', 'OUTSTANDING', 'OUTSTANDING_FEN'];
const isLevel = (measure: string) =>
  LEVELS.includes(measure) || measure.startsWith('OVERDUE') || measure.startsWith('NON_PERFORMING');
const isStay = (measure: string) => measure.startsWith('STAYED');
const knows = <T>(list: readonly T[], value: unknown): value is T => list.some((each) => each === value);
const isQuantile = ({ aggregation }: Pick<IndicatorBody, 'aggregation'>) =>
  aggregation === 'MEDIAN' || aggregation === 'P90';

/** What is asked of a definition before it is checked: words of a form or of a row, which may be any. */
type Typed = Omit<IndicatorBody, 'numerator' | 'denominator'> & { numerator: string; denominator: string | null };

/**
 * The first thing that is wrong with a definition: INDICATOR_MEASURE (not counted), INDICATOR_QUANTILE (a median is of
 * stays in a stage), INDICATOR_DENOMINATOR (a share needs one, a sum has none), INDICATOR_STOCK_BY_FLOW,
 * INDICATOR_TARGET (nobody sets one for the numerator, or it is not of everybody), INDICATOR_STAGE, INDICATOR_KINDS,
 * INDICATOR_UNIT, INDICATOR_FACTOR.
 */
export function indicatorRefusal(body: Typed): RefusalValue | null {
  const { numerator, denominator, aggregation } = body;
  const measures = [numerator, ...(denominator === null || denominator === 'TARGET' ? [] : [denominator])];
  if (measures.some((measure) => !knows(COUNTABLES, measure))) return { code: 'INDICATOR_MEASURE' };
  if (isQuantile(body) && numerator !== 'STAYED') return { code: 'INDICATOR_QUANTILE' };
  if ((aggregation === 'RATIO') !== (denominator !== null)) return { code: 'INDICATOR_DENOMINATOR' };
  if (divides(body)) return { code: 'INDICATOR_STOCK_BY_FLOW' };
  if (denominator === 'TARGET' && !targetFits(body)) return { code: 'INDICATOR_TARGET' };
  const needsStage = measures.some((measure) => isStay(measure) || measure === 'REACHED');
  const maySayStage = measures.every((measure) => isStay(measure) || ['REACHED', 'STANDING'].includes(measure));
  if (body.stage === null ? needsStage : !maySayStage || !STAGES.includes(body.stage))
    return { code: 'INDICATOR_STAGE' };
  const isFiltered = body.segment !== null || body.kinds.length > 0;
  if (!body.kinds.every((kind) => APPLICANT_KINDS.includes(kind)) || (isFiltered && measures.some(isStay)))
    return { code: 'INDICATOR_KINDS' };
  if (!unitFits(body)) return { code: 'INDICATOR_UNIT' };
  return factorFits(body) ? null : { code: 'INDICATOR_FACTOR' };
}

/** A balance over what happened, or the change of a balance over anything, says nothing about either. */
function divides({ numerator, denominator, reading }: Typed): boolean {
  if (denominator === null) return false;
  const levels = [numerator, ...(denominator === 'TARGET' ? [] : [denominator])].map(isLevel);
  return levels.some((level) => level !== levels[0] || (level && reading === 'FLOW'));
}

const targetFits = ({ numerator, reading, segment, kinds, unit }: Typed) =>
  knows(TARGET_MEASURES, numerator) &&
  reading === 'FLOW' &&
  unit === 'PERCENT' &&
  segment === null &&
  kinds.length === 0;

function unitFits(body: Typed): boolean {
  const { numerator, denominator, unit } = body;
  if (isQuantile(body)) return unit === 'WORKING_DAYS';
  const over = unitOf(numerator as Countable);
  if (denominator === null) return unit === over;
  const under = denominator === 'TARGET' ? over : unitOf(denominator as Countable);
  return over === under ? unit === 'PERCENT' || (unit === 'CASES' && over === 'CASES') : unit === over;
}

function factorFits({ aggregation, factor, unit }: Typed): boolean {
  if (aggregation !== 'RATIO') return factor === 1;
  return unit === 'PERCENT' ? factor === 100 : knows(FACTORS, factor);
}

/** What was counted for an indicator; `buckets` are the stays by STAYED_FROM_DAYS. */
export type Counted = { numerator: bigint; denominator: bigint | null; buckets?: readonly bigint[] };

/**
 * The value in its unit: fen, cases, whole working days, or of a percentage hundredths of a percent (half-up, as published
 * ratios are: field-rules.md §5.7). Null where there is nothing to divide by or nobody stayed.
 */
export function indicatorValue(
  body: Pick<IndicatorBody, 'aggregation' | 'factor' | 'unit'>,
  counted: Counted,
): bigint | null {
  const { numerator, denominator, buckets = [] } = counted;
  const scale = BigInt(body.factor) * (body.unit === 'PERCENT' ? 100n : 1n);
  switch (body.aggregation) {
    case 'SUM':
      return numerator;
    case 'RATIO':
      return denominator === null || denominator === 0n ? null : divideHalfUp(numerator * scale, denominator);
    case 'MEDIAN':
    case 'P90': {
      const found = quantileOfBuckets(STAYED_FROM_DAYS, buckets, body.aggregation === 'MEDIAN' ? 50 : 90);
      return found && BigInt(found.value);
    }
  }
}

/** Who says what an indicator is: an office of a leading group that leads a province or the nation, for it is said for all below. */
export function mayDefineIndicators(
  actor: Pick<Actor, 'roles'> & { organisation: Pick<Actor['organisation'], 'kind' | 'level'> },
): boolean {
  const { kind, level } = actor.organisation;
  return can(actor, 'indicator.define') && kind === 'LEADING_GROUP' && (level === 'PROVINCE' || level === 'NATION');
}
