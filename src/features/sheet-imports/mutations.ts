import 'server-only';
import { createHash } from 'node:crypto';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { Secret } from '@/lib/action-result';
import { type Context, type Result, read, write } from '@/server/command';
import { encrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { crossing } from '@/server/row-scope';
import { readSpreadsheet, SPREADSHEET_LIMITS } from '@/server/spreadsheet';
import type { AnySheet } from './definition';
import { findIssues, openRows, ownSheet } from './queries';
import { readSheet } from './reading';

/**
 * Takes an uploaded table into preview: one row with its cells as ciphertext, nothing else. The same file twice is one
 * preview. Refuses NOT_PERMITTED, what the reader of spreadsheets refuses, SHEET_HEADER_MISSING, SHEET_NO_ROWS,
 * SHEET_TOO_MANY_ROWS {count, max} and SHEET_IMPORTED_BEFORE {day} where this very file was confirmed already.
 */
export async function startSheet(
  ctx: Context,
  definition: AnySheet,
  input: { fileName: string; bytes: Uint8Array },
): Promise<Result<{ sheetId: string }>> {
  const bytes = Buffer.from(input.bytes);
  const file = await readSpreadsheet(bytes, input.fileName);
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, definition.permission)) refuse('NOT_PERMITTED');
    if (!file.ok) refuse(file.code, { megabytes: SPREADSHEET_LIMITS.bytes / 1024 / 1024 });
    const reading = file.sheets.map((sheet) => readSheet(definition, sheet)).find((found) => found !== null);
    if (!reading) refuse('SHEET_HEADER_MISSING');
    const { rows } = reading;
    if (rows.length === 0) refuse('SHEET_NO_ROWS');
    if (rows.length > definition.maxRows)
      refuse('SHEET_TOO_MANY_ROWS', { count: rows.length, max: definition.maxRows });
    const { kind } = definition;
    const fileHash = createHash('sha256').update(bytes).digest('hex');
    await refuseRepeated(tx, kind, fileHash);
    const open = await tx.sheetImport.findFirst({
      where: { kind, fileHash, status: 'PREVIEW', createdById: ctx.actor.userId },
      select: { id: true },
    });
    if (open) return { sheetId: open.id };
    const { id } = await tx.sheetImport.create({
      data: {
        kind,
        fileName: plainFileName(input.fileName),
        fileHash,
        rowsCipher: encrypt(JSON.stringify(reading)),
        rowCount: rows.length,
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await recordEvent(tx, ctx, { kind: 'sheet.uploaded', payload: { kind, rows: rows.length }, subjectId: id });
    return { sheetId: id };
  });
}

function plainFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
      .trim()
      .slice(0, 200) || 'table'
  );
}

async function refuseRepeated(tx: Tx, kind: AnySheet['kind'], fileHash: string) {
  const before = await crossing(tx, 'one paper, one case', () =>
    tx.sheetImport.findFirst({ where: { kind, fileHash, status: 'CONFIRMED' } }),
  );
  if (before?.confirmedAt) refuse('SHEET_IMPORTED_BEFORE', { day: dayOf(before.confirmedAt) });
}

/** The own preview, locked until the transaction ends. */
async function lockSheet(tx: Tx, ctx: Context, definition: AnySheet, sheetId: string) {
  if (!can(ctx.actor, definition.permission)) refuse('NOT_PERMITTED');
  await tx.$queryRaw`SELECT 1 FROM sheet_import WHERE id = ${sheetId}::uuid FOR UPDATE`;
  const stored = (await ownSheet(tx, ctx.actor, definition.kind, sheetId)) ?? refuse('NOT_FOUND');
  if (stored.status === 'CONFIRMED') refuse('IMPORT_ALREADY_CONFIRMED');
  if (stored.status === 'DISCARDED') refuse('IMPORT_DISCARDED');
  return stored;
}

/**
 * Writes a previewed table, all of it or nothing, after checking every row once more. What must be shown once comes back
 * as `secrets` and is kept nowhere. Refuses NOT_PERMITTED, NOT_FOUND, IMPORT_ALREADY_CONFIRMED, IMPORT_DISCARDED,
 * SHEET_IMPORTED_BEFORE {day}, SHEET_HAS_ERRORS {count}.
 */
export async function confirmSheet(
  ctx: Context,
  definition: AnySheet,
  { sheetId }: { sheetId: string },
): Promise<Result<{ rows: number; secrets: Secret[] }>> {
  const before = await read(ctx.actor, (tx) => ownSheet(tx, ctx.actor, definition.kind, sheetId));
  const allowed = before?.status === 'PREVIEW' && can(ctx.actor, definition.permission);
  const prepared = allowed ? await definition.prepare?.(openRows(before).rows) : undefined;
  return write(ctx, async (tx) => {
    // tables of one kind one after the other, so that the second is checked against what the first wrote
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('sheet_import'), hashtext(${definition.kind}))::text`;
    const stored = await lockSheet(tx, ctx, definition, sheetId);
    await refuseRepeated(tx, definition.kind, stored.fileHash);
    const reading = openRows(stored);
    const issues = await findIssues(tx, definition, ctx, reading);
    if (issues.length > 0) refuse('SHEET_HAS_ERRORS', { count: issues.length });
    const { secrets = [] } = await definition.write(tx, ctx, reading.rows, { sheetId, prepared });
    await settle(tx, ctx, sheetId, 'CONFIRMED');
    await recordEvent(tx, ctx, {
      kind: 'sheet.confirmed',
      payload: { kind: definition.kind, rows: reading.rows.length },
      subjectId: sheetId,
    });
    return { rows: reading.rows.length, secrets };
  });
}

/** Gives a preview up. Refuses NOT_PERMITTED, NOT_FOUND, IMPORT_ALREADY_CONFIRMED, IMPORT_DISCARDED. */
export function discardSheet(
  ctx: Context,
  definition: AnySheet,
  { sheetId }: { sheetId: string },
): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    await lockSheet(tx, ctx, definition, sheetId);
    await settle(tx, ctx, sheetId, 'DISCARDED');
    await recordEvent(tx, ctx, {
      kind: 'sheet.discarded',
      payload: { kind: definition.kind },
      subjectId: sheetId,
    });
    return {};
  });
}

/** The rows have served: what the sheet said of people is not kept a second time. */
async function settle(tx: Tx, ctx: Context, id: string, status: 'CONFIRMED' | 'DISCARDED') {
  await tx.sheetImport.update({
    where: { id },
    data: {
      status,
      rowsCipher: encrypt(JSON.stringify({ rows: [], issues: [] })),
      ...(status === 'CONFIRMED' ? { confirmedAt: ctx.now } : {}),
    },
  });
}
