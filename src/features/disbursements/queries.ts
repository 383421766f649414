import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { payableFrom } from '@/domain/completion';
import { checkReleaseOffer, checkRequestOffer, checkReturnOffer, type PaymentStatus } from '@/domain/disbursement';
import type { Paging } from '@/domain/list-paging';
import { LISTS, type PaymentSort } from '@/domain/lists';
import { maskAccount } from '@/domain/masking';
import { type Fen, sumFen } from '@/domain/money';
import type { RefusalValue } from '@/domain/refusal';
import type { ApplicantKind, Milestone } from '@/domain/stage';
import { namesOf, organisationNamesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import { toDay } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { type KeyRow, keysetSql, toPage } from '@/server/keyset';
import { scopeSql, visibleTo } from '@/server/scope';

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
  milestone: Milestone;
  holdDays: number;
  /** from which day it may be paid; null while its milestone is not reached */
  payableFrom: Day | null;
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
    payeeAccount: maskAccount(row.payeeAccountCipher && decrypt(row.payeeAccountCipher)),
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
          payableFrom: payableFrom(facts, view),
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
export type PaymentRow = PaymentView & {
  reference: string;
  title: string;
  applicantName: string;
  applicantKind: ApplicantKind;
};
export type PaymentTotals = { count: number; amountFen: Fen };
export type PaymentList = {
  rows: PaymentRow[];
  previous: string | null;
  next: string | null;
  pageTotals: PaymentTotals;
  /** over everything that the filter finds; null where it is large and nobody asked */
  totals: PaymentTotals | null;
};

const FIRST_PAYMENTS: Paging<PaymentSort> = { sort: 'newest', descending: true, size: PAGE_SIZE, cursor: null };

function sortKey({ sort, descending }: Paging<PaymentSort>): Prisma.Sql {
  switch (sort) {
    case 'newest':
      return Prisma.sql`p.id`;
    case 'reference':
      return Prisma.sql`c.reference COLLATE "C"`;
    case 'amount':
      return Prisma.sql`p.amount_fen`;
    case 'released':
      return descending
        ? Prisma.sql`coalesce(p.released_on, '-infinity'::date)`
        : Prisma.sql`coalesce(p.released_on, 'infinity'::date)`;
  }
}

function conditionsOf(actor: Actor, { status, from, to }: PaymentFilter): Prisma.Sql {
  const parts = [scopeSql(actor, 'p')];
  if (status) parts.push(Prisma.sql`p.status = ${status}::"PaymentStatus"`);
  if (from) parts.push(Prisma.sql`p.released_on >= ${from}::date`);
  if (to) parts.push(Prisma.sql`p.released_on <= ${to}::date`);
  return Prisma.join(parts, ' AND ');
}

/** One page of the payments in the actor's scope, in the order and beside the cursor of `paging`; totals are exact, in fen. */
export function listPayments(
  actor: Actor,
  filter: PaymentFilter,
  paging: Paging<PaymentSort> = FIRST_PAYMENTS,
  { totals = 'if-small' }: { totals?: 'if-small' | 'always' | 'none' } = {},
): Promise<PaymentList> {
  return read(actor, async (tx) => {
    const where = conditionsOf(actor, filter);
    const keyset = keysetSql(paging, LISTS.payments.sorts[paging.sort], sortKey(paging), Prisma.sql`p.id`);
    const found = await tx.$queryRaw<KeyRow[]>`
      SELECT p.id, ${keyset.key} AS key FROM payment p JOIN case_record c ON c.id = p.case_id
      WHERE ${where} AND ${keyset.condition} ORDER BY ${keyset.order} LIMIT ${paging.size + 1}`;
    const page = toPage(found, paging);
    const stored = await tx.payment.findMany({
      where: { id: { in: page.rows.map(({ id }) => id) } },
      include: {
        tranche: { select: { sequence: true } },
        caseRecord: { select: { reference: true, title: true, applicantName: true, applicantKind: true } },
      },
    });
    const cases = new Map(stored.map((row) => [row.id, row.caseRecord]));
    const views = new Map((await paymentViews(tx, stored)).map((view) => [view.id, view]));
    const rows = page.rows.flatMap(({ id }) => {
      const [view, caseRecord] = [views.get(id), cases.get(id)];
      return view && caseRecord ? [{ ...view, ...caseRecord }] : [];
    });
    return {
      rows,
      previous: page.previous,
      next: page.next,
      pageTotals: { count: rows.length, amountFen: sumFen(rows.map((row) => row.amountFen)) },
      totals: totals === 'none' ? null : await totalsBehind(tx, where, totals === 'always'),
    };
  });
}

// Up to so many rows are summed unasked; one more is looked for, and then the sum waits for the click.
const SUMMED_UNASKED = 1_000;

async function totalsBehind(tx: Tx, where: Prisma.Sql, all: boolean): Promise<PaymentTotals | null> {
  const limit = all ? Prisma.empty : Prisma.sql`LIMIT ${SUMMED_UNASKED + 1}`;
  const [totals] = await tx.$queryRaw<PaymentTotals[]>`
    SELECT count(*)::int AS count, coalesce(sum(amount_fen), 0)::bigint AS "amountFen"
    FROM (SELECT p.amount_fen FROM payment p WHERE ${where} ${limit}) AS behind`;
  return totals && (all || totals.count <= SUMMED_UNASKED) ? totals : null;
}

/** How many payments the filter finds, for an export that must know before it begins. */
export function countPayments(actor: Actor, filter: PaymentFilter): Promise<number> {
  return read(actor, async (tx) => (await totalsBehind(tx, conditionsOf(actor, filter), true))?.count ?? 0);
}
