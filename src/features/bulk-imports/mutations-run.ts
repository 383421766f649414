import 'server-only';
import { BULK_LIMITS, type BulkFailure, type BulkHead, type BulkLimits } from '@/domain/bulk-import';
import type { Cell } from '@/domain/fund-table/grid';
import { type Context, write } from '@/server/command';
import { recordEvent } from '@/server/events';
import { readLongTable, UnreadableTable } from '@/server/long-table';
import { asSystem } from '@/server/row-scope';
import { loadActor } from '@/server/session';
import { readSpreadsheet } from '@/server/spreadsheet';
import { openStream } from '@/server/storage';
import { FileFailure, readBatches } from './batches';
import { takeBatch } from './mutations-batch';
import { countyRows, listCounties } from './places';
import { importAreaOf } from './scope';

/**
 * Takes a sent list into the pool, batch by batch, until it ends, is cancelled, or cannot be read on. Begun again after a
 * crash it reads the file from its start and writes behind the mark of the last batch. Who may no longer import, or
 * another area, by now gets nothing further: the import fails.
 */
export async function runBulkImport(
  importId: string,
  now: Date,
  requestId: string,
  limits: BulkLimits = BULK_LIMITS,
): Promise<void> {
  const begun = await asSystem('a job', async (tx) => {
    const started = await tx.bulkImport.updateMany({
      where: { id: importId, status: { in: ['QUEUED', 'RUNNING'] } },
      data: { status: 'RUNNING' },
    });
    if (started.count === 0) return null;
    const found = await tx.bulkImport.findUniqueOrThrow({ where: { id: importId }, include: { file: true } });
    return { row: found, actor: await loadActor(tx, found.requestedById, found.requestedById) };
  });
  if (!begun) return;
  const { row, actor } = begun;
  const ctx = (who: Context['actor']): Context => ({ actor: who, now, requestId });
  const area = actor && importAreaOf(actor);
  const sentFor = row.countyId ?? row.cityId ?? row.provinceId;
  if (!actor || !area || area.regionId !== sentFor) {
    await asSystem('a job', (tx) =>
      tx.bulkImport.updateMany({
        where: { id: importId, status: 'RUNNING' },
        data: { status: 'FAILED', failure: 'NO_LONGER_ALLOWED', finishedAt: now },
      }),
    );
    return;
  }
  let bytesRead = 0;
  const rows = await openRows(row.file.key, row.fileName, (bytes) => {
    bytesRead = bytes;
  });
  let head: BulkHead | null = null;
  const batches = readBatches(rows, {
    fileName: row.fileName,
    counties: await listCounties(actor, area),
    rowsOf: countyRows(actor),
    after: row.rowsRead,
    limits,
    onHead: (found) => {
      head = found;
    },
  });
  let failure: BulkFailure | null = null;
  // The next batch is read and judged while the database writes this one.
  let writing: ReturnType<typeof takeBatch> = Promise.resolve('WRITTEN');
  try {
    for await (const batch of batches) {
      if ((await writing) !== 'WRITTEN') return;
      if (batch.after === row.rowsRead) await keepHead(importId, head);
      writing = takeBatch(ctx(actor), importId, batch, { bytesRead: Math.min(bytesRead, row.sizeBytes), limits });
      // waited for above or below; an error is not lost, only not thrown while nobody waits
      writing.catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof FileFailure) failure = error.failure;
    else if (error instanceof UnreadableTable) failure = error.code;
    else {
      await writing.catch(() => undefined);
      throw error;
    }
  }
  if ((await writing) === 'WRITTEN') await finish(ctx(actor), importId, failure);
}

async function keepHead(importId: string, head: BulkHead | null): Promise<void> {
  if (!head) return;
  const { headRows } = head;
  await asSystem('a job', (tx) => tx.bulkImport.update({ where: { id: importId }, data: { head: headRows } }));
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The rows of the file: a CSV as it comes, a workbook (the faulty rows mended and sent again) whole. */
async function openRows(
  key: string,
  fileName: string,
  onBytes: (bytes: number) => void,
): Promise<AsyncIterable<Cell[]>> {
  const [probe, source] = (await openStream(key)).tee();
  const reader = probe.getReader();
  const { value: first } = await reader.read();
  reader.cancel();
  if (!first || !isZip(first)) return readLongTable(source, onBytes);
  const bytes = Buffer.from(await new Response(source).arrayBuffer());
  onBytes(bytes.length);
  return readSheetRows(bytes, fileName);
}

async function* readSheetRows(bytes: Buffer, fileName: string): AsyncGenerator<Cell[]> {
  const file = await readSpreadsheet(bytes, fileName);
  if (!file.ok) throw new FileFailure(file.code === 'TOO_MANY_ROWS' ? 'TOO_MANY_ROWS' : 'FILE_BROKEN');
  for (const cells of file.sheets[0]?.rows ?? []) yield cells;
}

function finish(ctx: Context, importId: string, failure: BulkFailure | null) {
  return write(ctx, async (tx) => {
    const { count } = await tx.bulkImport.updateMany({
      where: { id: importId, status: 'RUNNING' },
      data: { status: failure ? 'FAILED' : 'DONE', failure, finishedAt: ctx.now },
    });
    if (count === 0) return;
    const row = await tx.bulkImport.findUniqueOrThrow({ where: { id: importId } });
    await recordEvent(tx, ctx, {
      kind: 'import.bulk-finished',
      payload: {
        taken: row.rowsTaken,
        duplicates: row.rowsDuplicate,
        faulty: row.rowsFaulty,
        takenFen: row.takenFen.toString(),
        ...(failure ? { failure } : {}),
      },
      subjectId: importId,
      scope: { provinceId: row.provinceId, cityId: row.cityId, countyId: row.countyId },
    });
  });
}
