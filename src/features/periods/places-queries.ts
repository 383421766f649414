import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { isWithin, type PlacePath, REPORTING_BODIES } from '@/domain/period';
import type { Permission } from '@/domain/permissions';
import { PERMISSIONS } from '@/domain/permissions';
import { Prisma, type Tx } from '@/server/db';

export type Place = PlacePath & { name: string; level: RegionLevel };

const LEVELS = ['NATION', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP'] as const;
const COLUMNS = ['', 'province_id', 'city_id', 'county_id', 'township_id'] as const;
const EVERYBODY = '00000000-0000-0000-0000-000000000000';

const PLACE = Prisma.sql`v.region_id AS "regionId", v.name, r.level::text AS level, v.province_id AS "provinceId",
  v.city_id AS "cityId", v.county_id AS "countyId", v.township_id AS "townshipId"`;
const HAS_BODY = (region: Prisma.Sql) => Prisma.sql`EXISTS (SELECT FROM organisation o
  WHERE o.region_id = ${region} AND o.active AND o.kind::text = ANY(${[...REPORTING_BODIES]}))`;

/** A place down to a township that the person sees; null for any other. */
export async function findPlace(tx: Tx, actor: Actor, regionId: number): Promise<Place | null> {
  const [place] = await tx.$queryRaw<Place[]>`
    SELECT ${PLACE} FROM region_version v JOIN region r ON r.id = v.region_id
    WHERE v.region_id = ${regionId} AND v.valid_to IS NULL AND r.level <> 'VILLAGE'`;
  return place && isWithin(actor, place) ? place : null;
}

/**
 * The nearest places below that have a body of their own to report: children, and where one has none, its children. In the
 * order of their codes.
 */
export function loadUnitsBelow(tx: Tx, { regionId, level }: Pick<Place, 'regionId' | 'level'>): Promise<Place[]> {
  const depth = LEVELS.indexOf(level as (typeof LEVELS)[number]);
  const inside = depth === 0 ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(`v.${COLUMNS[depth]}`)} = ${regionId}`;
  const between = COLUMNS.slice(depth + 1).map((column) => {
    const id = Prisma.raw(`v.${column}`);
    return Prisma.sql`NOT (${id} IS NOT NULL AND ${id} <> v.region_id AND ${HAS_BODY(id)})`;
  });
  const nearest = between.length === 0 ? Prisma.sql`true` : Prisma.join(between, ' AND ');
  return tx.$queryRaw<Place[]>`
    SELECT ${PLACE} FROM region_version v JOIN region r ON r.id = v.region_id
    WHERE v.valid_to IS NULL AND ${inside} AND v.region_id <> ${regionId} AND r.level <> 'VILLAGE'
      AND v.region_id IN (SELECT region_id FROM organisation) AND ${HAS_BODY(Prisma.sql`v.region_id`)} AND ${nearest}
    ORDER BY v.code, v.region_id`;
}

/** Every place with a body of its own, by id; for the daily job. */
export function loadReportingPlaces(tx: Tx, after: number, count: number): Promise<Place[]> {
  return tx.$queryRaw<Place[]>`
    SELECT ${PLACE} FROM region_version v JOIN region r ON r.id = v.region_id
    WHERE v.valid_to IS NULL AND v.region_id > ${after} AND r.level <> 'VILLAGE'
      AND v.region_id IN (SELECT region_id FROM organisation) AND ${HAS_BODY(Prisma.sql`v.region_id`)}
    ORDER BY v.region_id LIMIT ${count}`;
}

/** The nearest place above that has a body; null at the top. */
export async function findUnitAbove(tx: Tx, place: PlacePath): Promise<number | null> {
  const path = [place.countyId, place.cityId, place.provinceId];
  for (const id of path.filter((one): one is number => one !== null && one !== place.regionId)) {
    const [found] = await tx.$queryRaw<{ has: boolean }[]>`SELECT ${HAS_BODY(Prisma.sql`${id}`)} AS has`;
    if (found?.has) return id;
  }
  return null;
}

export type FirstDay = { regionId: number; programmeId: string; day: Day };

/**
 * Since when places have cases, by programme, to the month: from the cube and what is pending. A place that had none until
 * the end of a period owes no report of it.
 */
export function loadFirstDays(tx: Tx, places: readonly Pick<Place, 'regionId' | 'level'>[], programmeId?: string) {
  const ids = places.map(({ regionId }) => regionId);
  const programme = programmeId ? Prisma.sql`AND programme_id = ${programmeId}::uuid` : Prisma.empty;
  const pending = [...new Set(places.map(({ level }) => level))].map((level) => {
    const depth = LEVELS.indexOf(level as (typeof LEVELS)[number]);
    const id = depth === 0 ? Prisma.sql`1` : Prisma.raw(COLUMNS[depth] ?? '');
    return Prisma.sql`UNION ALL SELECT ${id}, programme_id, day FROM figure_delta WHERE ${id} = ANY(${ids}) ${programme}`;
  });
  return tx.$queryRaw<FirstDay[]>`
    SELECT region_id AS "regionId", programme_id AS "programmeId", min(day)::text AS day FROM (
      SELECT region_id, programme_id, starts_on AS day FROM figure
      WHERE region_id = ANY(${ids}) AND owner_id = ${EVERYBODY}::uuid AND NOT late AND span = 'MONTH' ${programme}
      ${pending.length === 0 ? Prisma.empty : Prisma.join(pending, ' ')}
    ) days GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** The people of the bodies of a place whose roles hold a permission. */
export async function peopleOf(tx: Tx, regionIds: readonly number[], permission: Permission) {
  return tx.user.findMany({
    where: {
      status: 'ACTIVE',
      roles: { hasSome: [...PERMISSIONS[permission]] },
      organisation: { active: true, kind: { in: [...REPORTING_BODIES] }, regionId: { in: [...regionIds] } },
    },
    select: { id: true, organisation: { select: { regionId: true } } },
    orderBy: { id: 'asc' },
  });
}
