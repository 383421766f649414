import type { Day } from './calendar';
import type { Fen } from './money';
import type { ApplicantKind } from './stage';

/**
 * Where a right to decide comes from: a limit of the organisation (授权), the matrix of the definition, a temporary raise
 * (扩大权限), a special item (专项审批), a posting at the branch (驻点).
 */
export type AuthoritySource = 'LIMIT' | 'DEFINITION' | 'RAISE' | 'SPECIAL_ITEM' | 'POSTING';

/** A dated row of 授权: an organisation decides up to an amount, with a number of approvals. */
export type AuthorityRow = {
  id: string;
  source: AuthoritySource;
  organisationId: string;
  applicantKind: ApplicantKind | null;
  /** null: without limit */
  upToFen: Fen | null;
  approvals: number;
  validFrom: Day;
  validTo: Day | null;
  documentNumber: string;
  /** only these people may use it (a posting); left out: whoever approves in the organisation */
  userIds?: readonly string[];
};

export type AuthorityStep = {
  organisationId: string;
  /** the highest amount this organisation decides here; null: without limit; undefined: no row at all */
  upToFen: Fen | null | undefined;
  /** the row that covers the amount, if one does */
  row: AuthorityRow | null;
};

const inForce = (row: AuthorityRow, on: Day) => row.validFrom <= on && (row.validTo === null || on < row.validTo);
const covers = (row: AuthorityRow, amountFen: Fen) => row.upToFen === null || amountFen <= row.upToFen;
const byLimit = (left: AuthorityRow, right: AuthorityRow) => {
  if (left.upToFen === right.upToFen) return 0;
  if (left.upToFen === null) return 1;
  if (right.upToFen === null) return -1;
  return left.upToFen < right.upToFen ? -1 : 1;
};

/**
 * Rows of one organisation for this kind of applicant on this day. Its own limits go before the definition's matrix, and
 * rows that name the kind before general ones; a raise, a special item and a posting only ever add.
 */
function rowsFor(rows: readonly AuthorityRow[], organisationId: string, kind: ApplicantKind, on: Day): AuthorityRow[] {
  const own = rows.filter((row) => row.organisationId === organisationId && inForce(row, on));
  const of = (source: AuthoritySource) => own.filter((row) => row.source === source);
  const named = (candidates: readonly AuthorityRow[]) => {
    const exact = candidates.filter((row) => row.applicantKind === kind);
    return exact.length > 0 ? exact : candidates.filter((row) => row.applicantKind === null);
  };
  const limits = named(of('LIMIT'));
  const standing = limits.length > 0 ? limits : named(of('DEFINITION'));
  const added = own.filter(
    (row) =>
      row.source !== 'LIMIT' &&
      row.source !== 'DEFINITION' &&
      (row.applicantKind === null || row.applicantKind === kind),
  );
  return [...standing, ...added].sort(byLimit);
}

/** The lowest row that covers the amount; of a posting, with everybody who is posted there for as much (a task force). */
function joinPosted([lowest, ...others]: readonly AuthorityRow[]): AuthorityRow | null {
  if (!lowest?.userIds) return lowest ?? null;
  return { ...lowest, userIds: [lowest, ...others].flatMap((row) => row.userIds ?? []) };
}

/**
 * The ladder from the handling branch up to the head office: what each may decide, and the row that covers the amount.
 * `path` is ordered from the branch upward.
 */
export function authorityLadder(
  rows: readonly AuthorityRow[],
  path: readonly string[],
  amountFen: Fen,
  kind: ApplicantKind,
  on: Day,
): AuthorityStep[] {
  return path.map((organisationId) => {
    const own = rowsFor(rows, organisationId, kind, on);
    const highest = own.at(-1);
    return {
      organisationId,
      upToFen: highest === undefined ? undefined : highest.upToFen,
      row: joinPosted(own.filter((row) => covers(row, amountFen))),
    };
  });
}

/** The lowest organisation that may decide the amount, or null when nobody on the path may. */
export function decidingStep(ladder: readonly AuthorityStep[]): (AuthorityStep & { row: AuthorityRow }) | null {
  for (const step of ladder) if (step.row) return { ...step, row: step.row };
  return null;
}
