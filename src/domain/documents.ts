import type { Actor } from './actor';
import type { CaseFacts } from './case-facts';
import { requirementsFor } from './completeness';
import { isOfAnotherFinancier } from './financier';
import { can, type Role } from './permissions';
import type { Requirement } from './programme';
import type { RefusalValue } from './refusal';
import type { CaseStatus } from './stage';

/** Files come and are looked at while the case is worked on; a suspended or closed case keeps what it has. */
const IN_WORK: readonly CaseStatus[] = ['OPEN', 'AWAITING_SUPPLEMENT'];

export type DocumentStatus = 'UPLOADED' | 'CHECKED' | 'REJECTED' | 'SUPERSEDED' | 'REMOVED';
type Actors = Pick<Actor, 'userId' | 'roles' | 'organisation'>;
type Facts = Pick<CaseFacts, 'status' | 'conflicts' | 'definition' | 'applicantKind' | 'financierId'>;
type DocumentFacts = {
  status: DocumentStatus;
  uploadedById: string;
  requirementCode: string;
  quarantined: boolean;
};

/** The requirement of this code in the case's catalogue for its kind of applicant; null when there is none. */
export function requirementOf(
  facts: Pick<CaseFacts, 'definition' | 'applicantKind'>,
  code: string,
): Requirement | null {
  return requirementsFor(facts).find((row) => row.code === code) ?? null;
}

/** Whether this role may look into the files of a requirement. */
export function isReaderOf(actor: Pick<Actor, 'roles'>, requirement: Requirement | null): boolean {
  const readers: readonly Role[] = requirement?.visibleTo ?? [];
  return can(actor, 'document.read') && actor.roles.some((role) => readers.includes(role));
}

/** Whether a person may look into the files of a requirement of this case; everybody else sees that they exist. */
export function maySeeContent(
  facts: Pick<CaseFacts, 'financierId'>,
  actor: Pick<Actor, 'roles' | 'organisation'>,
  requirement: Requirement | null,
): boolean {
  return isReaderOf(actor, requirement) && !isOfAnotherFinancier(facts, actor);
}

/** NOT_PERMITTED, CONFLICT_DECLARED, STATUS_DOES_NOT_ALLOW; null when files may be added to the case. */
export function checkUpload(
  facts: Pick<Facts, 'status' | 'conflicts' | 'financierId'>,
  actor: Actors,
): RefusalValue | null {
  if (!can(actor, 'document.upload') || isOfAnotherFinancier(facts, actor)) return { code: 'NOT_PERMITTED' };
  if (facts.conflicts.includes(actor.userId)) return { code: 'CONFLICT_DECLARED' };
  return IN_WORK.includes(facts.status) ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}

/**
 * A second pair of eyes on a file: NOT_PERMITTED (also for who may not see its content), CONFLICT_DECLARED,
 * STATUS_DOES_NOT_ALLOW, SAME_PERSON (the uploader never checks), FILE_QUARANTINED. A checked file may still be rejected
 * while the case is worked on, for a mistake is found when it is found.
 */
export function checkVerdict(
  facts: Facts,
  document: DocumentFacts,
  actor: Actors,
  outcome: 'CHECKED' | 'REJECTED',
): RefusalValue | null {
  const requirement = requirementOf(facts, document.requirementCode);
  if (!can(actor, 'document.check') || !maySeeContent(facts, actor, requirement)) return { code: 'NOT_PERMITTED' };
  if (facts.conflicts.includes(actor.userId)) return { code: 'CONFLICT_DECLARED' };
  const from: readonly DocumentStatus[] = outcome === 'CHECKED' ? ['UPLOADED'] : ['UPLOADED', 'CHECKED'];
  if (!IN_WORK.includes(facts.status) || !from.includes(document.status)) return { code: 'STATUS_DOES_NOT_ALLOW' };
  if (document.uploadedById === actor.userId) return { code: 'SAME_PERSON', params: { duty: 'UPLOAD' } };
  if (outcome === 'CHECKED' && document.quarantined) return { code: 'FILE_QUARANTINED' };
  return null;
}

/** Only who uploaded a file may take it back, and only before it was checked: NOT_PERMITTED, STATUS_DOES_NOT_ALLOW. */
export function checkRemoval(
  facts: Pick<Facts, 'status' | 'conflicts' | 'financierId'>,
  document: Pick<DocumentFacts, 'status' | 'uploadedById'>,
  actor: Actors,
): RefusalValue | null {
  const refusal = checkUpload(facts, actor);
  if (refusal) return refusal;
  if (document.uploadedById !== actor.userId) return { code: 'NOT_PERMITTED' };
  return document.status === 'UPLOADED' ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}
