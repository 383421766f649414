import type { Fen } from '@/domain/money';
import type { AmountIssueCode } from './amount-cell';
import type { FundTableField } from './dictionary';

/** MUST_FIX: not imported as it is. DOUBTFUL: read, a person confirms. INFO: said, nothing to do. */
export type IssueSeverity = 'MUST_FIX' | 'DOUBTFUL' | 'INFO';

export type IssueCode =
  | AmountIssueCode
  | 'UNIT_MISSING'
  | 'COLUMN_MISSING'
  | 'VILLAGE_COLUMN_MISSING'
  | 'NO_LINES'
  | 'SUBTOTAL_MISMATCH'
  | 'TOTAL_MISMATCH'
  | 'SUMMARY_UNREADABLE'
  | 'NAME_MISSING'
  | 'AMOUNT_SHARED'
  | 'TEXT_TOO_LONG'
  | 'DITTO_MARK'
  | 'VILLAGE_MISSING'
  | 'SUBSIDY_NOT_PROJECT'
  | 'SEQUENCE_DUPLICATE'
  | 'LINE_DUPLICATE'
  | 'VILLAGE_UNKNOWN'
  | 'VILLAGE_AMBIGUOUS'
  | 'IMPORTED_BEFORE'
  | 'TRIMMED'
  | 'READ_FROM_MERGE';

/** TABLE: nothing can be imported before it is settled. SUMMARY: the person may acknowledge it. LINE: this line alone stays out, or is confirmed. */
export type IssueScope = 'TABLE' | 'SUMMARY' | 'LINE';

export const ISSUE_RULES = {
  UNIT_MISSING: { scope: 'TABLE', severity: 'MUST_FIX' },
  COLUMN_MISSING: { scope: 'TABLE', severity: 'MUST_FIX' },
  NO_LINES: { scope: 'TABLE', severity: 'MUST_FIX' },
  VILLAGE_COLUMN_MISSING: { scope: 'TABLE', severity: 'DOUBTFUL' },
  SUBTOTAL_MISMATCH: { scope: 'SUMMARY', severity: 'MUST_FIX' },
  TOTAL_MISMATCH: { scope: 'SUMMARY', severity: 'MUST_FIX' },
  SUMMARY_UNREADABLE: { scope: 'SUMMARY', severity: 'DOUBTFUL' },
  NAME_MISSING: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_MISSING: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_NOT_A_NUMBER: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_NEGATIVE: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_ZERO: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_OVER_PRECISE: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_TOO_SMALL: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_TOO_LARGE: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_APPROXIMATE: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_UNIT_UNSUPPORTED: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_SHARED: { scope: 'LINE', severity: 'MUST_FIX' },
  CELL_ERROR: { scope: 'LINE', severity: 'MUST_FIX' },
  TEXT_TOO_LONG: { scope: 'LINE', severity: 'MUST_FIX' },
  DITTO_MARK: { scope: 'LINE', severity: 'MUST_FIX' },
  AMOUNT_WITH_NOTE: { scope: 'LINE', severity: 'DOUBTFUL' },
  AMOUNT_OWN_UNIT: { scope: 'LINE', severity: 'DOUBTFUL' },
  AMOUNT_SUSPICIOUS: { scope: 'LINE', severity: 'DOUBTFUL' },
  VILLAGE_MISSING: { scope: 'LINE', severity: 'DOUBTFUL' },
  SUBSIDY_NOT_PROJECT: { scope: 'LINE', severity: 'DOUBTFUL' },
  SEQUENCE_DUPLICATE: { scope: 'LINE', severity: 'DOUBTFUL' },
  LINE_DUPLICATE: { scope: 'LINE', severity: 'DOUBTFUL' },
  VILLAGE_UNKNOWN: { scope: 'LINE', severity: 'DOUBTFUL' },
  VILLAGE_AMBIGUOUS: { scope: 'LINE', severity: 'DOUBTFUL' },
  IMPORTED_BEFORE: { scope: 'LINE', severity: 'MUST_FIX' },
  TRIMMED: { scope: 'LINE', severity: 'INFO' },
  READ_FROM_MERGE: { scope: 'LINE', severity: 'INFO' },
} as const satisfies Record<IssueCode, { scope: IssueScope; severity: IssueSeverity }>;

export interface CellIssue {
  /** As numbered in the file. A TABLE issue stands at the header row. */
  row: number;
  /** Column letter; null where the column itself is missing. */
  column: string | null;
  field: FundTableField | null;
  code: IssueCode;
  severity: IssueSeverity;
  scope: IssueScope;
  /** The cell exactly as in the file. */
  original: string;
  /** What it was read as; an amount as plain digits in the table's unit. Null: not read. */
  readAs: string | null;
  /** Of a summary: what the file states, and what its lines add up to. */
  figures: { statedFen: Fen; computedFen: Fen } | null;
  /** Of a duplicate: the row that had it first. */
  otherRow: number | null;
}

type IssueInput = Pick<CellIssue, 'row' | 'column' | 'field' | 'code'> & Partial<CellIssue>;

export function issueOf(input: IssueInput): CellIssue {
  return { original: '', readAs: null, figures: null, otherRow: null, ...ISSUE_RULES[input.code], ...input };
}
