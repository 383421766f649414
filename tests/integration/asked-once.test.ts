import { expect, it } from 'vitest';
import type * as z from 'zod';
import { readBackEntry, saveSchema, startSchema } from '@/features/back-entries/schema';
import {
  consultationEditSchema,
  entityRegistrationSchema,
  householdRegistrationSchema,
} from '@/features/consultations/schema';
import { checkSchema, contractSchema, signSchema } from '@/features/contracts/schema';
import { DECISION_OUTCOMES, decisionSchema, meetSchema } from '@/features/decisions/schema';
import { reportSchema, visitSchema } from '@/features/due-diligence/schema';
import * as followUp from '@/features/follow-up/schema';
import { newUuid } from '@/lib/uuid';
import { ASKED, ASKED_OF_PAPER, CARRIED } from '../support/asked-once';

/** The names of the fields that a form's schema reads. */
function fieldsOf(schema: z.ZodType): string[] {
  const definition = schema.def as { type: string; in?: z.ZodType; shape?: Record<string, unknown> };
  if (definition.shape) return Object.keys(definition.shape);
  return definition.in ? fieldsOf(definition.in) : [];
}

const SCHEMAS: Record<Exclude<keyof typeof ASKED, 'decision'>, readonly z.ZodType[]> = {
  registration: [householdRegistrationSchema, entityRegistrationSchema],
  visit: [visitSchema],
  report: [reportSchema],
  contract: [contractSchema],
  repayment: [followUp.repaymentSchema],
  monthlyReport: [followUp.reportSchema],
  finding: [followUp.findingSchema],
  rectification: [followUp.rectifySchema],
  conditionMet: [meetSchema],
  contractCheck: [checkSchema],
  signing: [signSchema],
  monthlyReview: [followUp.reviewSchema],
  findingSignOff: [followUp.signOffSchema],
  ending: [followUp.endSchema],
};

const carried: readonly string[] = CARRIED;
const askedBy = (schemas: readonly z.ZodType[]) =>
  [...new Set(schemas.flatMap(fieldsOf))].filter((name) => !carried.includes(name)).sort();

it.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])(
  'the form %s asks what the table says, and no more',
  (form) => {
    expect(askedBy(SCHEMAS[form])).toEqual(Object.keys(ASKED[form]).sort());
  },
);

it('a decision asks what the table says, whatever its outcome, and no more', () => {
  const typed = {
    caseId: newUuid(),
    version: '1',
    opinion: '同意',
    amountFen: '5',
    termMonths: '12',
    rateBps: '4.5',
    returnTo: 'CONTRACT',
  };
  const read = DECISION_OUTCOMES.flatMap((outcome) => Object.keys(decisionSchema.parse({ ...typed, outcome })));
  const asked = [...new Set(read)].filter((name) => !carried.includes(name));
  expect(asked.sort()).toEqual(Object.keys(ASKED.decision).sort());
});

it('the entry of a paper case asks what the table says, each thing once, and calls it as the portal does', () => {
  const { body } = readBackEntry({}, { applicantKind: 'HOUSEHOLD', stage: 'CONSULTATION' });
  const asked = [...Object.keys(body), ...fieldsOf(startSchema), ...fieldsOf(saveSchema)];
  const known = [...carried, 'id', 'applicantKind'];
  expect([...new Set(asked)].filter((name) => !known.includes(name)).sort()).toEqual(
    Object.keys(ASKED_OF_PAPER).sort(),
  );
  const facts = Object.values(ASKED_OF_PAPER);
  expect(new Set(facts).size).toBe(facts.length);
  const living: string[] = Object.values(ASKED).flatMap((fields) => Object.values(fields));
  // a number is either a person's or an entity's
  const own = facts.filter((fact) => !fact.startsWith('paper.') && fact !== 'applicant.number');
  expect(own.filter((fact) => !living.includes(fact))).toEqual([]);
});

it('nothing is asked for in two forms', () => {
  const places = Object.entries(ASKED).flatMap(([form, fields]) =>
    Object.values(fields).map((fact) => ({ form, fact })),
  );
  const twice = places.filter(({ fact }, index) => places.findIndex((place) => place.fact === fact) !== index);
  expect(twice).toEqual([]);
});

it('mending a consultation asks for nothing that registering did not ask', () => {
  expect(askedBy([consultationEditSchema]).filter((name) => !(name in ASKED.registration))).toEqual([]);
});
