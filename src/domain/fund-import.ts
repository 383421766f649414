import { readAmountCell } from './fund-table/amount-cell';
import { checkSummaries, type SummaryCheck } from './fund-table/check-summaries';
import { classifyRows } from './fund-table/classify-rows';
import { detectTable, type TableMapping } from './fund-table/detect-table';
import { findUnit } from './fund-table/dictionary';
import { cellAt, cellText, columnIndex, type Grid, plainText, trimText } from './fund-table/grid';
import { type CellIssue, issueOf } from './fund-table/issues';
import { fundLineFingerprint, matchVillage, type VillageOption } from './fund-table/matching';
import type { TableLine } from './fund-table/read-line';
import { type ReadTable, readTable } from './fund-table/read-table';
import { type Fen, sumFen } from './money';

/** What the officer decided about one line of the file. */
export type LineDecision = {
  /** null: as the table was read */
  kind: 'PROJECT' | 'SUBSIDY' | null;
  villageId: number | null;
  /** typed in place of the cell, read by the same rules */
  amountText: string | null;
  /** this line stays out, and why */
  skipReason: string | null;
};

/** How one uploaded table is to be read and what was decided about it; kept with the batch until it is confirmed. */
export type ImportState = {
  sheetNames: string[];
  /** false while the file has several sheets and nobody picked one */
  sheetChosen: boolean;
  /** false while neither title nor file name says the year */
  yearChosen: boolean;
  title: string;
  /** null while no row looks like a header */
  table: TableMapping | null;
  /** decisions by row number */
  lines: Record<string, LineDecision>;
  /** summaries whose difference was accepted: row → the figures that were seen */
  acknowledged: Record<string, string>;
};

export const NO_DECISION: LineDecision = { kind: null, villageId: null, amountText: null, skipReason: null };

/** An earlier line or pool project that says the same. */
export type EarlierLine = { confirmedOn: string | null; title: string | null };

export type ReviewedLine = Omit<TableLine, 'amountFen' | 'kind'> & {
  kind: 'PROJECT' | 'SUBSIDY';
  amountFen: Fen | null;
  villageId: number | null;
  /** near names in the region data, for a person to choose from */
  villageChoices: number[];
  fingerprint: string;
  earlier: EarlierLine | null;
  decision: LineDecision | null;
  skipped: boolean;
  issues: CellIssue[];
  /** must be mended, typed over or skipped before anything is imported */
  blocked: boolean;
  /** something of it is doubtful and nobody has looked yet */
  doubtful: boolean;
};

export type ReviewedSummary = SummaryCheck & { text: string; acknowledged: boolean };

export type ImportProblem = 'SHEET_NOT_CHOSEN' | 'YEAR_NOT_CHOSEN' | 'HEADER_NOT_FOUND';

export type ImportReview = {
  read: ReadTable | null;
  problems: ImportProblem[];
  tableIssues: CellIssue[];
  lines: ReviewedLine[];
  summaries: ReviewedSummary[];
  /** lines that would be written: neither skipped nor blocked */
  kept: ReviewedLine[];
  sumFen: Fen;
  /** problems, table issues, summaries and lines that forbid the confirm */
  errors: number;
  /** lines known from an earlier import and not skipped */
  duplicates: number;
};

type Village = VillageOption & { regionId: number };

/** The figures of a summary as they were seen; other figures need another look. */
export function figuresOf({ statedFen, computedFen }: Pick<SummaryCheck, 'statedFen' | 'computedFen'>): string {
  return `${statedFen}/${computedFen}`;
}

/**
 * The table as it would be imported now: read by its mapping, with the officer's decisions laid over it. Pure; nothing is
 * guessed: a village counts only by its very name, a near one is a question.
 */
export function reviewImport(input: {
  grid: Grid;
  state: ImportState;
  year: number;
  villages: readonly Village[];
  earlier: ReadonlyMap<string, EarlierLine>;
}): ImportReview {
  const { grid, state } = input;
  const problems: ImportProblem[] = [];
  if (!state.sheetChosen) problems.push('SHEET_NOT_CHOSEN');
  if (!state.yearChosen) problems.push('YEAR_NOT_CHOSEN');
  if (!state.table) problems.push('HEADER_NOT_FOUND');
  if (!state.table) {
    const nothing = { tableIssues: [], lines: [], summaries: [], kept: [], sumFen: 0n, duplicates: 0 };
    return { read: null, problems, ...nothing, errors: problems.length };
  }
  const mapping = state.table;
  const read = readTable(grid, mapping);
  const lines = read.lines.map((line) => reviewLine({ ...input, mapping }, line, read.issues));
  const summaries = reviewSummaries(grid, mapping, read, lines, state);
  const tableIssues = read.issues.filter(({ scope }) => scope === 'TABLE');
  const kept = lines.filter((line) => !line.skipped && !line.blocked);
  const errors =
    problems.length +
    tableIssues.filter(({ severity }) => severity === 'MUST_FIX').length +
    summaries.filter(({ check, acknowledged }) => check === 'DIFFERS' && !acknowledged).length +
    lines.filter((line) => line.blocked && line.issues.some(isError)).length;
  return {
    read,
    problems,
    tableIssues,
    lines,
    summaries,
    kept,
    sumFen: sumFen(kept.map(({ amountFen }) => amountFen ?? 0n)),
    errors,
    duplicates: lines.filter((line) => line.earlier && !line.skipped).length,
  };
}

const isError = ({ severity, code }: CellIssue) => severity === 'MUST_FIX' && code !== 'IMPORTED_BEFORE';

function reviewLine(
  { grid, state, year, villages, earlier, mapping }: Parameters<typeof reviewImport>[0] & { mapping: TableMapping },
  line: TableLine,
  issues: readonly CellIssue[],
): ReviewedLine {
  const decision = state.lines[line.row] ?? null;
  const own = issues.filter((issue) => issue.scope === 'LINE' && issue.row === line.row);
  const amount = amountOf(grid, mapping, line, decision, own);
  const place = villageOf(mapping, line, decision, villages);
  const fingerprint = fundLineFingerprint(line, year);
  const known = earlier.get(fingerprint) ?? null;
  const found = [...amount.issues, ...place.issues, ...(known ? [knownIssue(mapping, line)] : [])];
  const skipped = decision?.skipReason != null;
  return {
    ...line,
    kind: decision?.kind ?? line.kind,
    amountFen: amount.fen,
    villageId: place.villageId,
    villageChoices: place.choices,
    fingerprint,
    earlier: known,
    decision,
    skipped,
    issues: found,
    blocked: !skipped && found.some(({ severity }) => severity === 'MUST_FIX'),
    doubtful: decision === null && found.some(({ severity }) => severity === 'DOUBTFUL'),
  };
}

/** A typed amount takes the place of the cell; its own doubts and refusals then count instead of the cell's. */
function amountOf(
  grid: Grid,
  mapping: TableMapping,
  line: TableLine,
  decision: LineDecision | null,
  issues: CellIssue[],
): { fen: Fen | null; issues: CellIssue[] } {
  if (decision?.amountText == null) return { fen: line.amountFen, issues };
  const others = issues.filter(({ field }) => field !== 'amount');
  const typed = readAmountCell(decision.amountText, mapping.unit);
  if (typed.fen !== null) return { fen: typed.fen, issues: others };
  const column = mapping.columns.amount ?? null;
  const original = column ? cellText(cellAt(grid, line.row, columnIndex(column))) : '';
  const code = typed.refusal ?? 'AMOUNT_MISSING';
  return { fen: null, issues: [...others, issueOf({ row: line.row, column, field: 'amount', code, original })] };
}

function villageOf(
  mapping: TableMapping,
  line: TableLine,
  decision: LineDecision | null,
  villages: readonly Village[],
): { villageId: number | null; choices: number[]; issues: CellIssue[] } {
  if (decision?.villageId != null) return { villageId: decision.villageId, choices: [], issues: [] };
  // Where the region data end at the township there is nothing to compare with.
  if (line.village === null || villages.length === 0) return { villageId: null, choices: [], issues: [] };
  const match = matchVillage(line.village, villages, line.township);
  if (match.kind === 'EXACT') return { villageId: match.village.regionId, choices: [], issues: [] };
  const near = match.kind === 'AMBIGUOUS' ? match.villages : match.kind === 'NORMALISED' ? [match.village] : [];
  const issue = issueOf({
    row: line.row,
    column: mapping.columns.village ?? null,
    field: 'village',
    code: match.kind === 'AMBIGUOUS' ? 'VILLAGE_AMBIGUOUS' : 'VILLAGE_UNKNOWN',
    original: line.village,
    readAs: near.length > 0 ? near.map(({ name }) => name).join(', ') : null,
  });
  return { villageId: null, choices: near.map(({ regionId }) => regionId), issues: [issue] };
}

function knownIssue(mapping: TableMapping, line: TableLine): CellIssue {
  return issueOf({
    row: line.row,
    column: mapping.columns.projectName ?? null,
    field: 'projectName',
    code: 'IMPORTED_BEFORE',
    original: line.projectName ?? '',
  });
}

/** The file's own sums over all its lines, those left out included, with typed amounts in place of the cells'. */
function reviewSummaries(
  grid: Grid,
  mapping: TableMapping,
  read: ReadTable,
  lines: readonly ReviewedLine[],
  state: ImportState,
): ReviewedSummary[] {
  const amounts = new Map(lines.map((line) => [line.row, line.amountFen]));
  const stated = new Map(read.rows.flatMap((row) => ('statedFen' in row ? [[row.row, row.statedFen] as const] : [])));
  const shapes = classifyRows(grid, mapping);
  const texts = new Map(shapes.map(({ row, text }) => [row, text]));
  return checkSummaries(
    shapes,
    (row) => amounts.get(row) ?? null,
    (row) => stated.get(row) ?? null,
  )
    .filter(({ kind, statedFen }) => kind !== 'SECTION' || statedFen !== null)
    .map((check) => ({
      ...check,
      text: texts.get(check.row) ?? '',
      acknowledged: state.acknowledged[check.row] === figuresOf(check),
    }));
}

/** What the file says of itself before anybody has looked: title, year (title before file name) and the guessed mapping. */
export function beginImport(
  grid: Grid,
  fileName: string,
): { title: string; year: number | null; table: TableMapping | null } {
  const guess = detectTable(grid);
  const lines = guess
    ? guess.titleRows.map(({ text }) => text)
    : grid.rows.slice(0, 3).map((cells) => cells.map(trimText).filter(Boolean).join(' '));
  const titles = lines.filter((text) => findUnit(text) === null || yearIn(text) !== null);
  const title = titles.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
  return {
    title: title || fileName.replace(/\.[^.]*$/, ''),
    year: lines.map(yearIn).find((year) => year !== null) ?? yearIn(fileName),
    table: guess?.mapping ?? null,
  };
}

function yearIn(text: string): number | null {
  const found = /(?<!\d)(20[0-4]\d)(?!\d)/.exec(text)?.[1];
  return found ? Number(found) : null;
}

/** The words of a header, by which the next file of the same kind is known again. */
export function headerFingerprint(grid: Grid, headerRow: number, headerRows: number): string {
  return grid.rows
    .slice(headerRow - 1, headerRow - 1 + headerRows)
    .map((cells) => cells.map(plainText).join('|').replace(/\|+$/, ''))
    .join('\n');
}

/** Both notes of a line, exactly as they stand in the file. */
export function noteOf(line: Pick<TableLine, 'note' | 'amountNote'>): string | null {
  return [line.note, line.amountNote].filter((text) => text !== null).join('\n') || null;
}
