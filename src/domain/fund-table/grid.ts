import type { AmountUnit } from '@/domain/money';
import { removeSpaces } from '@/lib/text';

/** One cell as the file holds it: nothing trimmed, nothing converted, a formula by its stored value, an error by its text (`#REF!`). */
export type Cell = string | number | boolean | Date | null;

/** A merged range. Rows are numbered from 1 as in the file, columns from 0. */
export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Grid {
  /** Row 1 of the file is rows[0]. */
  rows: Cell[][];
  merges: Merge[];
}

/** Row number from 1 and column letter, as the reader sees them in the spreadsheet program. */
export interface Place {
  row: number;
  column: string;
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetter(index: number): string {
  const first = Math.floor(index / 26);
  return (first > 0 ? columnLetter(first - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** A → 0, AA → 26. */
export function columnIndex(letter: string): number {
  let index = 0;
  for (const char of letter) index = index * 26 + char.charCodeAt(0) - 64;
  return index - 1;
}

export function cellAt(grid: Grid, row: number, column: number): Cell {
  return grid.rows[row - 1]?.[column] ?? null;
}

/** The cell as text, untrimmed. A number to 15 digits, which is what a spreadsheet program shows: 16.299999999999997 is how it stores 16.3. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return numberText(cell);
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return typeof cell === 'boolean' ? (cell ? 'TRUE' : 'FALSE') : cell;
}

function numberText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  if (!text.includes('e')) return text;
  return Math.abs(value) < 1 ? value.toFixed(20) : BigInt(value).toString();
}

/** Half-width and without any space, for comparing and recognising; never for storing. */
export function plainText(cell: Cell): string {
  return removeSpaces(cellText(cell));
}

/** The text as it is stored: the ends trimmed, a line break inside the cell made a space, nothing else touched. */
export function trimText(cell: Cell): string {
  return cellText(cell)
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim();
}

/** Finds the merged range of a cell. Ranges are clipped to the grid, and one that overlaps an earlier one is not followed, so that a hostile list costs no time. */
export function indexMerges(grid: Grid): (row: number, column: number) => Merge | undefined {
  const width = grid.rows[0]?.length ?? 0;
  const byCell = new Map<number, Merge>();
  for (const merge of grid.merges) {
    cover: for (let row = merge.top; row <= Math.min(merge.bottom, grid.rows.length); row++) {
      for (let column = merge.left; column <= Math.min(merge.right, width - 1); column++) {
        if (byCell.has(row * width + column)) break cover;
        byCell.set(row * width + column, merge);
      }
    }
  }
  return (row, column) => (column < width ? byCell.get(row * width + column) : undefined);
}

export function isErrorCell(cell: Cell): boolean {
  return (
    typeof cell === 'string' && /^#(REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NAME!|NUM!|NULL!|SPILL!|CALC!)$/.test(cell.trim())
  );
}

/** 元, 万元 or 亿元 and their short forms; any other unit is not ours to convert. */
export function unitOfWord(word: string): AmountUnit | null {
  if (word === '元') return 'YUAN';
  if (word === '万元' || word === '万') return 'WAN';
  if (word === '亿元' || word === '亿') return 'YI';
  return null;
}
