import type { Day } from './calendar';
import type { CaseFacts } from './case-facts';
import { type Fen, formatRate } from './money';
import { applicantRule, type ProgrammeBody, type ReportItem } from './programme';
import { type CeilingFacts, rateCeilingOf } from './rate-ceiling';
import type { RefusalValue } from './refusal';
import { type Answers, chosenOption, itemsFor, scoreReport } from './scoring';

export const CONDITION_GATES = ['CONTRACT', 'DISBURSEMENT'] as const;
export type ProposedCondition = { text: string; gate: (typeof CONDITION_GATES)[number] };
export type RepaymentMethod = ProgrammeBody['repaymentMethods'][number];

/** What a due diligence report says; null is what a draft has not said yet. */
export type ReportContent = {
  answers: Answers;
  recommendedAmountFen: Fen | null;
  termMonths: number | null;
  rateBps: number | null;
  repaymentMethod: RepaymentMethod | null;
  summary: string;
  conditions: ProposedCondition[];
};

type ReportFacts = CeilingFacts & Pick<CaseFacts, 'applicantKind' | 'requestedAmountFen'>;

/**
 * Whether what is recommended may be recommended; what is still open is not judged.
 * RECOMMENDED_OVER_REQUESTED, AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE, RATE_OVER_CEILING, and INVALID_INPUT for an answer
 * or a repayment method that the definition does not offer.
 */
export function checkReport(facts: ReportFacts, content: ReportContent, today: Day): RefusalValue | null {
  const { definition, applicantKind, requestedAmountFen } = facts;
  const { recommendedAmountFen, termMonths, rateBps, repaymentMethod } = content;
  const rule = applicantRule(definition, applicantKind);
  if (!rule) return { code: 'APPLICANT_KIND_NOT_ALLOWED' };
  const items = itemsFor(definition, applicantKind);
  for (const code of Object.keys(content.answers)) {
    const item = items.find((row) => row.code === code);
    if (!item || !chosenOption(item, content.answers)) return { code: 'INVALID_INPUT' };
  }
  if (recommendedAmountFen !== null) {
    if (recommendedAmountFen > requestedAmountFen)
      return { code: 'RECOMMENDED_OVER_REQUESTED', params: { requestedFen: requestedAmountFen.toString() } };
    if (recommendedAmountFen < rule.minimumFen)
      return {
        code: 'AMOUNT_OUT_OF_RANGE',
        params: { minimumFen: rule.minimumFen.toString(), maximumFen: rule.maximumFen.toString() },
      };
  }
  if (termMonths !== null && (termMonths < 1 || termMonths > rule.maximumTermMonths))
    return { code: 'TERM_OUT_OF_RANGE', params: { months: rule.maximumTermMonths } };
  const rateCeilingBps = rateCeilingOf(facts, termMonths ?? rule.maximumTermMonths, today);
  if (rateBps !== null && rateBps > rateCeilingBps)
    return { code: 'RATE_OVER_CEILING', params: { ceiling: formatRate(rateCeilingBps) } };
  // without a rate is what is given, and no loan
  if (rateBps !== null && rateBps < Math.min(1, rateCeilingBps)) return { code: 'INVALID_INPUT' };
  if (repaymentMethod !== null && !definition.repaymentMethods.includes(repaymentMethod))
    return { code: 'INVALID_INPUT' };
  return null;
}

export const REPORT_PARTS = ['ITEMS', 'AMOUNT', 'TERM', 'RATE', 'METHOD', 'SUMMARY'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** What a report still owes before it can be confirmed; proposed conditions are free. */
export function missingParts(items: readonly ReportItem[], content: ReportContent): ReportPart[] {
  const owed = {
    ITEMS: scoreReport(items, content.answers).missing.length > 0,
    AMOUNT: content.recommendedAmountFen === null,
    TERM: content.termMonths === null,
    RATE: content.rateBps === null,
    METHOD: content.repaymentMethod === null,
    SUMMARY: content.summary.trim() === '',
  } as const satisfies Record<ReportPart, boolean>;
  return REPORT_PARTS.filter((part) => owed[part]);
}

/** REPORT_INCOMPLETE or SCORE_BELOW_MINIMUM; null when a second manager may confirm it. */
export function checkComplete(
  facts: Pick<CaseFacts, 'definition' | 'applicantKind'>,
  content: ReportContent,
): RefusalValue | null {
  const items = itemsFor(facts.definition, facts.applicantKind);
  const parts = missingParts(items, content);
  const { scoreBps, missing } = scoreReport(items, content.answers);
  if (parts.length > 0)
    return {
      code: 'REPORT_INCOMPLETE',
      params: { count: missing.length + parts.filter((part) => part !== 'ITEMS').length, parts: parts.join(',') },
    };
  const { minimumScoreBps } = facts.definition;
  if (scoreBps < minimumScoreBps)
    return {
      code: 'SCORE_BELOW_MINIMUM',
      params: { score: formatRate(scoreBps), minimum: formatRate(minimumScoreBps) },
    };
  return null;
}

/** One field that two versions of a report say differently. */
export type ReportChange =
  | { field: 'ITEM'; item: ReportItem; before: string | null; after: string | null }
  | { field: 'AMOUNT'; before: Fen | null; after: Fen | null }
  | { field: 'TERM' | 'RATE'; before: number | null; after: number | null }
  | { field: 'METHOD'; before: RepaymentMethod | null; after: RepaymentMethod | null }
  | { field: 'SUMMARY'; before: string; after: string }
  | { field: 'CONDITIONS'; before: ProposedCondition[]; after: ProposedCondition[] };

/** What changed from one version of a report to the next, field by field, in the order of the form. */
export function reportDifferences(
  items: readonly ReportItem[],
  before: ReportContent,
  after: ReportContent,
): ReportChange[] {
  const all: ReportChange[] = [
    ...items.map((item) => ({
      field: 'ITEM' as const,
      item,
      before: before.answers[item.code] ?? null,
      after: after.answers[item.code] ?? null,
    })),
    { field: 'AMOUNT', before: before.recommendedAmountFen, after: after.recommendedAmountFen },
    { field: 'TERM', before: before.termMonths, after: after.termMonths },
    { field: 'RATE', before: before.rateBps, after: after.rateBps },
    { field: 'METHOD', before: before.repaymentMethod, after: after.repaymentMethod },
    { field: 'SUMMARY', before: before.summary, after: after.summary },
    { field: 'CONDITIONS', before: before.conditions, after: after.conditions },
  ];
  return all.filter((change) =>
    change.field === 'CONDITIONS' ? !sameConditions(change.before, change.after) : change.before !== change.after,
  );
}

function sameConditions(left: readonly ProposedCondition[], right: readonly ProposedCondition[]): boolean {
  return (
    left.length === right.length &&
    left.every((row, index) => row.text === right[index]?.text && row.gate === right[index]?.gate)
  );
}
