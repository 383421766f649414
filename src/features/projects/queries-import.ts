import 'server-only';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { type EarlierLine, type ImportReview, type ImportState, reviewImport } from '@/domain/fund-import';
import type { Grid } from '@/domain/fund-table/grid';
import { fundLineFingerprint } from '@/domain/fund-table/matching';
import { readTable } from '@/domain/fund-table/read-table';
import type { ImportStatus } from '@/generated/prisma/enums';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { readGrid, readState } from './import-state';
import { importCountyOf } from './scope';

export type Village = { id: string; regionId: number; name: string; townshipName: string | null };

/** The villages of a county as regions stand now, by township. Empty where the region data end at the township. */
export async function listVillages(tx: Tx, countyId: number): Promise<Village[]> {
  const [villages, townships] = await Promise.all([
    tx.regionVersion.findMany({
      where: { countyId, validTo: null, region: { level: 'VILLAGE' } },
      orderBy: { code: 'asc' },
      select: { regionId: true, name: true, parentId: true },
    }),
    tx.regionVersion.findMany({
      where: { countyId, validTo: null, region: { level: 'TOWNSHIP' } },
      select: { regionId: true, name: true },
    }),
  ]);
  const names = new Map(townships.map(({ regionId, name }) => [regionId, name]));
  return villages.map(({ regionId, name, parentId }) => ({
    id: String(regionId),
    regionId,
    name,
    townshipName: (parentId !== null && names.get(parentId)) || null,
  }));
}

// Below the most parameters one statement takes.
const CHUNK = 5_000;

/** What the county already has of these lines: lines of confirmed plans, and pool projects that came in by another way. */
async function findEarlier(
  tx: Tx,
  countyId: number,
  year: number,
  fingerprints: string[],
): Promise<Map<string, EarlierLine>> {
  const earlier = new Map<string, EarlierLine>();
  const wanted = new Set(fingerprints);
  if (wanted.size === 0) return earlier;
  // Those without a key came in before keys were kept; the others are asked for below, for there may be a million.
  const projects = await tx.project.findMany({
    where: { countyId, year, status: 'IN_POOL', planLine: null, fingerprint: null },
    select: { villageName: true, name: true, content: true },
  });
  for (const { villageName, name, content } of projects) {
    const fingerprint = fundLineFingerprint({ village: villageName, projectName: name, content }, year);
    if (wanted.has(fingerprint)) earlier.set(fingerprint, { confirmedOn: null, title: null });
  }
  for (let from = 0; from < fingerprints.length; from += CHUNK) {
    const asked = fingerprints.slice(from, from + CHUNK);
    const taken = await tx.$queryRaw<{ fingerprint: string }[]>`
      SELECT f AS fingerprint FROM unnest(${asked}::text[]) f WHERE EXISTS (SELECT FROM project p
        WHERE p.county_id = ${countyId} AND p.fingerprint = md5(f)::uuid AND p.status = 'IN_POOL')`;
    for (const { fingerprint } of taken) earlier.set(fingerprint, { confirmedOn: null, title: null });
    const lines = await tx.fundPlanLine.findMany({
      where: { countyId, fingerprint: { in: asked } },
      orderBy: { id: 'asc' },
      select: { fingerprint: true, fundPlan: { select: { confirmedAt: true, title: true } } },
    });
    for (const { fingerprint, fundPlan } of lines)
      earlier.set(fingerprint, { confirmedOn: dayOf(fundPlan.confirmedAt), title: fundPlan.title });
  }
  return earlier;
}

export type Reviewable = {
  countyId: number;
  year: number;
  status: ImportStatus;
  grid: Grid;
  state: ImportState;
};

/** The batch's table read and judged against what the county has at this moment. */
export async function reviewBatch(
  tx: Tx,
  { countyId, year, status, grid, state }: Reviewable,
): Promise<{ review: ImportReview; villages: Village[] }> {
  const villages = await listVillages(tx, countyId);
  const fingerprints = state.table
    ? readTable(grid, state.table).lines.map((line) => fundLineFingerprint(line, year))
    : [];
  // Once it is confirmed its own lines would be found.
  const earlier =
    status === 'PREVIEW' ? await findEarlier(tx, countyId, year, fingerprints) : new Map<string, EarlierLine>();
  return { review: reviewImport({ grid, state, year, villages, earlier }), villages };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A batch of the actor's own county with its review; null exactly as for an id that does not exist. */
export function findImport(actor: Actor, batchId: string) {
  const countyId = importCountyOf(actor);
  if (countyId === null || !UUID.test(batchId)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const batch = await tx.importBatch.findFirst({
      where: { id: batchId, countyId },
      include: { plan: { select: { id: true, lineCount: true, totalFen: true, confirmedAt: true } } },
    });
    if (!batch) return null;
    const open = { ...batch, grid: readGrid(batch.grid), state: readState(batch.mapping) };
    return { batch: open, ...(await reviewBatch(tx, open)) };
  });
}

export type FoundImport = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** The tables the county still has in preview, latest first. */
export function listOpenImports(actor: Actor) {
  const countyId = importCountyOf(actor);
  if (countyId === null) return Promise.resolve([]);
  return read(actor, (tx) =>
    tx.importBatch.findMany({
      where: { countyId, status: 'PREVIEW' },
      orderBy: { id: 'desc' },
      take: 20,
      select: { id: true, fileName: true, sheetName: true, createdAt: true },
    }),
  );
}
