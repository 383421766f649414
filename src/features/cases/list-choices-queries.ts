import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { read } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';
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

const ABOVE = ['provinceId', 'cityId', 'countyId', 'townshipId'] as const;
const MANY = 500;

/**
 * The part of the region tree that a person chooses from: the way from the top of their own area down to what is chosen,
 * the regions below it and, while these are few, one step more. A choice opens its next step.
 */
async function regionTree(tx: Tx, actor: Actor, chosen: number | undefined): Promise<RegionNode[]> {
  const { scope, organisation } = actor;
  const top = scope.kind === 'REGION' ? scope.regionId : organisation.regionId;
  const current = { validTo: null };
  const picked = await tx.regionVersion.findFirst({ where: { regionId: chosen ?? top, ...current } });
  const above = picked ? ABOVE.flatMap((column) => picked[column] ?? []).filter((id) => id !== picked.regionId) : [];
  const fromTop = above.includes(top)
    ? above.slice(above.indexOf(top))
    : (await isNation(tx, top))
      ? [top, ...above]
      : [];
  // what lies outside the own area opens nothing
  const path = !picked || picked.regionId === top || fromTop.length === 0 ? [top] : [...fromTop, picked.regionId];
  const below = (where: Prisma.RegionVersionWhereInput) =>
    tx.regionVersion.findMany({
      where: { ...where, ...current },
      orderBy: [{ code: 'asc' }, { name: 'asc' }],
      take: MANY,
      select: { regionId: true, name: true, parentId: true },
    });
  const rows = await below({ parentId: { in: path } });
  const last = rows.filter((row) => row.parentId === path.at(-1));
  const deeper = last.length <= 30 ? await below({ parentId: { in: last.map((row) => row.regionId) } }) : [];
  const names = await regionNamesOf(tx, [top]);
  const all = [...rows, ...deeper];
  const nodes: RegionNode[] = [];
  const add = (id: number, name: string, depth: number) => {
    nodes.push({ id, name, depth });
    for (const row of all) if (row.parentId === id) add(row.regionId, row.name, depth + 1);
  };
  add(top, names.get(top) ?? '', 0);
  return nodes;
}

async function isNation(tx: Tx, id: number): Promise<boolean> {
  return (await tx.region.count({ where: { id, level: 'NATION' } })) > 0;
}

/** The regions that a list can be narrowed by, open as far as the one that is chosen. */
export function listRegionChoices(actor: Actor, chosen: number | undefined): Promise<RegionNode[]> {
  return read(actor, (tx) => regionTree(tx, actor, chosen));
}

/** What the list can be narrowed by: regions of the person's own area, financiers (for who sees several), programmes. */
export function listCaseChoices(actor: Actor, filter: CaseFilter): Promise<CaseChoices> {
  return read(actor, async (tx) => {
    const heads =
      actor.scope.kind === 'FINANCIER'
        ? []
        : await tx.organisation.findMany({
            where: { kind: { in: ['BANK', 'INSURER'] }, level: 'NATION' },
            orderBy: { id: 'asc' },
            select: { id: true, name: true },
          });
    const programmes = await tx.programme.findMany({ orderBy: { code: 'asc' }, select: { id: true, name: true } });
    return {
      regions: await regionTree(tx, actor, filter.regionId),
      financiers: heads.map((row) => ({ id: row.id, name: row.name as Label })),
      programmes: programmes.map((row) => ({ id: row.id, name: row.name as Label })),
    };
  });
}

/** The names behind the ids of a filter. */
export function filterNames(actor: Actor, filter: CaseFilter, inWords: (label: Label) => string): Promise<FilterNames> {
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
