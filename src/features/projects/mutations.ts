import 'server-only';
import { beginImport, headerFingerprint } from '@/domain/fund-import';
import { detectTable, type TableMapping } from '@/domain/fund-table/detect-table';
import type { Grid } from '@/domain/fund-table/grid';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, read, today, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { addJob } from '@/server/jobs';
import { readSpreadsheet, type Sheet, SPREADSHEET_LIMITS } from '@/server/spreadsheet';
import { openStream, storeWith } from '@/server/storage';
import { readRemembered, toJson, toStoredGrid } from './import-state';
import { changeBatch, openBatch, UUID } from './mutations-batch';
import { importCountyOf } from './scope';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Takes an uploaded table into preview: the file, and one batch with its cells and how they were read. Nothing else is
 * written. Refuses NOT_PERMITTED, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_UNKNOWN, FILE_IS_OLD_XLS, FILE_IS_WEB_PAGE,
 * FILE_ENCRYPTED, FILE_BROKEN, FILE_BOMB, TOO_MANY_ROWS, TOO_MANY_COLUMNS, CSV_ENCODING_UNKNOWN, and NOT_FOUND for a
 * sheet the file does not have.
 */
export async function startImport(
  ctx: Context,
  input: { fileName: string; bytes: Uint8Array; sheetName?: string },
): Promise<Result<{ batchId: string }>> {
  if (importCountyOf(ctx.actor) === null) return { ok: false, refusal: { code: 'NOT_PERMITTED' } };
  const file = await readSpreadsheet(asBuffer(input.bytes), input.fileName);
  if (!file.ok)
    return {
      ok: false,
      refusal: {
        code: file.code,
        params: { megabytes: SPREADSHEET_LIMITS.bytes / 1024 / 1024, rows: SPREADSHEET_LIMITS.rows },
      },
    };
  const { sheets } = file;
  const sheet =
    input.sheetName === undefined ? firstTable(sheets) : sheets.find(({ name }) => name === input.sheetName);
  if (!sheet) return { ok: false, refusal: { code: 'NOT_FOUND' } };
  const fileName = plainFileName(input.fileName);

  return storeWith(input.bytes, (stored) =>
    write(ctx, async (tx) => {
      const place = await countyPlace(tx, ctx);
      const uploaded = { uploadedById: ctx.actor.userId, uploadedAt: ctx.now };
      const mediaType = input.bytes[0] === 0x50 && input.bytes[1] === 0x4b ? XLSX : 'text/csv';
      const kept = await tx.storedFile.create({ data: { ...stored, ...uploaded, mediaType, originalName: fileName } });
      await addJob(tx, 'file.scan', { fileId: kept.id });
      const begun = await beginState(tx, place.countyId, sheet, fileName);
      const batch = await tx.importBatch.create({
        data: {
          ...place,
          fileId: kept.id,
          fileName,
          sheetName: sheet.name,
          year: begun.year ?? Number(today(ctx).slice(0, 4)),
          grid: toStoredGrid(sheet),
          mapping: toJson({
            ...begun.state,
            sheetNames: sheets.map(({ name }) => name),
            sheetChosen: sheets.length === 1 || input.sheetName !== undefined,
          }),
          createdById: ctx.actor.userId,
          createdAt: ctx.now,
        },
        select: { id: true },
      });
      await recordEvent(tx, ctx, {
        kind: 'import.started',
        payload: { batchId: batch.id, rows: sheet.rows.length },
        subjectId: batch.id,
        scope: place,
      });
      return { batchId: batch.id };
    }),
  );
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Shown first, never taken for the choice: the first sheet that has a header. */
function firstTable(sheets: Sheet[]): Sheet | undefined {
  return sheets.find((sheet) => detectTable(sheet) !== null) ?? sheets[0];
}

function plainFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  return Array.from(plain || 'table')
    .slice(-120)
    .join('');
}

/** The county of the importing officer, with what lies above it. */
async function countyPlace(tx: Tx, ctx: Context) {
  const countyId = importCountyOf(ctx.actor) ?? refuse('NOT_PERMITTED');
  const county = await tx.regionVersion.findFirstOrThrow({
    where: { regionId: countyId, validTo: null },
    select: { provinceId: true, cityId: true },
  });
  if (county.provinceId === null || county.cityId === null) throw new Error('a county lies in a province and a city');
  return { provinceId: county.provinceId, cityId: county.cityId, countyId };
}

async function beginState(tx: Tx, countyId: number, sheet: Sheet, fileName: string) {
  const begun = beginImport(sheet, fileName);
  const remembered = await findRemembered(tx, countyId, sheet);
  const guess = remembered ? detectTable(sheet, remembered.headerRow) : null;
  const table: TableMapping | null = remembered ? { ...remembered, unit: guess?.mapping.unit ?? null } : begun.table;
  const state = { yearChosen: begun.year !== null, title: begun.title, table, lines: {}, acknowledged: {} };
  return { year: begun.year, state };
}

// A header stands near the top.
const SEARCHED_ROWS = 40;

/** The mapping this county last used for a header with the same words, wherever that header stands in this file. */
async function findRemembered(tx: Tx, countyId: number, grid: Grid): Promise<Omit<TableMapping, 'unit'> | null> {
  const rows = await tx.importMapping.findMany({ where: { countyId }, orderBy: { savedAt: 'desc' }, take: 200 });
  for (const { headerFingerprint: known, mapping } of rows) {
    const remembered = readRemembered(mapping);
    for (let row = 1; row <= Math.min(SEARCHED_ROWS, grid.rows.length); row++) {
      if (headerFingerprint(grid, row, remembered.headerRows) === known) return { ...remembered, headerRow: row };
    }
  }
  return null;
}

/** Picks one of the file's sheets; what was decided about lines of another sheet is forgotten. Refuses as openBatch, and NOT_FOUND. */
export async function chooseSheet(
  ctx: Context,
  input: { batchId: string; version: number; sheetName: string },
): Promise<Result<{ batchId: string }>> {
  const countyId = importCountyOf(ctx.actor);
  if (countyId === null) return { ok: false, refusal: { code: 'NOT_PERMITTED' } };
  const found = UUID.test(input.batchId)
    ? await read(ctx.actor, (tx) =>
        tx.importBatch.findFirst({
          where: { id: input.batchId, countyId },
          select: { file: { select: { key: true } }, fileName: true },
        }),
      )
    : null;
  if (!found) return { ok: false, refusal: { code: 'NOT_FOUND' } };
  const bytes = Buffer.from(await new Response(await openStream(found.file.key)).arrayBuffer());
  const file = await readSpreadsheet(bytes, found.fileName);
  if (!file.ok) return { ok: false, refusal: { code: file.code } };
  return changeBatch(ctx, input, 'SHEET', async (batch, tx) => {
    const sheet = file.sheets.find(({ name }) => name === input.sheetName) ?? refuse('NOT_FOUND');
    if (sheet.name === batch.sheetName) return { state: { ...batch.state, sheetChosen: true } };
    const begun = await beginState(tx, countyId, sheet, batch.fileName);
    return {
      state: { ...begun.state, sheetNames: batch.state.sheetNames, sheetChosen: true },
      year: begun.year ?? batch.year,
      sheet,
    };
  });
}

/** Gives a table up; the file and the batch stay on record. Refuses as openBatch. */
export function discardImport(
  ctx: Context,
  input: { batchId: string; version: number },
): Promise<Result<{ batchId: string }>> {
  return write(ctx, async (tx) => {
    const batch = await openBatch(tx, ctx, input.batchId, input.version);
    await tx.importBatch.update({ where: { id: batch.id }, data: { status: 'DISCARDED', version: { increment: 1 } } });
    await recordEvent(tx, ctx, {
      kind: 'import.discarded',
      payload: { batchId: batch.id },
      subjectId: batch.id,
      scope: { provinceId: batch.provinceId, cityId: batch.cityId, countyId: batch.countyId },
    });
    return { batchId: batch.id };
  });
}
