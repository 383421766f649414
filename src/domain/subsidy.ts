import { allocateByLargestRemainder } from './allocation';
import { addDays, addMonths, type Day, daysBetween, isValidDay } from './calendar';
import { divideHalfUp, type Fen, sumFen } from './money';
import type { PolicyRow } from './policy';
import type { RefusalValue } from './refusal';

/**
 * 贴息 of one loan for one interest quarter: Σ balance × rate × share × days / basis (domain.md §4). A quarter runs from
 * the 21st of its first month to the 20th of its last (结息日). A day counts from the one on which money was paid to the
 * one before it was paid back, as interest does.
 */
export type Quarter = { from: Day; to: Day };

/** A loan as its books tell it; changes and rates from any day, in any order. */
export type SubsidisedLoan = {
  /** what was lent (above zero) and paid back (below zero) of the principal */
  changes: readonly { on: Day; amountFen: Fen }[];
  /** basis points a year, each from its day on */
  rates: readonly { from: Day; rateBps: number }[];
  /** what the plan asks, and what came in */
  due: readonly { dueOn: Day; principalFen: Fen; interestFen: Fen }[];
  paid: readonly { paidOn: Day; principalFen: Fen; interestFen: Fen }[];
};

export type SubsidyTerms = {
  /** only the part of the balance up to this is subsidised */
  maximumFen: Fen;
  basis: 360 | 365;
  /** the dated share in force on a day; null: none is */
  shareOn: (day: Day) => Pick<PolicyRow, 'value' | 'documentNumber'> | null;
  /** the days on which one share gives way to another */
  shareDays: readonly Day[];
};

/** A stretch of days on which nothing changes. `to` is its last day; `balanceFen` is the part that is subsidised. */
export type SubsidyLine = {
  from: Day;
  to: Day;
  balanceFen: Fen;
  rateBps: number;
  shareBps: number;
  days: number;
  amountFen: Fen;
  /** the document of the share; null on days overdue, which are not subsidised */
  documentNumber: string | null;
};

export type SubsidyResult = { ok: true; amountFen: Fen; lines: SubsidyLine[] } | { ok: false; refusal: RefusalValue };

const INTEREST_DAY = 21;
const QUARTER_MONTHS = 3;

/** The quarter that begins on a day; null when none does. */
export function quarterFrom(day: string): Quarter | null {
  if (!isValidDay(day)) return null;
  const begins = Number(day.slice(8)) === INTEREST_DAY && Number(day.slice(5, 7)) % QUARTER_MONTHS === 0;
  const next = addMonths(day, QUARTER_MONTHS);
  // the last of the calendar ends in a year that has no four digits
  return begins && isValidDay(next) ? { from: day, to: addDays(next, -1) } : null;
}

/** The quarter in which a day lies. */
export function quarterOf(day: Day): Quarter {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const back = (month % QUARTER_MONTHS) + (month % QUARTER_MONTHS === 0 && Number(day.slice(8)) < INTEREST_DAY ? 3 : 0);
  const from = addMonths(`${year}-${String(month).padStart(2, '0')}-${INTEREST_DAY}`, -back);
  return { from, to: addDays(addMonths(from, QUARTER_MONTHS), -1) };
}

/** The quarters that are over on a day, the latest first. */
export function pastQuarters(today: Day, count: number): Quarter[] {
  const { from } = quarterOf(today);
  return Array.from({ length: count }, (_, index) => quarterOf(addMonths(from, -QUARTER_MONTHS * (index + 1))));
}

/** INVALID_INPUT: no quarter begins on this day. SUBSIDY_QUARTER_OPEN {from}: it is not over, and may be reckoned from that day. */
export function checkQuarter(day: string, today: Day): RefusalValue | null {
  const quarter = quarterFrom(day);
  if (!quarter) return { code: 'INVALID_INPUT' };
  return today <= quarter.to ? { code: 'SUBSIDY_QUARTER_OPEN', params: { from: addDays(quarter.to, 1) } } : null;
}

/**
 * The subsidy of a loan for a quarter, piece by piece wherever the balance, the rate or the share changes; nothing for days
 * on which anything due was unpaid (field-rules.md §5.1: lost when overdue). The sum is rounded once, half up to the fen,
 * for nothing is rounded inside a sum (domain.md §4); its lines are parts of it by largest remainder, so that they add up.
 * POLICY_MISSING {kind}: a share is in force on no place's word on some day that earns one.
 */
export function computeSubsidy(quarter: Quarter, loan: SubsidisedLoan, terms: SubsidyTerms): SubsidyResult {
  checkLoan(loan, terms);
  const pieces: Omit<SubsidyLine, 'amountFen'>[] = [];
  const days = turningDays(quarter, loan, terms);
  for (const [index, from] of days.entries()) {
    const to = addDays(days[index + 1] ?? addDays(quarter.to, 1), -1);
    const owedFen = balanceOn(loan, from);
    if (owedFen === 0n) continue;
    const balanceFen = partOf(owedFen, terms.maximumFen);
    const isOverdue = isOverdueOn(loan, from);
    const share = isOverdue ? null : terms.shareOn(from);
    if (!isOverdue && !share)
      return { ok: false, refusal: { code: 'POLICY_MISSING', params: { kind: 'SUBSIDY_SHARE' } } };
    addPiece(pieces, {
      from,
      to,
      balanceFen,
      rateBps: rateOn(loan, from),
      shareBps: Number(share?.value ?? 0n),
      days: daysBetween(from, to) + 1,
      documentNumber: share?.documentNumber ?? null,
    });
  }
  const weights = pieces.map((row) => row.balanceFen * BigInt(row.rateBps) * BigInt(row.shareBps) * BigInt(row.days));
  const amountFen = divideHalfUp(sumFen(weights), WHOLE_BPS * WHOLE_BPS * BigInt(terms.basis));
  const parts = allocateByLargestRemainder(amountFen, weights) ?? [];
  return { ok: true, amountFen, lines: pieces.map((row, index) => ({ ...row, amountFen: parts[index] ?? 0n })) };
}

const WHOLE_BPS = 10_000n;

/** The days of the quarter on which something may change, its first day among them. */
function turningDays({ from, to }: Quarter, loan: SubsidisedLoan, { shareDays }: SubsidyTerms): Day[] {
  const days = [
    ...loan.changes.map((row) => row.on),
    ...loan.rates.map((row) => row.from),
    ...loan.due.map((row) => row.dueOn),
    ...loan.paid.map((row) => row.paidOn),
    ...shareDays,
  ];
  return [...new Set([from, ...days.filter((day) => day > from && day <= to)])].sort();
}

/** Adds a stretch, or makes the one before longer when nothing that counts has changed. */
function addPiece(pieces: Omit<SubsidyLine, 'amountFen'>[], piece: Omit<SubsidyLine, 'amountFen'>) {
  const last = pieces.at(-1);
  const goesOn =
    last &&
    addDays(last.to, 1) === piece.from &&
    last.balanceFen === piece.balanceFen &&
    last.rateBps === piece.rateBps &&
    last.shareBps === piece.shareBps &&
    last.documentNumber === piece.documentNumber;
  if (goesOn) Object.assign(last, { to: piece.to, days: last.days + piece.days });
  else pieces.push(piece);
}

function partOf(owedFen: Fen, maximumFen: Fen): Fen {
  if (owedFen > maximumFen) return maximumFen;
  return owedFen;
}

/** Nothing, where a repayment was dated before the later of two payments that it pays back: that day earns none. */
function balanceOn({ changes }: SubsidisedLoan, day: Day): Fen {
  const balanceFen = sumFen(changes.filter((row) => row.on <= day).map((row) => row.amountFen));
  return balanceFen < 0n ? 0n : balanceFen;
}

function rateOn({ rates }: SubsidisedLoan, day: Day): number {
  const inForce = rates.filter((row) => row.from <= day).sort((left, right) => (left.from < right.from ? 1 : -1))[0];
  if (!inForce) throw new RangeError(`money is lent at no rate on ${day}`);
  return inForce.rateBps;
}

/** A delay begins on the day when something falls due and ends on the day when it is paid: so many days it is overdue. */
function isOverdueOn({ due, paid }: SubsidisedLoan, day: Day): boolean {
  const owed = due.filter((row) => row.dueOn <= day);
  const came = paid.filter((row) => row.paidOn <= day);
  const isShort = (part: 'principalFen' | 'interestFen') =>
    sumFen(owed.map((row) => row[part])) > sumFen(came.map((row) => row[part]));
  return isShort('principalFen') || isShort('interestFen');
}

/** Books that no loan can have are a bug of whoever read them. */
function checkLoan({ rates, due, paid }: SubsidisedLoan, { maximumFen }: SubsidyTerms) {
  if (maximumFen <= 0n) throw new RangeError('nothing is subsidised of a loan');
  if (rates.some((row) => !Number.isInteger(row.rateBps) || row.rateBps < 0))
    throw new RangeError('a rate is whole basis points');
  if ([...due, ...paid].some((row) => row.principalFen < 0n || row.interestFen < 0n))
    throw new RangeError('what is due or paid is never negative');
}

type Steps = { status: SubsidyStatus; computedById: string; reviewedById: string | null };
export const SUBSIDY_STATUSES = ['COMPUTED', 'REVIEWED', 'PAID', 'REFUSED'] as const;
export type SubsidyStatus = (typeof SUBSIDY_STATUSES)[number];

/** SUBSIDY_SETTLED: what a second person has agreed to, or what was paid, is not reckoned anew. */
export function checkRecompute(status: SubsidyStatus): RefusalValue | null {
  return status === 'COMPUTED' || status === 'REFUSED' ? null : { code: 'SUBSIDY_SETTLED' };
}

/** STATUS_DOES_NOT_ALLOW unless computed; SAME_PERSON to whoever computed it. */
export function checkSubsidyReview(row: Steps, userId: string): RefusalValue | null {
  if (row.status !== 'COMPUTED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  return row.computedById === userId ? { code: 'SAME_PERSON', params: { duty: 'SUBSIDY' } } : null;
}

/** STATUS_DOES_NOT_ALLOW unless reviewed and not paid; SAME_PERSON to whoever computed or reviewed it. */
export function checkSubsidyPayment(row: Steps, userId: string): RefusalValue | null {
  if (row.status !== 'REVIEWED') return { code: 'STATUS_DOES_NOT_ALLOW' };
  const earlier = [row.computedById, row.reviewedById];
  return earlier.includes(userId) ? { code: 'SAME_PERSON', params: { duty: 'SUBSIDY' } } : null;
}

/** 财政 reviews and pays (field-rules.md §5.1): public bodies only, for a lender would pay itself. */
export function isSubsidyPayer(actor: { organisation: { kind: string } }): boolean {
  return actor.organisation.kind === 'FINANCE_BUREAU' || actor.organisation.kind === 'LEADING_GROUP';
}
