import type { AuthorityRow } from './authority';
import type { Day } from './calendar';
import type { ApplicantKind } from './stage';

/** GAP: nobody may decide from `from` on (until a later row begins); OVERLAP: two rows of one limit at a time; APPROVALS: a higher limit asks for fewer. */
export type AuthorityFault = {
  kind: 'GAP' | 'OVERLAP' | 'APPROVALS';
  organisationId: string;
  applicantKind: ApplicantKind | null;
  from: Day;
  to: Day | null;
};

type Row = Omit<AuthorityRow, 'documentNumber' | 'source' | 'userIds'>;
const FOREVER = '9999-12-31';
/** Days are compared as text. */
export const later = (left: Day, right: Day): Day => (left < right ? right : left);
const end = (row: Pick<Row, 'validTo'>) => row.validTo ?? FOREVER;
const above = (left: bigint | null, right: bigint | null) =>
  left !== right && (left === null || (right !== null && left > right));

/** Whether two rows of the same organisation, programme and kind of applicant say something about the same amount on the same day. */
export function overlaps(left: Omit<Row, 'id'>, right: Omit<Row, 'id'>): boolean {
  return (
    left.organisationId === right.organisationId &&
    left.applicantKind === right.applicantKind &&
    left.upToFen === right.upToFen &&
    left.validFrom < end(right) &&
    right.validFrom < end(left)
  );
}

/**
 * What looks wrong in the rows of one programme from `today` on. Nothing of it stops a case: whoever keeps the rows sees
 * it and decides. A day at the end of a row is no longer in it.
 */
export function findAuthorityFaults(rows: readonly Row[], today: Day): AuthorityFault[] {
  const current = rows.filter((row) => end(row) > today && end(row) > row.validFrom);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.organisationId} ${row.applicantKind}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const faults: AuthorityFault[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const about = { organisationId: first.organisationId, applicantKind: first.applicantKind };
    const own = group.filter((row) => current.includes(row)).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    let covered: Day = today;
    for (const row of own) {
      if (row.validFrom > covered) faults.push({ kind: 'GAP', ...about, from: covered, to: row.validFrom });
      if (end(row) > covered) covered = end(row);
    }
    if (covered !== FOREVER) faults.push({ kind: 'GAP', ...about, from: covered, to: null });
    for (const [index, row] of own.entries())
      for (const other of own.slice(index + 1)) {
        const from = later(row.validFrom, other.validFrom);
        const to = end(row) < end(other) ? row.validTo : other.validTo;
        if (overlaps(row, other)) faults.push({ kind: 'OVERLAP', ...about, from, to });
        else if (from < (to ?? FOREVER) && hasFewerApprovals(row, other))
          faults.push({ kind: 'APPROVALS', ...about, from, to });
      }
  }
  return faults;
}

function hasFewerApprovals(left: Row, right: Row): boolean {
  if (above(left.upToFen, right.upToFen)) return left.approvals < right.approvals;
  return above(right.upToFen, left.upToFen) && right.approvals < left.approvals;
}
