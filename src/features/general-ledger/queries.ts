import 'server-only';
import { ACCOUNTS, type AccountBalance, type LedgerAccount } from '@/domain/accounts';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import type { JournalKind } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { scopeSql } from '@/server/scope';
import type { LedgerSearch } from './search';

/**
 * The entries of the journal that a person sees, until a day: those of cases in their scope, and of funds and quotas that
 * belong to no case. Whoever sees one office or one village of a county sees cases only.
 */
function visibleJournals(actor: Actor, { to, financierId }: Pick<LedgerSearch, 'to' | 'financierId'>): Prisma.Sql {
  const of = (alias: string) =>
    financierId ? Prisma.sql`AND ${Prisma.raw(alias)}.financier_id = ${financierId}::uuid` : Prisma.empty;
  return Prisma.sql`
    SELECT j.* FROM journal j JOIN case_record c ON c.id = j.case_id
      WHERE ${scopeSql(actor, 'c')} ${of('c')} AND j.occurred_on <= ${to}::date
    UNION ALL SELECT j.* FROM journal j JOIN risk_fund f ON f.id = j.risk_fund_id
      WHERE j.case_id IS NULL AND ${fundScope(actor)} ${of('f')} AND j.occurred_on <= ${to}::date
    UNION ALL SELECT j.* FROM journal j JOIN quota q ON q.id = j.quota_id
      WHERE j.case_id IS NULL AND ${quotaScope(actor)} ${of('q')} AND j.occurred_on <= ${to}::date`;
}

const WIDE = ['provinceId', 'cityId', 'countyId', 'financierId'];

/** A fund lies in a county and belongs to a financier: no column says of which branch. */
function fundScope(actor: Actor): Prisma.Sql {
  const { scope } = actor;
  if (scope.kind === 'NATION') return Prisma.sql`true`;
  return 'column' in scope && WIDE.includes(scope.column) ? scopeSql(actor, 'f') : Prisma.sql`false`;
}

/** A quota is set aside for a region: of a public body's own region and the places in it, or of the own financier. */
function quotaScope({ scope }: Actor): Prisma.Sql {
  if (scope.kind === 'NATION') return Prisma.sql`true`;
  if (scope.kind === 'FINANCIER' && scope.column === 'financierId')
    return Prisma.sql`q.financier_id = ${scope.organisationId}::uuid`;
  if (scope.kind !== 'REGION') return Prisma.sql`false`;
  return Prisma.sql`EXISTS (SELECT 1 FROM region_version r WHERE r.region_id = q.region_id AND r.valid_to IS NULL
    AND ${scope.regionId} IN (r.region_id, r.township_id, r.county_id, r.city_id, r.province_id))`;
}

export type TrialBalance = { rows: AccountBalance[]; financiers: { id: string; name: Label }[] };

/** 科目余额表 of a period over all that the person sees; null without the permission. Summed from the legs, nothing else. */
export function getTrialBalance(actor: Actor, search: LedgerSearch): Promise<TrialBalance | null> {
  if (!can(actor, 'ledger.read')) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const found = await tx.$queryRaw<AccountBalance[]>`
      SELECT l.account::text AS account, count(*) FILTER (WHERE j.occurred_on >= ${search.from}::date)::int AS entries,
        coalesce(sum(l.amount_fen) FILTER (WHERE j.occurred_on < ${search.from}::date), 0)::bigint AS "openingFen",
        coalesce(sum(l.amount_fen) FILTER (WHERE j.occurred_on >= ${search.from}::date AND l.amount_fen > 0), 0)::bigint AS "debitFen",
        coalesce(-sum(l.amount_fen) FILTER (WHERE j.occurred_on >= ${search.from}::date AND l.amount_fen < 0), 0)::bigint AS "creditFen",
        sum(l.amount_fen)::bigint AS "closingFen"
      FROM (${visibleJournals(actor, search)}) j JOIN leg l ON l.journal_id = j.id GROUP BY 1`;
    const order = (row: AccountBalance) => ACCOUNTS.indexOf(row.account);
    return { rows: found.sort((one, other) => order(one) - order(other)), financiers: await financiersOf(tx, actor) };
  });
}

/** Who lends or pays in what the person sees, to choose one; none for a financier's own people. */
async function financiersOf(tx: Tx, actor: Actor): Promise<{ id: string; name: Label }[]> {
  if (actor.scope.kind === 'FINANCIER') return [];
  const rows = await tx.$queryRaw<{ id: string; name: Label }[]>`
    SELECT o.id, o.name FROM organisation o WHERE o.id = o.financier_id
      AND (EXISTS (SELECT 1 FROM case_record c WHERE c.financier_id = o.id AND ${scopeSql(actor, 'c')})
        OR EXISTS (SELECT 1 FROM risk_fund f WHERE f.financier_id = o.id AND ${fundScope(actor)})
        OR EXISTS (SELECT 1 FROM quota q WHERE q.financier_id = o.id AND ${quotaScope(actor)}))
    ORDER BY o.id LIMIT 100`;
  return rows;
}

export type LedgerEntry = {
  id: string;
  occurredOn: Day;
  kind: JournalKind;
  amountFen: Fen;
  caseId: string | null;
  reference: string | null;
  quotaId: string | null;
  riskFundId: string | null;
  /** the accounts on the other side */
  against: LedgerAccount[];
};
export type LedgerEntries = { rows: LedgerEntry[]; next: string | null };

const PAGE = 100;
const CURSOR = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/;

/** The entries of an account in a period, the latest first, from behind the cursor on; null without the permission. */
export function listLedgerEntries(
  actor: Actor,
  account: LedgerAccount,
  search: LedgerSearch,
  after?: string,
): Promise<LedgerEntries | null> {
  if (!can(actor, 'ledger.read')) return Promise.resolve(null);
  const [, day, id] = CURSOR.exec(after ?? '') ?? [];
  const behind = day && id ? Prisma.sql`AND (j.occurred_on, l.id) < (${day}::date, ${id}::uuid)` : Prisma.empty;
  return read(actor, async (tx) => {
    const found = await tx.$queryRaw<(Omit<LedgerEntry, 'occurredOn'> & { occurredOn: Date })[]>`
      SELECT l.id, j.occurred_on AS "occurredOn", j.kind::text AS kind, l.amount_fen AS "amountFen", j.case_id AS "caseId",
        c.reference, j.quota_id AS "quotaId", j.risk_fund_id AS "riskFundId",
        (SELECT array_agg(DISTINCT o.account::text) FROM leg o WHERE o.journal_id = j.id AND o.id <> l.id) AS against
      FROM (${visibleJournals(actor, search)}) j
      JOIN leg l ON l.journal_id = j.id AND l.account = ${account}::"Account"
      LEFT JOIN case_record c ON c.id = j.case_id
      WHERE j.occurred_on >= ${search.from}::date ${behind}
      ORDER BY j.occurred_on DESC, l.id DESC LIMIT ${PAGE + 1}`;
    const rows = found.slice(0, PAGE).map((row) => ({ ...row, occurredOn: toDay(row.occurredOn) }));
    const last = rows.at(-1);
    return { rows, next: found.length > PAGE && last ? `${last.occurredOn}_${last.id}` : null };
  });
}
