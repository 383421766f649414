import type { Terms } from './approval-terms';
import { addDays, addMonths, type Day } from './calendar';
import { type Fen, formatRate, sumFen } from './money';
import type { ProgrammeBody } from './programme';
import { isWithinCeiling } from './rate-ceiling';
import type { RefusalValue } from './refusal';
import type { ApplicantKind } from './stage';

export const MAX_TRANCHES = 12;

export type PlannedTranche = { plannedOn: Day; amountFen: Fen };
export type ContractTerms = Terms & {
  repaymentMethod: ProgrammeBody['repaymentMethods'][number];
  securityKind: ProgrammeBody['securityKinds'][number];
  /** number of the guarantee, policy or fund letter */
  securityReference: string | null;
  linkedHouseholds: number | null;
  tranches: readonly PlannedTranche[];
};

/** Whether the contract of this kind of applicant needs a 利益联结 agreement. */
export function needsLinkage(definition: Pick<ProgrammeBody, 'linkageFor'>, kind: ApplicantKind): boolean {
  return definition.linkageFor.includes(kind);
}

/**
 * Contracted ≤ approved, security as the programme admits it, households linked where it wants them, and instalments
 * that make up the amount. CONTRACT_OVER_APPROVED, TERM_OUT_OF_RANGE, RATE_OVER_CEILING, INVALID_INPUT, SECURITY_MISSING,
 * LINKAGE_MISSING, TRANCHES_DO_NOT_ADD_UP, DATE_OUT_OF_ORDER, TRANCHE_AFTER_TERM.
 */
export function checkContractTerms(
  asked: ContractTerms,
  approved: Terms & { on: Day },
  definition: ProgrammeBody,
  kind: ApplicantKind,
  rateCeilingBps: number,
): RefusalValue | null {
  if (asked.amountFen <= 0n || asked.amountFen > approved.amountFen)
    return {
      code: 'CONTRACT_OVER_APPROVED',
      params: { contractedFen: asked.amountFen.toString(), approvedFen: approved.amountFen.toString() },
    };
  if (!Number.isInteger(asked.termMonths) || asked.termMonths < 1 || asked.termMonths > approved.termMonths)
    return { code: 'TERM_OUT_OF_RANGE', params: { months: approved.termMonths } };
  if (!isWithinCeiling(asked.rateBps, rateCeilingBps))
    return { code: 'RATE_OVER_CEILING', params: { ceiling: formatRate(rateCeilingBps) } };
  if (!definition.repaymentMethods.includes(asked.repaymentMethod)) return { code: 'INVALID_INPUT' };
  if (!definition.securityKinds.includes(asked.securityKind)) return { code: 'SECURITY_MISSING' };
  if (asked.securityKind !== 'NONE' && !asked.securityReference?.trim()) return { code: 'SECURITY_MISSING' };
  const linked = asked.linkedHouseholds ?? 0;
  if (needsLinkage(definition, kind) && (!Number.isInteger(linked) || linked < 1)) return { code: 'LINKAGE_MISSING' };
  return checkTranches(asked, approved.on);
}

/** One to twelve instalments, each above zero, that sum to the amount; in order, from the approval to the end of the term. */
function checkTranches({ tranches, amountFen, termMonths }: ContractTerms, approvedOn: Day): RefusalValue | null {
  const sum = sumFen(tranches.map((row) => row.amountFen));
  const [first] = tranches;
  if (!first || tranches.length > MAX_TRANCHES || tranches.some((row) => row.amountFen <= 0n) || sum !== amountFen)
    return {
      code: 'TRANCHES_DO_NOT_ADD_UP',
      params: { sumFen: sum.toString(), contractedFen: amountFen.toString(), count: tranches.length },
    };
  for (const [index, row] of tranches.entries()) {
    const earliest = tranches[index - 1]?.plannedOn ?? approvedOn;
    if (row.plannedOn < earliest) return { code: 'DATE_OUT_OF_ORDER', params: { earliest } };
  }
  const latest = addDays(addMonths(first.plannedOn, termMonths), -1);
  return tranches.some((row) => row.plannedOn > latest) ? { code: 'TRANCHE_AFTER_TERM', params: { latest } } : null;
}
