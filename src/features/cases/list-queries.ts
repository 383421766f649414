import 'server-only';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import type { Paging } from '@/domain/list-paging';
import { type CaseSort, LISTS } from '@/domain/lists';
import { sumFen } from '@/domain/money';
import { Prisma } from '@/server/db';
import { keysetSql, toPage } from '@/server/keyset';
import { readSql, type SqlReader } from '@/server/sql';
import { type CaseFilter, conditionsOf, measureSource } from './list-conditions-queries';
import { type CaseRow, CURRENT_AMOUNT, loadRows } from './row-queries';

export const PAGE_SIZE = 50;

export type CaseTotals = {
  count: number;
  amountFen: bigint;
  requestedFen: bigint;
  approvedFen: bigint;
  disbursedFen: bigint;
  outstandingFen: bigint;
  /** sum of what the cases add to the measure of the filter; 0 without one */
  measured: bigint;
};

export type CaseList = {
  rows: CaseRow[];
  previous: string | null;
  next: string | null;
  pageTotals: CaseTotals;
  /** over everything that the filter finds; null where it is large and nobody asked */
  totals: CaseTotals | null;
};

/** Newest first, the first page. */
export const FIRST_CASES: Paging<CaseSort> = { sort: 'newest', descending: true, size: PAGE_SIZE, cursor: null };

function sortKey({ sort, descending }: Paging<CaseSort>): Prisma.Sql {
  switch (sort) {
    case 'newest':
      return Prisma.sql`c.id`;
    case 'reference':
      return Prisma.sql`c.reference COLLATE "C"`;
    case 'amount':
      return CURRENT_AMOUNT;
    case 'due':
      return descending
        ? Prisma.sql`coalesce(c.due_on, '-infinity'::date)`
        : Prisma.sql`coalesce(c.due_on, 'infinity'::date)`;
    case 'arrival':
      return Prisma.sql`c.handed_on_at`;
  }
}

/** One page of the case list, in the order and beside the cursor of `paging`; totals are exact, in fen. */
export function listCases(
  actor: Actor,
  filter: CaseFilter,
  now: Date,
  paging: Paging<CaseSort> = FIRST_CASES,
  { totals = 'if-small' }: { totals?: 'if-small' | 'always' | 'none' } = {},
): Promise<CaseList> {
  return readSql(actor, async (sql) => {
    const today = dayOf(now);
    const where = await conditionsOf(sql, actor, filter, today);
    const source = await measureSource(sql, actor, filter);
    const measured = filter.measure ? Prisma.sql`m.measured` : Prisma.sql`NULL::bigint`;
    const keyset = keysetSql(paging, LISTS.cases.sorts[paging.sort], sortKey(paging), Prisma.sql`c.id`);
    const wanted = Prisma.sql`SELECT c.id, ${keyset.key} AS key, ${measured} AS measured FROM case_record c ${source}
      WHERE ${where} AND ${keyset.condition} ORDER BY ${keyset.order} LIMIT ${paging.size + 1}`;
    const all = totals === 'always' || filter.measure !== undefined;
    const [found, behind] = await Promise.all([
      loadRows(sql, actor, wanted, today),
      totals === 'none' ? null : totalsBehind(sql, where, source, measured, all),
    ]);
    const { rows, previous, next } = toPage(found, paging);
    return { rows, previous, next, pageTotals: totalsOf(rows), totals: behind };
  });
}

/** How many cases the filter finds, for an export that must know before it begins. */
export function countCases(actor: Actor, filter: CaseFilter, now: Date): Promise<number> {
  return readSql(actor, async (sql) => {
    const where = await conditionsOf(sql, actor, filter, dayOf(now));
    const source = await measureSource(sql, actor, filter);
    const [row] = await sql.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM case_record c ${source} WHERE ${where}`;
    return row?.count ?? 0;
  });
}

function totalsOf(rows: readonly CaseRow[]): CaseTotals {
  return {
    count: rows.length,
    amountFen: sumFen(rows.map((row) => row.amountFen)),
    requestedFen: sumFen(rows.map((row) => row.requestedAmountFen)),
    approvedFen: sumFen(rows.map((row) => row.approvedAmountFen ?? 0n)),
    disbursedFen: sumFen(rows.map((row) => row.disbursedAmountFen)),
    outstandingFen: sumFen(rows.map((row) => row.outstandingAmountFen)),
    measured: sumFen(rows.map((row) => row.measured ?? 0n)),
  };
}

// Up to so many rows are summed unasked; one more is looked for, and then the sum waits for the click.
const SUMMED_UNASKED = 1_000;

async function totalsBehind(sql: SqlReader, where: Prisma.Sql, source: Prisma.Sql, measured: Prisma.Sql, all: boolean) {
  const limit = all ? Prisma.empty : Prisma.sql`LIMIT ${SUMMED_UNASKED + 1}`;
  const [totals] = await sql.$queryRaw<CaseTotals[]>`
    SELECT count(*)::int AS count, coalesce(sum(amount), 0)::bigint AS "amountFen",
      coalesce(sum(requested_amount_fen), 0)::bigint AS "requestedFen",
      coalesce(sum(approved_amount_fen), 0)::bigint AS "approvedFen",
      coalesce(sum(disbursed_amount_fen), 0)::bigint AS "disbursedFen",
      coalesce(sum(outstanding_amount_fen), 0)::bigint AS "outstandingFen",
      coalesce(sum(measured), 0)::bigint AS measured
    FROM (SELECT c.requested_amount_fen, c.approved_amount_fen, c.disbursed_amount_fen, c.outstanding_amount_fen,
        ${CURRENT_AMOUNT} AS amount, ${measured} AS measured
      FROM case_record c ${source} WHERE ${where} ${limit}) AS behind`;
  return totals && (all || totals.count <= SUMMED_UNASKED) ? totals : null;
}
