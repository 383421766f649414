import { type BackEntryBody, type BackEntryIssue, plannedRestFen } from './back-entry';
import { addDays, addMonths, type Day } from './calendar';
import { documentGaps } from './completeness';
import { needsLinkage } from './contract-terms';
import { formatRate, sumFen } from './money';
import { applicantRule, type ProgrammeBody } from './programme';
import { type Stage, stageIndex } from './stage';

type Field = keyof BackEntryBody;

/** From which stage on a field is known: owed from there, and nothing that may be filled before. */
const KNOWN_FROM: { stage: Stage; owed: readonly Field[]; may: readonly Field[] }[] = [
  {
    stage: 'CONSULTATION',
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
  { stage: 'DUE_DILIGENCE', owed: ['acceptedOn'], may: [] },
  {
    stage: 'DECISION',
    owed: ['recommendedOn', 'recommendedAmountFen', 'recommendedTermMonths', 'recommendedRateBps'],
    may: [],
  },
  {
    stage: 'CONTRACT',
    owed: ['approvedOn', 'approvedAmountFen', 'approvedTermMonths', 'approvedRateBps'],
    may: ['approvalNote'],
  },
  {
    stage: 'DISBURSEMENT',
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
  { stage: 'FOLLOW_UP', owed: ['outstandingAmountFen'], may: ['payments', 'repayments'] },
];

const reaches = (body: BackEntryBody, stage: Stage) => stageIndex(body.stage) >= stageIndex(stage);
const isEmpty = (value: BackEntryBody[Field]) => value === null || (Array.isArray(value) && value.length === 0);

/**
 * Everything that stands against a paper case becoming a case of the portal; empty when nothing does. What lies before the
 * present stage is owed, what lies after it has no place; days stand in their order and not in the future, amounts in
 * theirs, and the balance is what was paid less what was repaid.
 */
export function checkBackEntry(body: BackEntryBody, definition: ProgrammeBody, today: Day): BackEntryIssue[] {
  return [
    ...checkStage(body, definition),
    ...checkPresence(body, definition),
    ...checkDays(body, today),
    ...checkLimits(body, definition),
    ...checkAmounts(body),
    ...checkBalance(body),
    ...checkScans(body, definition),
  ];
}

function checkStage(body: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  return definition.stages.some((row) => row.stage === body.stage) ? [] : [{ field: 'stage', code: 'STAGE_NOT_USED' }];
}

function checkPresence(body: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  const issues: BackEntryIssue[] = [];
  const owe = (field: Field, at: string = field) => {
    if (isEmpty(body[field])) issues.push({ field: at, code: 'MISSING' });
  };
  for (const { stage, owed, may } of KNOWN_FROM) {
    if (reaches(body, stage)) for (const field of owed) owe(field);
    else
      for (const field of [...owed, ...may])
        if (!isEmpty(body[field])) issues.push({ field: anchorOf(field), code: 'AFTER_STAGE' });
  }
  owe(body.applicantKind === 'HOUSEHOLD' ? 'householdKind' : 'contactName');
  if (reaches(body, 'ACCEPTANCE') && body.eligible !== true)
    issues.push({ field: 'eligible', code: body.eligible === false ? 'NOT_ELIGIBLE' : 'MISSING' });
  if (reaches(body, 'DISBURSEMENT')) {
    if (body.securityKind !== null && body.securityKind !== 'NONE') owe('securityReference');
    if (needsLinkage(definition, body.applicantKind) && (body.linkedHouseholds ?? 0) < 1)
      issues.push({ field: 'linkedHouseholds', code: 'MISSING' });
  }
  if (body.stage === 'DISBURSEMENT') owe('restPlannedOn');
  if (body.stage === 'FOLLOW_UP') owe('payments', anchorOf('payments'));
  return issues;
}

/** The first box of a field that has several. */
const anchorOf = (field: Field) =>
  field === 'payments' ? 'payments.0.on' : field === 'repayments' ? 'repayments.0.on' : field;

function checkDays(body: BackEntryBody, today: Day): BackEntryIssue[] {
  const issues: BackEntryIssue[] = [];
  let earliest: Day | null = null;
  const inOrder = (field: string, day: Day | null, future = false) => {
    if (day === null) return;
    if (!future && day > today) issues.push({ field, code: 'DATE_IN_FUTURE' });
    if (earliest !== null && day < earliest) issues.push({ field, code: 'DATE_OUT_OF_ORDER', params: { earliest } });
    else earliest = day;
  };
  for (const field of ['consultedOn', 'acceptedOn', 'recommendedOn', 'approvedOn', 'signedOn'] as const)
    inOrder(field, body[field]);
  const signed: Day | null = earliest;
  body.payments.forEach((row, index) => {
    inOrder(`payments.${index}.on`, row.paidOn);
  });
  const [first] = body.payments;
  const begun = first?.paidOn ?? signed;
  earliest = begun;
  if (body.restPlannedOn !== null && begun !== null) {
    inOrder('restPlannedOn', body.restPlannedOn, true);
    const latest = first && body.contractedTermMonths ? lastDay(first.paidOn, body.contractedTermMonths) : null;
    if (latest !== null && body.restPlannedOn > latest)
      issues.push({ field: 'restPlannedOn', code: 'AFTER_TERM', params: { latest } });
  }
  earliest = begun;
  body.repayments.forEach((row, index) => {
    inOrder(`repayments.${index}.on`, row.paidOn);
  });
  return issues;
}

const lastDay = (from: Day, months: number) => addDays(addMonths(from, months), -1);

function checkLimits(body: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  const rule = applicantRule(definition, body.applicantKind);
  if (!rule) return [{ field: 'stage', code: 'KIND_NOT_ALLOWED' }];
  const issues: BackEntryIssue[] = [];
  const { requestedAmountFen: asked, repaymentMethod, securityKind } = body;
  if (asked !== null && (asked < rule.minimumFen || asked > rule.maximumFen))
    issues.push({
      field: 'requestedAmountFen',
      code: 'AMOUNT_OUT_OF_RANGE',
      params: { minimumFen: `${rule.minimumFen}`, maximumFen: `${rule.maximumFen}` },
    });
  let months = rule.maximumTermMonths;
  const terms = ['requestedTermMonths', 'recommendedTermMonths', 'approvedTermMonths', 'contractedTermMonths'] as const;
  for (const field of terms) {
    const term = body[field];
    if (term === null) continue;
    if (term < 1 || term > months) issues.push({ field, code: 'TERM_OUT_OF_RANGE', params: { months } });
    // a recommendation may be for longer than was asked; an approval and a contract never
    else if (field !== 'requestedTermMonths') months = term;
  }
  for (const field of ['recommendedRateBps', 'approvedRateBps', 'contractedRateBps'] as const)
    if ((body[field] ?? 0) > definition.rateCeilingBps)
      issues.push({ field, code: 'RATE_OVER_CEILING', params: { ceiling: formatRate(definition.rateCeilingBps) } });
  if (repaymentMethod !== null && !definition.repaymentMethods.includes(repaymentMethod))
    issues.push({ field: 'repaymentMethod', code: 'METHOD_NOT_OFFERED' });
  if (securityKind !== null && !definition.securityKinds.includes(securityKind))
    issues.push({ field: 'securityKind', code: 'SECURITY_NOT_OFFERED' });
  return issues;
}

/** Contracted ≤ approved ≤ recommended ≤ requested. */
function checkAmounts(body: BackEntryBody): BackEntryIssue[] {
  const issues: BackEntryIssue[] = [];
  let earlier = body.requestedAmountFen;
  for (const field of ['recommendedAmountFen', 'approvedAmountFen', 'contractedAmountFen'] as const) {
    const amount = body[field];
    if (amount === null) continue;
    if (earlier !== null && amount > earlier)
      issues.push({ field, code: 'AMOUNT_OVER_EARLIER', params: { amountFen: `${amount}`, earlierFen: `${earlier}` } });
    else earlier = amount;
  }
  return issues;
}

/** What the paper says was paid and repaid, and whether its balance is the difference. */
function checkBalance(body: BackEntryBody): BackEntryIssue[] {
  if (body.payments.length === 0) return [];
  const issues: BackEntryIssue[] = [];
  const paidFen = sumFen(body.payments.map((row) => row.amountFen));
  const repaidFen = sumFen(body.repayments.map((row) => row.principalFen));
  const { contractedAmountFen, outstandingAmountFen } = body;
  if (contractedAmountFen !== null && paidFen > contractedAmountFen)
    issues.push({
      field: 'payments.0.amount',
      code: 'PAID_OVER_CONTRACTED',
      params: { paidFen: `${paidFen}`, contractedFen: `${contractedAmountFen}` },
    });
  const overdrawn = body.repayments.findIndex((row, index) => {
    const repaid = sumFen(body.repayments.slice(0, index + 1).map((entry) => entry.principalFen));
    return repaid > sumFen(body.payments.filter((entry) => entry.paidOn <= row.paidOn).map((entry) => entry.amountFen));
  });
  if (overdrawn >= 0)
    issues.push({
      field: `repayments.${overdrawn}.principal`,
      code: 'REPAID_OVER_PAID',
      params: { repaidFen: `${repaidFen}`, paidFen: `${paidFen}` },
    });
  if (outstandingAmountFen === null) return issues;
  if (outstandingAmountFen !== paidFen - repaidFen)
    issues.push({
      field: 'outstandingAmountFen',
      code: 'OUTSTANDING_DOES_NOT_ADD_UP',
      params: {
        paidFen: `${paidFen}`,
        repaidFen: `${repaidFen}`,
        expectedFen: `${paidFen - repaidFen}`,
        statedFen: `${outstandingAmountFen}`,
      },
    });
  else if (outstandingAmountFen === 0n && plannedRestFen(body) === 0n)
    issues.push({ field: 'outstandingAmountFen', code: 'SETTLED' });
  return issues;
}

/** Each file that the stages behind it ask for, as a scan: whoever confirms has nothing else to compare with. */
function checkScans(body: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  const before = definition.stages
    .map((row) => row.stage)
    .filter((stage) => stageIndex(stage) < stageIndex(body.stage));
  const last = before.sort((a, b) => stageIndex(a) - stageIndex(b)).at(-1);
  if (last === undefined) return [];
  const documents = Object.entries(body.scans).flatMap(([requirementCode, count]) =>
    Array.from({ length: count }, () => ({ requirementCode, status: 'UPLOADED' as const, quarantined: false })),
  );
  return documentGaps({ definition, applicantKind: body.applicantKind, documents, reviewStep: 0 }, last)
    .filter((gap) => gap.missing > 0)
    .map((gap) => ({ field: `scan.${gap.requirement.code}`, code: 'SCAN_MISSING', params: { count: gap.missing } }));
}
