import 'server-only';
import { createHash } from 'node:crypto';
import type { Actor } from '@/domain/actor';
import { EXPORT_LIMITS, type ExportLimits } from '@/domain/sheet';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { addJob } from '@/server/jobs';
import { sealQuery } from '@/server/sealed-search';
import { type ExportRequest, type ExportSource, scopeKey } from './source';

/** By which a file that turns up somewhere is known to be the one of an event. */
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** `案件 20261122-1030.xlsx`: what and when, nobody's name. */
export function fileNameOf(request: ExportRequest, source: ExportSource, now: Date, ending: 'xlsx' | 'csv'): string {
  const t = translatorFor(request.locale);
  const at = formatInstant(now).replace(/[-:]/g, '').replace(' ', '-');
  return t('exports.fileName', { list: source.title, at, ending });
}

/** The export of `owner`, whether they queue it or another person approved it, and the job that writes it. */
export async function queueFile(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  owner: Actor,
  request: ExportRequest,
  source: ExportSource,
  { id = newUuid(), rows, limits = EXPORT_LIMITS }: { id?: string; rows: number; limits?: ExportLimits },
): Promise<void> {
  const { list, query, locale, unit, approval } = request;
  await tx.export.create({
    data: {
      id,
      list,
      query: sealQuery(owner.userId, query).slice(0, 4_000),
      locale,
      unit,
      scope: scopeKey(owner),
      rowsTotal: rows,
      fileName: fileNameOf(request, source, now, rows > limits.workbook ? 'csv' : 'xlsx'),
      requestedById: owner.userId,
      requestedAt: now,
      ...(approval ? { approvalId: approval.id } : {}),
    },
  });
  await addJob(tx, 'list.export', { exportId: id });
}
