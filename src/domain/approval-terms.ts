import { type Fen, formatRate } from './money';
import { isWithinCeiling } from './rate-ceiling';
import type { RefusalValue } from './refusal';

/** What is recommended, approved or contracted: never an amount without its term and rate. */
export type Terms = { amountFen: Fen; termMonths: number; rateBps: number };

/**
 * Approved ≤ recommended (domain.md §3): the amount and the term stay within what was investigated, the rate under the
 * programme's ceiling. AMOUNT_OUT_OF_RANGE, APPROVED_OVER_RECOMMENDED, TERM_OUT_OF_RANGE, RATE_OVER_CEILING.
 */
export function checkApprovedTerms(asked: Terms, recommended: Terms, rateCeilingBps: number): RefusalValue | null {
  const { amountFen, termMonths, rateBps } = asked;
  const recommendedFen = recommended.amountFen.toString();
  if (amountFen <= 0n) return { code: 'AMOUNT_OUT_OF_RANGE', params: { minimumFen: '1', maximumFen: recommendedFen } };
  if (amountFen > recommended.amountFen)
    return { code: 'APPROVED_OVER_RECOMMENDED', params: { approvedFen: amountFen.toString(), recommendedFen } };
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > recommended.termMonths)
    return { code: 'TERM_OUT_OF_RANGE', params: { months: recommended.termMonths } };
  if (!isWithinCeiling(rateBps, rateCeilingBps))
    return { code: 'RATE_OVER_CEILING', params: { ceiling: formatRate(rateCeilingBps) } };
  return null;
}

/**
 * What several approvals of one round come to: the least of each, so that nothing stands that one of them did not
 * approve. Throws without any approval.
 */
export function settleTerms(approved: readonly Terms[]): Terms {
  const [first] = approved;
  if (!first) throw new Error('there is no approval to settle');
  let { amountFen } = first;
  for (const terms of approved) if (terms.amountFen < amountFen) amountFen = terms.amountFen;
  return {
    amountFen,
    termMonths: Math.min(...approved.map((terms) => terms.termMonths)),
    rateBps: Math.min(...approved.map((terms) => terms.rateBps)),
  };
}
