import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { Paging } from '@/domain/list-paging';
import { LISTS, type SubsidySort } from '@/domain/lists';
import { type Fen, sumFen } from '@/domain/money';
import { can } from '@/domain/permissions';
import type { ApplicantKind } from '@/domain/stage';
import type { SubsidyStatus } from '@/domain/subsidy';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { type KeyRow, keysetSql, toPage } from '@/server/keyset';
import { scopeSql } from '@/server/scope';
import type { SubsidyFilter } from './list-filter';

export type SubsidyRow = {
  id: string;
  caseId: string;
  reference: string;
  title: string;
  applicantName: string;
  applicantKind: ApplicantKind;
  county: string;
  lender: Label | null;
  /** the day on which the quarter begins */
  quarter: Day;
  amountFen: Fen;
  status: SubsidyStatus;
  computedBy: Label | null;
  reviewedBy: Label | null;
  paidOn: Day | null;
};
export type SubsidyTotals = { count: number; amountFen: Fen };
export type SubsidyList = {
  rows: SubsidyRow[];
  previous: string | null;
  next: string | null;
  pageTotals: SubsidyTotals;
  /** over everything that the filter finds; null where it is large and nobody asked */
  totals: SubsidyTotals | null;
};

function sortKey(sort: SubsidySort): Prisma.Sql {
  switch (sort) {
    case 'newest':
      return Prisma.sql`s.id`;
    case 'reference':
      return Prisma.sql`c.reference COLLATE "C"`;
    case 'amount':
      return Prisma.sql`s.amount_fen`;
    case 'quarter':
      return Prisma.sql`s.period_on`;
  }
}

function conditionsOf(actor: Actor, { quarter, status, county }: SubsidyFilter): Prisma.Sql {
  if (!can(actor, 'subsidy.read')) return Prisma.sql`false`;
  const parts = [scopeSql(actor, 'c')];
  if (quarter) parts.push(Prisma.sql`s.period_on = ${quarter}::date`);
  if (status) parts.push(Prisma.sql`s.status = ${status}::"SubsidyStatus"`);
  if (county !== undefined) parts.push(Prisma.sql`s.county_id = ${county}`);
  return Prisma.join(parts, ' AND ');
}

const FROM = Prisma.sql`subsidy s JOIN case_record c ON c.id = s.case_id`;

/** One page of the subsidies of cases in the actor's scope; totals are exact, in fen. */
export function listSubsidies(
  actor: Actor,
  filter: SubsidyFilter,
  paging: Paging<SubsidySort>,
  { totals = 'if-small' }: { totals?: 'if-small' | 'always' | 'none' } = {},
): Promise<SubsidyList> {
  return read(actor, async (tx) => {
    const where = conditionsOf(actor, filter);
    const keyset = keysetSql(paging, LISTS.subsidies.sorts[paging.sort], sortKey(paging.sort), Prisma.sql`s.id`);
    const found = await tx.$queryRaw<KeyRow[]>`
      SELECT s.id, ${keyset.key} AS key FROM ${FROM}
      WHERE ${where} AND ${keyset.condition} ORDER BY ${keyset.order} LIMIT ${paging.size + 1}`;
    const page = toPage(found, paging);
    const views = await toRows(
      tx,
      page.rows.map(({ id }) => id),
    );
    const rows = page.rows.flatMap(({ id }) => views.get(id) ?? []);
    return {
      rows,
      previous: page.previous,
      next: page.next,
      pageTotals: { count: rows.length, amountFen: sumFen(rows.map((row) => row.amountFen)) },
      totals: totals === 'none' ? null : await totalsBehind(tx, where, totals === 'always'),
    };
  });
}

async function toRows(tx: Tx, ids: readonly string[]): Promise<Map<string, SubsidyRow>> {
  const stored = await tx.subsidy.findMany({
    where: { id: { in: [...ids] } },
    include: {
      caseRecord: { select: { reference: true, title: true, applicantName: true, applicantKind: true } },
    },
  });
  const counties = await regionNamesOf(
    tx,
    stored.map((row) => row.countyId),
  );
  const lenders = await organisationNamesOf(
    tx,
    stored.map((row) => row.financierId),
  );
  const people = await namesOf(
    tx,
    stored.flatMap((row) => [row.computedById, row.reviewedById]),
  );
  return new Map(
    stored.map(({ caseRecord, ...row }) => [
      row.id,
      {
        ...caseRecord,
        id: row.id,
        caseId: row.caseId,
        county: counties.get(row.countyId) ?? '--',
        lender: lenders.get(row.financierId) ?? null,
        quarter: toDay(row.periodOn),
        amountFen: row.amountFen,
        status: row.status,
        computedBy: people.get(row.computedById)?.name ?? null,
        reviewedBy: people.get(row.reviewedById ?? '')?.name ?? null,
        paidOn: toDay(row.paidOn),
      },
    ]),
  );
}

// Up to so many rows are summed unasked; one more is looked for, and then the sum waits for the click.
const SUMMED_UNASKED = 1_000;

async function totalsBehind(tx: Tx, where: Prisma.Sql, all: boolean): Promise<SubsidyTotals | null> {
  const limit = all ? Prisma.empty : Prisma.sql`LIMIT ${SUMMED_UNASKED + 1}`;
  const [totals] = await tx.$queryRaw<SubsidyTotals[]>`
    SELECT count(*)::int AS count, coalesce(sum(amount_fen), 0)::bigint AS "amountFen"
    FROM (SELECT s.amount_fen FROM ${FROM} WHERE ${where} ${limit}) AS behind`;
  return totals && (all || totals.count <= SUMMED_UNASKED) ? totals : null;
}

/** How many the filter finds, for an export that must know before it begins. */
export function countSubsidies(actor: Actor, filter: SubsidyFilter): Promise<number> {
  return read(actor, async (tx) => (await totalsBehind(tx, conditionsOf(actor, filter), true))?.count ?? 0);
}

/** The quarters, latest first, and the counties of which this person sees subsidies: for the filters. */
export function listSubsidyChoices(
  actor: Actor,
): Promise<{ quarters: Day[]; counties: { id: number; name: string }[] }> {
  return read(actor, async (tx) => {
    const where = conditionsOf(actor, {});
    const quarters = await tx.$queryRaw<{ day: string }[]>`
      SELECT DISTINCT s.period_on::text AS day FROM ${FROM} WHERE ${where} ORDER BY day DESC`;
    const counties = await tx.$queryRaw<{ id: number }[]>`
      SELECT DISTINCT s.county_id AS id FROM ${FROM} WHERE ${where} ORDER BY id`;
    const names = await regionNamesOf(
      tx,
      counties.map(({ id }) => id),
    );
    return {
      quarters: quarters.map(({ day }) => day),
      counties: counties.map(({ id }) => ({ id, name: names.get(id) ?? '--' })),
    };
  });
}
