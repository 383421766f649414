import type { Actor } from './actor';
import type { Day } from './calendar';
import type { CaseFacts, Duty } from './case-facts';
import { isOfAnotherFinancier } from './financier';
import { checkDuty } from './four-eyes';
import type { Role } from './permissions';
import type { RefusalValue } from './refusal';
import { isTurnOf, type Waiting, type WaitingTask, waitingFor } from './waiting';

/**
 * 转办: tasks that any holder of the role may do and that may therefore be passed on to a named colleague, with the duty
 * that doing them takes. What belongs to assigned or named people is assigned anew instead.
 */
const TRANSFERABLE: Partial<Record<WaitingTask, Duty | null>> = {
  ACCEPT: null,
  ASSIGN: null,
  DECIDE: 'APPROVAL',
  CHECK_CONTRACT: null,
  REQUEST_PAYMENT: 'PAYMENT_REQUEST',
  RELEASE_PAYMENT: 'PAYMENT_RELEASE',
};

/** NOT_YOUR_TASK unless what the case waits for is this person's now. */
export function checkYourTask(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  const waiting = waitingFor(facts, today);
  const isYours = waiting && isTurnOf(waiting, actor) && !isOfAnotherFinancier(facts, actor);
  return isYours ? null : { code: 'NOT_YOUR_TASK' };
}

/** Whether the task in hand may be passed on by this person: NOT_YOUR_TASK, TASK_NOT_TRANSFERABLE. */
export function checkTransfer(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  const waiting = waitingFor(facts, today);
  const refusal = checkYourTask(facts, actor, today);
  if (refusal || !waiting) return refusal;
  const passed = facts.transfers.some((row) => row.task === waiting.task);
  const open = waiting.task in TRANSFERABLE && (waiting.userIds.length === 0 || passed);
  return open ? null : { code: 'TASK_NOT_TRANSFERABLE' };
}

export type Colleague = { userId: string; roles: readonly Role[]; organisationId: string };

/** Whether a colleague may take the task over: COLLEAGUE_NOT_AVAILABLE (office, role, conflict, another duty, signed already). */
export function checkColleague(
  facts: CaseFacts,
  waiting: Waiting,
  colleague: Colleague,
  organisationId: string,
): RefusalValue | null {
  const duty = TRANSFERABLE[waiting.task] ?? null;
  const able =
    colleague.organisationId === organisationId &&
    colleague.roles.some((role) => waiting.roles.includes(role)) &&
    !facts.conflicts.includes(colleague.userId) &&
    (duty === null || checkDuty(facts, colleague.userId, duty) === null) &&
    !(waiting.task === 'DECIDE' && facts.approvals.some((row) => row.approverId === colleague.userId));
  return able ? null : { code: 'COLLEAGUE_NOT_AVAILABLE' };
}
