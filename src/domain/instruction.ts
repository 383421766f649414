import { type Day, type WorkCalendar, workingDaysBetween } from './calendar';
import type { RefusalValue } from './refusal';

export const INSTRUCTION_STATUSES = ['OPEN', 'ANSWERED', 'CLOSED'] as const;
export type InstructionStatus = (typeof INSTRUCTION_STATUSES)[number];

export const INSTRUCTION_STEPS = ['REPLY', 'FOLLOW_UP', 'CLOSE'] as const;
export type InstructionStep = (typeof INSTRUCTION_STEPS)[number];

export type InstructionFacts = {
  status: InstructionStatus;
  issuedById: string;
  addresseeId: string;
  dueOn: Day;
};

type StepRule = {
  by: 'ISSUER' | 'ADDRESSEE';
  from: readonly InstructionStatus[];
  to: InstructionStatus;
  event: string;
};

/** 批示: who takes which step, from where to where. Only the addressee replies; only the issuer asks again or closes. */
export const INSTRUCTION_RULES = {
  REPLY: { by: 'ADDRESSEE', from: ['OPEN'], to: 'ANSWERED', event: 'instruction.answered' },
  FOLLOW_UP: { by: 'ISSUER', from: ['ANSWERED'], to: 'OPEN', event: 'instruction.followed-up' },
  CLOSE: { by: 'ISSUER', from: ['OPEN', 'ANSWERED'], to: 'CLOSED', event: 'instruction.closed' },
} as const satisfies Record<InstructionStep, StepRule>;

/** NOT_PERMITTED to whoever is not the one who takes this step; STATUS_DOES_NOT_ALLOW from another state. */
export function checkStep(
  step: InstructionStep,
  facts: Pick<InstructionFacts, 'status' | 'issuedById' | 'addresseeId'>,
  userId: string,
): RefusalValue | null {
  const rule: StepRule = INSTRUCTION_RULES[step];
  const taker = rule.by === 'ISSUER' ? facts.issuedById : facts.addresseeId;
  if (taker !== userId) return { code: 'NOT_PERMITTED' };
  return rule.from.includes(facts.status) ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}

/** DEADLINE_PAST: a deadline is today or later. */
export function checkDeadline(dueOn: Day, today: Day): RefusalValue | null {
  return dueOn < today ? { code: 'DEADLINE_PAST', params: { today } } : null;
}

/** Overdue is derived: its day is past and no answer stands. */
export function isOverdue(facts: Pick<InstructionFacts, 'status' | 'dueOn'>, today: Day): boolean {
  return facts.status === 'OPEN' && facts.dueOn < today;
}

/** Working days until the deadline while an answer is owed, negative when it is past; null once there is an answer. */
export function daysLeft(
  facts: Pick<InstructionFacts, 'status' | 'dueOn'>,
  today: Day,
  calendar: WorkCalendar,
): number | null {
  return facts.status === 'OPEN' ? workingDaysBetween(today, facts.dueOn, calendar) : null;
}
