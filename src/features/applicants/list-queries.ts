import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Paging } from '@/domain/list-paging';
import { type EntitySort, type HouseholdSort, LISTS } from '@/domain/lists';
import { maskIdentityNumber } from '@/domain/masking';
import { regionCondition } from '@/features/cases/list-conditions-queries';
import { regionNamesOf } from '@/features/cases/people';
import { bigrams, normaliseText } from '@/lib/text';
import { read } from '@/server/command';
import { blindIndexes, decrypt } from '@/server/crypto';
import { Prisma, type Tx } from '@/server/db';
import { type KeyRow, keysetSql, toPage } from '@/server/keyset';
import { regionScopeSql, visibleTo } from '@/server/scope';
import type { ApplicantFilter } from './list-filter';
import type { EntityKind, HouseholdKind } from './mutations';
import { placeName } from './places';

export const PAGE_SIZE = 50;
type Totals = { totals?: 'if-small' | 'always' | 'none' };
type ListOf<Row> = {
  rows: Row[];
  previous: string | null;
  next: string | null;
  /** how many the filter finds; null where these are many and nobody asked */
  count: number | null;
};

const NEWEST: Paging<HouseholdSort & EntitySort> = { sort: 'newest', descending: true, size: PAGE_SIZE, cursor: null };

// ------------------------------------------------------------------ what is common to both

/** A table `a` of applicants; `byName` joins what its names are compared by. */
type Source = { table: Prisma.Sql; byName: Prisma.Sql; name: Prisma.Sql };

/** A name as people look for it: Latin letters as initials or pinyin, else every pair of characters. */
function nameCondition(text: string, alias: string): Prisma.Sql {
  const query = normaliseText(text).toLowerCase();
  const column = (name: string) => Prisma.raw(`${alias}.${name}`);
  // what stands for anything in LIKE stands for itself
  const plain = query.replace(/[%_\\]/g, '\\$&');
  if (/^[a-z]+$/.test(query))
    return Prisma.sql`(${column('initials')} LIKE ${`${plain}%`} OR ${column('pinyin')} LIKE ${`${plain}%`})`;
  return Array.from(query).length === 1
    ? Prisma.sql`${column('name')} LIKE ${`%${plain}%`}`
    : Prisma.sql`${column('bigrams')} @> ${bigrams(query)}::text[]`;
}

async function commonConditions(tx: Tx, actor: Actor, { regionId, from, to }: ApplicantFilter): Promise<Prisma.Sql[]> {
  const parts = [regionScopeSql(actor, 'a')];
  if (regionId) parts.push(await regionCondition(tx, regionId, 'a'));
  if (from) parts.push(Prisma.sql`a.created_at >= (${from}::date)::timestamp AT TIME ZONE 'Asia/Shanghai'`);
  if (to) parts.push(Prisma.sql`a.created_at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`);
  return parts;
}

/** The ids of one page. A cursor by name carries no name: what it compares is looked up, in the person's own area. */
async function pageOf(tx: Tx, actor: Actor, source: Source, where: Prisma.Sql, paging: Paging<HouseholdSort>) {
  const named = paging.sort === 'name';
  const from = named ? Prisma.sql`${source.table} ${source.byName}` : source.table;
  let { cursor } = paging;
  if (cursor && named) {
    const [beside] = await tx.$queryRaw<{ key: string }[]>`
      SELECT ${source.name} AS key FROM ${from} WHERE a.id = ${cursor.id}::uuid AND ${regionScopeSql(actor, 'a')}`;
    cursor = beside ? { ...cursor, key: beside.key } : null;
  }
  const begun = { ...paging, cursor };
  const kind = LISTS.households.sorts[paging.sort];
  const keyset = keysetSql(begun, kind, named ? source.name : Prisma.sql`a.id`, Prisma.sql`a.id`);
  const found = await tx.$queryRaw<KeyRow[]>`
    SELECT a.id, ${keyset.key} AS key FROM ${from}
    WHERE ${where} AND ${keyset.condition} ORDER BY ${keyset.order} LIMIT ${paging.size + 1}`;
  return toPage(found, begun);
}

// Up to so many rows are counted unasked; one more is looked for, and then the count waits for the click.
const COUNTED_UNASKED = 1_000;

async function countBehind(tx: Tx, { table }: Source, where: Prisma.Sql, totals: Totals['totals']) {
  if (totals === 'none') return null;
  const limit = totals === 'always' ? Prisma.empty : Prisma.sql`LIMIT ${COUNTED_UNASKED + 1}`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM ${table} WHERE ${where} ${limit}) AS behind`;
  const count = row?.count ?? 0;
  return totals === 'always' || count <= COUNTED_UNASKED ? count : null;
}

/** The rows in the order of their ids. */
function inOrder<Row extends { id: string }>(ids: readonly { id: string }[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

type Placed = { countyId: number; townshipId: number; villageId: number | null };
const placesOf = (tx: Tx, rows: readonly Placed[]) =>
  regionNamesOf(
    tx,
    rows.flatMap((row) => [row.countyId, row.townshipId, row.villageId]),
  );

// ------------------------------------------------------------------ households

export type HouseholdRow = {
  id: string;
  headName: string;
  kind: HouseholdKind;
  place: string;
  members: number;
  /** masked */
  identityNumber: string;
  /** cases of its members in the actor's scope */
  cases: number;
  registeredAt: Date;
};

const HOUSEHOLDS: Source = {
  table: Prisma.sql`household a`,
  byName: Prisma.sql`LEFT JOIN LATERAL (SELECT p.pinyin FROM person p WHERE p.household_id = a.id
    ORDER BY (p.relation = 'HEAD') DESC, p.id LIMIT 1) first ON true`,
  name: Prisma.sql`coalesce(first.pinyin, '') COLLATE "C"`,
};

function memberCondition(text: string): Prisma.Sql {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{17}[\dX]$/.test(code))
    return Prisma.sql`p.identity_number_index IN (${Prisma.join(blindIndexes('identity', code))})`;
  if (/^1\d{10}$/.test(code)) return Prisma.sql`p.phone_index IN (${Prisma.join(blindIndexes('phone', code))})`;
  return nameCondition(text, 'p');
}

async function householdsWhere(tx: Tx, actor: Actor, filter: ApplicantFilter<'households'>): Promise<Prisma.Sql> {
  const parts = await commonConditions(tx, actor, filter);
  if (filter.kind) parts.push(Prisma.sql`a.kind = ${filter.kind}::"HouseholdKind"`);
  if (filter.query)
    parts.push(Prisma.sql`a.id IN (SELECT p.household_id FROM person p WHERE ${memberCondition(filter.query)})`);
  return Prisma.join(parts, ' AND ');
}

/** Households of the person's own area. The keyword is a name, initials or a whole identity or phone number. */
export function listHouseholds(
  actor: Actor,
  filter: ApplicantFilter<'households'>,
  paging: Paging<HouseholdSort> = NEWEST,
  { totals = 'if-small' }: Totals = {},
): Promise<ListOf<HouseholdRow>> {
  return read(actor, async (tx) => {
    const where = await householdsWhere(tx, actor, filter);
    const page = await pageOf(tx, actor, HOUSEHOLDS, where, paging);
    const stored = await tx.household.findMany({
      where: { id: { in: page.rows.map(({ id }) => id) } },
      include: { members: { orderBy: { id: 'asc' } } },
    });
    const names = await placesOf(tx, stored);
    const cases = await tx.caseRecord.groupBy({
      by: ['personId'],
      where: { personId: { in: stored.flatMap(({ members }) => members.map(({ id }) => id)) }, ...visibleTo(actor) },
      _count: true,
    });
    const casesOf = new Map(cases.map(({ personId, _count }) => [personId, _count]));
    const rows = stored.map((row) => {
      const head = row.members.find((member) => member.relation === 'HEAD') ?? row.members[0];
      return {
        id: row.id,
        headName: head?.name ?? '',
        kind: row.kind,
        place: placeName(row, names),
        members: row.members.length,
        identityNumber: maskIdentityNumber(head?.identityNumberCipher && decrypt(head.identityNumberCipher)),
        cases: row.members.reduce((sum, { id }) => sum + (casesOf.get(id) ?? 0), 0),
        registeredAt: row.createdAt,
      };
    });
    return { ...page, rows: inOrder(page.rows, rows), count: await countBehind(tx, HOUSEHOLDS, where, totals) };
  });
}

/** How many households the filter finds, for an export that must know before it begins. */
export function countHouseholds(actor: Actor, filter: ApplicantFilter<'households'>): Promise<number> {
  return read(actor, async (tx) => {
    const where = await householdsWhere(tx, actor, filter);
    return (await countBehind(tx, HOUSEHOLDS, where, 'always')) ?? 0;
  });
}

// ------------------------------------------------------------------ operating entities

export type EntityRow = {
  id: string;
  name: string;
  kind: EntityKind;
  creditCode: string;
  place: string;
  contactName: string;
  leadingEnterprise: boolean;
  /** its cases in the actor's scope */
  cases: number;
  registeredAt: Date;
};

const ENTITIES: Source = {
  table: Prisma.sql`operating_entity a`,
  byName: Prisma.empty,
  name: Prisma.sql`a.pinyin COLLATE "C"`,
};

async function entitiesWhere(tx: Tx, actor: Actor, filter: ApplicantFilter<'entities'>): Promise<Prisma.Sql> {
  const parts = await commonConditions(tx, actor, filter);
  if (filter.kind) parts.push(Prisma.sql`a.kind = ${filter.kind}::"ApplicantKind"`);
  const code = filter.query?.replace(/[\s-]/g, '').toUpperCase() ?? '';
  if (/^[0-9A-Z]{18}$/.test(code)) parts.push(Prisma.sql`a.credit_code = ${code}`);
  else if (filter.query) parts.push(nameCondition(filter.query, 'a'));
  return Prisma.join(parts, ' AND ');
}

/** Operating entities of the person's own area; the keyword is a name, initials or a credit code. */
export function listEntities(
  actor: Actor,
  filter: ApplicantFilter<'entities'>,
  paging: Paging<EntitySort> = NEWEST,
  { totals = 'if-small' }: Totals = {},
): Promise<ListOf<EntityRow>> {
  return read(actor, async (tx) => {
    const where = await entitiesWhere(tx, actor, filter);
    const page = await pageOf(tx, actor, ENTITIES, where, paging);
    const ids = page.rows.map(({ id }) => id);
    const stored = await tx.operatingEntity.findMany({ where: { id: { in: ids } } });
    const names = await placesOf(tx, stored);
    const cases = await tx.caseRecord.groupBy({
      by: ['operatingEntityId'],
      where: { operatingEntityId: { in: ids }, ...visibleTo(actor) },
      _count: true,
    });
    const casesOf = new Map(cases.map(({ operatingEntityId, _count }) => [operatingEntityId, _count]));
    const rows = stored.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind as EntityKind,
      creditCode: row.creditCode,
      place: placeName(row, names),
      contactName: row.contactName,
      leadingEnterprise: row.leadingEnterprise,
      cases: casesOf.get(row.id) ?? 0,
      registeredAt: row.createdAt,
    }));
    return { ...page, rows: inOrder(page.rows, rows), count: await countBehind(tx, ENTITIES, where, totals) };
  });
}

/** How many operating entities the filter finds, for an export that must know before it begins. */
export function countEntities(actor: Actor, filter: ApplicantFilter<'entities'>): Promise<number> {
  return read(actor, async (tx) => {
    const where = await entitiesWhere(tx, actor, filter);
    return (await countBehind(tx, ENTITIES, where, 'always')) ?? 0;
  });
}
