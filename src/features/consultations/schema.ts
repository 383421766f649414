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
};

const recommender = {
  recommenderOrganisation: optional(textField(60)),
  recommenderPerson: optional(textField(30)),
};

const place = {
  consultedOn: dayField,
  villageId: optional(regionField),
  // a financier's form has no such field: its own branch carries the case; where it stands, it must be chosen
  branchId: idField.optional().transform((id) => id ?? null),
  /** the criterion by which the case is given the green channel; only who may grant it is asked */
  green: optional(textField(60)),
};

const household = {
  identityNumber: identityNumberField,
  name: textField(30),
  phone: phoneField,
  householdKind: choiceField(HOUSEHOLD_KINDS),
  address: optional(textField(100)),
};

const entity = {
  creditCode: creditCodeField,
  name: textField(60),
  contactName: textField(30),
  contactPhone: phoneField,
  leadingEnterprise: tickField,
  employsPoorHouseholds: tickField,
};

const householdPayee = { payeeName: textField(60), payeeAccount: bankAccountField };
const entityPayee = { payeeName: textField(60), payeeAccount: settlementAccountField };

/** What each part of a registration asks of a household and of everybody else; the questions of eligibility stand in the programme. */
export const PART_FIELDS = {
  applicant: { household, entity },
  request: { household: request, entity: request },
  eligibility: { household: {}, entity: {} },
  recommender: { household: recommender, entity: recommender },
  payee: { household: householdPayee, entity: entityPayee },
  branch: { household: place, entity: place },
} as const;

/** What is chosen before the parts: it decides what they ask. */
const start = { programmeId: idField, townshipId: regionField, projectId: optional(idField) };

export const startSchema = z.object({
  ...start,
  kind: choiceField(APPLICANT_KINDS),
  registrationId: optional(idField),
});

export const sendSchema = z.object({ registrationId: idField });

export const householdRegistrationSchema = z
  .looseObject({ ...start, ...household, ...request, ...recommender, ...householdPayee, ...place })
  .transform((fields) => ({ ...fields, eligibility: answersOf(fields) }));

export const entityRegistrationSchema = z
  .looseObject({
    ...start,
    kind: choiceField(ENTITY_KINDS),
    ...entity,
    ...request,
    ...recommender,
    ...entityPayee,
    ...place,
  })
  .transform((fields) => ({ ...fields, eligibility: answersOf(fields) }));

export const consultationEditSchema = z
  .looseObject({
    ...request,
    ...recommender,
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
