import type { Actor } from './actor';
import type { Day } from './calendar';
import type { CaseFacts } from './case-facts';
import { checkGate } from './gates';
import type { Fen } from './money';
import type { RefusalValue } from './refusal';
import type { CaseStatus, Stage } from './stage';

const PAYING_STAGES: readonly Stage[] = ['DISBURSEMENT', 'FOLLOW_UP'];
const PAYABLE: readonly CaseFacts['tranches'][number]['status'][] = ['PLANNED', 'RETURNED'];
/** Money that is already on its way back or has come in is a fact, also while the case is suspended. */
const BOOKING_STATUSES: readonly CaseStatus[] = ['OPEN', 'SUSPENDED'];

/**
 * What stands against money leaving on this case, at the request and once more at the release: STATUS_DOES_NOT_ALLOW,
 * NOT_PERMITTED (another branch handles it), CONTRACT_MISSING, CONDITIONS_OPEN, DOCUMENTS_MISSING, DOCUMENTS_UNCHECKED.
 * A later tranche is paid from follow-up under the gates of disbursement (domain.md §3).
 */
export function checkPaying(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  if (!PAYING_STAGES.includes(facts.stage) || facts.status !== 'OPEN') return { code: 'STATUS_DOES_NOT_ALLOW' };
  if (actor.organisation.id !== facts.handlingOrganisationId) return { code: 'NOT_PERMITTED' };
  if (facts.contract?.status !== 'SIGNED') return { code: 'CONTRACT_MISSING' };
  const paying: CaseFacts = { ...facts, stage: 'DISBURSEMENT' };
  return (
    checkGate('DISBURSEMENT_CONDITIONS_MET', paying, actor, today) ??
    checkGate('DOCUMENTS_COMPLETE', paying, actor, today)
  );
}

/** TRANCHE_NOT_PAYABLE unless the instalment is still to be paid, or came back from the bank. */
export function checkTranche(status: CaseFacts['tranches'][number]['status']): RefusalValue | null {
  return PAYABLE.includes(status) ? null : { code: 'TRANCHE_NOT_PAYABLE' };
}

/** TRANCHES_DO_NOT_ADD_UP when this payment and those paid or under way would exceed the contract. */
export function checkWithinContract(contractedFen: Fen | null, committedFen: Fen, amountFen: Fen): RefusalValue | null {
  return amountFen <= 0n || committedFen + amountFen > (contractedFen ?? 0n)
    ? { code: 'TRANCHES_DO_NOT_ADD_UP' }
    : null;
}

/** Whether money that moved may be booked on this case by this person: STATUS_DOES_NOT_ALLOW, NOT_PERMITTED. */
export function checkBooking(facts: CaseFacts, actor: Actor, stages: readonly Stage[]): RefusalValue | null {
  if (!stages.includes(facts.stage) || !BOOKING_STATUSES.includes(facts.status))
    return { code: 'STATUS_DOES_NOT_ALLOW' };
  return actor.organisation.id === facts.handlingOrganisationId ? null : { code: 'NOT_PERMITTED' };
}
