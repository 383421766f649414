import type { Day } from './calendar';

/**
 * Policy values differ by date and place (field-rules.md §5), so none is a constant of the code: each is a dated row of a
 * region with its document. The kinds are a closed list; `unit` says how the whole number is read.
 */
export const POLICY_KINDS = {
  /** interest at most, for terms up to one year: before 2021 the base rate, since then the 1-year LPR (§5.1) */
  RATE_CEILING_SHORT: 'BPS',
  /** the same for longer terms: the 5-year LPR since 2021 (§5.1) */
  RATE_CEILING_LONG: 'BPS',
  /** 户均上限: all borrowers of a household together (§5.1) */
  HOUSEHOLD_CAP: 'FEN',
  /** share of the interest that is subsidised (§5.1) */
  SUBSIDY_SHARE: 'BPS',
  /** 公示 at least so many calendar days (§5.4) */
  NOTICE_DAYS: 'DAYS',
  /** 放大倍数: loans per yuan of the fund (§5.1) */
  FUND_LEVERAGE: 'TIMES',
  /** days overdue before the fund may be claimed (§5.1) */
  FUND_CLAIM_DAYS: 'DAYS',
  /** the fund's share of a loss; the lender bears what neither fund nor insurer does (§5.1) */
  FUND_SHARE: 'BPS',
  INSURER_SHARE: 'BPS',
  /** 不良容忍度 */
  NPL_TOLERANCE: 'BPS',
  /** looks at personal data in full, of one person on one day (domain/looks.ts) */
  LOOKS_PER_DAY: 'TIMES',
  /** rows of people that one person takes away in files on one day without another (domain/export-approval.ts) */
  EXPORT_ROWS_PER_DAY: 'ROWS',
  /** whole years after the end of the last case (domain/retention.ts) */
  RETAIN_NUMBERS: 'YEARS',
  RETAIN_FILES: 'YEARS',
  RETAIN_TEXTS: 'YEARS',
  RETAIN_NAMES: 'YEARS',
} as const satisfies Record<string, 'BPS' | 'FEN' | 'DAYS' | 'TIMES' | 'ROWS' | 'YEARS'>;
export type PolicyKind = keyof typeof POLICY_KINDS;

export type PolicyRow = {
  id: string;
  kind: PolicyKind;
  regionId: number;
  programmeId: string | null;
  value: bigint;
  validFrom: Day;
  /** first day on which it no longer holds */
  validTo: Day | null;
  documentNumber: string;
};

/**
 * The row in force on a day: of the nearest place first (`path` runs from the village up to the nation), and there one
 * that names the programme before one for all. Null when no place on the path says anything.
 */
export function policyOn(
  rows: readonly PolicyRow[],
  kind: PolicyKind,
  path: readonly number[],
  programmeId: string,
  on: Day,
): PolicyRow | null {
  const inForce = rows.filter(
    (row) =>
      row.kind === kind &&
      row.validFrom <= on &&
      (row.validTo === null || on < row.validTo) &&
      (row.programmeId === null || row.programmeId === programmeId),
  );
  for (const regionId of path) {
    const here = inForce.filter((row) => row.regionId === regionId);
    const named = here.filter((row) => row.programmeId !== null);
    const latest = (named.length > 0 ? named : here).sort((left, right) => (left.validFrom < right.validFrom ? 1 : -1));
    if (latest[0]) return latest[0];
  }
  return null;
}
