import { type BackEntryBody, type BackEntryIssue, plannedRestFen } from './back-entry';
import { checkPresence, knownPart } from './back-entry-fields';
import { addDays, addMonths, type Day } from './calendar';
import { documentGaps } from './completeness';
import { formatRate, sumFen } from './money';
import { paymentShares } from './payment-shares';
import { applicantRule, type ProgrammeBody, usesStage } from './programme';
import { stageIndex } from './stage';

/**
 * Everything that stands against a paper case becoming a case of the portal; empty when nothing does. What lies before the
 * present stage is owed as far as the programme knows it, what lies after it has no place; days stand in their order and
 * not in the future, amounts in theirs, what is lent balances, and what no contract plans was paid by its shares.
 */
export function checkBackEntry(body: BackEntryBody, definition: ProgrammeBody, today: Day): BackEntryIssue[] {
  const known = knownPart(body, definition);
  return [
    ...checkStage(body, definition),
    ...checkPresence(body, definition),
    ...checkDays(known, today),
    ...checkLimits(known, definition),
    ...checkAmounts(known),
    ...(usesStage(definition, 'CONTRACT') ? checkPaid(known) : checkShares(known, definition)),
    ...(definition.financing === 'LOAN' ? checkBalance(known) : []),
    ...checkScans(body, definition),
  ];
}

function checkStage(body: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  return definition.stages.some((row) => row.stage === body.stage) ? [] : [{ field: 'stage', code: 'STAGE_NOT_USED' }];
}

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
    // a recommendation may be for longer than was asked; an approval and a contract never, nor where nobody recommends
    else if (field !== 'requestedTermMonths' || !usesStage(definition, 'DUE_DILIGENCE')) months = term;
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

/** No more is paid than was contracted. */
function checkPaid({ payments, contractedAmountFen }: BackEntryBody): BackEntryIssue[] {
  const paidFen = sumFen(payments.map((row) => row.amountFen));
  if (contractedAmountFen === null || paidFen <= contractedAmountFen) return [];
  const params = { paidFen: `${paidFen}`, contractedFen: `${contractedAmountFen}` };
  return [{ field: 'payments.0.amount', code: 'PAID_OVER_CONTRACTED', params }];
}

/** Where no contract is made: the first shares of what was approved, in their order, each paid whole. */
function checkShares({ payments, approvedAmountFen }: BackEntryBody, definition: ProgrammeBody): BackEntryIssue[] {
  // without an approved amount, which is owed, there is nothing to compare with
  if (approvedAmountFen === null) return [];
  const shares = paymentShares(definition, approvedAmountFen);
  const count = shares.length;
  return payments.flatMap(({ amountFen }, index): BackEntryIssue[] => {
    const field = `payments.${index}.amount`;
    const expectedFen = shares[index]?.amountFen;
    if (expectedFen === undefined) return [{ field, code: 'MORE_THAN_SHARES', params: { count } }];
    const params = { expectedFen: `${expectedFen}`, statedFen: `${amountFen}` };
    return amountFen === expectedFen ? [] : [{ field, code: 'SHARE_DIFFERS', params }];
  });
}

/** What the paper says was paid and repaid, and whether its balance is the difference. */
function checkBalance(body: BackEntryBody): BackEntryIssue[] {
  if (body.payments.length === 0) return [];
  const issues: BackEntryIssue[] = [];
  const paidFen = sumFen(body.payments.map((row) => row.amountFen));
  const repaidFen = sumFen(body.repayments.map((row) => row.principalFen));
  const { outstandingAmountFen } = body;
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
