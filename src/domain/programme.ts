import * as z from 'zod';
import { ROLES } from './permissions';
import { APPLICANT_KINDS, STAGES } from './stage';

/**
 * The shape of a programme definition: parameters from closed lists, no scripts and no formulas.
 * What differs between programmes is here; what is the same is code, once. Rules take a definition as an argument.
 */
const label = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const role = z.enum(ROLES);
const stage = z.enum(STAGES);
const applicantKind = z.enum(APPLICANT_KINDS);
const fen = z.string().regex(/^\d+$/).transform(BigInt);

export const requirementSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  name: label,
  /** must be there, and checked where `checked`, to leave this stage */
  stage,
  applicantKinds: z.array(applicantKind).min(1),
  required: z.boolean(),
  /** how many files at least */
  minimum: z.number().int().min(1),
  /** must be checked by a second pair of eyes before the stage is left */
  checked: z.boolean(),
  /** a consent (credit query, personal information) */
  consent: z.boolean().default(false),
  /** a blank form may be drawn for it; its lines */
  template: z.array(label).optional(),
  /** who may see its files; the rest see that it exists */
  visibleTo: z.array(role).min(1),
  media: z.enum(['ANY', 'PHOTO']).default('ANY'),
});

export const reportItemSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  name: label,
  applicantKinds: z.array(applicantKind).min(1),
  /** options with points; the best option is the item's maximum */
  options: z.array(z.object({ code: z.string(), name: label, points: z.number().int().min(0) })).min(2),
});

export const programmeBodySchema = z.object({
  name: label,
  stages: z
    .array(
      z.object({
        stage,
        name: label,
        limitWorkingDays: z.number().int().min(1).nullable(),
        greenLimitWorkingDays: z.number().int().min(1).nullable(),
        /** people who take the stage's verb in turn; the last one moves the case on */
        reviewSteps: z.array(z.object({ role, name: label })).default([]),
      }),
    )
    .min(1),
  applicants: z
    .array(
      z.object({
        kind: applicantKind,
        segment: z.enum(['LARGE', 'SMALL']),
        minimumFen: fen,
        maximumFen: fen,
        maximumTermMonths: z.number().int().min(1),
      }),
    )
    .min(1),
  eligibility: z.array(
    z.object({
      code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
      question: label,
      applicantKinds: z.array(applicantKind).min(1),
      mustBe: z.boolean(),
    }),
  ),
  catalogue: z.array(requirementSchema),
  reportItems: z.array(reportItemSchema),
  /** a report below this share of the points cannot be recommended */
  minimumScoreBps: z.number().int().min(0).max(10_000),
  rateCeilingBps: z.number().int().min(0),
  approvalValidDays: z.number().int().min(1),
  repaymentMethods: z.array(z.enum(['BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'])).min(1),
  dayCountBasis: z.union([z.literal(360), z.literal(365)]),
  securityKinds: z.array(z.enum(['NONE', 'GUARANTEE', 'POLICY', 'RISK_FUND'])).min(1),
  /** applicant kinds whose contract needs a 利益联结 agreement */
  linkageFor: z.array(applicantKind),
  /** day of the following month on which a monthly report falls due; null: none are owed */
  monthlyReportDueDay: z.number().int().min(1).max(28).nullable(),
  closings: z.array(z.enum(['close', 'certify', 'compensate', 'writeOff'])).min(1),
});

export type ProgrammeBody = z.output<typeof programmeBodySchema>;
export type ProgrammeBodyInput = z.input<typeof programmeBodySchema>;
export type Requirement = ProgrammeBody['catalogue'][number];
export type ReportItem = ProgrammeBody['reportItems'][number];

/** Reads a stored definition body; throws on one that does not fit (a bug, since publishing checks it). */
export function parseProgrammeBody(body: unknown): ProgrammeBody {
  return programmeBodySchema.parse(body);
}

/** The definition's row for a stage; throws when the programme does not use it. */
export function stageOf(definition: ProgrammeBody, name: ProgrammeBody['stages'][number]['stage']) {
  const row = definition.stages.find((entry) => entry.stage === name);
  if (!row) throw new Error(`the definition has no stage ${name}`);
  return row;
}

/** What this kind of applicant may ask for, or null when the programme does not serve it. */
export function applicantRule(definition: ProgrammeBody, kind: ProgrammeBody['applicants'][number]['kind']) {
  return definition.applicants.find((entry) => entry.kind === kind) ?? null;
}
