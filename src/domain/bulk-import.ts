import { beginImport, noteOf } from './fund-import';
import { detectTable, type TableMapping } from './fund-table/detect-table';
import type { FundTableField } from './fund-table/dictionary';
import { type Cell, cellText, columnIndex, columnLetter, plainText, trimText } from './fund-table/grid';
import type { CellIssue, IssueCode } from './fund-table/issues';
import { fundLineFingerprint, type VillageMatch, type VillageOption } from './fund-table/matching';
import { readLine } from './fund-table/read-line';
import type { Fen } from './money';

/** What a long list may hold, how much of it is one transaction, and how many faulty rows are kept to be mended. */
export type BulkLimits = { megabytes: number; rows: number; batch: number; faultsKept: number };
export const BULK_LIMITS: BulkLimits = { megabytes: 512, rows: 1_000_000, batch: 5_000, faultsKept: 15_000 };

/**
 * The most columns and characters of a row that are shown or kept; no line of a pool comes near. With the two columns that
 * say what is wrong it is what a workbook may hold that is sent again.
 */
const [MOST_COLUMNS, MOST_CHARACTERS] = [98, 10_000];
/** Characters after which a batch is full, however few its rows: rows of a broken file may be a hundred thousand long. */
export const BATCH_CHARACTERS = 8_000_000;

/**
 * A row as text to be shown and mended, bounded: the first columns, and of its text as much as fits, the cell that does not
 * fit cut with a mark behind it. One row of 130,000 separators would else make every faulty row of its list as wide.
 */
export function keptCells(cells: readonly Cell[]): string[] {
  let room = MOST_CHARACTERS;
  return cells.slice(0, MOST_COLUMNS).map((cell) => {
    const text = cellText(cell);
    // the half of a character that a cut may leave is no text
    const kept = text.length <= room ? text : `${text.slice(0, room).replace(/[\ud800-\udbff]$/, '')}\u2026`;
    room = Math.max(0, room - text.length);
    return text === '' ? '' : kept;
  });
}

/** Rows from the top among which the head must stand. */
export const HEAD_SEARCHED = 40;

/** Why a file as a whole cannot be taken. */
export const BULK_FAILURES = [
  'HEADER_NOT_FOUND',
  'COLUMN_MISSING',
  'UNIT_MISSING',
  'YEAR_MISSING',
  'COUNTY_COLUMN_MISSING',
  'NO_LINES',
  'TOO_MANY_ROWS',
  'FILE_BROKEN',
  'CSV_ENCODING_UNKNOWN',
  'NO_LONGER_ALLOWED',
] as const;
export type BulkFailure = (typeof BULK_FAILURES)[number];

/** How a long list is read: the table's mapping, and two columns that a table of one county and year does without. */
export type BulkHead = {
  mapping: TableMapping;
  /** last row of the head, from 1 */
  headRow: number;
  /** the file's rows down to its head as text, to stand above the faulty ones */
  headRows: string[][];
  yearColumn: string | null;
  /** counts where there is no column for it */
  year: number | null;
  countyColumn: string | null;
};

const YEAR_HEADS = ['年度', '年份', '年', '资金年度', '项目年度', '实施年度', '计划年度', 'Year'];
const COUNTY_HEADS = [
  ...['县区', '县(区)', '县', '县市区', '县(市区)', '县(市、区)', '区县', '县名', '县区名称', '县级'],
  ...['区划代码', '行政区划代码', '县区代码', '县代码', '县(区)代码', 'County', 'Countycode'],
];

/** The heads that a sender is asked for, in the words of the field whatever the reader's language. */
export const BULK_HEADS = {
  nameHead: '项目名称',
  amountHead: '金额（万元）',
  yuanHead: '金额（元）',
  yearHead: '年度',
  countyHead: '县区',
  codeHead: '区划代码',
} as const;

/**
 * The head of a long list, found in its first rows as in a small table. Nothing is asked of a person later, so that what
 * a small import would ask — unit, year, county where the area is wider than one — must stand in the file.
 */
export function readBulkHead(
  firstRows: Cell[][],
  fileName: string,
  { ofOneCounty }: { ofOneCounty: boolean },
): { ok: true; head: BulkHead } | { ok: false; failure: BulkFailure } {
  const grid = { rows: firstRows, merges: [] };
  const mapping = detectTable(grid)?.mapping;
  if (!mapping) return { ok: false, failure: 'HEADER_NOT_FOUND' };
  if (!mapping.columns.projectName || !mapping.columns.amount) return { ok: false, failure: 'COLUMN_MISSING' };
  if (!mapping.unit) return { ok: false, failure: 'UNIT_MISSING' };
  const headRow = mapping.headerRow + mapping.headerRows - 1;
  const cells = firstRows[headRow - 1] ?? [];
  const taken = new Set(Object.values(mapping.columns));
  const columnOf = (words: readonly string[]) => {
    const at = cells.findIndex((cell, index) => words.includes(plainText(cell)) && !taken.has(columnLetter(index)));
    return at < 0 ? null : columnLetter(at);
  };
  const head = {
    mapping,
    headRow,
    headRows: firstRows.slice(0, headRow).map(keptCells),
    yearColumn: columnOf(YEAR_HEADS),
    year: beginImport(grid, fileName).year,
    countyColumn: columnOf(COUNTY_HEADS),
  };
  if (head.yearColumn === null && head.year === null) return { ok: false, failure: 'YEAR_MISSING' };
  if (head.countyColumn === null && !ofOneCounty) return { ok: false, failure: 'COUNTY_COLUMN_MISSING' };
  return { ok: true, head };
}

/** What the county column of a row says, trimmed; null where there is no such column. */
export function countyNamed(head: BulkHead, cells: readonly Cell[]): string | null {
  return head.countyColumn === null ? null : trimText(cells[columnIndex(head.countyColumn)] ?? null);
}

export type BulkFaultCode = IssueCode | 'YEAR_UNREADABLE' | 'COUNTY_OUTSIDE';
/** What is wrong with a row and in which column (by its letter); `readAs` names near villages, and an amount that was read. */
export type BulkFault = {
  code: BulkFaultCode;
  column: string | null;
  field: FundTableField | null;
  readAs: string | null;
};

/** A line that may be taken. */
export type BulkLine = {
  year: number;
  villageName: string | null;
  villageId: number | null;
  name: string;
  content: string;
  plannedAmountFen: Fen;
  note: string | null;
  /** by which a later import knows it again */
  key: string;
};

export type BulkVillage = VillageOption & { regionId: number };

const NO_MERGE = () => undefined;
const ONE_ROW: ReadonlySet<number> = new Set([1]);

/**
 * One row by the rules of the small import. Nobody looks at it before it is written, so that what a person would have to
 * confirm there (a doubtful amount, a subsidy, a village of nearly this name) is a fault here. Only a row without village
 * is taken as it stands: it is the county's own. `county` null: the row's county lies outside the sender's area.
 */
export function judgeBulkRow(
  head: BulkHead,
  cells: Cell[],
  county: { countyId: number } | null,
  findVillage: (name: string, township: string | null) => VillageMatch<BulkVillage> | null,
): { ok: true; line: BulkLine } | { ok: false; faults: BulkFault[] } {
  const { mapping } = head;
  const issues: CellIssue[] = [];
  const context = { grid: { rows: [cells], merges: [] }, mapping, findMerge: NO_MERGE, lineRows: ONE_ROW, issues };
  const line = readLine(context, 1);
  const faults: BulkFault[] = issues
    .filter(({ severity, code }) => severity !== 'INFO' && code !== 'VILLAGE_MISSING')
    .map(({ code, column, field, readAs }) => ({ code, column, field, readAs }));
  const year = yearOf(head, cells);
  if (year === null) faults.push({ code: 'YEAR_UNREADABLE', column: head.yearColumn, field: null, readAs: null });
  if (!county) faults.push({ code: 'COUNTY_OUTSIDE', column: head.countyColumn, field: null, readAs: null });
  const village = county && line.village !== null ? findVillage(line.village, line.township) : null;
  if (village && village.kind !== 'EXACT') faults.push(villageFault(mapping, village));
  if (faults.length > 0 || year === null || line.amountFen === null) return { ok: false, faults };
  return {
    ok: true,
    line: {
      year,
      villageName: line.village,
      villageId: village?.kind === 'EXACT' ? village.village.regionId : null,
      name: line.projectName ?? '',
      content: line.content ?? '',
      plannedAmountFen: line.amountFen,
      note: noteOf(line),
      key: fundLineFingerprint(line, year),
    },
  };
}

function yearOf(head: BulkHead, cells: readonly Cell[]): number | null {
  if (head.yearColumn === null) return head.year;
  const found = /^(20[0-4]\d)年?$/.exec(plainText(cells[columnIndex(head.yearColumn)] ?? null))?.[1];
  return found ? Number(found) : null;
}

function villageFault(mapping: TableMapping, match: VillageMatch<BulkVillage>): BulkFault {
  const near = match.kind === 'AMBIGUOUS' ? match.villages : match.kind === 'NORMALISED' ? [match.village] : [];
  return {
    code: match.kind === 'AMBIGUOUS' ? 'VILLAGE_AMBIGUOUS' : 'VILLAGE_UNKNOWN',
    column: mapping.columns.village ?? null,
    field: 'village',
    readAs: near.length > 0 ? near.map(({ name }) => name).join(', ') : null,
  };
}

/** A row with nothing in it, as spreadsheet programs leave them below a table. */
export function isEmptyRow(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell === null || plainText(cell) === '');
}
