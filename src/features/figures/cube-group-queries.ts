import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { Prisma } from '@/server/db';
import { scopeSql } from '@/server/scope';

/** Regions of one level, whose rows have the same owners and spans. */
export type Places = { level: RegionLevel; ids: readonly number[] };
/** The places that lie in one. */
export type Below = { parentId: number; level: RegionLevel };
/**
 * The parts of one place: by whose cases they are (in the nation financiers, in province and city their provincial branches,
 * from the county down the branches that carry them), or by programme, of these.
 */
export type Shares = { placeId: number; level: RegionLevel } & (
  | { by: 'OWNER' }
  | { by: 'PROGRAMME'; programmeIds: readonly string[] }
);

/** One programme, or several whose sums are added up. */
export type Programmes = string | readonly string[];

export type CubeReach = {
  programmeId: Programmes;
  asOf: Day;
  today: Day;
  /** 当日所录: what had been recorded by the end of the day, rather than what is known of it now */
  asRecorded?: boolean;
};

const COLUMNS = {
  PROVINCE: 'province_id',
  CITY: 'city_id',
  COUNTY: 'county_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'village_id',
} as const;

const LEVEL_ABOVE = {
  PROVINCE: 'NATION',
  CITY: 'PROVINCE',
  COUNTY: 'CITY',
  TOWNSHIP: 'COUNTY',
  VILLAGE: 'TOWNSHIP',
} as const;

const EVERYBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Whose rows make up what the actor may see at a level (see figure_rows_of): everybody's, or those of one owner. The cube
 * keeps the lowest owner that matters at a level, so whoever stands above reads those of all below.
 */
function ownersSql({ scope }: Actor, { level, owners }: Group): Prisma.Sql {
  if (scope.kind !== 'FINANCIER') return owners ?? Prisma.sql`ARRAY[${EVERYBODY}::uuid]`;
  const id = scope.organisationId;
  if (level === 'NATION' || scope.column === 'countyBranchId') return Prisma.sql`ARRAY[${id}::uuid]`;
  const column = scope.column === 'financierId' ? Prisma.sql`financier_id` : Prisma.sql`provincial_branch_id`;
  const lowest = isAboveCounty(level) ? Prisma.sql`AND county_branch_id IS NULL` : Prisma.empty;
  return Prisma.sql`ARRAY(SELECT id FROM organisation WHERE ${column} = ${id}::uuid ${lowest})`;
}

/** Whether counties lie below it. */
export const isAboveCounty = (level: RegionLevel) => level === 'NATION' || level === 'PROVINCE' || level === 'CITY';

/**
 * The finest span that the cube keeps of a place (the depths of figure_rows_of): days from the county up, months in a
 * township; of one owner it keeps a step less from the county down.
 */
export function finestSpan({ scope }: Actor, { level, owners }: Group): 'DAY' | 'MONTH' | 'TOTAL' {
  const isOfOwners = scope.kind === 'FINANCIER' || owners !== undefined;
  if (level === 'VILLAGE') return 'TOTAL';
  if (level === 'TOWNSHIP') return isOfOwners ? 'TOTAL' : 'MONTH';
  return level === 'COUNTY' && isOfOwners ? 'MONTH' : 'DAY';
}

/** Which rows a reader wants: of these places, of those below one, or of one by its parts. */
export type Group = {
  level: RegionLevel;
  /** over `figure f` */
  kept: Prisma.Sql;
  /** over events or pending deltas under an alias */
  live: (alias: string) => Prisma.Sql;
  /** whose rows, where they are told apart by owner */
  owners?: Prisma.Sql;
  /** which part of a place a row is of; without it they are told apart by place alone */
  part?: { kept: Prisma.Sql; live: (alias: string) => Prisma.Sql };
  /** instead of the one programme of the reach */
  programmeIds?: readonly string[];
};

/** The columns by which rows of a group are told apart: place and part. */
export const keptKeys = ({ part }: Group) =>
  Prisma.sql`f.region_id, ${part ? part.kept : Prisma.sql`NULL::uuid`} AS part`;
export const liveKeys = ({ level, part }: Group, alias: string) =>
  Prisma.sql`${placeSql(level, alias)} AS region_id, ${part ? part.live(alias) : Prisma.sql`NULL::uuid`} AS part`;

export function groupOfShares(shares: Shares, programmeId: Programmes): Group {
  const place = groupOf({ level: shares.level, ids: [shares.placeId] });
  if (shares.by === 'PROGRAMME') {
    const column = (alias: string) => Prisma.raw(`${alias}.programme_id`);
    return { ...place, programmeIds: shares.programmeIds, part: { kept: column('f'), live: column } };
  }
  if (typeof programmeId !== 'string') throw new Error('owners are of one programme');
  return {
    ...place,
    owners: ownersIn(shares.placeId, programmeId),
    part: { kept: Prisma.sql`f.owner_id`, live: (alias) => Prisma.raw(ownerAt(shares.level, alias)) },
  };
}

/** Who has rows of a programme in a place: read from one owner to the next, for each has thousands of rows. */
function ownersIn(placeId: number, programmeId: string): Prisma.Sql {
  const next = (after: Prisma.Sql) => Prisma.sql`(SELECT f.owner_id FROM figure f WHERE f.region_id = ${placeId}
    AND f.programme_id = ${programmeId}::uuid AND f.owner_id > ${after} ORDER BY f.owner_id LIMIT 1)`;
  return Prisma.sql`ARRAY(WITH RECURSIVE owner(id) AS (
    SELECT ${next(Prisma.sql`${EVERYBODY}::uuid`)} UNION ALL SELECT ${next(Prisma.sql`owner.id`)} FROM owner WHERE owner.id IS NOT NULL)
    SELECT id FROM owner WHERE id IS NOT NULL)`;
}

/** Whose case it is at a level, as figure_rows_of says. */
function ownerAt(level: RegionLevel, alias: string): string {
  if (level === 'NATION') return `${alias}.financier_id`;
  const upper = `${alias}.provincial_branch_id, ${alias}.financier_id`;
  return isAboveCounty(level) ? `coalesce(${upper})` : `coalesce(${alias}.county_branch_id, ${upper})`;
}

export function groupOf(places: Places | Below): Group {
  const { level } = places;
  if ('ids' in places) {
    const ids = Prisma.sql`= ANY(${places.ids})`;
    return {
      level,
      kept: Prisma.sql`f.region_id ${ids}`,
      live: (alias) => Prisma.sql`${placeSql(level, alias)} ${ids} ${inCountiesOf(level, ids, alias)}`,
    };
  }
  const above = level === 'NATION' ? 'NATION' : LEVEL_ABOVE[level];
  return {
    level,
    kept: Prisma.sql`f.parent_id = ${places.parentId}`,
    live: (alias) =>
      Prisma.sql`${placeSql(above, alias)} = ${places.parentId} AND ${placeSql(level, alias)} IS NOT NULL`,
  };
}

/** Events are found by county: below one, those of the counties in which the places lie or ever lay. */
function inCountiesOf(level: RegionLevel, ids: Prisma.Sql, alias: string): Prisma.Sql {
  if (level !== 'TOWNSHIP' && level !== 'VILLAGE') return Prisma.empty;
  return Prisma.sql`AND ${Prisma.raw(`${alias}.county_id`)} = ANY(ARRAY(SELECT v.county_id FROM region_version v WHERE v.region_id ${ids}))`;
}

/** The id that an event or a pending delta has at a level. */
function placeSql(level: RegionLevel, alias: string): Prisma.Sql {
  return level === 'NATION' ? Prisma.sql`1` : Prisma.raw(`${alias}.${COLUMNS[level]}`);
}

/** Rows of the cube of a group, as far as the actor may see; `late` are those of what was recorded after its day. */
export function keptSql(actor: Actor, group: Group, programmeId: Programmes, late = false): Prisma.Sql {
  return Prisma.sql`${group.kept} AND ${programmeSql(group, programmeId, 'f')}
    AND f.owner_id = ANY(${ownersSql(actor, group)}) AND f.late = ${late}`;
}

function programmeSql({ programmeIds }: Group, programmeId: Programmes, alias: string): Prisma.Sql {
  const column = Prisma.raw(`${alias}.programme_id`);
  const wanted = programmeIds ?? programmeId;
  return typeof wanted === 'string'
    ? Prisma.sql`${column} = ${wanted}::uuid`
    : Prisma.sql`${column} = ANY(${wanted}::uuid[])`;
}

/** Events or pending deltas of a group, as far as the actor may see. */
export function mineSql(actor: Actor, group: Group, programmeId: Programmes, alias: string): Prisma.Sql {
  return Prisma.sql`${group.live(alias)} AND ${programmeSql(group, programmeId, alias)} AND ${scopeSql(actor, alias)}`;
}
