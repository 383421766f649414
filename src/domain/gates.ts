import { type Actor, actsFor } from './actor';
import { authorityLadder, decidingStep } from './authority';
import { addDays, ageOn, type Day } from './calendar';
import { type CaseFacts, financierPath, regionPath } from './case-facts';
import { documentGaps, requirementsFor } from './completeness';
import { milestoneOn } from './completion';
import { isOfAnotherFinancier } from './financier';
import { checkDutyOf } from './four-eyes';
import { formatRate } from './money';
import { can, type Role } from './permissions';
import { policyOn } from './policy';
import { applicantRule, type ProgrammeBody, stageOf, usesStage } from './programme';
import type { RefusalValue } from './refusal';
import { isOverTolerance, nonPerforming } from './risk-fund';
import { openAfterSigners, regularApprovals } from './signers';
import { type Gate, nextStage, type Stage, stageIndex, transitionOf, VERBS, type Verb } from './stage';
import { ladderFor, stageOwners, waitingFor } from './waiting';

type GateRule = (facts: CaseFacts, actor: Actor, today: Day) => RefusalValue | null;

/** Wrong answers to the eligibility questions that apply to this kind of applicant. */
export function failedEligibility(facts: Pick<CaseFacts, 'definition' | 'applicantKind' | 'eligibility'>): string[] {
  return facts.definition.eligibility
    .filter((row) => row.applicantKinds.includes(facts.applicantKind))
    .filter((row) => facts.eligibility[row.code] !== row.mustBe)
    .map((row) => row.code);
}

/** What the case's amount needs: the ladder of authority for the recommended amount. */
export function ladderOf(facts: CaseFacts, today: Day) {
  return ladderFor(facts, facts.recommendedAmountFen ?? facts.requestedAmountFen, today);
}

/** What the dated rules of the case's place say on a day; null when no row is in force. */
function policyOf(facts: CaseFacts, kind: Parameters<typeof policyOn>[1], today: Day) {
  return policyOn(facts.policies, kind, regionPath(facts), facts.programmeId, today);
}

const MANAGED: readonly Stage[] = ['DUE_DILIGENCE', 'CONTRACT'];
/** An assigned manager, or who stands in for one. */
export const isAssigned = (facts: Pick<CaseFacts, 'assignments'>, actor: Pick<Actor, 'userId' | 'standsInFor'>) =>
  facts.assignments.some((row) => actsFor(actor).includes(row.userId));

function isYourTurn(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  const owners: readonly Role[] = stageOwners(facts);
  if (facts.stage === 'ACCEPTANCE' && !actor.roles.some((role) => owners.includes(role))) {
    const step = stageOf(facts.definition, 'ACCEPTANCE').reviewSteps[facts.reviewStep];
    return { code: 'WRONG_REVIEW_STEP', params: { role: step?.role ?? '' } };
  }
  const turns = actor.roles.filter((role) => owners.includes(role));
  if (turns.length === 0) return { code: 'NOT_PERMITTED' };
  // a case under investigation or contract is with its own two managers, not with every manager of the branch
  if (MANAGED.includes(facts.stage) && turns.every((role) => role === 'ACCOUNT_MANAGER') && !isAssigned(facts, actor))
    return { code: 'NOT_ASSIGNED' };
  const refusal =
    facts.stage === 'DECISION'
      ? checkDecider(facts, actor, today)
      : when(isOfAnotherFinancier(facts, actor), { code: 'NOT_PERMITTED' });
  return refusal ?? checkPassedOn(facts, actor, today);
}

/** 转办: TRANSFERRED_TO_ANOTHER while the task in hand is with a named colleague who is not this person. */
export function checkPassedOn(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  const passedTo = facts.transfers.find((row) => row.task === waitingFor(facts, today)?.task);
  return when(passedTo !== undefined && !actsFor(actor).includes(passedTo.toId), { code: 'TRANSFERRED_TO_ANOTHER' });
}

/**
 * Whoever approves in the deciding organisation; where the case is decided under a posting, who is posted there, for a
 * posting is personal and no stand-in's; and who was added to sign last, once the others have.
 */
function checkDecider(facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  const row = ladderOf(facts, today).find((step) => step.organisationId === facts.decisionOrganisationId)?.row;
  const others = row !== null && row !== undefined && regularApprovals(facts) >= row.approvals;
  const signsLast = facts.signers.some(
    (signer) => signer.kind === 'SIGN_AFTER' && actsFor(actor).includes(signer.askedOfId),
  );
  if (others && signsLast) return null;
  const open = openAfterSigners(facts);
  if (others && open.length > 0) return { code: 'SIGNERS_OPEN', params: { count: open.length } };
  if (open.includes(actor.userId)) return { code: 'SIGN_AFTER_OTHERS' };
  const atLevel = row?.userIds
    ? row.userIds.includes(actor.userId)
    : facts.decisionOrganisationId === actor.organisation.id;
  return when(!atLevel, { code: 'NOT_AT_DECISION_LEVEL' });
}

function checkDocuments(facts: CaseFacts): RefusalValue | null {
  const gaps = documentGaps(facts, facts.stage);
  const missing = gaps.filter((gap) => gap.missing > 0);
  if (missing.length > 0)
    return {
      code: 'DOCUMENTS_MISSING',
      params: { items: missing.map((gap) => gap.requirement.name), count: missing.length },
    };
  if (gaps.length > 0)
    return {
      code: 'DOCUMENTS_UNCHECKED',
      params: { items: gaps.map((gap) => gap.requirement.name), count: gaps.length },
    };
  return null;
}

/** SIGNER_OBJECTED, SIGNERS_OPEN {count}. */
function checkSigners(signers: CaseFacts['signers']): RefusalValue | null {
  if (signers.some((row) => row.status === 'OBJECTED')) return { code: 'SIGNER_OBJECTED' };
  const count = signers.filter((row) => row.status === 'ASKED').length;
  return when(count > 0, { code: 'SIGNERS_OPEN', params: { count } });
}

const when = (failed: boolean, refusal: RefusalValue): RefusalValue | null => (failed ? refusal : null);
const openConditions = (facts: CaseFacts, gate: 'CONTRACT' | 'DISBURSEMENT') =>
  facts.conditions.filter((row) => row.gate === gate && row.status === 'OPEN').length;

/** Every gate of the transition table, as a pure rule over the facts of the case. */
const GATE_RULES = {
  ELIGIBILITY_ANSWERED: (facts) => {
    const failed = failedEligibility(facts);
    return when(failed.length > 0, { code: 'ELIGIBILITY_NOT_MET', params: { items: failed.join(',') } });
  },
  DOCUMENTS_COMPLETE: checkDocuments,
  CONSENTS_ON_FILE: (facts) => {
    const owed = requirementsFor(facts, facts.stage).filter((row) => row.consent);
    const missing = owed.filter(
      (row) =>
        !facts.documents.some(
          (file) => file.requirementCode === row.code && file.status !== 'REJECTED' && !file.quarantined,
        ),
    );
    return when(missing.length > 0, {
      code: 'CONSENT_MISSING',
      params: { items: missing.map((row) => row.name) },
    });
  },
  YOUR_TURN: isYourTurn,
  MANAGERS_ASSIGNED: (facts) => when(facts.assignments.length < 2, { code: 'MANAGERS_NOT_ASSIGNED' }),
  YOU_ARE_ASSIGNED: (facts, actor) => when(!isAssigned(facts, actor), { code: 'NOT_ASSIGNED' }),
  // domain.md §3: a site visit by two people, with photos. Those who answer for the report are those who went, so a visit
  // of somebody since replaced or recused does not count.
  SITE_VISITED: (facts) =>
    when(
      !facts.siteVisits.some(
        (visit) =>
          visit.visitorIds.length >= 2 &&
          visit.photos >= 1 &&
          facts.assignments.every((row) => visit.visitorIds.includes(row.userId)),
      ),
      { code: 'SITE_VISIT_MISSING' },
    ),
  REPORT_CONFIRMED: (facts) => when(facts.report?.status !== 'CONFIRMED', { code: 'REPORT_NOT_CONFIRMED' }),
  NOT_YET_APPROVED_BY_YOU: (facts, actor) =>
    when(
      facts.approvals.some((row) => row.approverId === actor.userId),
      { code: 'ALREADY_APPROVED_BY_YOU' },
    ),
  AUTHORITY_COVERS: (facts, _actor, today) => {
    const step = decidingStep(ladderOf(facts, today));
    return (
      when(step === null, { code: 'NO_AUTHORITY' }) ??
      when(step?.organisationId !== facts.decisionOrganisationId, { code: 'NOT_AT_DECISION_LEVEL' })
    );
  },
  // used up by the signature, or where no contract is made by the first payment: what follows stands on that
  APPROVAL_VALID: (facts, _actor, today) => {
    const byContract = usesStage(facts.definition, 'CONTRACT');
    if (facts.stage !== 'CONTRACT' && (byContract || facts.disbursedAmountFen > 0n)) return null;
    const days = facts.definition.approvalValidDays;
    return when(facts.approvedOn === null || addDays(facts.approvedOn, days) < today, {
      code: 'APPROVAL_EXPIRED',
      params: { days },
    });
  },
  CONTRACT_CHECKED: (facts) =>
    when(facts.contract === null, { code: 'CONTRACT_MISSING' }) ??
    when(facts.contract?.status !== 'LEGAL_CHECKED', { code: 'CONTRACT_NOT_LEGAL_CHECKED' }),
  CONTRACT_CONDITIONS_MET: (facts) =>
    when(openConditions(facts, 'CONTRACT') > 0, {
      code: 'CONDITIONS_OPEN',
      params: { count: openConditions(facts, 'CONTRACT') },
    }),
  DISBURSEMENT_CONDITIONS_MET: (facts) =>
    when(openConditions(facts, 'DISBURSEMENT') > 0, {
      code: 'CONDITIONS_OPEN',
      params: { count: openConditions(facts, 'DISBURSEMENT') },
    }),
  NOTHING_PAID: (facts) => when(facts.disbursedAmountFen > 0n, { code: 'MONEY_ALREADY_PAID' }),
  // money that the bank sent back was never lent: such a case is withdrawn, not repaid
  NOTHING_OUTSTANDING: (facts) =>
    when(facts.disbursedAmountFen === 0n, { code: 'NOTHING_DISBURSED' }) ??
    when(facts.outstandingAmountFen > 0n, { code: 'STILL_OUTSTANDING' }),
  SOMETHING_OUTSTANDING: (facts) => when(facts.outstandingAmountFen === 0n, { code: 'NOTHING_OUTSTANDING' }),
  FINDINGS_CLOSED: (facts) =>
    when(facts.openFindings + facts.rectifiedFindings > 0, {
      code: 'FINDINGS_OPEN',
      params: { count: facts.openFindings + facts.rectifiedFindings },
    }),
  NO_PAYMENT_UNDER_WAY: (facts) =>
    when(
      facts.tranches.some((row) => row.status === 'REQUESTED'),
      { code: 'PAYMENT_UNDER_WAY' },
    ),
  FREE_OF_DUTIES_FOR_APPROVAL: (facts, actor) => checkDutyOf(facts, actor, 'APPROVAL'),
  // giving up what is owed is decided like lending it: one signature, of an organisation whose limit for one covers it
  OUTSTANDING_WITHIN_AUTHORITY: (facts, actor, today) => {
    const own = actor.organisation.id;
    if (!financierPath(facts).includes(own)) return { code: 'NOT_PERMITTED' };
    const single = facts.authorityRows.filter((row) => row.approvals === 1);
    const [step] = authorityLadder(single, [own], facts.outstandingAmountFen, facts.applicantKind, today);
    return when(!step?.row, { code: 'OVER_AUTHORITY_LIMIT' });
  },
  WITHIN_HOUSEHOLD_CAP: (facts, _actor, today) => {
    const cap = facts.definition.householdCap ? policyOf(facts, 'HOUSEHOLD_CAP', today) : null;
    if (!cap) return null;
    const amountFen = facts.approvedAmountFen ?? facts.recommendedAmountFen ?? facts.requestedAmountFen;
    return when(facts.exposureFen + amountFen > cap.value, {
      code: 'OVER_HOUSEHOLD_CAP',
      params: { capFen: cap.value.toString(), owedFen: facts.exposureFen.toString() },
    });
  },
  FUND_LENDS: (facts, _actor, today) => {
    if (!facts.definition.riskFund) return null;
    const fund = facts.riskFund;
    if (!fund) return { code: 'FUND_MISSING' };
    if (fund.isPaused) return { code: 'FUND_PAUSED' };
    const tolerance = policyOf(facts, 'NPL_TOLERANCE', today)?.value;
    if (tolerance !== undefined && isOverTolerance(fund, tolerance, today))
      return {
        code: 'FUND_OVER_TOLERANCE',
        params: { share: formatRate(nonPerforming(fund, today).shareBps), tolerance: formatRate(Number(tolerance)) },
      };
    const leverage = policyOf(facts, 'FUND_LEVERAGE', today)?.value ?? 1n;
    const amountFen = facts.approvedAmountFen ?? facts.recommendedAmountFen ?? facts.requestedAmountFen;
    const limitFen = fund.balanceFen * leverage;
    return when(fund.lentFen + amountFen > limitFen, {
      code: 'FUND_LEVERAGE_REACHED',
      params: { limitFen: limitFen.toString(), lentFen: fund.lentFen.toString() },
    });
  },
  NOT_IN_SESSION: (facts) => when(facts.sessionId !== null, { code: 'IN_SESSION' }),
  SIGNED_BEFORE: (facts) => checkSigners(facts.signers.filter((row) => row.kind === 'SIGN_BEFORE')),
  SIGNERS_DONE: (facts) => checkSigners(facts.signers),
  PUBLIC_NOTICE_OVER: (facts, _actor, today) => {
    if (!facts.definition.publicNotice) return null;
    const notice = facts.publicNotice;
    if (!notice) return { code: 'PUBLIC_NOTICE_MISSING' };
    if (notice.openObjections > 0) return { code: 'OBJECTIONS_OPEN', params: { count: notice.openObjections } };
    return when(today <= notice.toOn, { code: 'PUBLIC_NOTICE_RUNNING', params: { until: notice.toOn } });
  },
  LINKAGE_AGREED: (facts) =>
    when(facts.definition.linkageModels.length > 0 && (facts.linkage?.households ?? 0) === 0, {
      code: 'LINKAGE_MISSING',
    }),
  PURCHASE_LISTED: (facts) => {
    const { orderedFen, contractedAmountFen } = facts;
    const owedFen = contractedAmountFen ?? facts.approvedAmountFen ?? 0n;
    return when(facts.definition.purchase && orderedFen < owedFen, {
      code: 'PURCHASE_NOT_LISTED',
      params: { sumFen: `${orderedFen}`, amountFen: `${owedFen}` },
    });
  },
  COMPLETION_CHECKED: (facts) =>
    when(facts.definition.completionCheck && milestoneOn(facts, 'COUNTY_CHECK') === null, {
      code: 'COMPLETION_NOT_CHECKED',
    }),
  EVERYTHING_PAID: (facts) => {
    const unpaid = facts.tranches.filter((row) => row.status !== 'RELEASED').length;
    return when(unpaid > 0 || facts.disbursedAmountFen === 0n, { code: 'NOT_ALL_PAID', params: { count: unpaid } });
  },
  HANDED_ON_BY_YOU: (facts, actor) => when(facts.handedOnById !== actor.userId, { code: 'NOT_HANDED_ON_BY_YOU' }),
  NOT_OPENED: (facts) => when(facts.opened, { code: 'OPENED_ALREADY' }),
} as const satisfies Record<Gate, GateRule>;

/** Runs one gate; null when it is open. */
export function checkGate(gate: Gate, facts: CaseFacts, actor: Actor, today: Day): RefusalValue | null {
  return GATE_RULES[gate](facts, actor, today);
}

/**
 * Every reason against taking a transition now; empty when it may be taken.
 * TRANSITION_NOT_AVAILABLE: the table has no such transition from here. NOT_PERMITTED: the role does not hold it.
 */
export function checkTransition(verb: Verb, facts: CaseFacts, actor: Actor, today: Day): RefusalValue[] {
  const row = transitionOf(verb);
  const used = facts.definition.stages.map((entry) => entry.stage);
  if (!row.from.includes(facts.stage) || !row.statuses.includes(facts.status))
    return [{ code: 'TRANSITION_NOT_AVAILABLE' }];
  if (row.to === 'NEXT' && nextStage(facts.stage, used) === null) return [{ code: 'TRANSITION_NOT_AVAILABLE' }];
  if (
    stageIndex(facts.stage) === stageIndex('FOLLOW_UP') &&
    isClosing(verb) &&
    !facts.definition.closings.includes(verb)
  )
    return [{ code: 'TRANSITION_NOT_AVAILABLE' }];
  if (!can(actor, row.permission)) return [{ code: 'NOT_PERMITTED' }];
  if (facts.conflicts.includes(actor.userId)) return [{ code: 'CONFLICT_DECLARED' }];
  return row.needs.map((gate) => checkGate(gate, facts, actor, today)).filter((refusal) => refusal !== null);
}

function isClosing(verb: Verb): verb is 'close' | 'certify' | 'compensate' | 'writeOff' {
  return verb === 'close' || verb === 'certify' || verb === 'compensate' || verb === 'writeOff';
}

export type AvailableTransition = { verb: Verb; refusals: RefusalValue[] };

const NOT_YOURS: readonly string[] = ['TRANSITION_NOT_AVAILABLE', 'NOT_PERMITTED', 'NOT_HANDED_ON_BY_YOU'];

/**
 * The verbs this person holds at this point of the case, each with what still stands against it.
 * Verbs of another role or another stage are left out; so are those the system takes by itself.
 */
export function availableTransitions(facts: CaseFacts, actor: Actor, today: Day): AvailableTransition[] {
  return VERBS.filter((verb) => !transitionOf(verb).automatic)
    .map((verb) => ({ verb, refusals: checkTransition(verb, facts, actor, today) }))
    .filter(({ refusals }) => !refusals.some((refusal) => NOT_YOURS.includes(refusal.code)));
}

/** BORROWER_AGE {from, to}: a borrower who is a person, by completed years on the day of the application (field-rules.md §5.1). */
export function checkBorrowerAge(
  definition: Pick<ProgrammeBody, 'borrowerAge'>,
  bornOn: Day,
  on: Day,
): RefusalValue | null {
  const { borrowerAge } = definition;
  if (!borrowerAge) return null;
  const age = ageOn(bornOn, on);
  return when(age < borrowerAge.from || age > borrowerAge.to, { code: 'BORROWER_AGE', params: borrowerAge });
}

/** AMOUNT_OUT_OF_RANGE, TERM_OUT_OF_RANGE or APPLICANT_KIND_NOT_ALLOWED against the definition; null when it fits. */
export function checkRequest(
  definition: CaseFacts['definition'],
  request: { applicantKind: CaseFacts['applicantKind']; amountFen: bigint; termMonths: number },
): RefusalValue | null {
  const rule = applicantRule(definition, request.applicantKind);
  if (!rule) return { code: 'APPLICANT_KIND_NOT_ALLOWED' };
  if (request.amountFen < rule.minimumFen || request.amountFen > rule.maximumFen)
    return {
      code: 'AMOUNT_OUT_OF_RANGE',
      params: { minimumFen: rule.minimumFen.toString(), maximumFen: rule.maximumFen.toString() },
    };
  if (request.termMonths < 1 || request.termMonths > rule.maximumTermMonths)
    return { code: 'TERM_OUT_OF_RANGE', params: { months: rule.maximumTermMonths } };
  return null;
}
