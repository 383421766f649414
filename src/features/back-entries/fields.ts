import { MAX_TRANCHES } from '@/domain/contract-terms';
import { type Stage, stageIndex } from '@/domain/stage';

/** What was typed, as it was typed: a draft keeps what cannot be read yet. */
export type Typed = Record<string, string>;

export const MAX_PAYMENTS = MAX_TRANCHES;
export const MAX_REPAYMENTS = 24;

export const paymentName = (index: number, part: 'on' | 'amount' | 'voucher') => `payments.${index}.${part}`;
export const repaymentName = (index: number, part: 'on' | 'principal' | 'interest') => `repayments.${index}.${part}`;

/** Parts of the form, each from the stage on at which it has something to say. */
export const PARTS = [
  { part: 'applicant', from: 'CONSULTATION' },
  { part: 'request', from: 'CONSULTATION' },
  { part: 'acceptance', from: 'DUE_DILIGENCE' },
  { part: 'recommendation', from: 'DECISION' },
  { part: 'approval', from: 'CONTRACT' },
  { part: 'contract', from: 'DISBURSEMENT' },
  { part: 'money', from: 'FOLLOW_UP' },
] as const satisfies readonly { part: string; from: Stage }[];
export type PartName = (typeof PARTS)[number]['part'];

/** Whether a part is asked for a case that stands here. */
export function isAsked(part: PartName, stage: Stage): boolean {
  const from = PARTS.find((row) => row.part === part)?.from ?? 'FOLLOW_UP';
  return stageIndex(stage) >= stageIndex(from);
}
