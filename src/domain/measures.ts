import { BOOK_EVENTS, COUNT_CORRECTED } from './loan-book';
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
export const HEADS: readonly Measure[] = MEASURES.filter((measure) => !/^(REACHED|STANDING|STAYED_\d+)$/.test(measure));

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

/** Working days from which a stay in a stage is counted in each of the measures STAYED_*. */
export const STAYED_FROM_DAYS = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55] as const;

/** Measures that are read together as one: 逾期 of every age, what of it is non-performing (次级, 可疑, 损失), stays of any length. */
export const SUMS = {
  OVERDUE: late(OVERDUE_FROM_DAYS, ''),
  OVERDUE_FEN: late(OVERDUE_FROM_DAYS, '_FEN'),
  NON_PERFORMING: late(BAD_FROM_DAYS, ''),
  NON_PERFORMING_FEN: late(BAD_FROM_DAYS, '_FEN'),
  SPECIAL_MENTION: late([1, 31], ''),
  SPECIAL_MENTION_FEN: late([1, 31], '_FEN'),
  SUBSTANDARD: late([91, 181], ''),
  SUBSTANDARD_FEN: late([91, 181], '_FEN'),
  /** stays in a stage that ended, however long they were */
  STAYED: STAYED_FROM_DAYS.map((from) => `STAYED_${from}` as const),
} as const satisfies Record<string, readonly Measure[]>;

/** What is left of a measure when others are taken off: 正常 is what is owed, less what of it is overdue. */
const REMAINDERS = {
  NORMAL: { of: 'OUTSTANDING', less: SUMS.OVERDUE },
  NORMAL_FEN: { of: 'OUTSTANDING_FEN', less: SUMS.OVERDUE_FEN },
} as const satisfies Record<string, { of: Measure; less: readonly Measure[] }>;

/** What a number on a page stands for: one measure, several read together, or what is left of one. */
export type Countable = Measure | keyof typeof SUMS | keyof typeof REMAINDERS;
export const COUNTABLES: readonly Countable[] = [
  ...MEASURES,
  ...(Object.keys(SUMS) as (keyof typeof SUMS)[]),
  ...(Object.keys(REMAINDERS) as (keyof typeof REMAINDERS)[]),
];

const remainder = (countable: Countable) =>
  countable in REMAINDERS ? REMAINDERS[countable as keyof typeof REMAINDERS] : null;

/** The measures that it is made of. */
export function measuresOf(countable: Countable): readonly Measure[] {
  const { of, less } = remainder(countable) ?? { of: null, less: [] };
  if (of) return [of, ...less];
  return countable in SUMS ? SUMS[countable as keyof typeof SUMS] : [countable as Measure];
}

const VOIDING = ['case.returned', 'case.recalled', 'case.withdrawn', 'case.declined', 'case.lapsed'];
const BOOKED = ['payment.released', 'payment.returned'];

/** The kinds of event that may add to a measure, so that a list behind a number reads no others; not named: any may. */
const ADDED_BY: Partial<Record<Measure, readonly string[]>> = {
  ACCEPTED: ['case.accepted'],
  APPROVED: ['case.approved', ...VOIDING],
  FINANCING_FEN: ['case.approved', ...VOIDING],
  LANDED: ['contract.signed', ...VOIDING],
  LANDED_FEN: ['contract.signed', ...VOIDING],
  DISBURSED: [...BOOKED, COUNT_CORRECTED],
  DISBURSED_FEN: BOOKED,
  PAID: BOOKED,
  RETURNED: ['case.returned'],
  OUTSTANDING: [...BOOK_EVENTS, COUNT_CORRECTED],
  OUTSTANDING_FEN: BOOK_EVENTS,
  REPAID_FEN: ['repayment.recorded'],
  COMPLETED: ['completion.checked'],
  CHECKED: ['completion.checked'],
};

/** Kinds of event that add to what a number stands for; null: any may. */
export function kindsBehind(countable: Countable): readonly string[] | null {
  const kinds = measuresOf(countable).map((measure) =>
    measure.startsWith('OVERDUE_') ? ['loan.aged'] : ADDED_BY[measure],
  );
  return kinds.some((each) => each === undefined) ? null : [...new Set(kinds.flatMap((each) => each ?? []))];
}

/** Those of them that are taken off. */
export function takenOff(countable: Countable): readonly Measure[] {
  return remainder(countable)?.less ?? [];
}
