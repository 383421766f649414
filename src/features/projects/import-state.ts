import * as z from 'zod';
import type { ImportState } from '@/domain/fund-import';
import type { TableMapping } from '@/domain/fund-table/detect-table';
import { FUND_TABLE_FIELDS, type FundTableField } from '@/domain/fund-table/dictionary';
import type { Cell, Grid } from '@/domain/fund-table/grid';
import type { Prisma } from '@/server/db';

const decisionSchema = z.object({
  kind: z.enum(['PROJECT', 'SUBSIDY']).nullable(),
  villageId: z.number().int().nullable(),
  amountText: z.string().nullable(),
  skipReason: z.string().nullable(),
});

const tableSchema = z.object({
  headerRow: z.number().int(),
  headerRows: z.number().int(),
  unit: z.enum(['YUAN', 'WAN', 'YI']).nullable(),
  columns: z.partialRecord(z.enum(FUND_TABLE_FIELDS), z.string()),
});

const stateSchema = z.object({
  sheetNames: z.array(z.string()),
  sheetChosen: z.boolean(),
  yearChosen: z.boolean(),
  title: z.string(),
  table: tableSchema.nullable(),
  lines: z.record(z.string(), decisionSchema),
  acknowledged: z.record(z.string(), z.string()),
});

/** The state kept with a batch; a bug throws, for nobody but us writes it. */
export function readState(json: unknown): ImportState {
  const state = stateSchema.parse(json);
  return { ...state, table: state.table && toMapping(state.table) };
}

/** A mapping a county used before. Its unit is not remembered: the next file may be in another one. */
export function readRemembered(json: unknown): Omit<TableMapping, 'unit'> {
  const { headerRow, headerRows, columns } = toMapping(tableSchema.parse(json));
  return { headerRow, headerRows, columns };
}

function toMapping(table: z.output<typeof tableSchema>): TableMapping {
  const columns: Partial<Record<FundTableField, string>> = {};
  for (const field of FUND_TABLE_FIELDS) {
    const column = table.columns[field];
    if (column !== undefined) columns[field] = column;
  }
  return { ...table, columns };
}

type StoredCell = string | number | boolean | null | { date: string };

export const toJson = (value: object) => value as Prisma.InputJsonObject;

/** Cells as JSON holds them: a date becomes `{date}`, one that does not exist the text it was. */
export function toStoredGrid({ rows, merges }: Grid): Prisma.InputJsonObject {
  return {
    rows: rows.map((cells) => cells.map(toStoredCell)),
    merges: merges.map(({ top, bottom, left, right }) => ({ top, bottom, left, right })),
  };
}

function toStoredCell(cell: Cell): StoredCell {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'Invalid Date' : { date: cell.toISOString() };
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  // The database's JSON takes no null character; a cell with one shows its mark instead.
  return typeof cell === 'string' ? cell.replaceAll('\0', '\ufffd') : cell;
}

export function readGrid(json: unknown): Grid {
  const { rows, merges } = json as { rows: StoredCell[][]; merges: Grid['merges'] };
  return {
    rows: rows.map((cells) =>
      cells.map((cell) => (typeof cell === 'object' && cell !== null ? new Date(cell.date) : cell)),
    ),
    merges,
  };
}
