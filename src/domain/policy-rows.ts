import type { Day } from './calendar';
import type { PolicyRow } from './policy';

type Span = Pick<PolicyRow, 'kind' | 'regionId' | 'programmeId' | 'validFrom' | 'validTo'>;
const FOREVER = '9999-12-31';
const end = (row: Pick<Span, 'validTo'>): Day => row.validTo ?? FOREVER;

/** The row that says something about the same thing in the same place on a day of the new one; null when none does. */
export function overlappingPolicy<Row extends Span>(rows: readonly Row[], added: Span): Row | null {
  return (
    rows.find(
      (row) =>
        row.kind === added.kind &&
        row.regionId === added.regionId &&
        row.programmeId === added.programmeId &&
        row.validFrom < end(added) &&
        added.validFrom < end(row),
    ) ?? null
  );
}
