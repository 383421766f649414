import 'server-only';
import type { Actor } from '@/domain/actor';
import type { SheetValue } from '@/domain/sheet';
import { translatorFor } from '@/i18n/translator';
import { columnSums, csvLine, sheetHead } from './sheet-rows';
import type { ExportRequest, ExportSource } from './source';
import { buildWorkbook } from './workbook';

/** Told after each batch how many rows are written; may throw to stop. */
export type OnProgress = (rows: number) => Promise<void>;

/** The whole list as one workbook; only for what fits into one. */
export async function writeWorkbook(
  actor: Actor,
  request: ExportRequest,
  source: ExportSource,
  now: Date,
  batch: number,
  onProgress: OnProgress = async () => undefined,
): Promise<{ bytes: Buffer; rows: number }> {
  const t = translatorFor(request.locale);
  const sums = columnSums(source.columns);
  const rows: SheetValue[][] = [];
  for await (const part of source.batches(batch)) {
    sums.add(part);
    rows.push(...part);
    await onProgress(rows.length);
  }
  const bytes = await buildWorkbook({
    head: sheetHead(actor, request, source, now),
    columns: source.columns,
    rows,
    sums: sums.values(),
    unit: request.unit,
    words: {
      sheet: source.title.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31),
      total: t('exports.sheet.total', { rows: rows.length }),
      page: t('exports.sheet.page', { page: '&P', pages: '&N' }),
    },
  });
  return { bytes, rows: rows.length };
}

const BYTE_ORDER_MARK = '\uFEFF';

/** The list as CSV, batch by batch: never more than one batch in memory, however long the list is. */
export async function* streamCsv(
  actor: Actor,
  request: ExportRequest,
  source: ExportSource,
  now: Date,
  batch: number,
  onProgress: OnProgress,
): AsyncGenerator<Uint8Array> {
  const t = translatorFor(request.locale);
  const encoder = new TextEncoder();
  const head = sheetHead(actor, request, source, now);
  const line = (values: readonly SheetValue[]) => csvLine(values, request.unit);
  yield encoder.encode(
    BYTE_ORDER_MARK +
      [head.title, ...head.lines].map((text) => line([text])).join('') +
      line(source.columns.map((column) => column.head)),
  );
  const sums = columnSums(source.columns);
  let rows = 0;
  for await (const part of source.batches(batch)) {
    sums.add(part);
    rows += part.length;
    yield encoder.encode(part.map(line).join(''));
    await onProgress(rows);
  }
  const [, ...rest] = sums.values();
  yield encoder.encode(line([t('exports.sheet.total', { rows }), ...rest]));
}
