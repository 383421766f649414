import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { checkReleaseOffer, checkRequestOffer, checkReturnOffer, type PaymentStatus } from '@/domain/disbursement';
import { maskAccount } from '@/domain/masking';
import type { Fen } from '@/domain/money';
import type { RefusalValue } from '@/domain/refusal';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import { toDate, toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

export type TrancheStatus = CaseFacts['tranches'][number]['status'];

export type PaymentView = {
  id: string;
  caseId: string;
  trancheId: string;
  sequence: number;
  amountFen: Fen;
  status: PaymentStatus;
  payeeName: string;
  /** masked: the last four places */
  payeeAccount: string;
  requestedBy: Label | null;
  requestedById: string;
  requestedAt: Date;
  releasedBy: Label | null;
  releasedOn: Day | null;
  voucherNumber: string | null;
  returnedOn: Day | null;
  reason: string | null;
};

export type TrancheView = {
  id: string;
  sequence: number;
  plannedOn: Day;
  amountFen: Fen;
  status: TrancheStatus;
  payments: PaymentView[];
  /** null: this person may ask for it now */
  requestRefusal: RefusalValue | null;
};

export type DisbursementView = {
  facts: CaseFacts;
  title: string;
  contractNumber: string | null;
  payee: { name: string; account: string } | null;
  tranches: TrancheView[];
};

const WITH_TRANCHE = {
  include: { tranche: { select: { sequence: true } } },
} as const satisfies Prisma.PaymentDefaultArgs;
type StoredPayment = Prisma.PaymentGetPayload<typeof WITH_TRANCHE>;

async function paymentViews(tx: Tx, rows: StoredPayment[]): Promise<PaymentView[]> {
  const people = await namesOf(
    tx,
    rows.flatMap((row) => [row.requestedById, row.releasedById]),
  );
  return rows.map((row) => ({
    id: row.id,
    caseId: row.caseId,
    trancheId: row.trancheId,
    sequence: row.tranche.sequence,
    amountFen: row.amountFen,
    status: row.status,
    payeeName: row.payeeName,
    payeeAccount: maskAccount(decrypt(row.payeeAccountCipher)),
    requestedBy: people.get(row.requestedById)?.name ?? null,
    requestedById: row.requestedById,
    requestedAt: row.requestedAt,
    releasedBy: people.get(row.releasedById ?? '')?.name ?? null,
    releasedOn: toDay(row.releasedOn),
    voucherNumber: row.voucherNumber,
    returnedOn: toDay(row.returnedOn),
    reason: row.reason,
  }));
}

/** The instalments of a case with their payments and what this person may do; null outside the actor's scope. */
export function getDisbursement(actor: Actor, caseId: string, today: Day): Promise<DisbursementView | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: {
        title: true,
        payeeName: true,
        payeeAccountCipher: true,
        contracts: { where: { status: 'SIGNED' }, select: { number: true } },
        tranches: { orderBy: { sequence: 'asc' } },
        payments: { ...WITH_TRANCHE, orderBy: { id: 'asc' } },
      },
    });
    const payments = await paymentViews(tx, row.payments);
    return {
      facts,
      title: row.title,
      contractNumber: row.contracts[0]?.number ?? null,
      payee:
        row.payeeName && row.payeeAccountCipher
          ? { name: row.payeeName, account: maskAccount(decrypt(row.payeeAccountCipher)) }
          : null,
      tranches: row.tranches.map((tranche) => {
        const view = { ...tranche, plannedOn: toDay(tranche.plannedOn) };
        return {
          ...view,
          payments: payments.filter((payment) => payment.trancheId === tranche.id),
          requestRefusal: checkRequestOffer(facts, view, actor, today),
        };
      }),
    };
  });
}

export type PaymentPageView = PaymentView & {
  facts: CaseFacts;
  title: string;
  applicantName: string;
  handling: Label | null;
  contractNumber: string | null;
  /** null: this person may release it, or refuse it, now */
  releaseRefusal: RefusalValue | null;
  returnRefusal: RefusalValue | null;
};

/** One payment with what the checker must see before releasing it; null outside the actor's scope. */
export function getPayment(actor: Actor, paymentId: string, today: Day): Promise<PaymentPageView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(paymentId)) return null;
    const row = await tx.payment.findFirst({ where: { id: paymentId, ...visibleTo(actor) }, ...WITH_TRANCHE });
    const facts = row && (await findCaseFacts(tx, actor, row.caseId));
    if (!row || !facts) return null;
    const [payment] = await paymentViews(tx, [row]);
    if (!payment) return null;
    const caseRecord = await tx.caseRecord.findUniqueOrThrow({
      where: { id: row.caseId },
      select: {
        title: true,
        applicantName: true,
        contracts: { where: { status: 'SIGNED' }, select: { number: true } },
      },
    });
    const organisations = await organisationNamesOf(tx, [facts.handlingOrganisationId]);
    return {
      ...payment,
      facts,
      title: caseRecord.title,
      applicantName: caseRecord.applicantName,
      contractNumber: caseRecord.contracts[0]?.number ?? null,
      handling: organisations.get(facts.handlingOrganisationId) ?? null,
      releaseRefusal: checkReleaseOffer(facts, row.requestedById, actor, today),
      returnRefusal: checkReturnOffer(facts, actor),
    };
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// ------------------------------------------------------------------ the list

export const PAGE_SIZE = 50;
export type PaymentFilter = {
  status?: PaymentStatus | undefined;
  /** days of release, both included; payments not released have none */
  from?: Day | undefined;
  to?: Day | undefined;
};
export type PaymentRow = PaymentView & { reference: string; title: string; applicantName: string };
export type PaymentList = { rows: PaymentRow[]; next: string | null; pageSumFen: Fen };

/** Payments in the actor's scope, the latest first; `cursor` is the last id of the page before. */
export function listPayments(actor: Actor, filter: PaymentFilter, cursor: string | null): Promise<PaymentList> {
  const { status, from, to } = filter;
  return read(actor, async (tx) => {
    const released = { ...(from ? { gte: toDate(from) } : {}), ...(to ? { lte: toDate(to) } : {}) };
    const stored = await tx.payment.findMany({
      where: {
        ...visibleTo(actor),
        ...(status ? { status } : {}),
        ...(from || to ? { releasedOn: released } : {}),
        ...(cursor ? { id: { lt: cursor } } : {}),
      },
      include: {
        tranche: { select: { sequence: true } },
        caseRecord: { select: { reference: true, title: true, applicantName: true } },
      },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    });
    const page = stored.slice(0, PAGE_SIZE);
    const views = await paymentViews(tx, page);
    const cases = new Map(page.map((row) => [row.id, row.caseRecord]));
    return {
      rows: views.flatMap((view) => {
        const caseRecord = cases.get(view.id);
        return caseRecord ? [{ ...view, ...caseRecord }] : [];
      }),
      next: stored.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null,
      pageSumFen: page.reduce((sum, row) => sum + row.amountFen, 0n),
    };
  });
}
