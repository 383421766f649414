import type { TableMapping } from './detect-table';
import { findUnit, isFootnote, type SummaryLevel, sectionLevel, summaryLevel } from './dictionary';
import { type Cell, cellAt, columnIndex, type Grid, plainText, trimText } from './grid';

export type RowShape =
  | { kind: 'LINE' | 'EMPTY' | 'FOOTNOTE' | 'HEADER_REPEAT'; row: number; text: string }
  | { kind: 'SUMMARY'; row: number; text: string; level: SummaryLevel }
  | { kind: 'SECTION'; row: number; text: string; level: 1 | 2 };

/** Says of every row below the header what it is. Nothing is dropped: what is no line is shown to the person as what it was taken for. */
export function classifyRows(grid: Grid, mapping: TableMapping): RowShape[] {
  const first = mapping.headerRow + mapping.headerRows;
  const shapes: RowShape[] = [];
  // From the end, because a heading is one only if lines follow it.
  let following: RowShape | null = null;
  let hasLinesBelow = false;
  for (let row = grid.rows.length; row >= first; row--) {
    const shape = classifyRow(grid, mapping, row, { following, hasLinesBelow });
    shapes.push(shape);
    if (shape.kind === 'EMPTY' || shape.kind === 'HEADER_REPEAT') continue;
    following = shape;
    hasLinesBelow ||= shape.kind === 'LINE';
  }
  return shapes.reverse();
}

function classifyRow(
  grid: Grid,
  mapping: TableMapping,
  row: number,
  below: { following: RowShape | null; hasLinesBelow: boolean },
): RowShape {
  const cells = grid.rows[row - 1] ?? [];
  const filled = cells.flatMap((cell, column) => (plainText(cell) === '' ? [] : [column]));
  const text = filled.map((column) => trimText(cells[column] ?? null)).join(' ');
  const cellOf = (field: keyof TableMapping['columns']): Cell => {
    const letter = mapping.columns[field];
    return letter ? (cells[columnIndex(letter)] ?? null) : null;
  };
  const isBlank = (field: keyof TableMapping['columns']) => plainText(cellOf(field)) === '';
  const [start] = filled;
  if (start === undefined) return { kind: 'EMPTY', row, text };
  const head = cells[start] ?? null;

  if (isHeaderRepeat(grid, mapping, row, filled)) return { kind: 'HEADER_REPEAT', row, text };
  const amountColumn = mapping.columns.amount ? columnIndex(mapping.columns.amount) : -1;
  const label = filled
    .slice(0, 2)
    .find((column) => column !== amountColumn && summaryLevel(cells[column] ?? null) !== null);
  const nameColumn = mapping.columns.projectName ? columnIndex(mapping.columns.projectName) : -1;
  if (label !== undefined && (isBlank('projectName') || label === nameColumn)) {
    return { kind: 'SUMMARY', row, text, level: summaryLevel(cells[label] ?? null) ?? 1 };
  }
  // A form numbered in advance: a number alone is no line.
  if (filled.length === 1 && !isBlank('sequence') && /^\d+$/.test(plainText(head))) return { kind: 'EMPTY', row, text };
  const hasAmount = /\d/.test(plainText(cellOf('amount'))) && start !== amountColumn;
  if (!hasAmount && isFootnote(head)) return { kind: 'FOOTNOTE', row, text };

  const level = sectionLevel(head);
  const words = filled.filter((column) => !/^[-\d.,]+$/.test(plainText(cells[column] ?? null)));
  if (
    level &&
    words.length <= 2 &&
    isBlank('village') &&
    isBlank('content') &&
    isHeadingOf(grid, level, below.following)
  ) {
    return { kind: 'SECTION', row, text, level };
  }
  const isAlone = filled.length === 1 && typeof head === 'string' && start !== nameColumn && start !== amountColumn;
  if (isAlone)
    return below.hasLinesBelow ? { kind: 'SECTION', row, text, level: level ?? 2 } : { kind: 'FOOTNOTE', row, text };
  return { kind: 'LINE', row, text };
}

/** Something of a lower level follows. A line numbered in the same way is a sibling: then both are lines. */
function isHeadingOf(grid: Grid, level: 1 | 2, following: RowShape | null): boolean {
  if (following?.kind === 'SECTION') return following.level > level;
  if (following?.kind !== 'LINE') return false;
  const head = grid.rows[following.row - 1]?.find((cell) => plainText(cell) !== '') ?? null;
  return sectionLevel(head) !== level;
}

/** The head, a title or the unit line again, as printed tables have them on each page. */
function isHeaderRepeat(grid: Grid, mapping: TableMapping, row: number, filled: number[]): boolean {
  const texts = filled.map((column) => plainText(cellAt(grid, row, column)));
  if (filled.length === 1) {
    const [only = ''] = texts;
    const isTitle = grid.rows
      .slice(0, mapping.headerRow - 1)
      .some((cells) => cells.some((cell) => plainText(cell) === only));
    return isTitle || (only.length <= 12 && /^\(?单位/.test(only) && findUnit(only) !== null);
  }
  const heads = (column: number) =>
    Array.from({ length: mapping.headerRows }, (_, index) =>
      plainText(cellAt(grid, mapping.headerRow + index, column)),
    );
  return filled.every((column, index) => heads(column).includes(texts[index] ?? ''));
}
