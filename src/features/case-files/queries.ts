import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { requirementsFor } from '@/domain/completeness';
import type { DocumentStatus } from '@/domain/documents';
import { maySeeContent, requirementOf } from '@/domain/documents';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { stageIndex } from '@/domain/stage';
import { type ApplicantView, findApplicant } from '@/features/applicants/queries';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import { type CaseView, findCaseFacts, getCase } from '@/features/cases/queries';
import { listTimeline, type TimelineRow } from '@/features/cases/timeline-queries';
import { type ContractView, getContract } from '@/features/contracts/queries';
import { type DecisionView, getDecision } from '@/features/decisions/queries';
import {
  type DisbursementView,
  getDisbursement,
  getPayment,
  type PaymentPageView,
} from '@/features/disbursements/queries';
import { type DueDiligenceView, getDueDiligence } from '@/features/due-diligence/queries';
import { type FollowUpView, getFollowUp } from '@/features/follow-up/queries';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { visibleTo } from '@/server/scope';

export type FiledDocument = {
  id: string;
  requirement: Label;
  version: number;
  status: DocumentStatus;
  /** null for whoever may not see the content */
  fileName: string | null;
  uploadedBy: Label | null;
  uploadedOn: Day;
  checkedBy: Label | null;
  /** sha256 of the bytes: a paper file says which files it speaks of */
  sha256: string;
};

export type CaseFile = {
  view: CaseView;
  applicant: ApplicantView;
  dueDiligence: DueDiligenceView;
  decision: DecisionView;
  contract: ContractView;
  /** null: this person does not see payments */
  disbursement: DisbursementView | null;
  followUp: FollowUpView;
  documents: FiledDocument[];
  /** newest last, as a paper file is read */
  timeline: TimelineRow[];
  /** more happened than fits into a paper file */
  timelineCut: boolean;
};

const TIMELINE_ON_PAPER = 300;

/** Everything that the printed case file shows, each part as its own page shows it to this person; null outside the actor's scope. */
export async function getCaseFile(actor: Actor, caseId: string, now: Date): Promise<CaseFile | null> {
  if (!can(actor, 'case.read')) return null;
  const today = dayOf(now);
  const view = await getCase(actor, caseId, now);
  const applicant = await findApplicant(actor, caseId, today);
  const dueDiligence = await getDueDiligence(actor, caseId);
  const decision = await getDecision(actor, caseId, today);
  const contract = await getContract(actor, caseId);
  const followUp = await getFollowUp(actor, caseId, today);
  const timeline = await listTimeline(actor, caseId, {}, TIMELINE_ON_PAPER);
  if (!view || !applicant || !dueDiligence || !decision || !contract || !followUp || !timeline) return null;
  return {
    view,
    applicant,
    dueDiligence,
    decision,
    contract,
    disbursement: can(actor, 'payment.read') ? await getDisbursement(actor, caseId, today) : null,
    followUp,
    documents: await listFiledDocuments(actor, caseId),
    timeline: timeline.rows.reverse(),
    timelineCut: timeline.next !== null,
  };
}

/** Every document of a case with its hash, in the order of the catalogue, replaced ones too; empty outside the actor's scope. */
export function listFiledDocuments(actor: Actor, caseId: string): Promise<FiledDocument[]> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'document.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return [];
    const rows = await tx.document.findMany({
      where: { caseId, status: { not: 'REMOVED' }, ...visibleTo(actor) },
      include: { file: { select: { originalName: true, sha256: true } } },
      orderBy: { version: 'asc' },
    });
    const people = await namesOf(
      tx,
      rows.flatMap((row) => [row.uploadedById, row.checkedById]),
    );
    const catalogue = requirementsFor(facts).sort((a, b) => stageIndex(a.stage) - stageIndex(b.stage));
    const place = (code: string) => catalogue.findIndex((entry) => entry.code === code);
    return rows
      .sort((a, b) => place(a.requirementCode) - place(b.requirementCode))
      .map((row) => {
        const requirement = requirementOf(facts, row.requirementCode);
        return {
          id: row.id,
          requirement: requirement?.name ?? { zh: row.requirementCode, en: row.requirementCode },
          version: row.version,
          status: row.status,
          fileName: maySeeContent(facts, actor, requirement) ? row.file.originalName : null,
          uploadedBy: people.get(row.uploadedById)?.name ?? null,
          uploadedOn: dayOf(row.uploadedAt),
          checkedBy: people.get(row.checkedById ?? '')?.name ?? null,
          sha256: row.file.sha256,
        };
      });
  });
}

export type AcceptanceReceipt = {
  caseId: string;
  reference: string;
  title: string;
  applicantName: string;
  programme: Label;
  requestedAmountFen: Fen;
  requestedTermMonths: number;
  /** null: not accepted yet */
  accepted: { on: Day; office: Label | null; person: Label | null } | null;
  handling: Label | null;
};

/** What the receipt of acceptance says: the first acceptance of the case; null outside the actor's scope. */
export function getAcceptanceReceipt(actor: Actor, caseId: string): Promise<AcceptanceReceipt | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: {
        title: true,
        applicantName: true,
        requestedTermMonths: true,
        programmeDefinition: { select: { programme: { select: { name: true } } } },
      },
    });
    const event = await tx.event.findFirst({
      where: { caseId, kind: 'case.accepted', ...visibleTo(actor) },
      orderBy: { id: 'asc' },
      select: { occurredOn: true, actorId: true, actorOrganisationId: true },
    });
    const people = await namesOf(tx, [event?.actorId]);
    const offices = await organisationNamesOf(tx, [event?.actorOrganisationId, facts.handlingOrganisationId]);
    return {
      caseId,
      reference: facts.reference,
      title: row.title,
      applicantName: row.applicantName,
      programme: row.programmeDefinition.programme.name as Label,
      requestedAmountFen: facts.requestedAmountFen,
      requestedTermMonths: row.requestedTermMonths,
      accepted: event && {
        on: toDay(event.occurredOn),
        office: offices.get(event.actorOrganisationId ?? '') ?? null,
        person: people.get(event.actorId ?? '')?.name ?? null,
      },
      handling: offices.get(facts.handlingOrganisationId) ?? null,
    };
  });
}

/** A released payment of the case, for its receipt; null outside scope, without payment.read, and for any other state. */
export async function getPaymentReceipt(
  actor: Actor,
  caseId: string,
  paymentId: string,
  now: Date,
): Promise<PaymentPageView | null> {
  if (!can(actor, 'payment.read')) return null;
  const payment = await getPayment(actor, paymentId, dayOf(now));
  return payment && payment.caseId === caseId && payment.status === 'RELEASED' ? payment : null;
}

/** The payments of a case that have a receipt: released ones; empty outside scope and without payment.read. */
export function listReceiptPayments(actor: Actor, caseId: string): Promise<{ id: string; sequence: number }[]> {
  return read(actor, async (tx) => {
    if (!can(actor, 'payment.read') || !UUID.test(caseId)) return [];
    const rows = await tx.payment.findMany({
      where: { caseId, status: 'RELEASED', ...visibleTo(actor) },
      select: { id: true, tranche: { select: { sequence: true } } },
      orderBy: { id: 'asc' },
    });
    return rows.map((row) => ({ id: row.id, sequence: row.tranche.sequence }));
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
