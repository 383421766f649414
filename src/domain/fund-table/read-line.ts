import { type AmountUnit, amountToInput, type Fen } from '@/domain/money';
import { readAmountCell } from './amount-cell';
import type { TableMapping } from './detect-table';
import { FUND_TABLE_FIELDS, isSubsidyName, type TextField } from './dictionary';
import { cellAt, cellText, columnIndex, type Grid, isErrorCell, type Merge, plainText, trimText } from './grid';
import { type CellIssue, issueOf } from './issues';

/** One line of the plan. PROJECT goes to the pool; SUBSIDY (贴息 and the like) stays in the plan alone, once a person confirmed it. */
export interface TableLine extends Record<TextField, string | null> {
  row: number;
  kind: 'PROJECT' | 'SUBSIDY';
  amountFen: Fen | null;
  /** The unit that the amount was read in. */
  unitRead: AmountUnit | null;
  /** What stood beside the number in the amount cell, as typed. */
  amountNote: string | null;
}

const TEXT_FIELDS = FUND_TABLE_FIELDS.filter((field): field is TextField => field !== 'amount');
const DITTO = /^(同上|同左|〃|"|″|''|“|”)$/;
const LONGEST = 2000;
const LONGEST_BY_FIELD: Partial<Record<TextField, number>> = {
  sequence: 40,
  township: 100,
  village: 100,
  projectName: 200,
  category: 100,
  nature: 100,
};

export interface LineContext {
  grid: Grid;
  mapping: TableMapping;
  findMerge: (row: number, column: number) => Merge | undefined;
  lineRows: ReadonlySet<number>;
  /** Of this one line. */
  issues: CellIssue[];
}

/** Reads one line; what is wrong or doubtful about it is added to the context. */
export function readLine(context: LineContext, row: number): TableLine {
  const { mapping, issues } = context;
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, readText(context, row, field)])) as Record<
    TextField,
    string | null
  >;
  const flagged = (field: TextField) => issues.some((issue) => issue.field === field && issue.severity === 'MUST_FIX');
  const add = (code: CellIssue['code'], field: TextField) =>
    issues.push(
      issueOf({
        row,
        column: mapping.columns[field] ?? null,
        field,
        code,
        original: originalOf(context, row, field),
        readAs: texts[field],
      }),
    );

  if (mapping.columns.projectName && texts.projectName === null && !flagged('projectName'))
    add('NAME_MISSING', 'projectName');
  if (mapping.columns.village && texts.village === null && !flagged('village')) add('VILLAGE_MISSING', 'village');
  const isSubsidy = isSubsidyName(texts.projectName ?? '');
  if (isSubsidy) add('SUBSIDY_NOT_PROJECT', 'projectName');
  return { row, kind: isSubsidy ? 'SUBSIDY' : 'PROJECT', ...texts, ...readAmount(context, row) };
}

function originalOf({ grid, mapping }: LineContext, row: number, field: keyof TableMapping['columns']): string {
  const column = mapping.columns[field];
  return column ? cellText(cellAt(grid, row, columnIndex(column))) : '';
}

/** A blank cell takes the value of its merged range, and of nothing else: an empty cell below a name may as well mean no village. */
function readText({ grid, mapping, findMerge, issues }: LineContext, row: number, field: TextField): string | null {
  const letter = mapping.columns[field];
  if (!letter) return null;
  const column = columnIndex(letter);
  const merge = findMerge(row, column);
  const isFilledDown = merge?.left === column && merge.top < row && merge.top >= mapping.headerRow + mapping.headerRows;
  const cell = cellAt(grid, isFilledDown ? merge.top : row, column);
  const text = trimText(cell);
  if (plainText(cell) === '') return null;
  const add = (code: CellIssue['code'], readAs: string | null) =>
    issues.push(issueOf({ row, column: letter, field, code, original: cellText(cell), readAs }));

  const refusal = isErrorCell(cell)
    ? 'CELL_ERROR'
    : DITTO.test(text)
      ? 'DITTO_MARK'
      : text.length > (LONGEST_BY_FIELD[field] ?? LONGEST)
        ? 'TEXT_TOO_LONG'
        : null;
  if (refusal) {
    add(refusal, null);
    return null;
  }
  if (isFilledDown) add('READ_FROM_MERGE', text);
  else if (text !== cellText(cell)) add('TRIMMED', text);
  return text;
}

function readAmount(context: LineContext, row: number): Pick<TableLine, 'amountFen' | 'unitRead' | 'amountNote'> {
  const { grid, mapping, findMerge, lineRows, issues } = context;
  const letter = mapping.columns.amount;
  if (!letter) return { amountFen: null, unitRead: null, amountNote: null };
  const column = columnIndex(letter);
  const merge = findMerge(row, column);
  const add = (code: CellIssue['code'], readAs: string | null = null) =>
    issues.push(
      issueOf({
        row,
        column: letter,
        field: 'amount',
        code,
        original: cellText(cellAt(grid, merge?.top ?? row, column)),
        readAs,
      }),
    );

  // One amount over several lines cannot be divided among them without inventing a figure.
  if (merge && merge.left === column && isSharedByLines(merge, row, lineRows)) {
    add('AMOUNT_SHARED');
    return { amountFen: null, unitRead: null, amountNote: null };
  }
  const read = readAmountCell(cellAt(grid, row, column), mapping.unit);
  if (read.refusal) add(read.refusal);
  const readAs = read.fen === null ? null : amountToInput(read.fen, mapping.unit ?? read.unit ?? 'YUAN');
  for (const doubt of read.doubts) add(doubt, readAs);
  return { amountFen: read.fen, unitRead: read.fen === null ? null : read.unit, amountNote: read.note };
}

function isSharedByLines(merge: Merge, row: number, lineRows: ReadonlySet<number>): boolean {
  for (let other = merge.top; other <= Math.min(merge.bottom, merge.top + lineRows.size + 1); other++) {
    if (other !== row && lineRows.has(other)) return true;
  }
  return false;
}
