import 'server-only';
import type { Actor } from '@/domain/actor';
import { EXPORT_HOURS, EXPORT_LIMITS, type ExportLimits } from '@/domain/sheet';
import { toLocale } from '@/i18n/locale';
import { write } from '@/server/command';
import { recordEvent } from '@/server/events';
import { log } from '@/server/log';
import { isLostConnection, isOutOfSpace } from '@/server/lost-connection';
import { notify } from '@/server/notify';
import { asSystem } from '@/server/row-scope';
import { loadActor } from '@/server/session';
import { removeBytes, storeWith } from '@/server/storage';
import { findApproval } from './approval';
import { type ExportRequest, mayExport, openSource, scopeKey } from './source';
import { type OnProgress, streamCsv, writeWorkbook } from './write-file';

const HOUR_MS = 3_600_000;
const MAX_EXPORT_MEGABYTES = 2_048;

class Cancelled extends Error {}

/**
 * Writes a queued export and tells its requester. Begun again after a crash, or when
 * the database went away (which throws, so that the queue tries again), it starts from its first row. Who lost the
 * right to the list or sees another area by now gets nothing: the export fails.
 */
export async function runExport(
  exportId: string,
  now: Date,
  requestId: string,
  limits: ExportLimits = EXPORT_LIMITS,
): Promise<void> {
  const started = await asSystem('a job', (tx) =>
    tx.export.updateMany({
      where: { id: exportId, status: { in: ['QUEUED', 'RUNNING'] } },
      data: { status: 'RUNNING', rowsDone: 0 },
    }),
  );
  if (started.count === 0) return;
  const row = await asSystem('a job', (tx) => tx.export.findUniqueOrThrow({ where: { id: exportId } }));
  try {
    const actor = await asSystem('a job', (tx) => loadActor(tx, row.requestedById, row.requestedById));
    const approval = row.approvalId && (await asSystem('a job', (tx) => findApproval(tx, row.approvalId ?? '')));
    const request = {
      list: row.list,
      query: row.query,
      locale: toLocale(row.locale),
      unit: row.unit,
      ...(approval || {}),
    } as ExportRequest;
    if (!actor || !mayExport(actor, request.list) || scopeKey(actor) !== row.scope)
      throw new Error('no longer allowed');
    await writeExport({ id: exportId, asCsv: row.fileName.endsWith('.csv') }, actor, request, now, requestId, limits);
  } catch (error) {
    if (error instanceof Cancelled) return;
    // it stays RUNNING, and the queue begins it again
    if (isLostConnection(error) || isOutOfSpace(error)) throw error;
    log.error({ exportId, error: (error as Error).message }, 'an export failed');
    await asSystem('a job', (tx) =>
      tx.export.updateMany({
        where: { id: exportId, status: 'RUNNING' },
        data: { status: 'FAILED', finishedAt: now },
      }),
    );
  }
}

async function writeExport(
  file: { id: string; asCsv: boolean },
  actor: Actor,
  request: ExportRequest,
  now: Date,
  requestId: string,
  limits: ExportLimits,
): Promise<void> {
  const source = await openSource(actor, request, now);
  let done = 0;
  const onProgress: OnProgress = async (rows) => {
    done = rows;
    const { count } = await asSystem('a job', (tx) =>
      tx.export.updateMany({ where: { id: file.id, status: 'RUNNING' }, data: { rowsDone: rows } }),
    );
    if (count === 0) throw new Cancelled();
  };
  const bytes = file.asCsv
    ? streamCsv(actor, request, source, now, limits.batch, onProgress)
    : (await writeWorkbook(actor, request, source, now, limits.batch, onProgress)).bytes;
  const stored = await storeWith(
    bytes,
    ({ key, sha256 }) =>
      write({ actor, now, requestId }, async (tx) => {
        const expiresAt = new Date(now.getTime() + EXPORT_HOURS * HOUR_MS);
        const { count } = await tx.export.updateMany({
          where: { id: file.id, status: 'RUNNING' },
          data: { status: 'READY', fileKey: key, sha256, rowsDone: done, finishedAt: now, expiresAt },
        });
        // cancelled while the last rows were written: the bytes go with the transaction
        if (count === 0) throw new Cancelled();
        await recordEvent(
          tx,
          { actor, now, requestId },
          {
            kind: 'export.finished',
            subjectId: file.id,
            payload: {
              list: request.list,
              rows: done,
              sha256,
              ...(request.approval ? { approvalId: request.approval.id } : {}),
            },
          },
        );
        await notify(tx, { actor: null, now }, [actor.userId], {
          kind: 'EXPORT_READY',
          subjectId: file.id,
          payload: { list: request.list, rows: done },
        });
        return {};
      }),
    { maxMegabytes: MAX_EXPORT_MEGABYTES },
  );
  if (!stored.ok) throw new Error(stored.refusal.code);
}

const KEPT_DAYS = 30;

/** Deletes the files whose time is over, and the lines about them a month later. Returns how many files went. */
export async function removeExpiredExports(now: Date): Promise<number> {
  const over = await asSystem('a job', (tx) =>
    tx.export.findMany({
      where: { status: 'READY', expiresAt: { lt: now } },
      select: { id: true, fileKey: true },
    }),
  );
  for (const { fileKey } of over) if (fileKey) await removeBytes(fileKey);
  await asSystem('a job', (tx) =>
    tx.export.deleteMany({
      where: {
        status: { notIn: ['QUEUED', 'RUNNING'] },
        requestedAt: { lt: new Date(now.getTime() - KEPT_DAYS * 24 * HOUR_MS) },
      },
    }),
  );
  return over.length;
}
