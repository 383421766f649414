import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { checkApprovedTerms, type Terms } from '@/domain/approval-terms';
import { decidingStep } from '@/domain/authority';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import type { ProposedCondition } from '@/domain/due-diligence-report';
import { checkTransition, ladderOf } from '@/domain/gates';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { rateCeilingOf } from '@/domain/rate-ceiling';
import type { RefusalValue } from '@/domain/refusal';
import { returnTargets, type Stage, stageIndex } from '@/domain/stage';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import type { Approval, Condition, Event } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';

export type LevelView = {
  organisationId: string;
  name: Label;
  /** null: without limit; undefined: decides nothing here */
  upToFen: Fen | null | undefined;
  deciding: boolean;
  own: boolean;
};
export type ApprovalView = {
  id: string;
  round: number;
  organisationId: string;
  organisation: Label;
  approver: Label;
  outcome: Approval['outcome'];
  opinion: string;
  amountFen: Fen | null;
  termMonths: number | null;
  rateBps: number | null;
  decidedAt: Date;
  voidedAt: Date | null;
  voidReason: string | null;
};
export type ConditionView = Pick<Condition, 'id' | 'text' | 'gate' | 'status' | 'evidence' | 'metAt'> & {
  metBy: Label | null;
};
export type RouteView = {
  id: string;
  kind: string;
  recordedAt: Date;
  amountFen: Fen | null;
  to: Label | null;
  /** offices passed on the way up, with what they may decide */
  passed: { name: Label; upToFen: Fen | null }[];
};

export type DecisionView = {
  facts: CaseFacts;
  title: string;
  applicantName: string;
  /** what is decided: the recommended amount, before that the requested one */
  amountFen: Fen;
  recommended: Terms | null;
  approved: Terms | null;
  levels: LevelView[];
  /** the row that covers the amount today; null when nobody may decide it */
  authority: {
    organisation: Label;
    approvals: number;
    documentNumber: string;
    validFrom: Day | null;
    covers: boolean;
  } | null;
  decidingOrganisation: Label | null;
  approvals: ApprovalView[];
  given: number;
  conditions: ConditionView[];
  proposed: ProposedCondition[];
  routes: RouteView[];
};

/** Who may decide the case, what they said and what they demand; null outside the actor's scope. */
export function getDecision(actor: Actor, caseId: string, today: Day): Promise<DecisionView | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      include: {
        approvals: { orderBy: { decidedAt: 'desc' } },
        conditions: { orderBy: { id: 'asc' } },
        reports: { orderBy: { version: 'desc' } },
      },
    });
    const ladder = ladderOf(facts, today);
    const step = decidingStep(ladder);
    const routed = await routesOf(tx, caseId);
    const organisations = await organisationNamesOf(tx, [
      facts.decisionOrganisationId,
      ...ladder.map((level) => level.organisationId),
      ...row.approvals.map((approval) => approval.organisationId),
    ]);
    const people = await namesOf(tx, [
      ...row.approvals.map((approval) => approval.approverId),
      ...row.conditions.map((condition) => condition.metById),
    ]);
    const organisation = (id: string) => organisations.get(id) ?? NOBODY;
    const person = (id: string) => people.get(id)?.name ?? NOBODY;
    const decidingId = facts.decisionOrganisationId ?? step?.organisationId ?? null;
    const standing = row.reports.find((report) => report.status !== 'VOID');
    return {
      facts,
      title: row.title,
      applicantName: row.applicantName,
      amountFen: facts.recommendedAmountFen ?? facts.requestedAmountFen,
      recommended: termsOrNull(row.recommendedAmountFen, row.recommendedTermMonths, row.recommendedRateBps),
      approved: termsOrNull(row.approvedAmountFen, row.approvedTermMonths, row.approvedRateBps),
      levels: ladder.map((level) => ({
        organisationId: level.organisationId,
        name: organisation(level.organisationId),
        upToFen: level.upToFen,
        deciding: level.organisationId === decidingId,
        own: level.organisationId === actor.organisation.id,
      })),
      authority: step && {
        organisation: organisation(step.organisationId),
        approvals: step.row.approvals,
        documentNumber: step.row.documentNumber,
        // a version's own matrix holds as long as the case keeps the version
        validFrom: step.row.source === 'DEFINITION' ? null : step.row.validFrom,
        covers: step.organisationId === decidingId,
      },
      decidingOrganisation: decidingId ? organisation(decidingId) : null,
      approvals: row.approvals.map((approval) => ({
        ...approval,
        organisation: organisation(approval.organisationId),
        approver: person(approval.approverId),
      })),
      given: facts.approvals.filter((approval) => approval.outcome === 'APPROVED').length,
      conditions: row.conditions.map((condition) => ({
        ...condition,
        metBy: condition.metById ? person(condition.metById) : null,
      })),
      proposed: standing?.status === 'SUBMITTED' ? (standing.conditions as ProposedCondition[]) : [],
      routes: routed,
    };
  });
}

const NOBODY: Label = { zh: '--', en: '--' };

function termsOrNull(amountFen: Fen | null, termMonths: number | null, rateBps: number | null): Terms | null {
  return amountFen === null || termMonths === null || rateBps === null ? null : { amountFen, termMonths, rateBps };
}

type RoutePayload = {
  amountFen?: string;
  toOrganisationId?: string;
  passed?: { organisationId: string; upToFen: string | null }[];
};

async function routesOf(tx: Tx, caseId: string): Promise<RouteView[]> {
  const events = await tx.event.findMany({
    where: { caseId, kind: { in: ['case.escalated', 'case.rerouted'] } },
    orderBy: { id: 'desc' },
  });
  const payloadOf = (event: Event) => event.payload as RoutePayload;
  const names = await organisationNamesOf(
    tx,
    events.flatMap((event) => [
      payloadOf(event).toOrganisationId,
      ...(payloadOf(event).passed ?? []).map((step) => step.organisationId),
    ]),
  );
  return events.map((event) => {
    const { amountFen, toOrganisationId, passed = [] } = payloadOf(event);
    return {
      id: event.id,
      kind: event.kind,
      recordedAt: event.recordedAt,
      amountFen: amountFen === undefined ? null : BigInt(amountFen),
      to: toOrganisationId ? (names.get(toOrganisationId) ?? null) : null,
      passed: passed.map((step) => ({
        name: names.get(step.organisationId) ?? NOBODY,
        upToFen: step.upToFen === null ? null : BigInt(step.upToFen),
      })),
    };
  });
}

/** What an approver is offered: each way with what stands against it. Null when this person decides nothing here. */
export type Offer = {
  approve: RefusalValue[];
  decline: RefusalValue[];
  return: RefusalValue[];
  targets: Stage[];
  /** the authority no longer covers it here: the case can only be sent where it does */
  mustMove: boolean;
};

/** The outcomes that an approver may choose now; pure, over the view. */
export function offerOf(actor: Actor, { facts, authority }: DecisionView, today: Day): Offer | null {
  if (!can(actor, 'case.decide') || facts.stage !== 'DECISION' || facts.status !== 'OPEN') return null;
  const approve = checkTransition('approve', facts, actor, today);
  const personal = approve.filter((refusal) => PERSONAL.includes(refusal.code));
  const others = (verb: 'decline' | 'return') => [...personal, ...checkTransition(verb, facts, actor, today)];
  const used = facts.definition.stages.map((entry) => entry.stage);
  return {
    approve,
    decline: others('decline'),
    return: others('return'),
    targets: returnTargets('DECISION', used).sort((left, right) => stageIndex(right) - stageIndex(left)),
    mustMove: personal.length === 0 && authority !== null && !authority.covers,
  };
}

/** Whoever meets one of these has no say at all. */
const PERSONAL: readonly string[] = [
  'NOT_PERMITTED',
  'NOT_AT_DECISION_LEVEL',
  'SAME_PERSON',
  'CONFLICT_DECLARED',
  'ALREADY_APPROVED_BY_YOU',
];

/** What would refuse these terms, so that the form says so before the confirm page; the mutation asks again. */
export function checkAsked(
  { facts, recommended }: DecisionView,
  asked: Partial<Terms>,
  today: Day,
): RefusalValue | null {
  const { amountFen, termMonths, rateBps } = asked;
  if (!recommended || amountFen === undefined || termMonths === undefined || rateBps === undefined) return null;
  return checkApprovedTerms({ amountFen, termMonths, rateBps }, recommended, rateCeilingOf(facts, termMonths, today));
}
