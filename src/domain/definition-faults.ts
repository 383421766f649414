import { type DefinitionSection, sectionOf } from './definition-sections';
import { can, type Permission, type Role } from './permissions';
import { type ProgrammeBody, usesStage } from './programme';
import { ROLES_OF_KIND } from './role-rules';
import type { Stage } from './stage';
import { findTemplateFaults } from './template-faults';

/** What cannot work in a definition, so that it may not be published. Sentences: `faults` of programmes.json. */
export const DEFINITION_FAULTS = [
  'STAGE_MISSING',
  'STAGE_TWICE',
  'LOAN_NEEDS_CONTRACT',
  'GREEN_SLOWER',
  'STEP_NOT_HERE',
  'STEP_MAY_NOT_ACCEPT',
  'STAGE_WITHOUT_PEOPLE',
  'CLOSING_MISSING',
  'CLOSING_NOT_FOR_GRANT',
  'CODE_TWICE',
  'KIND_TWICE',
  'KIND_UNSERVED',
  'AMOUNTS_CROSSED',
  'AGE_CROSSED',
  'REQUIREMENT_STAGE_UNUSED',
  'REQUIREMENT_NOBODY_UPLOADS',
  'REQUIREMENT_NOBODY_CHECKS',
  'ITEMS_MISSING',
  'OPTIONS_SAME_POINTS',
  'SCORE_WITHOUT_ITEMS',
  'SUBSIDY_NEEDS_LOAN',
  'FUND_NEEDS_LOAN',
  'AUTHORITY_TWICE',
  'AUTHORITY_FEWER_APPROVALS',
  'AUTHORITY_KIND_LEFT_OUT',
  'AUTHORITY_UNREACHABLE',
  'AUTHORITY_GAP',
  'PAYMENTS_SUM',
  'PAYMENT_NEEDS_CHECK',
  'FIRST_PAYMENT_OUT_OF_REACH',
  'PROGRESS_NEEDS_REPORTS',
  'TEMPLATE_TWICE',
  'TEMPLATE_UNKNOWN_FIELD',
  'TEMPLATE_BRACE',
  'TEMPLATE_LIST_MISPLACED',
] as const;
export type FaultCode = (typeof DEFINITION_FAULTS)[number];

/** `key` and `row` say where; params are codes of closed lists, amounts in fen as text, and names typed by the author. */
export type DefinitionFault = {
  code: FaultCode;
  key: keyof ProgrammeBody;
  section: DefinitionSection;
  row: string | null;
  params: Record<string, string | number>;
};

type Found = Omit<DefinitionFault, 'section'>;
const fault = (
  code: FaultCode,
  key: keyof ProgrammeBody,
  row: string | null = null,
  params: Record<string, string | number> = {},
): Found => ({ code, key, row, params });

/** Every fault of a definition that parses. An empty list: it may be published. */
export function findDefinitionFaults(body: ProgrammeBody): DefinitionFault[] {
  const found = [
    ...stageFaults(body),
    ...closingFaults(body),
    ...applicantFaults(body),
    ...listFaults(body),
    ...catalogueFaults(body),
    ...reportFaults(body),
    ...authorityFaults(body),
    ...moneyFaults(body),
    ...templateFaults(body),
  ];
  return found.map((row) => ({ ...row, section: sectionOf(row.key) }));
}

/** Values that stand there more than once, each once. */
function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Stages that no programme does without. */
const STAGES_NEEDED = [
  'CONSULTATION',
  'ACCEPTANCE',
  'DECISION',
  'DISBURSEMENT',
  'FOLLOW_UP',
] as const satisfies Stage[];

/** Who of a financier does the work of a stage; each is one of its steps. */
const FINANCIER_WORK: Partial<Record<Stage, readonly Permission[]>> = {
  DUE_DILIGENCE: ['case.assign', 'case.recommend'],
  DECISION: ['case.decide'],
  CONTRACT: ['case.assign', 'contract.draft', 'contract.check'],
  DISBURSEMENT: ['payment.request', 'payment.release'],
};

function stageFaults(body: ProgrammeBody): Found[] {
  const faults: Found[] = [];
  for (const stage of STAGES_NEEDED)
    if (!usesStage(body, stage)) faults.push(fault('STAGE_MISSING', 'stages', stage, { stage }));
  for (const stage of repeated(body.stages.map((row) => row.stage)))
    faults.push(fault('STAGE_TWICE', 'stages', stage, { stage }));
  // its instalments and their repayment are planned by the contract
  if (body.financing === 'LOAN' && !usesStage(body, 'CONTRACT')) faults.push(fault('LOAN_NEEDS_CONTRACT', 'stages'));
  for (const { stage, limitWorkingDays, greenLimitWorkingDays, reviewSteps } of body.stages) {
    if (greenLimitWorkingDays !== null && limitWorkingDays !== null && greenLimitWorkingDays > limitWorkingDays)
      faults.push(fault('GREEN_SLOWER', 'stages', stage, { stage }));
    if (stage !== 'ACCEPTANCE' && reviewSteps.length > 0)
      faults.push(fault('STEP_NOT_HERE', 'stages', stage, { stage }));
    if (stage === 'ACCEPTANCE')
      for (const { role } of reviewSteps)
        if (!can({ roles: [role] }, 'case.accept'))
          faults.push(fault('STEP_MAY_NOT_ACCEPT', 'stages', stage, { role }));
    for (const kind of body.financierKinds)
      if (!isStaffed(body, stage, kind))
        faults.push(fault('STAGE_WITHOUT_PEOPLE', 'stages', stage, { stage, organisationKind: kind }));
  }
  return faults;
}

/** Whether an organisation of this kind has the people that a stage needs from it. */
function isStaffed(body: ProgrammeBody, stage: Stage, kind: ProgrammeBody['financierKinds'][number]): boolean {
  const roles: readonly Role[] = ROLES_OF_KIND[kind];
  const needed = FINANCIER_WORK[stage] ?? [];
  if (!needed.every((permission) => can({ roles }, permission))) return false;
  const steps = stage === 'ACCEPTANCE' ? (body.stages.find((row) => row.stage === stage)?.reviewSteps ?? []) : [];
  return steps.every(({ role }) => role !== 'CREDIT_LEAD' || roles.includes(role));
}

function closingFaults({ financing, closings, riskFund, subsidyMaximumFen }: ProgrammeBody): Found[] {
  const faults: Found[] = [];
  const good = financing === 'LOAN' ? 'close' : 'certify';
  if (!closings.includes(good)) faults.push(fault('CLOSING_MISSING', 'closings', null, { closing: good }));
  if (financing === 'GRANT') {
    // nothing comes back from what is given
    for (const closing of closings)
      if (closing !== 'certify') faults.push(fault('CLOSING_NOT_FOR_GRANT', 'closings', null, { closing }));
    if (riskFund) faults.push(fault('FUND_NEEDS_LOAN', 'riskFund'));
    if (subsidyMaximumFen !== null) faults.push(fault('SUBSIDY_NEEDS_LOAN', 'subsidyMaximumFen'));
  }
  return faults;
}

function applicantFaults({ applicants, borrowerAge }: ProgrammeBody): Found[] {
  const faults = repeated(applicants.map((row) => row.kind)).map((kind) =>
    fault('KIND_TWICE', 'applicants', kind, { applicantKind: kind }),
  );
  for (const { kind, minimumFen, maximumFen } of applicants)
    if (minimumFen > maximumFen) faults.push(fault('AMOUNTS_CROSSED', 'applicants', kind, { applicantKind: kind }));
  if (borrowerAge !== null && borrowerAge.from > borrowerAge.to) faults.push(fault('AGE_CROSSED', 'borrowerAge'));
  return faults;
}

/** Codes that name two rows, and rows for kinds of applicant of which none is served. */
function listFaults(body: ProgrammeBody): Found[] {
  const faults: Found[] = [];
  const served = new Set(body.applicants.map((row) => row.kind));
  for (const key of ['eligibility', 'catalogue', 'reportItems'] as const) {
    const rows: readonly { code: string; applicantKinds: ProgrammeBody['linkageFor'] }[] = body[key];
    for (const code of repeated(rows.map((row) => row.code))) faults.push(fault('CODE_TWICE', key, code, { code }));
    for (const { code, applicantKinds } of rows)
      if (!applicantKinds.some((kind) => served.has(kind))) faults.push(fault('KIND_UNSERVED', key, code, { code }));
  }
  for (const item of body.reportItems)
    for (const code of repeated(item.options.map((row) => row.code)))
      faults.push(fault('CODE_TWICE', 'reportItems', item.code, { code }));
  for (const code of repeated(body.greenChannel?.criteria.map((row) => row.code) ?? []))
    faults.push(fault('CODE_TWICE', 'greenChannel', code, { code }));
  return faults;
}

const GOVERNMENT: readonly Role[] = ['STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL'];

function catalogueFaults(body: ProgrammeBody): Found[] {
  const atWork = new Set<Role>([...GOVERNMENT, ...body.financierKinds.flatMap((kind) => ROLES_OF_KIND[kind])]);
  return body.catalogue.flatMap(({ code, stage, visibleTo, checked }) => {
    const roles = visibleTo.filter((role) => atWork.has(role));
    const faults: Found[] = [];
    if (!usesStage(body, stage)) faults.push(fault('REQUIREMENT_STAGE_UNUSED', 'catalogue', code, { code, stage }));
    if (!can({ roles }, 'document.upload'))
      faults.push(fault('REQUIREMENT_NOBODY_UPLOADS', 'catalogue', code, { code }));
    if (checked && !can({ roles }, 'document.check'))
      faults.push(fault('REQUIREMENT_NOBODY_CHECKS', 'catalogue', code, { code }));
    return faults;
  });
}

function reportFaults(body: ProgrammeBody): Found[] {
  const faults: Found[] = [];
  const lacking = body.applicants.filter(
    ({ kind }) => !body.reportItems.some((item) => item.applicantKinds.includes(kind)),
  );
  if (usesStage(body, 'DUE_DILIGENCE'))
    for (const { kind } of lacking) faults.push(fault('ITEMS_MISSING', 'reportItems', kind, { applicantKind: kind }));
  else if (body.minimumScoreBps > 0) faults.push(fault('SCORE_WITHOUT_ITEMS', 'minimumScoreBps'));
  // what gives everybody the same points measures nothing
  for (const { code, options } of body.reportItems)
    if (new Set(options.map((option) => option.points)).size === 1)
      faults.push(fault('OPTIONS_SAME_POINTS', 'reportItems', code, { code }));
  return faults;
}

type MatrixRow = ProgrammeBody['authority'][number];
const isAbove = (left: bigint | null, right: bigint | null) =>
  left !== right && (left === null || (right !== null && left > right));
const highest = (rows: readonly MatrixRow[]): bigint | null | undefined =>
  rows.reduce<bigint | null | undefined>(
    (top, row) => (top === undefined || isAbove(row.upToFen, top) ? row.upToFen : top),
    undefined,
  );
const LEVELS_UP = ['COUNTY_BRANCH', 'PROVINCIAL_BRANCH', 'HEAD_OFFICE'] as const;

/** Without a matrix the dated limits of the organisations decide, and its faults are theirs (authority-faults.ts). */
function authorityFaults(body: ProgrammeBody): Found[] {
  const { authority } = body;
  if (authority.length === 0) return [];
  const faults: Found[] = [];
  for (const [index, row] of authority.entries())
    for (const other of authority.slice(index + 1)) {
      if (row.level !== other.level || row.applicantKind !== other.applicantKind) continue;
      if (row.upToFen === other.upToFen) faults.push(fault('AUTHORITY_TWICE', 'authority', row.level, about(row)));
      const [lower, upper] = isAbove(row.upToFen, other.upToFen) ? [other, row] : [row, other];
      if (upper.approvals < lower.approvals)
        faults.push(fault('AUTHORITY_FEWER_APPROVALS', 'authority', row.level, about(row)));
    }
  for (const applicant of body.applicants) faults.push(...ladderFaults(body, applicant));
  return faults;
}

const about = (row: MatrixRow) => ({ level: row.level, applicantKind: row.applicantKind ?? '' });

/** The way up for one kind of applicant: rows that name the kind go before general ones, as in authority.ts. */
function ladderFaults(body: ProgrammeBody, { kind, maximumFen }: ProgrammeBody['applicants'][number]): Found[] {
  const faults: Found[] = [];
  let reached: bigint | null | undefined;
  for (const level of LEVELS_UP) {
    const own = body.authority.filter((row) => row.level === level);
    const exact = own.filter((row) => row.applicantKind === kind);
    const rows = exact.length > 0 ? exact : own.filter((row) => row.applicantKind === null);
    const params = { level, applicantKind: kind };
    if (own.length > 0 && rows.length === 0) faults.push(fault('AUTHORITY_KIND_LEFT_OUT', 'authority', level, params));
    const top = highest(rows);
    if (top === undefined) continue;
    if (reached !== undefined && !isAbove(top, reached))
      faults.push(fault('AUTHORITY_UNREACHABLE', 'authority', level, params));
    else reached = top;
  }
  // what an applicant owes elsewhere has no end, so somebody must decide without one
  const enough =
    reached === null || (reached !== undefined && body.authorityBasis === 'AMOUNT' && reached >= maximumFen);
  if (!enough)
    faults.push(
      fault('AUTHORITY_GAP', 'authority', kind, { applicantKind: kind, amountFen: (reached ?? 0n).toString() }),
    );
  return faults;
}

const WHOLE_BPS = 10_000;

function moneyFaults(body: ProgrammeBody): Found[] {
  const faults: Found[] = [];
  const sum = body.payments.reduce((total, row) => total + row.shareBps, 0);
  if (sum !== WHOLE_BPS) faults.push(fault('PAYMENTS_SUM', 'payments', null, { shareBps: sum }));
  for (const { milestone } of body.payments)
    if (milestone !== 'START' && !body.completionCheck)
      faults.push(fault('PAYMENT_NEEDS_CHECK', 'payments', milestone, { milestone }));
  // a check is made on work that money began; and an approval that no contract uses up does not wait for ever
  const days = body.approvalValidDays;
  const isInReach = body.payments.some((row) => row.milestone === 'START' && row.holdDays <= days);
  if (!usesStage(body, 'CONTRACT') && !isInReach)
    faults.push(fault('FIRST_PAYMENT_OUT_OF_REACH', 'payments', null, { days }));
  if (body.physicalProgress && body.monthlyReportDueDay === null)
    faults.push(fault('PROGRESS_NEEDS_REPORTS', 'physicalProgress'));
  return faults;
}

function templateFaults(body: ProgrammeBody): Found[] {
  return findTemplateFaults(body).map(({ code, kind, params }) => fault(code, 'templates', kind, params));
}
