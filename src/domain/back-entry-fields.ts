import type { BackEntryBody, BackEntryIssue } from './back-entry';
import { needsLinkage } from './contract-terms';
import { type ProgrammeBody, usesStage } from './programme';
import { type Stage, stageIndex } from './stage';

export type PaperField = keyof BackEntryBody;

/**
 * The steps of a case's life, each with what its papers say: owed once the case has left it, and what may be said besides.
 * What its beginning says is owed of every case.
 */
const PAPERS = [
  {
    of: 'CONSULTATION',
    owed: [
      'number',
      'name',
      'phone',
      'title',
      'purpose',
      'payeeName',
      'payeeAccount',
      'consultedOn',
      'requestedAmountFen',
      'requestedTermMonths',
    ],
    may: [],
  },
  { of: 'ACCEPTANCE', owed: ['acceptedOn'], may: [] },
  {
    of: 'DUE_DILIGENCE',
    owed: ['recommendedOn', 'recommendedAmountFen', 'recommendedTermMonths', 'recommendedRateBps'],
    may: [],
  },
  {
    of: 'DECISION',
    owed: ['approvedOn', 'approvedAmountFen', 'approvedTermMonths', 'approvedRateBps'],
    may: ['approvalNote'],
  },
  {
    of: 'CONTRACT',
    owed: [
      'signedOn',
      'contractNumber',
      'contractedAmountFen',
      'contractedTermMonths',
      'contractedRateBps',
      'repaymentMethod',
      'securityKind',
    ],
    may: ['securityReference', 'linkedHouseholds', 'restPlannedOn'],
  },
  { of: 'DISBURSEMENT', owed: ['outstandingAmountFen'], may: ['payments', 'repayments'] },
] as const satisfies readonly { of: Stage; owed: readonly PaperField[]; may: readonly PaperField[] }[];

/** What only money that comes back has: nobody charges for what is given, and nothing of it is owed. */
const OF_LOANS: readonly PaperField[] = [
  'recommendedRateBps',
  'approvedRateBps',
  'contractedRateBps',
  'repayments',
  'outstandingAmountFen',
];

type About = Pick<BackEntryBody, 'applicantKind'>;

/** The step of whose papers a field is; null for what is said of every case, whatever its steps. */
export function stepOf(field: PaperField): Stage | null {
  return PAPERS.find(({ of }) => fieldsOfStep(of).includes(field))?.of ?? null;
}

/** What the papers of a step say, of whatever programme. */
export function fieldsOfStep(step: Stage): readonly PaperField[] {
  return PAPERS.filter((row) => row.of === step).flatMap((row) => [...row.owed, ...row.may]);
}

/** Whether cases of this programme and this kind of applicant have such a thing on paper, at whatever stage they stand. */
export function hasField(definition: ProgrammeBody, { applicantKind }: About, field: PaperField): boolean {
  const step = stepOf(field);
  if (step !== null && step !== 'CONSULTATION' && !usesStage(definition, step)) return false;
  if (definition.financing === 'GRANT' && OF_LOANS.includes(field)) return false;
  return field !== 'linkedHouseholds' || needsLinkage(definition, applicantKind);
}

/** Whether a case that stands here has taken this step; its beginning is behind every case. */
export function isBehind(step: Stage, standing: Stage): boolean {
  return step === 'CONSULTATION' || stageIndex(standing) > stageIndex(step);
}

const isEmpty = (value: BackEntryBody[PaperField]) => value === null || (Array.isArray(value) && value.length === 0);

/** The first box of a field that has several. */
const anchorOf = (field: PaperField) =>
  field === 'payments' ? 'payments.0.on' : field === 'repayments' ? 'repayments.0.on' : field;

/**
 * What is not there and must be, what stands there too early, and what the programme does not know at all: MISSING,
 * AFTER_STAGE, NOT_OF_PROGRAMME, NOT_ELIGIBLE.
 */
export function checkPresence(body: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  const issues: BackEntryIssue[] = [];
  const owe = (field: PaperField, at: string = field) => {
    if (isEmpty(body[field])) issues.push({ field: at, code: 'MISSING' });
  };
  for (const { of, owed, may } of PAPERS)
    for (const field of [...owed, ...may]) {
      const known = hasField(definition, body, field);
      const behind = isBehind(of, body.stage);
      if (known && behind && owed.some((entry) => entry === field)) owe(field);
      else if (!(known && behind) && !isEmpty(body[field]))
        issues.push({ field: anchorOf(field), code: known ? 'AFTER_STAGE' : 'NOT_OF_PROGRAMME' });
    }
  owe(body.applicantKind === 'HOUSEHOLD' ? 'householdKind' : 'contactName');
  if (body.stage !== 'CONSULTATION' && body.eligible !== true)
    issues.push({ field: 'eligible', code: body.eligible === false ? 'NOT_ELIGIBLE' : 'MISSING' });
  if (isBehind('CONTRACT', body.stage) && usesStage(definition, 'CONTRACT')) {
    if (body.securityKind !== null && body.securityKind !== 'NONE') owe('securityReference');
    if (hasField(definition, body, 'linkedHouseholds') && (body.linkedHouseholds ?? 0) < 1)
      issues.push({ field: 'linkedHouseholds', code: 'MISSING' });
    if (body.stage === 'DISBURSEMENT') owe('restPlannedOn');
  }
  if (isBehind('DISBURSEMENT', body.stage)) owe('payments', anchorOf('payments'));
  return issues;
}

/** The paper without what the programme does not know, so that no rule is asked of what is to be emptied. */
export function knownPart(body: BackEntryBody, definition: ProgrammeBody): BackEntryBody {
  const fields: readonly PaperField[] = PAPERS.flatMap((row) => [...row.owed, ...row.may]);
  const unknown = fields.filter((field) => !hasField(definition, body, field));
  return {
    ...body,
    ...Object.fromEntries(unknown.map((field) => [field, Array.isArray(body[field]) ? [] : null])),
  };
}
