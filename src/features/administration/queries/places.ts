import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { normaliseText } from '@/lib/text';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { demand } from './demand';

export type OrganisationRow = {
  id: string;
  depth: number;
  kind: string;
  level: RegionLevel;
  name: Label;
  region: string;
  active: boolean;
  people: number;
};

/** All organisations as a tree in reading order, each with its depth. */
export async function listOrganisations(tx: Tx, actor: Actor): Promise<OrganisationRow[]> {
  demand(actor, 'organisation.manage');
  const rows = await tx.organisation.findMany({
    include: { _count: { select: { users: true } } },
    orderBy: [{ regionId: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const regions = await tx.regionVersion.findMany({
    where: { regionId: { in: rows.map((row) => row.regionId) }, validTo: null },
    select: { regionId: true, name: true },
  });
  const names = new Map(regions.map((region) => [region.regionId, region.name]));
  const children = groupByParent(rows);
  const inOrder = (parent: string | null, depth: number): OrganisationRow[] =>
    (children.get(parent) ?? []).flatMap((row) => [
      {
        id: row.id,
        depth,
        kind: row.kind,
        level: row.level,
        name: row.name as Label,
        region: names.get(row.regionId) ?? '',
        active: row.active,
        people: row._count.users,
      },
      ...inOrder(row.id, depth + 1),
    ]);
  return inOrder(null, 0);
}

function groupByParent<T extends { parentId: string | null }>(rows: readonly T[]): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>();
  for (const row of rows) groups.set(row.parentId, [...(groups.get(row.parentId) ?? []), row]);
  return groups;
}

export const REGIONS_SHOWN = 50;

export type RegionRow = {
  id: number;
  code: string | null;
  name: string;
  level: RegionLevel;
  path: string;
  since: string;
};

/** Places whose name holds the word or whose code begins with it, higher levels first; nothing for an empty word. */
export async function findRegions(tx: Tx, actor: Actor, typed: string): Promise<RegionRow[]> {
  demand(actor, 'organisation.manage');
  const word = normaliseText(typed);
  if (word === '') return [];
  const found = await tx.regionVersion.findMany({
    where: { validTo: null, ...(/^\d+$/.test(word) ? { code: { startsWith: word } } : { name: { contains: word } }) },
    include: { region: true },
    orderBy: [{ region: { level: 'asc' } }, { code: 'asc' }],
    take: REGIONS_SHOWN + 1,
  });
  const above = found.flatMap(({ provinceId, cityId, countyId, townshipId }) => [
    provinceId,
    cityId,
    countyId,
    townshipId,
  ]);
  const names = await tx.regionVersion.findMany({
    where: { regionId: { in: [...new Set(above.filter((id) => id !== null))] }, validTo: null },
    select: { regionId: true, name: true },
  });
  const nameOf = new Map(names.map((row) => [row.regionId, row.name]));
  return found.map((row) => ({
    id: row.regionId,
    code: row.code,
    name: row.name,
    level: row.region.level,
    path: [row.provinceId, row.cityId, row.countyId, row.townshipId]
      .filter((id) => id !== null && id !== row.regionId)
      .map((id) => nameOf.get(id ?? 0))
      .filter(Boolean)
      .join(' / '),
    since: toDay(row.validFrom),
  }));
}
