import type { AuthorityRow } from './authority';
import type { Day } from './calendar';
import type { Fen } from './money';
import type { RefusalValue } from './refusal';
import type { ApplicantKind } from './stage';

type Limit = Pick<AuthorityRow, 'organisationId' | 'applicantKind' | 'upToFen' | 'validFrom' | 'validTo'>;
type Grant = { organisationId: string; applicantKind: ApplicantKind | null; upToFen: Fen | null; validFrom: Day };

/** What the limits of an organisation let it decide on a day: fen, null without limit, undefined where there is no row. */
function highestOf(
  rows: readonly Limit[],
  { organisationId, applicantKind, validFrom }: Grant,
): Fen | null | undefined {
  const own = rows.filter(
    (row) =>
      row.organisationId === organisationId &&
      (row.applicantKind === null || row.applicantKind === applicantKind) &&
      row.validFrom <= validFrom &&
      (row.validTo === null || validFrom < row.validTo),
  );
  if (own.length === 0) return undefined;
  if (own.some((row) => row.upToFen === null)) return null;
  const limits = own.map((row) => row.upToFen ?? 0n);
  return limits.find((limit) => limits.every((other) => other <= limit));
}

/** A temporary limit must add something to the organisation's own on its first day: RAISE_NOT_HIGHER. */
export function checkHigher(rows: readonly Limit[], grant: Grant): RefusalValue | null {
  const own = highestOf(rows, grant);
  if (own === undefined) return null;
  const higher = own !== null && (grant.upToFen === null || grant.upToFen > own);
  return higher ? null : { code: 'RAISE_NOT_HIGHER' };
}

/** Head office gives no more than it holds itself: OVER_OWN_AUTHORITY. Where it has no row, the definition says. */
export function checkWithinOwn(rows: readonly Limit[], headId: string, grant: Grant): RefusalValue | null {
  const own = highestOf(rows, { ...grant, organisationId: headId });
  if (own === undefined || own === null) return null;
  return grant.upToFen === null || grant.upToFen > own ? { code: 'OVER_OWN_AUTHORITY' } : null;
}

/** First and last day, both included: GRANT_DAYS when they are out of order or over already. */
export function checkGrantDays(validFrom: Day, lastDay: Day, today: Day): RefusalValue | null {
  return lastDay < validFrom || lastDay < today ? { code: 'GRANT_DAYS' } : null;
}
