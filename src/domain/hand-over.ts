import { covers, type Scope } from './actor';
import type { CaseFacts } from './case-facts';
import { checkDuty } from './four-eyes';
import { can, type Role } from './permissions';
import type { RefusalValue } from './refusal';

/** 工作交接: what of a person's open work can go to another. Drafts stay with their writer. */
export const HAND_OVER_KINDS = ['INVESTIGATION', 'CONSULTATION', 'SUPPLEMENT', 'INSTRUCTION'] as const;
export type HandOverKind = (typeof HAND_OVER_KINDS)[number];

/** Why one item stays although the rest goes. */
export const KEPT_REASONS = [
  'LACKS_ROLE',
  'NOT_OF_THE_BRANCH',
  'OTHER_MANAGER',
  'HOLDS_OTHER_DUTY',
  'CONFLICT_DECLARED',
  'MAKER_CONFLICT',
  'OUT_OF_SCOPE',
  'ISSUED_BY_SUCCESSOR',
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

export type Worker = { userId: string; active: boolean; organisationId: string; scope: Scope; roles: readonly Role[] };

/**
 * Whether this person can take over from that one at all. A unit's head stays within the organisation; a security
 * administrator may go to another organisation that sees exactly the same. SUCCESSOR_IS_LEAVER, SUCCESSOR_NOT_ACTIVE,
 * SUCCESSOR_ELSEWHERE.
 */
export function checkSuccessor(
  maker: { roles: readonly Role[] },
  leaver: Worker,
  successor: Worker,
): RefusalValue | null {
  if (successor.userId === leaver.userId) return { code: 'SUCCESSOR_IS_LEAVER' };
  if (!successor.active) return { code: 'SUCCESSOR_NOT_ACTIVE' };
  if (successor.organisationId === leaver.organisationId) return null;
  const crosses = maker.roles.includes('SECURITY_ADMIN') && isSameScope(leaver.scope, successor.scope);
  return crosses ? null : { code: 'SUCCESSOR_ELSEWHERE' };
}

function isSameScope(left: Scope, right: Scope): boolean {
  if (left.kind === 'REGION' && right.kind === 'REGION')
    return left.column === right.column && left.regionId === right.regionId;
  if (left.kind === 'FINANCIER' && right.kind === 'FINANCIER')
    return left.column === right.column && left.organisationId === right.organisationId;
  return left.kind === 'NATION' && right.kind === 'NATION';
}

export type CaseOfItem = Pick<
  CaseFacts,
  | 'provinceId'
  | 'cityId'
  | 'countyId'
  | 'townshipId'
  | 'villageId'
  | 'financierId'
  | 'provincialBranchId'
  | 'countyBranchId'
  | 'handlingOrganisationId'
  | 'assignments'
  | 'duties'
  | 'conflicts'
>;

/** Why this part of a case stays with the leaver, or null when it goes: scope, conflicts, four eyes, role, in this order. */
export function keepsCase(
  kind: Exclude<HandOverKind, 'INSTRUCTION'>,
  facts: CaseOfItem,
  successor: Worker,
  makerId: string,
): KeptReason | null {
  if (!covers(successor.scope, facts)) return 'OUT_OF_SCOPE';
  if (facts.conflicts.includes(makerId)) return 'MAKER_CONFLICT';
  if (facts.conflicts.includes(successor.userId)) return 'CONFLICT_DECLARED';
  if (kind === 'INVESTIGATION') {
    if (!successor.roles.includes('ACCOUNT_MANAGER')) return 'LACKS_ROLE';
    if (successor.organisationId !== facts.handlingOrganisationId) return 'NOT_OF_THE_BRANCH';
    if (facts.assignments.some((row) => row.userId === successor.userId)) return 'OTHER_MANAGER';
    return checkDuty(facts, successor.userId, 'DUE_DILIGENCE') ? 'HOLDS_OTHER_DUTY' : null;
  }
  return can(successor, kind === 'CONSULTATION' ? 'case.submit' : 'case.supplement') ? null : 'LACKS_ROLE';
}

/** The same of an instruction that waits for an answer; `caseOfIt` when it is about a case. */
export function keepsInstruction(
  issuedById: string,
  caseOfIt: CaseOfItem | null,
  successor: Worker,
): KeptReason | null {
  if (caseOfIt && !covers(successor.scope, caseOfIt)) return 'OUT_OF_SCOPE';
  if (issuedById === successor.userId) return 'ISSUED_BY_SUCCESSOR';
  return can(successor, 'instruction.answer') ? null : 'LACKS_ROLE';
}
