import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { read } from '@/server/command';
import { readSql, type SqlReader } from '@/server/sql';
import type { CaseFilter } from './list-conditions-queries';
import type { FilterNames } from './list-filter';
import { organisationNamesOf, regionNamesOf } from './people';

/** A region to choose, `depth` steps below the top of the person's own area. */
export type RegionNode = { id: number; name: string; depth: number };
export type CaseChoices = {
  regions: RegionNode[];
  financiers: { id: string; name: Label }[];
  programmes: { id: string; name: Label }[];
};

const MANY = 500;
/** One step more is shown while it is so short: the villages of a county would be most of its page. */
const FEW = 200;

/**
 * The part of the region tree that a person chooses from: the way from the top of their own area down to what is chosen,
 * the regions below it and, while that is short, one step more. A choice opens its next step; what lies outside the own
 * area opens nothing.
 */
async function regionTree(sql: SqlReader, actor: Actor, chosen: number | undefined): Promise<RegionNode[]> {
  const { scope, organisation } = actor;
  const top = scope.kind === 'REGION' ? scope.regionId : organisation.regionId;
  const rows = await sql.$queryRaw<{ id: number; name: string; parentId: number | null }[]>`
    WITH picked AS (
      SELECT array_remove(ARRAY[v.province_id, v.city_id, v.county_id, v.township_id], NULL) || v.region_id AS way
      FROM region_version v WHERE v.region_id = ${chosen ?? top}::int AND v.valid_to IS NULL),
    path AS (
      SELECT coalesce((
        SELECT CASE
          WHEN array_position(way, ${top}::int) IS NOT NULL THEN way[array_position(way, ${top}::int):]
          WHEN (SELECT level FROM region WHERE id = ${top}::int) = 'NATION' THEN ${top}::int || way END
        FROM picked), ARRAY[${top}::int]) AS ids),
    below AS (
      SELECT v.region_id, v.name, v.parent_id, v.code FROM region_version v, path
      WHERE v.valid_to IS NULL AND v.parent_id = ANY(path.ids) ORDER BY v.code, v.name LIMIT ${MANY}),
    last AS (SELECT b.region_id FROM below b, path WHERE b.parent_id = path.ids[cardinality(path.ids)]),
    deeper AS (
      SELECT v.region_id, v.name, v.parent_id, v.code FROM region_version v
      WHERE v.valid_to IS NULL AND v.parent_id IN (SELECT region_id FROM last) LIMIT ${FEW + 1})
    SELECT region_id AS id, name, NULL::int AS "parentId", NULL AS code FROM region_version WHERE region_id = ${top}::int AND valid_to IS NULL
    UNION ALL (SELECT region_id, name, parent_id, code FROM (
      SELECT * FROM below UNION ALL SELECT * FROM deeper WHERE (SELECT count(*) FROM deeper) <= ${FEW}) b ORDER BY code, name)`;
  const below = new Map<number | null, typeof rows>();
  for (const row of rows) below.set(row.parentId, [...(below.get(row.parentId) ?? []), row]);
  const nodes: RegionNode[] = [];
  const add = ({ id, name }: { id: number; name: string }, depth: number) => {
    nodes.push({ id, name, depth });
    for (const row of below.get(id) ?? []) add(row, depth + 1);
  };
  for (const row of below.get(null) ?? []) add(row, 0);
  return nodes;
}

/** The regions that a list can be narrowed by, open as far as the one that is chosen. */
export function listRegionChoices(actor: Actor, chosen: number | undefined): Promise<RegionNode[]> {
  return readSql(actor, (sql) => regionTree(sql, actor, chosen));
}

/** What the list can be narrowed by: regions of the person's own area, financiers (for who sees several), programmes. */
export function listCaseChoices(actor: Actor, filter: CaseFilter): Promise<CaseChoices> {
  return readSql(actor, async (sql) => {
    const [financiers, programmes, regions] = await Promise.all([
      actor.scope.kind === 'FINANCIER'
        ? []
        : sql.$queryRaw<CaseChoices['financiers']>`
          SELECT id, name FROM organisation WHERE kind IN ('BANK', 'INSURER') AND level = 'NATION' ORDER BY id`,
      sql.$queryRaw<CaseChoices['programmes']>`SELECT id, name FROM programme ORDER BY code`,
      regionTree(sql, actor, filter.regionId),
    ]);
    return { regions, financiers, programmes };
  });
}

/** The names behind the ids of a filter. */
export async function filterNames(
  actor: Actor,
  filter: CaseFilter,
  inWords: (label: Label) => string,
): Promise<FilterNames> {
  const { regionId, financierId, programmeId } = filter;
  if (!regionId && !financierId && !programmeId) return {};
  return read(actor, async (tx) => {
    const { regionId, financierId, provincialBranchId, branchId, programmeId } = filter;
    const organisations = await organisationNamesOf(tx, [financierId, provincialBranchId, branchId]);
    const nameOf = (id: string | undefined) => {
      const name = organisations.get(id ?? '');
      return id && (name ? inWords(name) : id);
    };
    const programme = programmeId ? await tx.programme.findUnique({ where: { id: programmeId } }) : null;
    return {
      region: regionId ? ((await regionNamesOf(tx, [regionId])).get(regionId) ?? String(regionId)) : undefined,
      financier: nameOf(financierId),
      provincialBranch: nameOf(provincialBranchId),
      branch: nameOf(branchId),
      programme: programmeId && (programme ? inWords(programme.name as Label) : programmeId),
    };
  });
}
