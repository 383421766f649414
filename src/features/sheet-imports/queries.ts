import 'server-only';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import type { SheetKind } from '@/generated/prisma/client';
import { contextOf, read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { choiceIssues } from './checks';
import type { AnySheet, SheetIssue, SheetRow } from './definition';
import { COLUMN_MISSING, type SheetReading } from './reading';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Own uploads of a kind only: what somebody typed into a sheet is nobody else's before it is confirmed. */
export async function ownSheet(tx: Tx, actor: Pick<Actor, 'userId'>, kind: SheetKind, id: string) {
  if (!UUID.test(id)) return null;
  return tx.sheetImport.findFirst({ where: { id, kind, createdById: actor.userId } });
}

/** The rows of an upload and the faults found while they were read. */
export function openRows(stored: { rowsCipher: Uint8Array }): SheetReading {
  return JSON.parse(decrypt(stored.rowsCipher)) as SheetReading;
}

/** Everything wrong with a reading at this moment, in the order of the sheet. */
export async function findIssues(
  tx: Tx,
  definition: AnySheet,
  ctx: Parameters<AnySheet['check']>[1],
  reading: SheetReading,
): Promise<SheetIssue[]> {
  const own = [...reading.issues, ...choiceIssues(definition, reading.rows)];
  const said = new Set(own.map(({ row, column }) => `${row} ${column}`));
  const absent = new Set(reading.issues.filter(({ key }) => key === COLUMN_MISSING).map(({ column }) => column));
  const checked = await definition.check(tx, ctx, reading.rows);
  // a cell that is not understood, or a column that is not there, needs no second complaint
  const news = checked.filter(({ row, column }) => !said.has(`${row} ${column}`) && !absent.has(column));
  const issues = [...own, ...news];
  const order = definition.columns.map(({ code }) => code);
  const place = ({ column }: SheetIssue) => (column === null ? order.length : order.indexOf(column));
  return issues.sort((left, right) => left.row - right.row || place(left) - place(right));
}

export type SheetView = {
  id: string;
  fileName: string;
  status: 'PREVIEW' | 'CONFIRMED' | 'DISCARDED';
  createdAt: Date;
  confirmedAt: Date | null;
  rowCount: number;
  rows: SheetRow[];
  issues: SheetIssue[];
};

/** An own upload with its rows and what is wrong with them now; null for anybody else's or without the permission. */
export async function findSheet(actor: Actor, definition: AnySheet, id: string, now: Date): Promise<SheetView | null> {
  if (!can(actor, definition.permission)) return null;
  return read(actor, async (tx) => {
    const stored = await ownSheet(tx, actor, definition.kind, id);
    if (!stored) return null;
    const { fileName, status, createdAt, confirmedAt, rowCount } = stored;
    const about = { id, fileName, status, createdAt, confirmedAt, rowCount };
    // what was confirmed is in the database now; its rows are gone from here
    if (status !== 'PREVIEW') return { ...about, rows: [], issues: [] };
    const reading = openRows(stored);
    const issues = await findIssues(tx, definition, contextOf(actor, now), reading);
    return { ...about, rows: reading.rows, issues };
  });
}

/** Own uploads of this kind that wait for a decision, newest first. */
export function listOpenSheets(actor: Actor, definition: AnySheet) {
  return read(actor, (tx) =>
    tx.sheetImport.findMany({
      where: { kind: definition.kind, createdById: actor.userId, status: 'PREVIEW' },
      select: { id: true, fileName: true, rowCount: true, createdAt: true },
      orderBy: { id: 'desc' },
      take: 10,
    }),
  );
}
