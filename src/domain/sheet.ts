import type { Fen } from './money';

/** What a cell of an exported list holds: text, a count, an amount in fen, a calendar day as text, or nothing. */
export type SheetValue = string | number | Fen | null;
export type SheetKind = 'text' | 'count' | 'amount' | 'day';

/** A column of an exported list: its head with the unit, its width in characters, and how a row fills it. */
export type SheetColumn<Row> = {
  head: string;
  kind: SheetKind;
  width: number;
  value: (row: Row) => SheetValue;
};

/** How many rows leave at once, how many fit into one workbook, and how many are read at a time. */
export type ExportLimits = { atOnce: number; workbook: number; batch: number };
export const EXPORT_LIMITS: ExportLimits = { atOnce: 5_000, workbook: 50_000, batch: 500 };

export const EXPORT_HOURS = 24;

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe in front: a name beginning with `=` stays a name.
 * Of full-width twins the same, for some programs read them as the plain ones.
 */
export function guardFormula(text: string): string {
  return /^[\s\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** A field of a CSV line: guarded, quoted where it must be. */
export function csvField(text: string): string {
  const guarded = guardFormula(text);
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
