import type { TargetUnit } from './pace';

/** Days overdue from which a loan stands in each age band; from the third on it is non-performing (《商业银行金融资产风险分类办法》 2023, Art. 11). */
export const OVERDUE_FROM_DAYS = [1, 31, 91, 181, 271, 361] as const;
export type OverdueFromDays = (typeof OVERDUE_FROM_DAYS)[number];

/**
 * What the cube counts (figure_cell holds each with its stages and kinds). Names that end in _FEN are amounts, the others
 * numbers of cases; figure_of in the database says what an event adds.
 */
export const MEASURES = [
  /** cases that ever entered a stage, each once; those that stand in it */
  'REACHED',
  'STANDING',
  'ACCEPTED',
  'APPROVED',
  'FINANCING_FEN',
  /** contracted */
  'LANDED',
  'LANDED_FEN',
  /** cases that were paid anything; what was paid; payments */
  'DISBURSED',
  'DISBURSED_FEN',
  'PAID',
  /** sent back by somebody, each time */
  'RETURNED',
  /** cases on which principal is owed; the principal */
  'OUTSTANDING',
  'OUTSTANDING_FEN',
  'REPAID_FEN',
  /** of those, loans on which anything due is unpaid, with all that is owed on them, by the days since the oldest fell due */
  'OVERDUE_1',
  'OVERDUE_31',
  'OVERDUE_91',
  'OVERDUE_181',
  'OVERDUE_271',
  'OVERDUE_361',
  'OVERDUE_1_FEN',
  'OVERDUE_31_FEN',
  'OVERDUE_91_FEN',
  'OVERDUE_181_FEN',
  'OVERDUE_271_FEN',
  'OVERDUE_361_FEN',
  /** works found finished by the township's check, and by the county's (初验, 县级验收) */
  'COMPLETED',
  'CHECKED',
  /** stays in a stage that ended, by the working days they took: at least so many, and fewer than the next */
  'STAYED_0',
  'STAYED_1',
  'STAYED_2',
  'STAYED_3',
  'STAYED_5',
  'STAYED_8',
  'STAYED_13',
  'STAYED_21',
  'STAYED_34',
  'STAYED_55',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Those that a row of the cube also holds in one small array, in this order (figure_cell.head). */
export const HEADS = [
  'ACCEPTED',
  'APPROVED',
  'FINANCING_FEN',
  'LANDED',
  'LANDED_FEN',
  'DISBURSED',
  'DISBURSED_FEN',
  'PAID',
  'RETURNED',
  'OUTSTANDING',
  'OUTSTANDING_FEN',
  'REPAID_FEN',
  'OVERDUE_1',
  'OVERDUE_31',
  'OVERDUE_91',
  'OVERDUE_181',
  'OVERDUE_271',
  'OVERDUE_361',
  'OVERDUE_1_FEN',
  'OVERDUE_31_FEN',
  'OVERDUE_91_FEN',
  'OVERDUE_181_FEN',
  'OVERDUE_271_FEN',
  'OVERDUE_361_FEN',
  'COMPLETED',
  'CHECKED',
] as const satisfies readonly Measure[];

/** What a target can be set for. */
export const TARGET_MEASURES = [
  'FINANCING_FEN',
  'APPROVED',
  'ACCEPTED',
  'LANDED_FEN',
  'DISBURSED_FEN',
] as const satisfies readonly Measure[];
export type TargetMeasure = (typeof TARGET_MEASURES)[number];

/** What a measure counts in. */
export function unitOf(measure: Countable): TargetUnit {
  return measure.endsWith('_FEN') ? 'FEN' : 'CASES';
}

const late = <const Days extends readonly OverdueFromDays[], Unit extends '' | '_FEN'>(days: Days, unit: Unit) =>
  days.map((from) => `OVERDUE_${from}${unit}` as const) as readonly `OVERDUE_${Days[number]}${Unit}`[];

const BAD_FROM_DAYS = OVERDUE_FROM_DAYS.filter((from) => from > 90);

/** Measures that are read together as one: 逾期 of every age, and what of it is non-performing (次级, 可疑, 损失). */
export const SUMS = {
  OVERDUE: late(OVERDUE_FROM_DAYS, ''),
  OVERDUE_FEN: late(OVERDUE_FROM_DAYS, '_FEN'),
  NON_PERFORMING: late(BAD_FROM_DAYS, ''),
  NON_PERFORMING_FEN: late(BAD_FROM_DAYS, '_FEN'),
} as const satisfies Record<string, readonly Measure[]>;

/** What a number on a page stands for: one measure, or several read together. */
export type Countable = Measure | keyof typeof SUMS;
export const COUNTABLES: readonly Countable[] = [...MEASURES, ...(Object.keys(SUMS) as (keyof typeof SUMS)[])];

/** The measures that add up to it. */
export function measuresOf(countable: Countable): readonly Measure[] {
  return countable in SUMS ? SUMS[countable as keyof typeof SUMS] : [countable as Measure];
}
