import 'server-only';
import { BULK_LIMITS } from '@/domain/bulk-import';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { addJob } from '@/server/jobs';
import { storeWith } from '@/server/storage';
import { bulkImportsVisibleTo, type ImportArea, importAreaOf } from './scope';

/**
 * Takes a long list: the file as it streams in, a line about it, and the job that enters its rows. Refuses
 * NOT_PERMITTED, FILE_EMPTY, FILE_TOO_LARGE, and BULK_IMPORT_UNDER_WAY while another of the same area runs.
 */
export async function startBulkImport(
  ctx: Context,
  input: { fileName: string; bytes: AsyncIterable<Uint8Array> | Uint8Array },
): Promise<Result<{ importId: string }>> {
  const area = importAreaOf(ctx.actor);
  if (!area) return { ok: false, refusal: { code: 'NOT_PERMITTED' } };
  const fileName = plainFileName(input.fileName);
  return storeWith(
    input.bytes,
    (stored) =>
      write(ctx, async (tx) => {
        const place = await placeOf(tx, area);
        // one area's lists after each other, so that two at once do not both find room
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bulk_import'), ${area.regionId}::int)`;
        const underWay = await tx.bulkImport.count({ where: { ...place, status: { in: ['QUEUED', 'RUNNING'] } } });
        if (underWay > 0) refuse('BULK_IMPORT_UNDER_WAY');
        const uploaded = { uploadedById: ctx.actor.userId, uploadedAt: ctx.now };
        const file = await tx.storedFile.create({
          data: { ...stored, ...uploaded, mediaType: 'text/csv', originalName: fileName },
        });
        await addJob(tx, 'file.scan', { fileId: file.id });
        const { id } = await tx.bulkImport.create({
          data: {
            ...place,
            fileId: file.id,
            fileName,
            sizeBytes: stored.sizeBytes,
            requestedById: ctx.actor.userId,
            requestedAt: ctx.now,
          },
          select: { id: true },
        });
        await recordEvent(tx, ctx, {
          kind: 'import.bulk-started',
          payload: { bytes: stored.sizeBytes },
          subjectId: id,
          scope: place,
        });
        await addJob(tx, 'projects.import', { importId: id });
        return { importId: id };
      }),
    { maxMegabytes: BULK_LIMITS.megabytes },
  );
}

/** The columns of an area: its own region and what lies above it, null below. */
async function placeOf(tx: Tx, { column, regionId }: ImportArea) {
  if (column === 'provinceId') return { provinceId: regionId, cityId: null, countyId: null };
  const { provinceId, cityId } = await tx.regionVersion.findFirstOrThrow({
    where: { regionId, validTo: null },
    select: { provinceId: true, cityId: true },
  });
  if (provinceId === null) throw new Error('a city and a county lie in a province');
  return column === 'cityId'
    ? { provinceId, cityId: regionId, countyId: null }
    : { provinceId, cityId, countyId: regionId };
}

function plainFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  return Array.from(plain || 'table')
    .slice(-120)
    .join('');
}

/** Ends an import of one's area that waits or runs; rows already taken stay. Refuses NOT_FOUND, BULK_IMPORT_OVER. */
export function cancelBulkImport(ctx: Context, input: { importId: string }): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    const where = { id: input.importId, ...bulkImportsVisibleTo(ctx.actor) };
    const row = await tx.bulkImport.findFirst({ where });
    if (!row) return refuse('NOT_FOUND');
    const { count } = await tx.bulkImport.updateMany({
      where: { ...where, status: { in: ['QUEUED', 'RUNNING'] } },
      data: { status: 'CANCELLED', finishedAt: ctx.now },
    });
    if (count === 0) refuse('BULK_IMPORT_OVER');
    await recordEvent(tx, ctx, {
      kind: 'import.bulk-cancelled',
      payload: { rows: row.rowsRead },
      subjectId: row.id,
      scope: { provinceId: row.provinceId, cityId: row.cityId, countyId: row.countyId },
    });
    return {};
  });
}
