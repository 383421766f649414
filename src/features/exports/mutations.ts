import 'server-only';
import { EXPORT_ROWS_PER_DAY_DEFAULT, isOfPeople, mayTakeAlone } from '@/domain/export-approval';
import type { ListName } from '@/domain/lists';
import type { RefusalValue } from '@/domain/refusal';
import { refuse } from '@/domain/refusal';
import { EXPORT_LIMITS, type ExportLimits } from '@/domain/sheet';
import { claimKey } from '@/features/ledger/idempotency';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { policyOfPerson } from '@/server/policy-of-person';
import { fileNameOf, queueFile, sha256Of } from './queue-file';
import { type ExportRequest, type ExportSource, mayExport, openSource, scopeKey } from './source';
import { writeWorkbook } from './write-file';

/** A file to be handed over at once, or the export that a job writes. */
export type Exported = { kind: 'FILE'; bytes: Buffer; fileName: string } | { kind: 'QUEUED'; exportId: string };

/** What is asked for, under the key of the form that asks. */
export type ExportAsked = ExportRequest & { idempotencyKey?: string | undefined };

const MOST_UNDER_WAY = 3;
// A list page stays open for hours, and its form with it: who presses its button later wants a new file, not the old one.
const TWINS_WITHIN_MS = 10 * 60_000;

/**
 * Exports exactly what is filtered: a list of up to `limits.atOnce` rows leaves at once, a longer one is written by a
 * job. Asked for twice under one key within ten minutes, it is the one that was queued first, unless that is over without
 * a file. Refuses NOT_PERMITTED, EXPORTS_UNDER_WAY, IDEMPOTENCY_KEY_*, EXPORT_NEEDS_ANOTHER {rows, taken, limit} (then
 * `askForExport`).
 */
export async function exportList(
  ctx: Context,
  { idempotencyKey: key, ...request }: ExportAsked,
  limits: ExportLimits = EXPORT_LIMITS,
): Promise<Result<Exported>> {
  const refused = (refusal: RefusalValue): Result<Exported> => ({ ok: false, refusal });
  if (!mayExport(ctx.actor, request.list)) return refused({ code: 'NOT_PERMITTED' });
  const source = await openSource(ctx.actor, request, ctx.now);
  const rows = await source.count();
  if (rows > limits.atOnce) return queueExport(ctx, request, key, source, rows, limits);
  // counted before anything is written, so that two at once do not both find room
  const counted = await write(ctx, (tx) => countRows(tx, ctx, request.list, rows));
  if (!counted.ok) return counted;
  const written = await writeWorkbook(ctx.actor, request, source, ctx.now, limits.batch);
  return write(ctx, async (tx) => {
    await recordEvent(tx, ctx, {
      kind: 'list.exported',
      payload: { list: request.list, rows: written.rows, filters: source.filterCodes, sha256: sha256Of(written.bytes) },
    });
    return { kind: 'FILE', bytes: written.bytes, fileName: fileNameOf(request, source, ctx.now, 'xlsx') };
  });
}

/** Adds to the rows of people that somebody took away today. Refuses EXPORT_NEEDS_ANOTHER {rows, taken, limit}. */
async function countRows(tx: Tx, ctx: Context, list: ListName, rows: number): Promise<void> {
  if (!isOfPeople(list)) return;
  const { userId, organisation } = ctx.actor;
  const day = today(ctx);
  const policy = await policyOfPerson(tx, organisation, 'EXPORT_ROWS_PER_DAY', day);
  const limit = Number(policy ?? EXPORT_ROWS_PER_DAY_DEFAULT);
  const { rowsExported } = await tx.lookCount.upsert({
    where: { userId_day: { userId, day: toDate(day) } },
    create: { userId, day: toDate(day), rowsExported: rows },
    update: { rowsExported: { increment: rows } },
  });
  const taken = rowsExported - rows;
  if (!mayTakeAlone(list, taken, rows, limit)) refuse('EXPORT_NEEDS_ANOTHER', { rows, taken, limit });
}

function queueExport(
  ctx: Context,
  request: ExportRequest,
  key: string | undefined,
  source: ExportSource,
  rows: number,
  limits: ExportLimits,
): Promise<Result<Exported>> {
  const exportId = newUuid();
  return write(ctx, async (tx) => {
    if (key !== undefined) {
      const { list, query, locale, unit } = request;
      const asked = { list, query, locale, unit };
      const claim = { key, command: 'export.request', request: asked, resultId: exportId } as const;
      const { resultId, replayed } = await claimKey(tx, ctx, claim);
      if (replayed && (await isTwin(tx, ctx, resultId))) return { kind: 'QUEUED', exportId: resultId };
    }
    const underWay = { requestedById: ctx.actor.userId, status: { in: ['QUEUED' as const, 'RUNNING' as const] } };
    // one person's requests after each other, so that two at once do not both find room
    await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${ctx.actor.userId}::uuid FOR UPDATE`;
    const count = await tx.export.count({ where: underWay });
    if (count >= MOST_UNDER_WAY) refuse('EXPORTS_UNDER_WAY', { count });
    await countRows(tx, ctx, request.list, rows);
    await queueFile(tx, ctx, ctx.actor, request, source, { id: exportId, rows, limits });
    await recordEvent(tx, ctx, {
      kind: 'export.requested',
      subjectId: exportId,
      payload: { list: request.list, rows, filters: source.filterCodes },
    });
    return { kind: 'QUEUED', exportId };
  });
}

async function isTwin(tx: Tx, ctx: Context, exportId: string): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - TWINS_WITHIN_MS);
  const status = { in: ['QUEUED' as const, 'RUNNING' as const, 'READY' as const] };
  return (await tx.export.count({ where: { id: exportId, status, requestedAt: { gt: since } } })) > 0;
}

/** Ends an export of one's own that waits or runs; what was written so far goes. Refuses NOT_FOUND, EXPORT_OVER. */
export function cancelExport(ctx: Context, input: { exportId: string }): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    const own = { id: input.exportId, requestedById: ctx.actor.userId };
    const row = await tx.export.findFirst({ where: own });
    if (!row) return refuse('NOT_FOUND');
    const { count } = await tx.export.updateMany({
      where: { ...own, status: { in: ['QUEUED', 'RUNNING'] } },
      data: { status: 'CANCELLED', finishedAt: ctx.now },
    });
    if (count === 0) refuse('EXPORT_OVER');
    await recordEvent(tx, ctx, { kind: 'export.cancelled', subjectId: row.id, payload: { list: row.list } });
    return {};
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export type OpenedExport = { key: string; fileName: string };

/**
 * Hands out a finished export: to whoever asked for it, within its time, while they may still export that list and see
 * the same area. Each handing out is counted and recorded. Refuses NOT_FOUND for everything else.
 */
export function openExport(ctx: Context, exportId: string): Promise<Result<OpenedExport>> {
  return write(ctx, async (tx) => {
    if (!UUID.test(exportId)) return refuse('NOT_FOUND');
    const row = await tx.export.findFirst({
      where: { id: exportId, requestedById: ctx.actor.userId, status: 'READY', expiresAt: { gt: ctx.now } },
    });
    if (!row?.fileKey || row.scope !== scopeKey(ctx.actor)) return refuse('NOT_FOUND');
    if (!mayExport(ctx.actor, row.list as ExportRequest['list'])) refuse('NOT_FOUND');
    await tx.export.update({ where: { id: row.id }, data: { downloads: { increment: 1 } } });
    await recordEvent(tx, ctx, {
      kind: 'list.exported',
      subjectId: row.id,
      payload: {
        list: row.list,
        rows: row.rowsDone,
        filters: [...new URLSearchParams(row.query).keys()],
        sha256: row.sha256,
        ...(row.approvalId ? { approvalId: row.approvalId } : {}),
      },
    });
    return { key: row.fileKey, fileName: row.fileName };
  });
}
