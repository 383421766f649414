import type { AmountUnit } from '@/domain/money';
import { removeSpaces } from '@/lib/text';
import { type FundTableField, fieldOfHeader, findUnit, type HeaderConfidence } from './dictionary';
import {
  type Cell,
  cellAt,
  cellText,
  columnIndex,
  columnLetter,
  type Grid,
  indexMerges,
  type Place,
  plainText,
  trimText,
  unitOfWord,
} from './grid';

/** How one table is to be read. Guessed by detectTable, adjusted by the person, remembered for the next file of the same kind. */
export interface TableMapping {
  /** First row of the header, from 1. */
  headerRow: number;
  /** Rows of the header: 2 where heads stand above sub-heads. */
  headerRows: number;
  /** Null until somebody said it: a unit is never guessed. */
  unit: AmountUnit | null;
  /** Column letter per field. */
  columns: Partial<Record<FundTableField, string>>;
}

export interface UnitFinding extends Place {
  unit: AmountUnit;
  from: 'UNIT_LINE' | 'HEADER' | 'CELL';
  text: string;
}

/** UNIT_MISSING: no word about it. UNIT_CONFLICT: two places differ. UNIT_UNSUPPORTED: 千元 and the like. In each case the person chooses. */
export type UnitProblem = 'UNIT_MISSING' | 'UNIT_CONFLICT' | 'UNIT_UNSUPPORTED';

export interface ColumnGuess {
  column: string;
  headerText: string;
  field: FundTableField | null;
  confidence: HeaderConfidence | null;
}

export interface TableGuess {
  titleRows: { row: number; text: string }[];
  headerRow: number;
  headerRows: number;
  unit: UnitFinding | null;
  unitProblem: UnitProblem | null;
  /** Every column with a header or a value, in order, unknown ones included. */
  columns: ColumnGuess[];
  /** Other columns that could be the amount (总投资 beside 财政资金): the person should look. */
  otherAmountColumns: string[];
  mapping: TableMapping;
}

const SEARCHED_ROWS = 40;
const MOST_HEADER_ROWS = 3;

/** Finds header, unit and columns of a published table. `headerRow` is given when the person moved it. Null: no row looks like a header, the person must say. */
export function detectTable(grid: Grid, headerRow: number | null = findHeaderRow(grid)): TableGuess | null {
  if (headerRow === null || headerRow < 1 || headerRow > grid.rows.length) return null;
  const headerRows = countHeaderRows(grid, headerRow);
  const { columns, otherAmountColumns } = guessColumns(grid, headerRow, headerRows);
  const fields: TableMapping['columns'] = {};
  for (const { field, column } of columns) if (field) fields[field] = column;
  const { unit, unitProblem } = detectUnit(grid, headerRow, headerRows, fields.amount ?? null);
  const titleRows = grid.rows
    .slice(0, headerRow - 1)
    .map((cells, index) => ({ row: index + 1, text: cells.map(trimText).filter(Boolean).join(' ') }))
    .filter(({ text }) => text !== '');
  return {
    titleRows,
    headerRow,
    headerRows,
    unit,
    unitProblem,
    columns,
    otherAmountColumns,
    mapping: { headerRow, headerRows, unit: unit?.unit ?? null, columns: fields },
  };
}

/** The row that names the most different fields, at least two. */
function findHeaderRow(grid: Grid): number | null {
  let best = { row: 0, fields: 1 };
  for (const [index, cells] of grid.rows.slice(0, SEARCHED_ROWS).entries()) {
    const fields = new Set(cells.map((cell) => (typeof cell === 'string' ? fieldOfHeader(cell)?.field : null)));
    fields.delete(null);
    fields.delete(undefined);
    if (fields.size > best.fields) best = { row: index + 1, fields: fields.size };
  }
  return best.row === 0 ? null : best.row;
}

/** Sub-heads are seen by merged heads above them, or, where a CSV lost the merges, by words standing only below gaps of the head. */
function countHeaderRows(grid: Grid, headerRow: number): number {
  const down = grid.merges
    .filter((m) => m.top === headerRow && m.bottom > headerRow)
    .map((m) => m.bottom - headerRow + 1);
  if (down.length > 0) return Math.min(MOST_HEADER_ROWS, Math.max(...down));
  const head = grid.rows[headerRow - 1] ?? [];
  const below = grid.rows[headerRow] ?? [];
  const wide = grid.merges.filter((m) => m.top === headerRow && m.right > m.left);
  const filled = below.flatMap((cell, column) => (plainText(cell) === '' ? [] : [column]));
  const isGap = (column: number) => plainText(head[column] ?? null) === '';
  const underGap = (column: number) => isGap(column) || (column + 1 < head.length && isGap(column + 1));
  const underWide = (column: number) => wide.some((m) => column >= m.left && column <= m.right);
  const isWord = (column: number) => typeof below[column] === 'string' && !/\d/.test(plainText(below[column] ?? null));
  const isSubHead =
    filled.length >= 2 &&
    filled.every((column) => isWord(column) && (wide.length > 0 ? underWide(column) : underGap(column))) &&
    (wide.length > 0 || filled.some(isGap));
  return isSubHead ? 2 : 1;
}

function guessColumns(grid: Grid, headerRow: number, headerRows: number) {
  const findMerge = indexMerges(grid);
  const width = grid.rows[0]?.length ?? 0;
  const guesses = Array.from({ length: width }, (_, column) => {
    const levels: string[] = [];
    for (let row = headerRow; row < headerRow + headerRows; row++) {
      const merge = findMerge(row, column);
      let text = trimText(merge ? cellAt(grid, merge.top, merge.left) : cellAt(grid, row, column));
      // A CSV has no merges: a gap in an upper row of heads belongs to the head on its left.
      if (!merge && text === '' && row < headerRow + headerRows - 1 && trimText(cellAt(grid, row + 1, column)) !== '') {
        for (let left = column - 1; left >= 0 && text === ''; left--) text = trimText(cellAt(grid, row, left));
      }
      if (text !== '' && levels.at(-1) !== text) levels.push(text);
    }
    return { column: columnLetter(column), headerText: levels.join(' / '), guess: guessField(levels) };
  });
  const taken = new Map<FundTableField, { column: string; score: number }>();
  for (const { column, guess } of guesses) {
    const held = guess && taken.get(guess.field);
    if (guess && (!held || guess.rank < held.score)) taken.set(guess.field, { column, score: guess.rank });
  }
  const columns: ColumnGuess[] = guesses
    .filter(
      ({ headerText, column }) =>
        headerText !== '' ||
        grid.rows.slice(headerRow).some((cells) => plainText(cells[columnIndex(column)] ?? null) !== ''),
    )
    .map(({ column, headerText, guess }) => {
      const field = guess && taken.get(guess.field)?.column === column ? guess.field : null;
      return { column, headerText, field, confidence: field && guess ? guess.confidence : null };
    });
  const amount = taken.get('amount')?.column;
  const otherAmountColumns = guesses
    .filter(({ column, guess }) => guess?.field === 'amount' && column !== amount)
    .map(({ column }) => column);
  return { columns, otherAmountColumns };
}

/** Under a head that means money, 合计 is the amount itself and 中央, 省级 are parts of it. */
function guessField(levels: string[]) {
  const last = levels.at(-1);
  if (last === undefined) return null;
  const own = fieldOfHeader(last);
  const above = levels.length > 1 ? fieldOfHeader(levels[0] ?? null) : null;
  if (above?.field !== 'amount')
    return own ?? (above && { ...above, confidence: 'LIKELY' as const, rank: above.rank + 300 });
  if (/^(合计|小计|总计|总额|资金合计)/.test(removeSpaces(last))) return above;
  return { field: 'amount' as const, confidence: 'LIKELY' as const, rank: above.rank + 200 };
}

function detectUnit(grid: Grid, headerRow: number, headerRows: number, amountColumn: string | null) {
  const findings: UnitFinding[] = [];
  let isUnsupported = false;
  const look = (row: number, column: number, from: UnitFinding['from'], cell: Cell) => {
    const found = findUnit(cell);
    if (!found) return;
    if ('unit' in found)
      findings.push({ unit: found.unit, from, row, column: columnLetter(column), text: trimText(cell) });
    else isUnsupported = true;
  };
  for (let row = 1; row < headerRow; row++) {
    for (const [column, cell] of (grid.rows[row - 1] ?? []).entries()) look(row, column, 'UNIT_LINE', cell);
  }
  const findMerge = indexMerges(grid);
  for (let row = headerRow; amountColumn && row < headerRow + headerRows; row++) {
    const column = columnIndex(amountColumn);
    const merge = findMerge(row, column);
    look(merge?.top ?? row, merge?.left ?? column, 'HEADER', cellAt(grid, merge?.top ?? row, merge?.left ?? column));
  }
  if (findings.length === 0 && !isUnsupported && amountColumn)
    findings.push(...unitOfCells(grid, headerRow + headerRows, amountColumn));
  const units = new Set(findings.map(({ unit }) => unit));
  if (isUnsupported) return { unit: null, unitProblem: 'UNIT_UNSUPPORTED' as const };
  if (units.size > 1) return { unit: null, unitProblem: 'UNIT_CONFLICT' as const };
  const unit = findings[0] ?? null;
  return { unit, unitProblem: unit ? null : ('UNIT_MISSING' as const) };
}

/** Only where every amount carries the same unit does the column have one. */
function unitOfCells(grid: Grid, firstRow: number, amountColumn: string): UnitFinding[] {
  const column = columnIndex(amountColumn);
  const findings: UnitFinding[] = [];
  for (let row = firstRow; row <= grid.rows.length; row++) {
    const cell = cellAt(grid, row, column);
    const text = plainText(cell);
    if (!/\d/.test(text)) continue;
    const unit = unitOfWord(/^[-¥￥\d,.]+(万元|亿元|元|万|亿)/.exec(text)?.[1] ?? '');
    if (!unit || (findings[0] && findings[0].unit !== unit)) return [];
    findings.push({ unit, from: 'CELL', row, column: amountColumn, text: cellText(cell) });
  }
  return findings.slice(0, 1);
}
