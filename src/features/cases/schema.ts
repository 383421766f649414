import * as z from 'zod';
import { parseAmount } from '@/domain/money';
import { STAGES } from '@/domain/stage';
import { normaliseText, removeControls, removeSpaces } from '@/lib/text';
import { idField, textField, versionField } from '../form-fields';
import { CORRECTION_FIELDS } from './correction-fields';
import { PLAIN_VERBS } from './plain-verbs';

const list = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string()),
);
const reason = z.preprocess(
  (value) => (typeof value === 'string' ? removeControls(value).trim() : undefined),
  z.string().max(500, 'textTooLong').optional(),
);

const NEEDS_REASON = [
  'return',
  'requestSupplement',
  'decline',
  'withdraw',
  'suspend',
  'resume',
  'lapse',
  'reopen',
  'certify',
];

export const transitionSchema = z
  .object({
    caseId: idField,
    version: versionField,
    verb: z.enum(PLAIN_VERBS, 'invalid'),
    reason,
    to: z.enum(STAGES, 'choiceMissing').optional(),
    'items[]': list.optional(),
    answer: reason,
  })
  .superRefine((input, ctx) => {
    if (NEEDS_REASON.includes(input.verb) && !input.reason)
      ctx.addIssue({ code: 'custom', path: ['reason'], message: 'reasonMissing' });
    if (input.verb === 'return' && !input.to) ctx.addIssue({ code: 'custom', path: ['to'], message: 'choiceMissing' });
    if (input.verb === 'requestSupplement' && (input['items[]'] ?? []).length === 0)
      ctx.addIssue({ code: 'custom', path: ['items[]'], message: 'supplementItemsMissing' });
  });

export const correctionSchema = z
  .object({
    caseId: idField,
    version: versionField,
    field: z.enum(CORRECTION_FIELDS, 'choiceMissing'),
    value: z.string().max(200, 'textTooLong'),
    reason: z
      .string()
      .transform(removeControls)
      .pipe(z.string().trim().min(1, 'reasonMissing').max(500, 'textTooLong')),
  })
  .transform((input, ctx) => {
    const fail = (message: string) => {
      ctx.addIssue({ code: 'custom', path: ['value'], message });
      return z.NEVER;
    };
    if (input.field === 'REQUESTED_AMOUNT') {
      const amount = parseAmount(input.value, 'YUAN');
      return amount.ok ? { ...input, value: amount.fen.toString() } : fail('amountNotANumber');
    }
    const value = input.field === 'PAYEE_ACCOUNT' ? removeSpaces(input.value) : normaliseText(input.value);
    if (value === '') return fail('textMissing');
    if (input.field === 'PAYEE_ACCOUNT' && !/^\d{8,30}$/.test(value)) return fail('bankAccountFormat');
    return { ...input, value };
  });

export const settleCorrectionSchema = z.object({
  caseId: idField,
  version: versionField,
  correctionId: idField,
  confirmed: z.enum(['yes', 'no'], 'choiceMissing').transform((value) => value === 'yes'),
});

export const revokeLaneSchema = z.object({
  caseId: idField,
  version: versionField,
  reason: textField(500, { lines: true }),
});
export const grantLaneSchema = revokeLaneSchema.extend({ criterion: textField(60) });
