import type { Actor } from './actor';
import type { Day } from './calendar';
import type { CaseFacts } from './case-facts';
import { payableFrom } from './completion';
import { checkDutyOf } from './four-eyes';
import { checkGate, checkPassedOn } from './gates';
import type { Fen } from './money';
import { can } from './permissions';
import { usesStage } from './programme';
import type { RefusalValue } from './refusal';
import { type CaseStatus, type Stage, transitionOf } from './stage';

export const PAYMENT_STATUSES = ['REQUESTED', 'RELEASED', 'REFUSED', 'RETURNED'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

const PAYING_STAGES: readonly Stage[] = ['DISBURSEMENT', 'FOLLOW_UP'];
const PAYABLE: readonly CaseFacts['tranches'][number]['status'][] = ['PLANNED', 'RETURNED'];
/** Money that is already on its way back or has come in is a fact, also while the case is suspended. */
const BOOKING_STATUSES: readonly CaseStatus[] = ['OPEN', 'SUSPENDED'];

/**
 * What stands against money leaving on this case, at the request and once more at the release: STATUS_DOES_NOT_ALLOW,
 * NOT_PERMITTED (another branch handles it), CONTRACT_MISSING, and what the gates of `disburse` refuse.
 * A later tranche is paid from follow-up under the gates of disbursement (domain.md §3).
 */
export function checkPaying(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  if (!PAYING_STAGES.includes(facts.stage) || facts.status !== 'OPEN') return { code: 'STATUS_DOES_NOT_ALLOW' };
  if (actor.organisation.id !== facts.handlingOrganisationId) return { code: 'NOT_PERMITTED' };
  if (usesStage(facts.definition, 'CONTRACT') && facts.contract?.status !== 'SIGNED')
    return { code: 'CONTRACT_MISSING' };
  const passedOn = checkPassedOn(facts, actor, today);
  if (passedOn) return passedOn;
  const paying: CaseFacts = { ...facts, stage: 'DISBURSEMENT' };
  for (const gate of transitionOf('disburse').needs) {
    // what the fund lends behind was weighed when the first instalment left
    if (gate === 'FUND_LENDS' && facts.disbursedAmountFen > 0n) continue;
    const refusal = checkGate(gate, paying, actor, today);
    if (refusal) return refusal;
  }
  return null;
}

/**
 * TRANCHE_NOT_PAYABLE unless the instalment is still to be paid, or came back from the bank; MILESTONE_NOT_REACHED while
 * the check that it is tied to has not passed; RETENTION_HELD until its days are over.
 */
export function checkTranche(
  facts: Pick<CaseFacts, 'completionChecks'>,
  tranche: CaseFacts['tranches'][number],
  today: Day,
): RefusalValue | null {
  if (!PAYABLE.includes(tranche.status)) return { code: 'TRANCHE_NOT_PAYABLE' };
  if (tranche.milestone === 'START' && tranche.holdDays === 0) return null;
  const from = payableFrom(facts, tranche);
  if (from === null) return { code: 'MILESTONE_NOT_REACHED', params: { milestone: tranche.milestone } };
  return today < from ? { code: 'RETENTION_HELD', params: { from } } : null;
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

/** Whether this person may ask for this instalment now, as a button would: null, or why not. */
export function checkRequestOffer(
  facts: CaseFacts,
  tranche: CaseFacts['tranches'][number],
  actor: Actor,
  today: Day,
): RefusalValue | null {
  if (!can(actor, 'payment.request')) return { code: 'NOT_PERMITTED' };
  return (
    checkPaying(facts, actor, today) ??
    checkTranche(facts, tranche, today) ??
    checkDutyOf(facts, actor, 'PAYMENT_REQUEST')
  );
}

/** Whether this person may release or refuse a requested payment now: null, or why not. */
export function checkReleaseOffer(
  facts: CaseFacts,
  requestedById: string,
  actor: Actor,
  today: Day,
): RefusalValue | null {
  if (!can(actor, 'payment.release')) return { code: 'NOT_PERMITTED' };
  if (requestedById === actor.userId) return { code: 'SAME_PERSON', params: { duty: 'PAYMENT_REQUEST' } };
  return checkDutyOf(facts, actor, 'PAYMENT_RELEASE') ?? checkPaying(facts, actor, today);
}

/** Whether this person may book a released payment as returned by the bank: null, or why not. */
export function checkReturnOffer(facts: CaseFacts, actor: Actor): RefusalValue | null {
  if (!can(actor, 'payment.return')) return { code: 'NOT_PERMITTED' };
  if (facts.conflicts.includes(actor.userId)) return { code: 'CONFLICT_DECLARED' };
  return checkBooking(facts, actor, ['FOLLOW_UP']);
}
