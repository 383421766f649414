import * as z from 'zod';
import { APPLICANT_KINDS, type ApplicantKind } from '@/domain/stage';
import { booleanField, choiceField, idField, optional, versionField } from '@/features/form-fields';
import type { FormValues } from '@/lib/action-result';
import { PART_FIELDS } from './schema';

/** The parts of a registration, filled in in any order. */
export const PARTS = ['applicant', 'request', 'eligibility', 'recommender', 'payee', 'branch'] as const;
export type Part = (typeof PARTS)[number];
export type PartState = 'todo' | 'doing' | 'done' | 'wrong';

/** The value that says which parts were saved as finished. */
export const SAVED_PARTS = 'savedParts';
export const ANSWER_PREFIX = 'eligibility.';

const shapeOf = (part: Part, kind: ApplicantKind): z.ZodRawShape =>
  PART_FIELDS[part][kind === 'HOUSEHOLD' ? 'household' : 'entity'];

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Which parts their writer has saved as finished. */
export function savedParts(values: FormValues): Part[] {
  const named = listOf(values[SAVED_PARTS]);
  return PARTS.filter((part) => named.includes(part));
}

/** What of the values belongs to a part, whether it may be or not. */
export function valuesOfPart(part: Part, kind: ApplicantKind, values: Record<string, unknown>): FormValues {
  const shape = shapeOf(part, kind);
  const own = (name: string) => (part === 'eligibility' ? name.startsWith(ANSWER_PREFIX) : name in shape);
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | string[]] =>
        own(entry[0]) && (typeof entry[1] === 'string' || Array.isArray(entry[1])),
    ),
  );
}

/** Reads a part as its page sends it; the problems are those of its fields. Unanswered questions are none: they are owed later. */
export function checkPart(part: Part, kind: ApplicantKind, values: Record<string, unknown>) {
  if (part !== 'eligibility') return z.looseObject(shapeOf(part, kind)).safeParse(values);
  const answers = Object.keys(valuesOfPart(part, kind, values));
  const shape = Object.fromEntries(answers.map((name) => [name, optional(booleanField)]));
  return z.looseObject(shape).safeParse(values);
}

/** How far a part is: finished only when it was saved as such and still is right. */
export function partState(part: Part, kind: ApplicantKind, values: FormValues): PartState {
  if (savedParts(values).includes(part)) return checkPart(part, kind, values).success ? 'done' : 'wrong';
  return Object.values(valuesOfPart(part, kind, values)).some((value) => listOf(value).some((text) => text !== ''))
    ? 'doing'
    : 'todo';
}

/** The parts that still keep the registration from being sent. */
export function openParts(kind: ApplicantKind, values: FormValues): Part[] {
  return PARTS.filter((part) => partState(part, kind, values) !== 'done');
}

/** A part as its page sends it: which registration and part, and its fields, each problem at its field. */
export const partSchema = z
  .looseObject({
    registrationId: idField,
    part: choiceField(PARTS),
    kind: choiceField(APPLICANT_KINDS),
    back: z.string().optional(),
    draftRevision: optional(versionField),
  })
  .transform((fields, ctx) => {
    const { registrationId, part, kind, back, draftRevision } = fields;
    for (const issue of checkPart(part, kind, fields).error?.issues ?? [])
      ctx.addIssue({ ...issue, code: 'custom' } as Parameters<typeof ctx.addIssue>[0]);
    return {
      registrationId,
      part,
      back,
      revision: draftRevision ?? undefined,
      values: valuesOfPart(part, kind, fields),
    };
  });
