import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf, workingDaysBetween } from '@/domain/calendar';
import { isOfAnotherFinancier } from '@/domain/financier';
import type { Paging } from '@/domain/list-paging';
import { type CaseSort, LISTS } from '@/domain/lists';
import { sumFen } from '@/domain/money';
import type { ApplicantKind, CaseStatus, Stage } from '@/domain/stage';
import { isTurnOf, type Waiting, type WaitingTask } from '@/domain/waiting';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { keysetSql, toPage } from '@/server/keyset';
import { loadWorkCalendar } from '@/server/work-calendar';
import { type CaseFilter, conditionsOf, measureSource } from './list-conditions-queries';
import { namesOf, organisationNamesOf, regionNamesOf } from './people';
import type { Clock } from './queries';

export const PAGE_SIZE = 50;

export type CaseRow = {
  id: string;
  reference: string;
  title: string;
  township: string;
  county: string;
  amountFen: bigint;
  requestedAmountFen: bigint;
  approvedAmountFen: bigint | null;
  disbursedAmountFen: bigint;
  outstandingAmountFen: bigint;
  applicantName: string;
  programme: Label;
  financier: Label | null;
  consultedOn: Date;
  lane: 'NORMAL' | 'GREEN';
  stage: Stage;
  stageName: Label;
  status: CaseStatus;
  outcome: string | null;
  applicantKind: ApplicantKind;
  waiting: {
    task: string;
    mine: boolean;
    /** mine because I stand in for this colleague */
    inStead: Label | null;
    people: Label[];
    organisation: Label | null;
  } | null;
  handedOnBy: Label | null;
  handedOnAt: Date;
  waitingSince: Date;
  version: number;
  clock: Clock;
  /** what the case adds to the measure of a list behind a number */
  measured: bigint | null;
};

/** What of a stored case a row of a list is made from. */
export const ROW = {
  include: {
    visits: { where: { leftAt: null }, select: { limitWorkingDays: true, pausedOn: true } },
  },
} as const satisfies Prisma.CaseRecordDefaultArgs;
type StoredRow = Prisma.CaseRecordGetPayload<typeof ROW>;

/** The amount that counts at this point: the last of requested, recommended, approved and contracted that is known. */
export function currentAmountFen(row: {
  requestedAmountFen: bigint;
  recommendedAmountFen: bigint | null;
  approvedAmountFen: bigint | null;
  contractedAmountFen: bigint | null;
}): bigint {
  return row.contractedAmountFen ?? row.approvedAmountFen ?? row.recommendedAmountFen ?? row.requestedAmountFen;
}

const waitingOf = (row: StoredRow): Waiting => ({
  task: row.waitingTask as WaitingTask,
  roles: row.waitingRoles,
  userIds: row.waitingUserIds,
  organisationId: row.waitingOrganisationId,
});

/** The absent colleague for whom it is the reader's turn; null where it is their own. */
function inSteadOf(actor: Actor, named: readonly string[], people: ReadonlyMap<string, { name: Label }>): Label | null {
  if (named.includes(actor.userId)) return null;
  return people.get(actor.standsInFor.find((id) => named.includes(id)) ?? '')?.name ?? null;
}

/** Stored cases as rows of a list, in the same order. */
export async function toRows(tx: Tx, actor: Actor, rows: StoredRow[], today: Day): Promise<CaseRow[]> {
  const people = await namesOf(
    tx,
    rows.flatMap((row) => [row.handedOnById, ...row.waitingUserIds]),
  );
  const organisations = await organisationNamesOf(
    tx,
    rows.flatMap((row) => [row.waitingOrganisationId, row.financierId]),
  );
  const places = await regionNamesOf(
    tx,
    rows.flatMap((row) => [row.townshipId, row.countyId]),
  );
  const calendar = await loadWorkCalendar(tx);
  // a definition is large and shared by many rows: each is read once
  const definitions = await tx.programmeDefinition.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.programmeDefinitionId))] } },
    select: { id: true, body: true, programme: { select: { name: true } } },
  });
  const definitionOf = new Map(definitions.map(({ id, body, programme }) => [id, { body, programme }]));
  return rows.map((row) => {
    const definition = definitionOf.get(row.programmeDefinitionId);
    const stages = (definition?.body as { stages: { stage: Stage; name: Label }[] } | undefined)?.stages ?? [];
    const dueOn = toDay(row.dueOn);
    const visit = row.visits[0];
    return {
      ...row,
      township: places.get(row.townshipId) ?? '',
      county: places.get(row.countyId) ?? '',
      amountFen: currentAmountFen(row),
      programme: (definition?.programme.name as Label | undefined) ?? { zh: '', en: '' },
      financier: organisations.get(row.financierId) ?? null,
      stageName: stages.find((entry) => entry.stage === row.stage)?.name ?? { zh: row.stage, en: row.stage },
      waiting: row.waitingTask
        ? {
            task: row.waitingTask,
            mine: isTurnOf(waitingOf(row), actor) && !isOfAnotherFinancier(row, actor),
            inStead: inSteadOf(actor, row.waitingUserIds, people),
            people: row.waitingUserIds.flatMap((id) => people.get(id)?.name ?? []),
            organisation: row.waitingOrganisationId ? (organisations.get(row.waitingOrganisationId) ?? null) : null,
          }
        : null,
      handedOnBy: row.handedOnById ? (people.get(row.handedOnById)?.name ?? null) : null,
      clock: {
        dueOn,
        provisional: row.dueProvisional,
        remaining: dueOn === null ? null : workingDaysBetween(today, dueOn, calendar),
        overdue: dueOn !== null && dueOn < today,
        limit: visit?.limitWorkingDays ?? null,
        paused: Boolean(visit?.pausedOn),
      },
      measured: null,
    };
  });
}

// ------------------------------------------------------------------ case list

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

const AMOUNT = Prisma.sql`coalesce(c.contracted_amount_fen, c.approved_amount_fen, c.recommended_amount_fen, c.requested_amount_fen)`;

function sortKey({ sort, descending }: Paging<CaseSort>): Prisma.Sql {
  switch (sort) {
    case 'newest':
      return Prisma.sql`c.id`;
    case 'reference':
      return Prisma.sql`c.reference COLLATE "C"`;
    case 'amount':
      return AMOUNT;
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
  return read(actor, async (tx) => {
    const today = dayOf(now);
    const where = await conditionsOf(tx, actor, filter, today);
    const source = await measureSource(tx, actor, filter);
    const measured = filter.measure ? Prisma.sql`m.measured` : Prisma.sql`NULL::bigint`;
    const keyset = keysetSql(paging, LISTS.cases.sorts[paging.sort], sortKey(paging), Prisma.sql`c.id`);
    const found = await tx.$queryRaw<{ id: string; key: string; measured: bigint | null }[]>`
      SELECT c.id, ${keyset.key} AS key, ${measured} AS measured FROM case_record c ${source}
      WHERE ${where} AND ${keyset.condition} ORDER BY ${keyset.order} LIMIT ${paging.size + 1}`;
    const page = toPage(found, paging);
    const stored = await tx.caseRecord.findMany({ where: { id: { in: page.rows.map((key) => key.id) } }, ...ROW });
    const byId = new Map((await toRows(tx, actor, stored, today)).map((row) => [row.id, row]));
    const rows = page.rows.flatMap(({ id, measured }) => {
      const row = byId.get(id);
      return row ? [{ ...row, measured }] : [];
    });
    return {
      rows,
      previous: page.previous,
      next: page.next,
      pageTotals: totalsOf(rows),
      totals:
        totals === 'none'
          ? null
          : await totalsBehind(tx, where, source, measured, totals === 'always' || filter.measure !== undefined),
    };
  });
}

/** How many cases the filter finds, for an export that must know before it begins. */
export function countCases(actor: Actor, filter: CaseFilter, now: Date): Promise<number> {
  return read(actor, async (tx) => {
    const where = await conditionsOf(tx, actor, filter, dayOf(now));
    const source = await measureSource(tx, actor, filter);
    const [row] = await tx.$queryRaw<{ count: number }[]>`
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

async function totalsBehind(tx: Tx, where: Prisma.Sql, source: Prisma.Sql, measured: Prisma.Sql, all: boolean) {
  const limit = all ? Prisma.empty : Prisma.sql`LIMIT ${SUMMED_UNASKED + 1}`;
  const [totals] = await tx.$queryRaw<CaseTotals[]>`
    SELECT count(*)::int AS count, coalesce(sum(amount), 0)::bigint AS "amountFen",
      coalesce(sum(requested_amount_fen), 0)::bigint AS "requestedFen",
      coalesce(sum(approved_amount_fen), 0)::bigint AS "approvedFen",
      coalesce(sum(disbursed_amount_fen), 0)::bigint AS "disbursedFen",
      coalesce(sum(outstanding_amount_fen), 0)::bigint AS "outstandingFen",
      coalesce(sum(measured), 0)::bigint AS measured
    FROM (SELECT c.requested_amount_fen, c.approved_amount_fen, c.disbursed_amount_fen, c.outstanding_amount_fen,
        ${AMOUNT} AS amount, ${measured} AS measured
      FROM case_record c ${source} WHERE ${where} ${limit}) AS behind`;
  return totals && (all || totals.count <= SUMMED_UNASKED) ? totals : null;
}
