import type { Permission } from '@/domain/permissions';
import type { SheetKind } from '@/generated/prisma/client';
import type { Secret } from '@/lib/action-result';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';

export type SheetColumn = {
  code: string;
  required?: true;
  /** codes that may stand in a cell; their words are `${choices.words}.${value}`, accepted in either language */
  choices?: { values: readonly string[]; words: string };
  /** several choices in one cell, separated by commas; the cell then holds the codes with commas between */
  many?: true;
  /** numbers of people: shown masked in the preview */
  masked?: true;
};

/** A row of the sheet with its number there; `cells` has every column's code, empty cells as ''. */
export type SheetRow = { row: number; cells: Record<string, string> };

/** What is wrong in a row, or in one of its cells. `key` is a whole message key, `refusals.CODE` or `errors.name`. */
export type SheetIssue = {
  row: number;
  column: string | null;
  key: string;
  params?: Record<string, string | number>;
};

/**
 * One kind of table that people fill in a spreadsheet program. Words stand in the messages below `words`: `title`, and
 * `columns.<code>`, `hints.<code>`, `samples.<code>` for each column. `importPath` is the upload page and, with the id
 * behind it, the preview; `home` is where the written rows are seen.
 */
export type SheetDefinition<Prepared = unknown> = {
  kind: SheetKind;
  permission: Permission;
  home: string;
  importPath: string;
  words: string;
  columns: readonly SheetColumn[];
  maxRows: number;
  /** What is wrong with the rows, among themselves and against the database as it is now. Asked on each look and before the write. */
  check: (tx: Tx, ctx: Context, rows: readonly SheetRow[]) => Promise<SheetIssue[]>;
  /** What takes long and needs no lock (hashing): done before the transaction of `write`. */
  prepare?: (rows: readonly SheetRow[]) => Promise<Prepared>;
  /** Writes rows without issues, with their events, inside the confirming transaction. `secrets` are shown once. */
  write: (
    tx: Tx,
    ctx: Context,
    rows: readonly SheetRow[],
    about: { sheetId: string; prepared: Prepared },
  ) => Promise<{ secrets?: Secret[] }>;
};

/** For a list of kinds: what each prepares is its own affair. */
// biome-ignore lint/suspicious/noExplicitAny: a definition hands its own preparation to its own write
export type AnySheet = SheetDefinition<any>;
