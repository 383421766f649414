import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf, workingDaysBetween } from '@/domain/calendar';
import type { ApplicantKind, CaseStatus, Stage } from '@/domain/stage';
import { bigrams, removeSpaces } from '@/lib/text';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { scopeSql } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';
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
  lane: 'NORMAL' | 'GREEN';
  stage: Stage;
  stageName: Label;
  status: CaseStatus;
  outcome: string | null;
  applicantKind: ApplicantKind;
  waiting: { task: string; mine: boolean; people: Label[]; organisation: Label | null } | null;
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
    programmeDefinition: { select: { body: true } },
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

function isMine(actor: Actor, row: StoredRow): boolean {
  return (
    row.waitingRoles.some((role) => actor.roles.includes(role)) &&
    (row.waitingUserIds.length === 0 || row.waitingUserIds.includes(actor.userId)) &&
    (row.waitingOrganisationId === null || row.waitingOrganisationId === actor.organisation.id)
  );
}

/** Stored cases as rows of a list, in the same order. */
export async function toRows(tx: Tx, actor: Actor, rows: StoredRow[], today: Day): Promise<CaseRow[]> {
  const people = await namesOf(
    tx,
    rows.flatMap((row) => [row.handedOnById, ...row.waitingUserIds]),
  );
  const organisations = await organisationNamesOf(
    tx,
    rows.flatMap((row) => [row.waitingOrganisationId]),
  );
  const places = await regionNamesOf(
    tx,
    rows.flatMap((row) => [row.townshipId, row.countyId]),
  );
  const calendar = await loadWorkCalendar(tx);
  return rows.map((row) => {
    const stages = (row.programmeDefinition.body as { stages: { stage: Stage; name: Label }[] }).stages;
    const dueOn = toDay(row.dueOn);
    const visit = row.visits[0];
    return {
      ...row,
      township: places.get(row.townshipId) ?? '',
      county: places.get(row.countyId) ?? '',
      amountFen: currentAmountFen(row),
      stageName: stages.find((entry) => entry.stage === row.stage)?.name ?? { zh: row.stage, en: row.stage },
      waiting: row.waitingTask
        ? {
            task: row.waitingTask,
            mine: isMine(actor, row),
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

export type CaseFilter = {
  query?: string | undefined;
  stage?: Stage | undefined;
  status?: CaseStatus | undefined;
  lane?: 'NORMAL' | 'GREEN' | undefined;
  applicantKinds?: ApplicantKind[] | undefined;
  /** any region of the tree; its descendants are included */
  regionId?: number | undefined;
  financierId?: string | undefined;
  programmeId?: string | undefined;
  overdue?: boolean | undefined;
  /** the list behind a number: cases whose events add to a measure until a day */
  measure?: { name: string; stage: string; asOf: Day } | undefined;
};

const REGION_COLUMNS = {
  PROVINCE: 'province_id',
  CITY: 'city_id',
  COUNTY: 'county_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'village_id',
} as const;

async function regionCondition(tx: Tx, regionId: number, alias: string): Promise<Prisma.Sql> {
  const region = await tx.region.findUnique({ where: { id: regionId } });
  if (!region) return Prisma.sql`false`;
  if (region.level === 'NATION') return Prisma.sql`true`;
  return Prisma.sql`${Prisma.raw(`${alias}.${REGION_COLUMNS[region.level]}`)} = ${regionId}`;
}

async function conditionsOf(tx: Tx, actor: Actor, filter: CaseFilter, today: Day): Promise<Prisma.Sql> {
  const parts: Prisma.Sql[] = [scopeSql(actor, 'c')];
  if (filter.stage) parts.push(Prisma.sql`c.stage = ${filter.stage}::"Stage"`);
  if (filter.status) parts.push(Prisma.sql`c.status = ${filter.status}::"CaseStatus"`);
  if (filter.lane) parts.push(Prisma.sql`c.lane = ${filter.lane}::"Lane"`);
  if (filter.applicantKinds?.length) parts.push(Prisma.sql`c.applicant_kind::text = ANY(${filter.applicantKinds})`);
  if (filter.programmeId) parts.push(Prisma.sql`c.programme_id = ${filter.programmeId}::uuid`);
  if (filter.financierId) parts.push(Prisma.sql`c.financier_id = ${filter.financierId}::uuid`);
  if (filter.overdue) parts.push(Prisma.sql`c.due_on < ${today}::date AND c.status = 'OPEN'`);
  if (filter.regionId) parts.push(await regionCondition(tx, filter.regionId, 'c'));
  const query = filter.query?.trim();
  if (query) parts.push(searchCondition(query));
  return Prisma.join(parts, ' AND ');
}

/** Reference, name (by two-character pieces, as a plain scan of Chinese would be slow) or pinyin initials. */
function searchCondition(query: string): Prisma.Sql {
  // what stands for anything in LIKE finds nothing, rather than everything
  const plain = removeSpaces(query).replace(/[%_\\]/g, '');
  if (plain === '') return Prisma.sql`false`;
  const reference = plain.toUpperCase();
  return Prisma.sql`(c.reference = ${reference} OR c.reference LIKE ${`%${reference}`}
    OR (c.bigrams @> ${bigrams(plain)}::text[]) OR c.initials LIKE ${`${plain.toLowerCase()}%`})`;
}

/** Cases whose events add up to a measure, with what each adds; figure_of is the same function the figures come from. */
function measureSource(actor: Actor, measure: NonNullable<CaseFilter['measure']>): Prisma.Sql {
  // Standing without a stage is standing anywhere: a move adds nothing, an end takes the case out.
  const stage =
    measure.name === 'STANDING' && measure.stage === '-' ? Prisma.sql`true` : Prisma.sql`f.stage = ${measure.stage}`;
  return Prisma.sql`JOIN (
    SELECT e.case_id, sum(f.value)::bigint AS measured
    FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
    WHERE ${scopeSql(actor, 'e')} AND e.case_id IS NOT NULL AND f.measure = ${measure.name} AND ${stage} AND e.occurred_on <= ${measure.asOf}::date
    GROUP BY e.case_id HAVING sum(f.value) <> 0
  ) m ON m.case_id = c.id`;
}

export type CaseList = {
  rows: CaseRow[];
  next: string | null;
  totals: { count: number; measured: bigint } | null;
  pageSumFen: bigint;
};

/** Newest first by keyset; `cursor` is the last id of the page before. Totals are given for the list behind a number. */
export function listCases(actor: Actor, filter: CaseFilter, now: Date, cursor: string | null): Promise<CaseList> {
  return read(actor, async (tx) => {
    const today = dayOf(now);
    const where = await conditionsOf(tx, actor, filter, today);
    const source = filter.measure ? measureSource(actor, filter.measure) : Prisma.empty;
    const measured = filter.measure ? Prisma.sql`m.measured` : Prisma.sql`NULL::bigint AS measured`;
    const after = cursor ? Prisma.sql`AND c.id < ${cursor}::uuid` : Prisma.empty;
    const keys = await tx.$queryRaw<{ id: string; measured: bigint | null }[]>`
      SELECT c.id, ${measured} FROM case_record c ${source} WHERE ${where} ${after} ORDER BY c.id DESC LIMIT ${PAGE_SIZE + 1}`;
    const page = keys.slice(0, PAGE_SIZE);
    const stored = await tx.caseRecord.findMany({
      where: { id: { in: page.map((key) => key.id) } },
      ...ROW,
      orderBy: { id: 'desc' },
    });
    const values = new Map(page.map((key) => [key.id, key.measured]));
    const rows = (await toRows(tx, actor, stored, today)).map((row) => ({
      ...row,
      measured: values.get(row.id) ?? null,
    }));
    const [totals] = filter.measure
      ? await tx.$queryRaw<{ count: number; measured: bigint }[]>`
          SELECT count(*)::int AS count, coalesce(sum(m.measured), 0)::bigint AS measured FROM case_record c ${source} WHERE ${where}`
      : [];
    return {
      rows,
      next: keys.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null,
      totals: totals ?? null,
      pageSumFen: rows.reduce((sum, row) => sum + row.amountFen, 0n),
    };
  });
}
