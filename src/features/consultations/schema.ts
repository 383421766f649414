import * as z from 'zod';
import { dayOf } from '@/domain/calendar';
import { checkCreditCode, checkIdentityNumber } from '@/domain/identity';
import { APPLICANT_KINDS } from '@/domain/stage';
import { ENTITY_KINDS, HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import {
  amountField,
  bankAccountField,
  booleanField,
  choiceField,
  creditCodeField,
  dayField,
  IDENTITY_ERRORS,
  identityNumberField,
  idField,
  optional,
  phoneField,
  regionField,
  settlementAccountField,
  termField,
  textField,
  tickField,
  versionField,
} from '@/features/form-fields';
import { currentTime } from '@/server/clock';

const ANSWER = 'eligibility.';

/** The answers among the fields of a form: `eligibility.CODE` → yes or no; those left open are left out. */
function answersOf(fields: Record<string, unknown>): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith(ANSWER))
      .map(([name, value]) => [name.slice(ANSWER.length), booleanField.safeParse(value)] as const)
      .flatMap(([code, answer]) => (answer.success ? [[code, answer.data]] : [])),
  );
}

const request = {
  title: textField(60),
  purpose: textField(500, { lines: true }),
  amount: amountField('WAN'),
  term: termField,
  recommenderOrganisation: optional(textField(60)),
  recommenderPerson: optional(textField(30)),
};

const registration = {
  ...request,
  programmeId: idField,
  projectId: optional(idField),
  consultedOn: dayField,
  townshipId: regionField,
  villageId: optional(regionField),
  // a financier's form has no such field: its own branch carries the case; where it stands, it must be chosen
  branchId: idField.optional().transform((id) => id ?? null),
  green: tickField,
  payeeName: textField(60),
};

export const householdRegistrationSchema = z
  .looseObject({
    ...registration,
    identityNumber: identityNumberField,
    name: textField(30),
    phone: phoneField,
    householdKind: choiceField(HOUSEHOLD_KINDS),
    address: optional(textField(100)),
    payeeAccount: bankAccountField,
  })
  .transform((fields) => ({ ...fields, eligibility: answersOf(fields) }));

export const entityRegistrationSchema = z
  .looseObject({
    ...registration,
    kind: choiceField(ENTITY_KINDS),
    creditCode: creditCodeField,
    name: textField(60),
    contactName: textField(30),
    contactPhone: phoneField,
    leadingEnterprise: tickField,
    employsPoorHouseholds: tickField,
    payeeAccount: settlementAccountField,
  })
  .transform((fields) => ({ ...fields, eligibility: answersOf(fields) }));

export const consultationEditSchema = z
  .looseObject({
    ...request,
    caseId: idField,
    version: versionField,
    payeeName: optional(textField(60)),
    // the kind of account follows from the applicant, which the mutation knows
    payeeAccount: optional(settlementAccountField),
  })
  .transform((fields) => ({ ...fields, eligibility: answersOf(fields) }));

/** The number to look up is a citizen's or a credit code, as the kind of applicant has it. */
export const lookupSchema = z
  .object({
    kind: choiceField(APPLICANT_KINDS),
    number: textField(40),
    programmeId: idField,
    townshipId: regionField,
    villageId: optional(regionField),
  })
  .transform((fields, ctx) => {
    const check =
      fields.kind === 'HOUSEHOLD'
        ? checkIdentityNumber(fields.number, dayOf(currentTime()))
        : checkCreditCode(fields.number);
    if (check.ok) return { ...fields, number: check.value };
    ctx.addIssue({ code: 'custom', path: ['number'], message: IDENTITY_ERRORS[check.code] });
    return z.NEVER;
  });
