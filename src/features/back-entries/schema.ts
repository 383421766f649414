import * as z from 'zod';
import type { BackEntryBody, PaperPayment, PaperRepayment } from '@/domain/back-entry';
import type { Fen } from '@/domain/money';
import { APPLICANT_KINDS, type ApplicantKind, STAGES, type Stage } from '@/domain/stage';
import { HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import { REPAYMENT_METHODS, SECURITY_KINDS } from '@/features/contracts/schema';
import {
  amountField,
  bankAccountField,
  booleanField,
  choiceField,
  countField,
  creditCodeField,
  dayField,
  identityNumberField,
  idField,
  optional,
  phoneField,
  rateField,
  regionField,
  settlementAccountField,
  termField,
  textField,
  versionField,
} from '@/features/form-fields';
import { MAX_PAYMENTS, MAX_REPAYMENTS, paymentName, repaymentName, type Typed } from './fields';

/** A field that cannot be read: `message` is a key of errors.json. */
export type Unreadable = { field: string; message: string; params?: Record<string, string | number> };

const READERS = {
  phone: phoneField,
  householdKind: choiceField(HOUSEHOLD_KINDS),
  contactName: textField(30),
  title: textField(60),
  purpose: textField(500, { lines: true }),
  recommenderOrganisation: textField(60),
  recommenderPerson: textField(30),
  eligible: booleanField,
  payeeName: textField(60),
  consultedOn: dayField,
  requestedAmountFen: amountField('WAN'),
  requestedTermMonths: termField,
  acceptedOn: dayField,
  recommendedOn: dayField,
  recommendedAmountFen: amountField('WAN'),
  recommendedTermMonths: termField,
  recommendedRateBps: rateField(),
  approvedOn: dayField,
  approvedAmountFen: amountField('WAN'),
  approvedTermMonths: termField,
  approvedRateBps: rateField(),
  approvalNote: textField(100),
  signedOn: dayField,
  contractNumber: textField(60),
  contractedAmountFen: amountField('WAN'),
  contractedTermMonths: termField,
  contractedRateBps: rateField(),
  repaymentMethod: choiceField(REPAYMENT_METHODS),
  securityKind: choiceField(SECURITY_KINDS),
  securityReference: textField(100),
  linkedHouseholds: countField(100_000),
  restPlannedOn: dayField,
  outstandingAmountFen: amountField('YUAN', { min: 0n }),
} as const satisfies Partial<Record<keyof BackEntryBody, z.ZodType>>;

const paidAmount = amountField('WAN');
const repaidAmount = amountField('YUAN', { min: 0n });
const voucher = optional(textField(40));

type Read = { body: Omit<BackEntryBody, 'scans'>; unreadable: Unreadable[] };

/** What was typed as what it means; what is empty is null, what cannot be read is said by field. */
export function readBackEntry(typed: Typed, about: { applicantKind: ApplicantKind; stage: Stage }): Read {
  const unreadable: Unreadable[] = [];
  const isHousehold = about.applicantKind === 'HOUSEHOLD';
  function take<T>(field: string, schema: z.ZodType<T>): T | null {
    const result = schema.safeParse(typed[field] ?? '');
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      unreadable.push({
        field,
        message: issue.message,
        ...(issue.code === 'custom' && issue.params ? { params: issue.params as Record<string, number> } : {}),
      });
    return null;
  }
  const simple = Object.fromEntries(
    Object.entries(READERS).map(([field, schema]) => [field, take(field, optional(schema as z.ZodType<unknown>))]),
  ) as Pick<BackEntryBody, keyof typeof READERS>;
  const filled = (names: string[]) => names.some((name) => (typed[name] ?? '').trim() !== '');

  const payments: PaperPayment[] = [];
  for (let index = 0; index < MAX_PAYMENTS; index += 1) {
    const [on, amount, number] = (['on', 'amount', 'voucher'] as const).map((part) => paymentName(index, part));
    if (!on || !amount || !number || !filled([on, amount, number])) continue;
    const row = { paidOn: take(on, dayField), amountFen: take(amount, paidAmount), voucher: take(number, voucher) };
    if (row.paidOn !== null && row.amountFen !== null)
      payments.push({ paidOn: row.paidOn, amountFen: row.amountFen, voucher: row.voucher });
  }
  const repayments: PaperRepayment[] = [];
  for (let index = 0; index < MAX_REPAYMENTS; index += 1) {
    const [on, principal, interest] = (['on', 'principal', 'interest'] as const).map((part) =>
      repaymentName(index, part),
    );
    if (!on || !principal || !interest || !filled([on, principal, interest])) continue;
    const paidOn = take(on, dayField);
    const orZero = (name: string): Fen | null => (filled([name]) ? take(name, repaidAmount) : 0n);
    const [principalFen, interestFen] = [orZero(principal), orZero(interest)];
    if (paidOn === null || principalFen === null || interestFen === null) continue;
    if (principalFen + interestFen === 0n) unreadable.push({ field: principal, message: 'amountZero' });
    else repayments.push({ paidOn, principalFen, interestFen });
  }
  return {
    body: {
      ...about,
      ...simple,
      number: take('number', optional(isHousehold ? identityNumberField : creditCodeField)),
      name: take('name', optional(textField(isHousehold ? 30 : 60))),
      payeeAccount: take('payeeAccount', optional(isHousehold ? bankAccountField : settlementAccountField)),
      payments,
      repayments,
    },
    unreadable,
  };
}

const paperReference = textField(60);

export const startSchema = z.object({
  programmeId: idField,
  kind: choiceField(APPLICANT_KINDS),
  townshipId: regionField,
  villageId: optional(regionField),
  branchId: idField.optional().transform((id) => id ?? null),
  stage: choiceField(STAGES),
  paperReference,
});

const MAX_TEXT = 600;

/** The whole form as typed: all texts are kept, whatever they say. */
export const saveSchema = z
  .looseObject({
    id: idField,
    revision: versionField,
    paperReference,
    stage: choiceField(STAGES),
    intent: z.unknown().optional(),
  })
  .transform(({ id, revision, paperReference, stage, intent, ...rest }) => ({
    id,
    revision,
    paperReference,
    stage,
    submit: intent !== 'draft',
    typed: typedOf(rest),
  }));

/** Texts of a form or a sheet, cut to what any of its fields could hold. */
export function typedOf(fields: Record<string, unknown>): Typed {
  return Object.fromEntries(
    Object.entries(fields)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && /^[\w.]{1,40}$/.test(entry[0]))
      .map(([name, text]) => [name, text.slice(0, MAX_TEXT)] as const)
      .filter(([, text]) => text.trim() !== ''),
  );
}

const seen = { id: idField, revision: versionField };
export const confirmSchema = z.object(seen);
export const discardSchema = z.object(seen);
export const refuseSchema = z.object({ ...seen, reason: textField(300, { lines: true, min: 2 }) });
export const scanSchema = z.object({ scanId: idField });
export const revealSchema = z.object({ id: idField });

const CHOSEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})$/i;

/** Chosen entries as their rows were drawn, each `id:revision`: what was changed since is not confirmed unseen. */
export const confirmManySchema = z.looseObject({ chosen: z.unknown().optional() }).transform(({ chosen }, ctx) => {
  const seen = new Map<string, number>();
  for (const entry of [chosen].flat()) {
    const [, id, revision] = CHOSEN.exec(typeof entry === 'string' ? entry : '') ?? [];
    if (id) seen.set(id.toLowerCase(), Number(revision));
  }
  if (seen.size > 0) return { chosen: [...seen].map(([id, revision]) => ({ id, revision })) };
  ctx.addIssue({ code: 'custom', path: ['chosen'], message: 'choiceMissing' });
  return z.NEVER;
});
