import 'server-only';
import type { Actor } from '@/domain/actor';
import { reviewImport } from '@/domain/fund-import';
import { type Cell, columnLetter, trimText } from '@/domain/fund-table/grid';
import type { Paging } from '@/domain/list-paging';
import type { ProjectSort } from '@/domain/lists';
import { can } from '@/domain/permissions';
import { bigrams, normaliseText } from '@/lib/text';
import { read } from '@/server/command';
import type { Prisma } from '@/server/db';
import { keysetWhere, toPage } from '@/server/keyset';
import { visibleTo } from '@/server/scope';
import { readGrid, readState } from './import-state';
import { plansVisibleTo, projectsVisibleTo } from './scope';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE_SIZE = 20;

export type ProjectFilter = { text?: string; village?: string; year?: number };

/** The words of a filter as a where: reference, initials, or any pairs of neighbouring characters of the name. */
function matching({ text = '', village = '', year }: ProjectFilter): Prisma.ProjectWhereInput {
  const word = normaliseText(text);
  const place = normaliseText(village);
  const pairs = bigrams(word);
  return {
    ...(year === undefined ? {} : { year }),
    ...(place === '' ? {} : { villageName: { contains: place } }),
    ...(word === ''
      ? {}
      : {
          OR: [
            { reference: word.toUpperCase() },
            { initials: { contains: word.toLowerCase() } },
            Array.from(word).length < 2 ? { name: { contains: word } } : { bigrams: { hasEvery: pairs } },
          ],
        }),
  };
}

const FIRST_PROJECTS: Paging<ProjectSort> = { sort: 'newest', descending: true, size: PAGE_SIZE, cursor: null };
const SORT_COLUMNS = {
  newest: 'id',
  reference: 'reference',
  planned: 'plannedAmountFen',
} as const satisfies Record<ProjectSort, string>;

/** A page of the project pool, with the sum of what the filter finds unless `totals` is none. Empty for who may not read it. */
export async function listProjects(
  actor: Actor,
  filter: ProjectFilter,
  paging: Paging<ProjectSort> = FIRST_PROJECTS,
  { totals = 'always' }: { totals?: 'always' | 'none' } = {},
) {
  const nothing = { rows: [], previous: null, next: null, count: 0, totalFen: 0n, years: [] as number[] };
  if (!can(actor, 'project.read')) return nothing;
  const visible = { ...projectsVisibleTo(actor), status: 'IN_POOL' as const };
  return read(actor, async (tx) => {
    const where = { AND: [visible, matching(filter)] };
    const column = SORT_COLUMNS[paging.sort];
    const keyset = keysetWhere(paging, column, column === 'plannedAmountFen' ? BigInt : String);
    const found = await tx.project.findMany({
      where: { AND: [where, keyset.where] },
      orderBy: keyset.orderBy,
      take: paging.size + 1,
      select: {
        id: true,
        reference: true,
        name: true,
        content: true,
        villageName: true,
        year: true,
        plannedAmountFen: true,
        _count: { select: { cases: { where: visibleTo(actor) } } },
      },
    });
    const asked = totals === 'always';
    const sums = asked ? await tx.project.aggregate({ where, _count: true, _sum: { plannedAmountFen: true } }) : null;
    const years = asked ? await tx.project.groupBy({ by: ['year'], where: visible, orderBy: { year: 'desc' } }) : [];
    const keyed = found.map((row) => ({ ...row, key: column === 'id' ? '' : String(row[column]) }));
    const page = toPage(keyed, paging);
    return {
      rows: page.rows.map(({ _count, key: _key, ...row }) => ({ ...row, cases: _count.cases })),
      previous: page.previous,
      next: page.next,
      count: sums?._count ?? 0,
      totalFen: sums?._sum.plannedAmountFen ?? 0n,
      years: years.map(({ year }) => year),
    };
  });
}

export type ProjectRow = Awaited<ReturnType<typeof listProjects>>['rows'][number];

/** One project of the pool with its plan line, the row it came from as the file has it, and its cases in the actor's scope. */
export async function findProject(actor: Actor, id: string) {
  if (!can(actor, 'project.read') || !UUID.test(id)) return null;
  return read(actor, async (tx) => {
    const project = await tx.project.findFirst({
      where: { id, ...projectsVisibleTo(actor) },
      include: {
        planLine: {
          include: {
            fundPlan: {
              include: { importBatch: { select: { fileName: true, sheetName: true, grid: true, mapping: true } } },
            },
          },
        },
        cases: {
          where: visibleTo(actor),
          orderBy: { id: 'desc' },
          select: { id: true, reference: true, title: true, stage: true, requestedAmountFen: true },
        },
      },
    });
    if (!project) return null;
    const regions = await tx.regionVersion.findMany({
      where: {
        regionId: { in: [project.countyId, project.townshipId, project.villageId].filter((region) => region !== null) },
        validTo: null,
      },
      select: { regionId: true, name: true },
    });
    const nameOf = (regionId: number | null) => regions.find((region) => region.regionId === regionId)?.name ?? null;
    const { planLine, ...columns } = project;
    return {
      ...columns,
      countyName: nameOf(project.countyId),
      townshipName: nameOf(project.townshipId),
      matchedVillageName: nameOf(project.villageId),
      plan: planLine && {
        id: planLine.fundPlan.id,
        title: planLine.fundPlan.title,
        confirmedAt: planLine.fundPlan.confirmedAt,
      },
      source: planLine && {
        fileName: planLine.fundPlan.importBatch.fileName,
        sheetName: planLine.fundPlan.importBatch.sheetName,
        row: planLine.rowNumber,
        cells: sourceCells(planLine.fundPlan.importBatch, planLine.rowNumber),
      },
    };
  });
}

/** The cells of a row under their heads, as the file has them. */
function sourceCells(batch: { grid: unknown; mapping: unknown }, row: number) {
  const grid = readGrid(batch.grid);
  const { table } = readState(batch.mapping);
  const heads = grid.rows.slice((table?.headerRow ?? 1) - 1, (table?.headerRow ?? 1) - 1 + (table?.headerRows ?? 0));
  const headOf = (index: number) =>
    heads
      .map((cells) => trimText(cells[index] ?? null))
      .filter(Boolean)
      .join(' / ');
  return (grid.rows[row - 1] ?? []).map((cell: Cell, index) => ({
    column: columnLetter(index),
    head: headOf(index),
    text: trimText(cell),
  }));
}

/** Published lists, latest first. */
export async function listPlans(actor: Actor, filter: { after?: string; size?: number }) {
  if (!can(actor, 'project.read')) return { rows: [], nextAfter: null };
  const { after, size = PAGE_SIZE } = filter;
  return read(actor, async (tx) => {
    const visible = await plansVisibleTo(tx, actor);
    const rows = await tx.fundPlan.findMany({
      where: { ...visible, ...(after !== undefined && UUID.test(after) ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: size + 1,
      select: { id: true, title: true, year: true, lineCount: true, totalFen: true, confirmedAt: true },
    });
    const page = rows.slice(0, size);
    return { rows: page, nextAfter: rows.length > size ? (page.at(-1)?.id ?? null) : null };
  });
}

/** A published list with all its lines, subsidies included, and the sums per kind. */
export async function findPlan(actor: Actor, id: string) {
  if (!can(actor, 'project.read') || !UUID.test(id)) return null;
  return read(actor, async (tx) => {
    const plan = await tx.fundPlan.findFirst({
      where: { id, ...(await plansVisibleTo(tx, actor)) },
      include: {
        importBatch: { select: { fileName: true, grid: true, mapping: true } },
        lines: {
          orderBy: { rowNumber: 'asc' },
          include: { project: { select: { id: true, reference: true } } },
        },
      },
    });
    if (!plan) return null;
    const { importBatch, ...columns } = plan;
    const input = { grid: readGrid(importBatch.grid), state: readState(importBatch.mapping), year: plan.year };
    const { summaries } = reviewImport({ ...input, villages: [], earlier: new Map() });
    return { ...columns, fileName: importBatch.fileName, summaries };
  });
}
