import * as z from 'zod';
import { ROLES } from './permissions';
import { APPLICANT_KINDS, MILESTONES, STAGES, type Stage } from './stage';

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

/** Where in a financier a row of the matrix applies: its place on the way from the handling branch up. */
export const AUTHORITY_LEVELS = ['COUNTY_BRANCH', 'PROVINCIAL_BRANCH', 'HEAD_OFFICE'] as const;
export type AuthorityLevel = (typeof AUTHORITY_LEVELS)[number];

export const LINKAGE_MODELS = [
  'COMMITTEE_OPERATOR_HOUSEHOLD',
  'BRANCH_OPERATOR_BASE_HOUSEHOLD',
  'BRANCH_OPERATOR_INDUSTRY_HOUSEHOLD',
  'BRANCH_COLLECTIVE_OPERATOR_DIVIDEND',
] as const;

/** The Word documents that the system makes; their templates belong to the definition. */
export const GENERATED_KINDS = [
  'ACCEPTANCE_RECEIPT',
  'MISSING_ITEMS',
  'DUE_DILIGENCE_REPORT',
  'DECISION_NOTICE',
  'DISBURSEMENT_REQUEST',
  'LINKAGE_AGREEMENT',
  'HELPING_CONTRACT',
  'IMPLEMENTATION_PLAN',
  'SESSION_MINUTES',
  'APPROVAL_FORM',
] as const;
export type GeneratedKind = (typeof GENERATED_KINDS)[number];

const templateSchema = z.object({
  kind: z.enum(GENERATED_KINDS),
  title: z.string().min(1),
  /** paragraphs in order; `{field}` stands for data by the names of domain/template-fields.ts */
  blocks: z
    .array(
      z.object({
        style: z.enum(['HEADING', 'PARAGRAPH', 'LIST', 'TABLE', 'SIGNATURE']),
        text: z.string().min(1),
      }),
    )
    .min(1),
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

  // What came with the second programme has a default, so that an older body still says what it said.

  /** LOAN: it comes back with interest. GRANT: it is given; no rate, no plan of repayment, nothing outstanding */
  financing: z.enum(['LOAN', 'GRANT']).default('LOAN'),
  financierKinds: z
    .array(z.enum(['BANK', 'INSURER', 'FINANCE_BUREAU']))
    .min(1)
    .default(['BANK', 'INSURER']),
  /** DATED: the reference ceilings of domain/policy.ts for the term, on the day, in the place; FIXED: rateCeilingBps alone */
  rateCeiling: z.enum(['FIXED', 'DATED']).default('FIXED'),
  /** part of a loan on which interest is subsidised by the dated share; null: no subsidy */
  subsidyMaximumFen: fen.nullable().default(null),
  /** the share in force on the day on which interest arises, or to maturity that of the day of the contract (field-rules.md §5.1) */
  subsidyShareBy: z.enum(['INTEREST_DAY', 'CONTRACT_DAY']).default('INTEREST_DAY'),
  /** the dated cap counts all borrowers of a household together */
  householdCap: z.boolean().default(false),
  /** age of a borrower who is a person, inclusive */
  borrowerAge: z
    .object({ from: z.number().int().min(16), to: z.number().int().max(120) })
    .nullable()
    .default(null),
  /** what an authority limit is compared with: the amount of the case, or all that the applicant would then owe */
  authorityBasis: z.enum(['AMOUNT', 'EXPOSURE']).default('AMOUNT'),
  /** 授权 by level, where no limit of the organisation itself is in force */
  authority: z
    .array(
      z.object({
        level: z.enum(AUTHORITY_LEVELS),
        applicantKind: applicantKind.nullable(),
        /** null: without limit */
        upToFen: fen.nullable(),
        approvals: z.number().int().min(1).max(9),
      }),
    )
    .default([]),
  /** 绿色通道: on which criteria it is granted; null: the programme has none */
  greenChannel: z
    .object({ criteria: z.array(z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]*$/), name: label })).min(1) })
    .nullable()
    .default(null),
  /** 公示 before money, for the dated number of days */
  publicNotice: z.boolean().default(false),
  /** 利益联结 agreement with households before money, in one of these models; empty: none is asked */
  linkageModels: z.array(z.enum(LINKAGE_MODELS)).default([]),
  /** EARMARKED: approved and paid within a quota of the financier, the place and the year; `line` names a budget line */
  quota: z
    .object({ line: z.string().min(1).nullable() })
    .nullable()
    .default(null),
  /** lent behind a risk-compensation fund: paused by its leverage, claimed on default */
  riskFund: z.boolean().default(false),
  /** shares of what is approved, where no contract plans the instalments (4:5:1); they make up the whole */
  payments: z
    .array(
      z.object({
        shareBps: z.number().int().min(1).max(10_000),
        milestone: z.enum(MILESTONES),
        /** 质保金: days after the milestone */
        holdDays: z.number().int().min(0).max(3_650),
      }),
    )
    .min(1)
    .default([{ shareBps: 10_000, milestone: 'START', holdDays: 0 }]),
  /** 初验 and 县级验收 before the end */
  completionCheck: z.boolean().default(false),
  /** monthly reports say the physical progress */
  physicalProgress: z.boolean().default(false),
  /** an order of products, line by line, whose sales are recorded */
  purchase: z.boolean().default(false),
  templates: z.array(templateSchema).default([]),
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

/** Whether the programme's cases pass through a stage. */
export function usesStage(definition: Pick<ProgrammeBody, 'stages'>, name: Stage): boolean {
  return definition.stages.some((entry) => entry.stage === name);
}

/** What this kind of applicant may ask for, or null when the programme does not serve it. */
export function applicantRule(definition: ProgrammeBody, kind: ProgrammeBody['applicants'][number]['kind']) {
  return definition.applicants.find((entry) => entry.kind === kind) ?? null;
}
