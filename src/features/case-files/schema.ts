import * as z from 'zod';
import { choiceField, idField, optional } from '../form-fields';

/** What is printed of a case. */
export const PAPERS = ['CASE_FILE', 'APPROVAL_FORM', 'ACCEPTANCE_RECEIPT', 'PAYMENT_RECEIPT'] as const;
export type Paper = (typeof PAPERS)[number];

export const printSchema = z.object({
  caseId: idField,
  paper: choiceField(PAPERS),
  paymentId: optional(idField),
});
