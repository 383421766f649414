import { MAX_TRANCHES } from '@/domain/contract-terms';
import type { Stage } from '@/domain/stage';

/** What was typed, as it was typed: a draft keeps what cannot be read yet. */
export type Typed = Record<string, string>;

export const MAX_PAYMENTS = MAX_TRANCHES;
export const MAX_REPAYMENTS = 24;

export const paymentName = (index: number, part: 'on' | 'amount' | 'voucher') => `payments.${index}.${part}`;
export const repaymentName = (index: number, part: 'on' | 'principal' | 'interest') => `repayments.${index}.${part}`;

/** Parts of the form and the step whose papers each holds; what its beginning says is asked of every case. */
export const PARTS = [
  { part: 'applicant', step: 'CONSULTATION' },
  { part: 'request', step: 'CONSULTATION' },
  { part: 'acceptance', step: 'ACCEPTANCE' },
  { part: 'recommendation', step: 'DUE_DILIGENCE' },
  { part: 'approval', step: 'DECISION' },
  { part: 'contract', step: 'CONTRACT' },
  { part: 'money', step: 'DISBURSEMENT' },
] as const satisfies readonly { part: string; step: Stage }[];
export type PartName = (typeof PARTS)[number]['part'];
