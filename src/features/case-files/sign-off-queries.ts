import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { can } from '@/domain/permissions';
import type { Stage } from '@/domain/stage';
import { type ApplicantView, findApplicant } from '@/features/applicants/queries';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import { type CaseView, getCase } from '@/features/cases/queries';
import { type DecisionView, getDecision } from '@/features/decisions/queries';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';

export type SignOff = {
  id: string;
  /** the definition's word for the step */
  step: Label;
  /** of the decision, from the second on */
  round: number | null;
  organisation: Label | null;
  person: Label | null;
  /** 代班: for whom it was done */
  onBehalfOf: Label | null;
  outcome: 'ACCEPTED' | 'RECOMMENDED' | 'SIGNED' | 'OBJECTED' | 'APPROVED' | 'DECLINED' | 'RETURNED';
  opinion: string;
  at: Date;
  /** the document number of the authority that an approval relied on */
  authority: string | null;
  voidedAt: Date | null;
};

const OUTCOMES = {
  'case.accepted': 'ACCEPTED',
  'case.recommended': 'RECOMMENDED',
  'case.declined': 'DECLINED',
} as const;
const KINDS = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];

export type ApprovalForm = {
  view: CaseView;
  applicant: ApplicantView;
  signOffs: SignOff[];
  conditions: DecisionView['conditions'];
};

/** What the form for approval says, with everybody who signed it; null outside the actor's scope. */
export async function getApprovalForm(actor: Actor, caseId: string, now: Date): Promise<ApprovalForm | null> {
  const today = dayOf(now);
  const view = can(actor, 'case.read') ? await getCase(actor, caseId, now) : null;
  const applicant = await findApplicant(actor, caseId, today);
  const decision = await getDecision(actor, caseId, today);
  if (!view || !applicant || !decision) return null;
  const signOffs = await read(actor, (tx) => listSignOffs(tx, view.facts));
  return { view, applicant, signOffs, conditions: decision.conditions };
}

/** Who signed a case off from its acceptance on, in the order of time, with the authority that each approval relied on. */
export async function listSignOffs(tx: Tx, facts: CaseFacts): Promise<SignOff[]> {
  const caseId = facts.id;
  const events = await tx.event.findMany({ where: { caseId, kind: { in: KINDS } }, orderBy: { id: 'asc' } });
  const remarks = await tx.remark.findMany({ where: { eventId: { in: events.map((row) => row.id) } } });
  const approvals = await tx.approval.findMany({ where: { caseId } });
  const limits = await tx.authorityLimit.findMany({
    where: { id: { in: approvals.flatMap((row) => row.authorityLimitId ?? []) } },
    select: { id: true, documentNumber: true },
  });
  const reports = await tx.dueDiligenceReport.findMany({
    where: { caseId },
    select: { submittedAt: true, summary: true },
  });
  const signers = await tx.opinionRequest.findMany({
    where: { caseId, kind: { in: ['SIGN_BEFORE', 'SIGN_AFTER'] }, status: { in: ['ANSWERED', 'OBJECTED'] } },
  });
  const people = await namesOf(tx, [
    ...events.flatMap((row) => [row.actorId, row.onBehalfOfId]),
    ...approvals.map((row) => row.approverId),
    ...signers.map((row) => row.askedOfId),
  ]);
  const offices = await organisationNamesOf(tx, [
    ...events.map((row) => row.actorOrganisationId),
    ...approvals.map((row) => row.organisationId),
  ]);
  const name = (id: string | null) => people.get(id ?? '')?.name ?? null;
  const steps = stepsOf(facts);
  const fromEvents = events
    // a case declined at the decision says so by its approval
    .filter((row) => row.kind !== 'case.declined' || (row.payload as { from?: Stage }).from !== 'DECISION')
    .map((row): SignOff => {
      const { from, reviewStep } = row.payload as { from?: Stage; reviewStep?: number };
      const kind = row.kind as keyof typeof OUTCOMES;
      return {
        ...STANDING,
        id: row.id,
        step: kind === 'case.accepted' ? steps.review(reviewStep) : steps.stage(from ?? 'DUE_DILIGENCE'),
        organisation: offices.get(row.actorOrganisationId ?? '') ?? null,
        person: name(row.actorId),
        onBehalfOf: name(row.onBehalfOfId),
        outcome: OUTCOMES[kind],
        opinion:
          remarks.find((remark) => remark.eventId === row.id)?.text ??
          // a recommendation says what its report concludes
          reports.find((report) => report.submittedAt?.getTime() === row.recordedAt.getTime())?.summary ??
          '',
        at: row.recordedAt,
      };
    });
  const fromApprovals = approvals.map(
    (row): SignOff => ({
      ...STANDING,
      id: row.id,
      step: steps.stage('DECISION'),
      round: row.round > 1 ? row.round : null,
      organisation: offices.get(row.organisationId) ?? null,
      person: name(row.approverId),
      outcome: row.outcome,
      opinion: row.opinion,
      at: row.decidedAt,
      authority:
        (row.authority as { documentNumber?: string } | null)?.documentNumber ??
        limits.find((limit) => limit.id === row.authorityLimitId)?.documentNumber ??
        null,
      voidedAt: row.voidedAt,
    }),
  );
  const fromSigners = signers.map(
    (row): SignOff => ({
      ...STANDING,
      id: row.id,
      step: steps.stage('DECISION'),
      round: row.round > 1 ? row.round : null,
      organisation: people.get(row.askedOfId)?.organisation ?? null,
      person: name(row.askedOfId),
      outcome: row.status === 'OBJECTED' ? 'OBJECTED' : 'SIGNED',
      opinion: row.answer ?? '',
      at: row.answeredAt ?? row.askedAt,
    }),
  );
  return [...fromEvents, ...fromApprovals, ...fromSigners].sort((a, b) => a.at.getTime() - b.at.getTime());
}

const STANDING = { round: null, onBehalfOf: null, authority: null, voidedAt: null };

/** The definition's words for what is signed; an event names the review step that it left, the last one leaves the stage. */
function stepsOf({ definition }: CaseFacts) {
  const stage = (wanted: Stage): Label =>
    definition.stages.find((row) => row.stage === wanted)?.name ?? { zh: wanted, en: wanted };
  const reviews = definition.stages.find((row) => row.stage === 'ACCEPTANCE')?.reviewSteps ?? [];
  return {
    stage,
    review: (index = reviews.length - 1): Label => reviews[index]?.name ?? stage('ACCEPTANCE'),
  };
}
