import { allocateByLargestRemainder } from './allocation';
import { addMonths, compareDays, type Day, daysBetween } from './calendar';
import { divideHalfUp, type Fen, mulRate, sumFen } from './money';

export type RepaymentMethod = 'BULLET' | 'EQUAL_INSTALMENTS' | 'EQUAL_PRINCIPAL';
export type InterestInterval = 'MONTH' | 'QUARTER' | 'MATURITY';

export type RepaymentLine = { sequence: number; dueOn: Day; principalFen: Fen; interestFen: Fen };

export type RepaymentTerms = {
  principalFen: Fen;
  annualRateBps: number;
  startOn: Day;
  termMonths: number;
  method: RepaymentMethod;
  dayCountBasis: 360 | 365;
  /** BULLET only: when interest falls due before the principal does. */
  interestEvery?: InterestInterval;
};

/**
 * The plan of repayment of one loan. Principals sum exactly to the loan; a date that a month lacks becomes its last day.
 *
 * BULLET 到期还本: interest by actual days over the basis, first day counted and last not, each period rounded half-up.
 * EQUAL_INSTALMENTS 等额本息 and EQUAL_PRINCIPAL 等额本金: whole months at a twelfth of the yearly rate, as contracts and counters compute it,
 * so the basis plays no part; what rounding leaves falls on the last instalment.
 */
export function buildRepaymentPlan(terms: RepaymentTerms): RepaymentLine[] {
  const { principalFen, annualRateBps, termMonths } = terms;
  if (principalFen <= 0n) throw new RangeError('A plan needs a principal above zero');
  if (!Number.isInteger(annualRateBps) || annualRateBps < 0) throw new RangeError('A rate is whole basis points');
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > 600)
    throw new RangeError('A term is 1 to 600 months');
  return builders[terms.method](terms);
}

const builders = {
  BULLET: buildBullet,
  EQUAL_INSTALMENTS: buildEqualInstalments,
  EQUAL_PRINCIPAL: buildEqualPrincipal,
} as const satisfies Record<RepaymentMethod, (terms: RepaymentTerms) => RepaymentLine[]>;

/** Months between interest dates; null: only with the principal. */
const INTEREST_MONTHS = { MONTH: 1, QUARTER: 3, MATURITY: null } as const satisfies Record<
  InterestInterval,
  number | null
>;

function buildBullet(terms: RepaymentTerms): RepaymentLine[] {
  const { principalFen, annualRateBps, startOn, termMonths, dayCountBasis, interestEvery = 'MATURITY' } = terms;
  const step = INTEREST_MONTHS[interestEvery] ?? termMonths;
  const lines: RepaymentLine[] = [];
  for (let from = 0; from < termMonths; from += step) {
    const to = Math.min(from + step, termMonths);
    const dueOn = addMonths(startOn, to);
    lines.push({
      sequence: lines.length + 1,
      dueOn,
      principalFen: to === termMonths ? principalFen : 0n,
      interestFen: mulRate(principalFen, annualRateBps, daysBetween(addMonths(startOn, from), dueOn), dayCountBasis),
    });
  }
  return lines;
}

function buildEqualInstalments(terms: RepaymentTerms): RepaymentLine[] {
  const { principalFen, annualRateBps, termMonths } = terms;
  if (annualRateBps === 0) return buildEqualPrincipal(terms);
  // P · r(1+r)ⁿ / ((1+r)ⁿ − 1) with r = rate / MONTHLY, kept as whole numbers until the one rounding.
  const rate = BigInt(annualRateBps);
  const grown = (MONTHLY + rate) ** BigInt(termMonths);
  const instalmentFen = divideHalfUp(principalFen * rate * grown, MONTHLY * (grown - MONTHLY ** BigInt(termMonths)));
  return buildMonthly(terms, (balanceFen, interestFen) => {
    const part = instalmentFen - interestFen;
    if (part <= 0n) return 0n;
    if (part >= balanceFen) return balanceFen;
    return part;
  });
}

function buildEqualPrincipal(terms: RepaymentTerms): RepaymentLine[] {
  const shares = allocateByLargestRemainder(terms.principalFen, Array<bigint>(terms.termMonths).fill(1n)) ?? [];
  return buildMonthly(terms, (_balanceFen, _interestFen, index) => shares[index] ?? 0n);
}

/** Twelve months of a year times the ten thousand parts of a rate in basis points. */
const MONTHLY = 120_000n;

function buildMonthly(
  { principalFen, annualRateBps, startOn, termMonths }: RepaymentTerms,
  principalOf: (balanceFen: Fen, interestFen: Fen, index: number) => Fen,
): RepaymentLine[] {
  let balanceFen = principalFen;
  return Array.from({ length: termMonths }, (_, index) => {
    const interestFen = divideHalfUp(balanceFen * BigInt(annualRateBps), MONTHLY);
    const partFen = index === termMonths - 1 ? balanceFen : principalOf(balanceFen, interestFen, index);
    balanceFen -= partFen;
    return { sequence: index + 1, dueOn: addMonths(startOn, index + 1), principalFen: partFen, interestFen };
  });
}

/** What one repayment settles of one line of the plan. */
export type RepaymentSplit = { sequence: number; principalFen: Fen; interestFen: Fen };

export type RepaymentAllocation =
  | { ok: true; splits: RepaymentSplit[]; principalFen: Fen; interestFen: Fen }
  | { ok: false; code: 'REPAYMENT_EXCEEDS_OUTSTANDING' };

/**
 * Splits a repayment over what is still owed on each line: the earliest due line first, within a line interest before principal.
 * Refuses with REPAYMENT_EXCEEDS_OUTSTANDING rather than take more than is owed. A line that receives nothing is not returned.
 */
export function allocateRepayment(outstanding: readonly RepaymentLine[], amountFen: Fen): RepaymentAllocation {
  if (amountFen <= 0n) throw new RangeError('A repayment is above zero');
  let leftFen = amountFen;
  const take = (owedFen: Fen): Fen => {
    const taken = owedFen < leftFen ? owedFen : leftFen;
    leftFen -= taken;
    return taken;
  };
  const splits = [...outstanding]
    .sort((a, b) => compareDays(a.dueOn, b.dueOn) || a.sequence - b.sequence)
    .map(({ sequence, principalFen, interestFen }) => {
      if (principalFen < 0n || interestFen < 0n) throw new RangeError('An outstanding amount cannot be negative');
      const interestPaidFen = take(interestFen);
      return { sequence, principalFen: take(principalFen), interestFen: interestPaidFen };
    })
    .filter((split) => split.principalFen + split.interestFen > 0n);
  if (leftFen > 0n) return { ok: false, code: 'REPAYMENT_EXCEEDS_OUTSTANDING' };
  return {
    ok: true,
    splits,
    principalFen: sumFen(splits.map((split) => split.principalFen)),
    interestFen: sumFen(splits.map((split) => split.interestFen)),
  };
}
