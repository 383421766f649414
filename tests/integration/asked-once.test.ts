import { expect, it } from 'vitest';
import type * as z from 'zod';
import {
  consultationEditSchema,
  entityRegistrationSchema,
  householdRegistrationSchema,
} from '@/features/consultations/schema';
import { contractSchema } from '@/features/contracts/schema';
import { reportSchema, visitSchema } from '@/features/due-diligence/schema';
import * as followUp from '@/features/follow-up/schema';
import { ASKED, CARRIED } from '../support/asked-once';

/** The names of the fields that a form's schema reads. */
function fieldsOf(schema: z.ZodType): string[] {
  const definition = schema.def as { type: string; in?: z.ZodType; shape?: Record<string, unknown> };
  if (definition.shape) return Object.keys(definition.shape);
  return definition.in ? fieldsOf(definition.in) : [];
}

const SCHEMAS: Record<keyof typeof ASKED, readonly z.ZodType[]> = {
  registration: [householdRegistrationSchema, entityRegistrationSchema],
  visit: [visitSchema],
  report: [reportSchema],
  contract: [contractSchema],
  repayment: [followUp.repaymentSchema],
  monthlyReport: [followUp.reportSchema],
  finding: [followUp.findingSchema],
  rectification: [followUp.rectifySchema],
};

const carried: readonly string[] = CARRIED;
const askedBy = (schemas: readonly z.ZodType[]) =>
  [...new Set(schemas.flatMap(fieldsOf))].filter((name) => !carried.includes(name)).sort();

it.each(Object.keys(ASKED) as (keyof typeof ASKED)[])('the form %s asks what the table says, and no more', (form) => {
  expect(askedBy(SCHEMAS[form])).toEqual(Object.keys(ASKED[form]).sort());
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
