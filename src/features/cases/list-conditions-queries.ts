import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { type Countable, kindsBehind, measuresOf, takenOff } from '@/domain/measures';
import type { ApplicantKind, CaseStatus, Outcome, Stage } from '@/domain/stage';
import { bigrams, removeSpaces } from '@/lib/text';
import { Prisma } from '@/server/db';
import { scopeSql } from '@/server/scope';
import type { SqlReader } from '@/server/sql';

export type CaseFilter = {
  query?: string | undefined;
  stage?: Stage | undefined;
  status?: CaseStatus | undefined;
  lane?: 'NORMAL' | 'GREEN' | undefined;
  applicantKinds?: ApplicantKind[] | undefined;
  /** any region of the tree; its descendants are included */
  regionId?: number | undefined;
  financierId?: string | undefined;
  /** the provincial branch under which a case stands, or its financier where there is none between */
  provincialBranchId?: string | undefined;
  /** the branch that carries it: the lowest of the three */
  branchId?: string | undefined;
  /** the organisation that recommended it, by name */
  recommender?: string | undefined;
  programmeId?: string | undefined;
  overdue?: boolean | undefined;
  outcome?: Outcome | undefined;
  /** days of the consultation, both included */
  consultedFrom?: Day | undefined;
  consultedTo?: Day | undefined;
  /** open or waiting, and handed on at least this many calendar days ago */
  idleDays?: number | undefined;
  /** entered from paper */
  backEntered?: boolean | undefined;
  /** the list behind a number: cases whose events add to a measure until a day, and from a day on where one is named */
  measure?: { name: Countable; stage: string; from?: Day | undefined; asOf: Day; asRecorded: boolean } | undefined;
};

const REGION_COLUMNS = {
  PROVINCE: 'province_id',
  CITY: 'city_id',
  COUNTY: 'county_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'village_id',
} as const;

/** Rows of a region and of all below it, by the region columns that they carry. */
export async function regionCondition(sql: SqlReader, regionId: number, alias: string): Promise<Prisma.Sql> {
  const [region] = await sql.$queryRaw<{ level: RegionLevel }[]>`SELECT level::text FROM region WHERE id = ${regionId}`;
  if (!region) return Prisma.sql`false`;
  if (region.level === 'NATION') return Prisma.sql`true`;
  return Prisma.sql`${Prisma.raw(`${alias}.${REGION_COLUMNS[region.level]}`)} = ${regionId}`;
}

/** The where of the list as SQL over `case_record c`: the actor's scope first, then what the filter names. */
export async function conditionsOf(sql: SqlReader, actor: Actor, filter: CaseFilter, today: Day): Promise<Prisma.Sql> {
  const parts: Prisma.Sql[] = [scopeSql(actor, 'c')];
  if (filter.stage) parts.push(Prisma.sql`c.stage = ${filter.stage}::"Stage"`);
  if (filter.status) parts.push(Prisma.sql`c.status = ${filter.status}::"CaseStatus"`);
  if (filter.lane) parts.push(Prisma.sql`c.lane = ${filter.lane}::"Lane"`);
  if (filter.applicantKinds?.length) parts.push(Prisma.sql`c.applicant_kind::text = ANY(${filter.applicantKinds})`);
  if (filter.programmeId) parts.push(Prisma.sql`c.programme_id = ${filter.programmeId}::uuid`);
  if (filter.financierId) parts.push(Prisma.sql`c.financier_id = ${filter.financierId}::uuid`);
  if (filter.provincialBranchId)
    parts.push(Prisma.sql`coalesce(c.provincial_branch_id, c.financier_id) = ${filter.provincialBranchId}::uuid`);
  if (filter.branchId)
    parts.push(
      Prisma.sql`coalesce(c.county_branch_id, c.provincial_branch_id, c.financier_id) = ${filter.branchId}::uuid`,
    );
  if (filter.recommender) parts.push(Prisma.sql`c.recommender_organisation = ${filter.recommender}`);
  if (filter.overdue) parts.push(Prisma.sql`c.due_on < ${today}::date AND c.status = 'OPEN'`);
  if (filter.outcome) parts.push(Prisma.sql`c.outcome = ${filter.outcome}::"Outcome"`);
  if (filter.consultedFrom) parts.push(Prisma.sql`c.consulted_on >= ${filter.consultedFrom}::date`);
  if (filter.consultedTo) parts.push(Prisma.sql`c.consulted_on <= ${filter.consultedTo}::date`);
  if (filter.idleDays)
    parts.push(Prisma.sql`c.status <> 'CLOSED' AND
      c.handed_on_at < ((${today}::date - ${filter.idleDays}::int + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`);
  if (filter.backEntered) parts.push(Prisma.sql`c.back_entry_id IS NOT NULL`);
  if (filter.regionId) parts.push(await regionCondition(sql, filter.regionId, 'c'));
  const query = filter.query?.trim();
  if (query) parts.push(searchCondition(query));
  return Prisma.join(parts, ' AND ');
}

/** What was typed to find a case, without what stands for anything in LIKE; null: it can find nothing. */
function searchTerms(query: string) {
  const plain = removeSpaces(query).replace(/[%_\\]/g, '');
  if (plain === '') return null;
  // references, pinyin and initials are written in ASCII: a Chinese word is looked for in the name alone, by its index
  const isName = /[^\u0020-\u007e]/.test(plain);
  const single = isName && Array.from(plain).length === 1 ? plain : null;
  return { isName, single, reference: plain.toUpperCase(), letters: plain.toLowerCase(), pairs: bigrams(plain) };
}

/** Reference, name (by two-character pieces, as a plain scan of Chinese would be slow), pinyin or its initials. */
export function searchCondition(query: string): Prisma.Sql {
  const terms = searchTerms(query);
  if (!terms) return Prisma.sql`false`;
  const { isName, single, reference, letters, pairs } = terms;
  if (single) return Prisma.sql`c.applicant_name LIKE ${`%${single}%`}`;
  if (isName) return Prisma.sql`c.bigrams @> ${pairs}::text[]`;
  return Prisma.sql`(c.reference = ${reference} OR c.reference LIKE ${`%${reference}`}
    OR (c.bigrams @> ${pairs}::text[]) OR c.initials LIKE ${`${letters}%`} OR c.pinyin LIKE ${`${letters}%`})`;
}

/** The same for a query through Prisma. */
export function searchWhere(query: string): Prisma.CaseRecordWhereInput {
  const terms = searchTerms(query);
  if (!terms) return { id: { in: [] } };
  const { isName, single, reference, letters, pairs } = terms;
  if (single) return { applicantName: { contains: single } };
  if (isName) return { bigrams: { hasEvery: pairs } };
  return {
    OR: [
      { reference: { endsWith: reference } },
      { bigrams: { hasEvery: pairs } },
      { initials: { startsWith: letters } },
      { pinyin: { startsWith: letters } },
    ],
  };
}

/**
 * Cases whose events add up to the measure of a filter, with what each adds; figure_of is the same function the figures come
 * from. Nothing without a measure.
 */
export async function measureSource(
  tx: SqlReader,
  actor: Actor,
  { measure, regionId }: CaseFilter,
): Promise<Prisma.Sql> {
  if (!measure) return Prisma.empty;
  // figures go by where a case was when something happened
  const region = regionId ? await regionCondition(tx, regionId, 'e') : Prisma.sql`true`;
  // Standing without a stage is standing anywhere: a move adds nothing, an end takes the case out.
  const stage = measure.stage === '-' ? Prisma.sql`true` : Prisma.sql`f.stage = ${measure.stage}`;
  const recorded = measure.asRecorded
    ? Prisma.sql`AND (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date <= ${measure.asOf}::date`
    : Prisma.empty;
  const kinds = kindsBehind(measure.name);
  const named = kinds ? Prisma.sql`AND e.kind = ANY(${kinds})` : Prisma.empty;
  // what was recorded late came into the figures as they were recorded on the day of recording
  const came = measure.asRecorded
    ? Prisma.sql`greatest(e.occurred_on, (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date)`
    : Prisma.sql`e.occurred_on`;
  const from = measure.from ? Prisma.sql`AND ${came} >= ${measure.from}::date` : Prisma.empty;
  const off = takenOff(measure.name);
  const value =
    off.length > 0 ? Prisma.sql`CASE WHEN f.measure = ANY(${off}) THEN -f.value ELSE f.value END` : Prisma.sql`f.value`;
  return Prisma.sql`JOIN (
    SELECT e.case_id, sum(${value})::bigint AS measured
    FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
    WHERE ${scopeSql(actor, 'e')} AND ${region} AND e.case_id IS NOT NULL ${named} AND f.measure = ANY(${measuresOf(measure.name)}) AND ${stage} AND e.occurred_on <= ${measure.asOf}::date ${from} ${recorded}
    GROUP BY e.case_id HAVING sum(${value}) <> 0
  ) m ON m.case_id = c.id`;
}
