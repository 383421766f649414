import 'server-only';
import type { Span } from '@/domain/cube';
import type { Tx } from '@/server/db';

export type DifferentCell = {
  regionId: number;
  ownerId: string;
  programmeId: string;
  late: boolean;
  span: Span;
  /** first day of the span; infinity for the total */
  startsOn: string;
  measure: string;
  stage: string;
  applicantKind: string;
  /** what the rollup and the pending deltas say */
  kept: bigint;
  /** what the events say */
  recounted: bigint;
};

/**
 * Counts the whole cube again from the events and returns the cells that differ, at most `limit`; then the sums of measures
 * that are not those of their row's cells. One scan of all events: for the verify command and tests, never for a page.
 */
export async function findDifferentCells(tx: Tx, limit = 100): Promise<DifferentCell[]> {
  const cells = await differentFromEvents(tx, limit);
  return cells.length > 0 ? cells : differentFromCells(tx, limit);
}

function differentFromCells(tx: Tx, limit: number): Promise<DifferentCell[]> {
  return tx.$queryRaw<DifferentCell[]>`
    WITH both_sides AS (
      SELECT f.region_id, f.owner_id, f.programme_id, f.late, f.span, f.starts_on, h.head, h.sum AS kept, 0 AS recounted
      FROM figure f CROSS JOIN LATERAL unnest(f.heads) WITH ORDINALITY AS h(sum, head) WHERE h.sum <> 0
      UNION ALL
      SELECT f.region_id, f.owner_id, f.programme_id, f.late, f.span, f.starts_on, c.head, 0, u.sum
      FROM figure f CROSS JOIN LATERAL unnest(f.cells, f.sums) AS u(cell, sum)
      JOIN figure_cell c ON c.id = u.cell AND c.head IS NOT NULL),
    different AS (
      SELECT region_id, owner_id, programme_id, late, span, starts_on, head, sum(kept)::bigint AS kept, sum(recounted)::bigint AS recounted
      FROM both_sides GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(kept) <> sum(recounted))
    SELECT d.region_id AS "regionId", d.owner_id AS "ownerId", d.programme_id AS "programmeId", d.late, d.span::text AS span,
      d.starts_on::text AS "startsOn", m.measure, '-' AS stage, '-' AS "applicantKind", d.kept, d.recounted
    FROM different d JOIN (SELECT DISTINCT measure, head FROM figure_cell WHERE head IS NOT NULL) m ON m.head = d.head
    ORDER BY 1, 2, 6 LIMIT ${limit}`;
}

function differentFromEvents(tx: Tx, limit: number): Promise<DifferentCell[]> {
  return tx.$queryRaw<DifferentCell[]>`
    WITH both_sides AS (
      SELECT region_id, owner_id, programme_id, late, span, starts_on, measure, stage, applicant_kind, value AS kept, 0 AS recounted FROM figure_now
      UNION ALL
      SELECT r.region_id, r.owner_id, r.programme_id, r.late, r.span, r.starts_on, c.measure, c.stage, c.applicant_kind, 0, u.sum * r.sign
      FROM event e
      CROSS JOIN LATERAL figure_delta_of(e) d
      CROSS JOIN LATERAL figure_rows_of(d) r
      CROSS JOIN LATERAL unnest(d.cells, d.sums) AS u(cell, sum)
      JOIN figure_cell c ON c.id = u.cell)
    SELECT region_id AS "regionId", owner_id AS "ownerId", programme_id AS "programmeId", late, span::text AS span,
      starts_on::text AS "startsOn", measure, stage, applicant_kind AS "applicantKind",
      sum(kept)::bigint AS kept, sum(recounted)::bigint AS recounted
    FROM both_sides
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(kept) <> sum(recounted)
    ORDER BY 1, 2, 6 LIMIT ${limit}`;
}
