import 'server-only';
import { headerFingerprint, noteOf, type ReviewedLine } from '@/domain/fund-import';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import { takeNumbers } from '@/server/counters';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { searchKeys } from '@/server/pinyin';
import { toJson } from './import-state';
import { type OpenBatch, openBatch } from './mutations-batch';
import { reviewBatch } from './queries-import';

// Rows of one statement; every row has up to twenty parameters.
const CHUNK = 1_000;

/**
 * Writes a reviewed table: the plan with each of its kept lines, a pool project per PROJECT line, and the mapping for the
 * next file of the kind. Subsidies stay in the plan alone. Refuses NOT_PERMITTED, NOT_FOUND, CONFLICT,
 * IMPORT_ALREADY_CONFIRMED, IMPORT_DISCARDED, IMPORT_HAS_ERRORS {count}, IMPORT_DUPLICATE {count}, IMPORT_NOTHING_LEFT.
 */
export function confirmImport(
  ctx: Context,
  input: { batchId: string; version: number },
): Promise<Result<{ planId: string; lines: number; projects: number; totalFen: bigint }>> {
  return write(ctx, async (tx) => {
    const batch = await openBatch(tx, ctx, input.batchId, input.version);
    // Two tables of one county are confirmed one after the other, so that the second sees the lines of the first.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('fund_plan'), ${batch.countyId}::int)`;
    const { review } = await reviewBatch(tx, batch);
    if (review.errors > 0) refuse('IMPORT_HAS_ERRORS', { count: review.errors });
    if (review.duplicates > 0) refuse('IMPORT_DUPLICATE', { count: review.duplicates });
    if (review.kept.length === 0) refuse('IMPORT_NOTHING_LEFT');

    const place = { provinceId: batch.provinceId, cityId: batch.cityId, countyId: batch.countyId };
    const plan = await tx.fundPlan.create({
      data: {
        ...place,
        importBatchId: batch.id,
        title: batch.state.title,
        year: batch.year,
        totalFen: review.sumFen,
        lineCount: review.kept.length,
        confirmedById: ctx.actor.userId,
        confirmedAt: ctx.now,
      },
      select: { id: true },
    });
    await rememberMapping(tx, ctx, batch);
    await tx.importBatch.update({
      where: { id: batch.id },
      data: { status: 'CONFIRMED', confirmedAt: ctx.now, version: { increment: 1 } },
    });
    const projects = review.kept.filter(({ kind }) => kind === 'PROJECT');
    const idOfRow = await enterProjects(tx, ctx, batch, projects);
    await writeLines(tx, batch, plan.id, review.kept, idOfRow);
    await recordEvent(tx, ctx, {
      kind: 'import.confirmed',
      payload: { batchId: batch.id, planId: plan.id, lines: review.kept.length, totalFen: review.sumFen.toString() },
      subjectId: plan.id,
      scope: place,
    });
    if (projects.length > 0)
      await recordEvent(tx, ctx, {
        kind: 'projects.entered',
        payload: { planId: plan.id, count: projects.length },
        subjectId: plan.id,
        scope: place,
      });
    return { planId: plan.id, lines: review.kept.length, projects: projects.length, totalFen: review.sumFen };
  });
}

/** Pool projects of the lines, numbered without gaps in the order of the table; their ids by row. */
async function enterProjects(
  tx: Tx,
  ctx: Context,
  batch: OpenBatch,
  lines: readonly ReviewedLine[],
): Promise<Map<number, string>> {
  const idOfRow = new Map<number, string>();
  if (lines.length === 0) return idOfRow;
  const villageIds = lines.flatMap(({ villageId }) => (villageId === null ? [] : [villageId]));
  const villages = await tx.regionVersion.findMany({
    where: { regionId: { in: [...new Set(villageIds)] }, validTo: null },
    select: { regionId: true, parentId: true },
  });
  const townshipOf = new Map(villages.map(({ regionId, parentId }) => [regionId, parentId]));
  const county = await tx.regionVersion.findFirstOrThrow({
    where: { regionId: batch.countyId, validTo: null },
    select: { code: true },
  });
  const first = await takeNumbers(tx, batch.countyId, batch.year, 'PROJECT', lines.length);
  const rows = lines.map((line, index) => {
    const { pinyin: _pinyin, ...keys } = searchKeys(line.projectName ?? '');
    return {
      ...keys,
      reference: `P-${county.code ?? batch.countyId}-${batch.year}-${String(first + index).padStart(4, '0')}`,
      provinceId: batch.provinceId,
      cityId: batch.cityId,
      countyId: batch.countyId,
      townshipId: line.villageId === null ? null : (townshipOf.get(line.villageId) ?? null),
      villageId: line.villageId,
      villageName: line.village,
      name: line.projectName ?? '',
      content: line.content ?? '',
      year: batch.year,
      plannedAmountFen: line.amountFen ?? 0n,
      note: noteOf(line),
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
    };
  });
  const rowOf = new Map(rows.map(({ reference }, index) => [reference, lines[index]?.row]));
  for (let from = 0; from < rows.length; from += CHUNK) {
    const created = await tx.project.createManyAndReturn({
      data: rows.slice(from, from + CHUNK),
      select: { id: true, reference: true },
    });
    for (const { id, reference } of created) {
      const row = rowOf.get(reference);
      if (row !== undefined) idOfRow.set(row, id);
    }
  }
  return idOfRow;
}

async function writeLines(
  tx: Tx,
  batch: OpenBatch,
  fundPlanId: string,
  lines: readonly ReviewedLine[],
  idOfRow: ReadonlyMap<number, string>,
): Promise<void> {
  const rows = lines.map((line) => ({
    fundPlanId,
    countyId: batch.countyId,
    rowNumber: line.row,
    sequence: line.sequence,
    kind: line.kind,
    villageName: line.village,
    projectName: line.projectName ?? '',
    content: line.content ?? '',
    amountFen: line.amountFen ?? 0n,
    note: noteOf(line),
    fingerprint: line.fingerprint,
    projectId: idOfRow.get(line.row) ?? null,
  }));
  for (let from = 0; from < rows.length; from += CHUNK)
    await tx.fundPlanLine.createMany({ data: rows.slice(from, from + CHUNK) });
}

async function rememberMapping(tx: Tx, ctx: Context, { countyId, grid, state }: OpenBatch): Promise<void> {
  const { table } = state;
  if (!table) return;
  const known = headerFingerprint(grid, table.headerRow, table.headerRows);
  const saved = { mapping: toJson(table), savedById: ctx.actor.userId, savedAt: ctx.now };
  await tx.importMapping.upsert({
    where: { countyId_headerFingerprint: { countyId, headerFingerprint: known } },
    create: { countyId, headerFingerprint: known, ...saved },
    update: saved,
  });
}
