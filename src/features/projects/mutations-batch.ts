import 'server-only';
import type { ImportState } from '@/domain/fund-import';
import type { Grid } from '@/domain/fund-table/grid';
import { refuse } from '@/domain/refusal';
import type { ImportBatch } from '@/generated/prisma/client';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import type { Sheet } from '@/server/spreadsheet';
import { readGrid, readState, toJson, toStoredGrid } from './import-state';
import { importCountyOf } from './scope';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type OpenBatch = Omit<ImportBatch, 'grid' | 'mapping'> & { grid: Grid; state: ImportState };

/**
 * A change of a batch in preview. NOT_PERMITTED; NOT_FOUND outside the actor's county; IMPORT_ALREADY_CONFIRMED;
 * IMPORT_DISCARDED; CONFLICT when somebody else changed it since the page was drawn.
 */
export async function openBatch(tx: Tx, ctx: Context, batchId: string, version: number): Promise<OpenBatch> {
  const countyId = importCountyOf(ctx.actor) ?? refuse('NOT_PERMITTED');
  if (!UUID.test(batchId)) refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT 1 FROM import_batch WHERE id = ${batchId}::uuid FOR UPDATE`;
  const batch = await tx.importBatch.findFirst({ where: { id: batchId, countyId } });
  if (!batch) refuse('NOT_FOUND');
  if (batch.status === 'CONFIRMED') refuse('IMPORT_ALREADY_CONFIRMED');
  if (batch.status === 'DISCARDED') refuse('IMPORT_DISCARDED');
  if (batch.version !== version) refuse('CONFLICT');
  return { ...batch, grid: readGrid(batch.grid), state: readState(batch.mapping) };
}

type Change = { state: ImportState; year?: number; sheet?: Sheet };

/** One change of a batch in preview, recorded as `import.changed`. */
export function changeBatch(
  ctx: Context,
  { batchId, version }: { batchId: string; version: number },
  what: string,
  run: (batch: OpenBatch, tx: Tx) => Promise<Change> | Change,
): Promise<Result<{ batchId: string }>> {
  return write(ctx, async (tx) => {
    const batch = await openBatch(tx, ctx, batchId, version);
    const { state, year, sheet } = await run(batch, tx);
    await tx.importBatch.update({
      where: { id: batchId },
      data: {
        version: { increment: 1 },
        mapping: toJson(state),
        ...(year === undefined ? {} : { year }),
        ...(sheet ? { sheetName: sheet.name, grid: toStoredGrid(sheet) } : {}),
      },
    });
    await recordEvent(tx, ctx, {
      kind: 'import.changed',
      payload: { batchId, what },
      subjectId: batchId,
      scope: { provinceId: batch.provinceId, cityId: batch.cityId, countyId: batch.countyId },
    });
    return { batchId };
  });
}
