import type { CaseFacts } from './case-facts';

/**
 * 加签: an added signer of the round. SIGN_BEFORE is heard before anybody approves; SIGN_AFTER approves last, once those
 * whom the authority asks for have (docs/decisions/0013).
 */
type Signing = Pick<CaseFacts, 'signers' | 'approvals'>;

const isAfter = (row: CaseFacts['signers'][number]) => row.kind === 'SIGN_AFTER';

/** How many approvals stand of those whom the authority asks for, the added signers left out. */
export function regularApprovals(facts: Signing): number {
  const added = facts.signers.filter(isAfter).map((row) => row.askedOfId);
  return facts.approvals.filter((row) => row.outcome === 'APPROVED' && !added.includes(row.approverId)).length;
}

/** Those asked to sign after the others who have not yet signed. */
export function openAfterSigners(facts: Signing): string[] {
  return facts.signers.filter((row) => isAfter(row) && row.status === 'ASKED').map((row) => row.askedOfId);
}

/** The added signers for whom alone the case waits: all others, `needed` of them, have approved. */
export function signersInTurn(facts: Signing, needed: number): string[] {
  return regularApprovals(facts) >= needed ? openAfterSigners(facts) : [];
}
