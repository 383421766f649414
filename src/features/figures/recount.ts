import 'server-only';
import type { Day } from '@/domain/calendar';
import type { Tx } from '@/server/db';

export type DifferentCell = {
  regionId: number;
  measure: string;
  programmeId: string;
  financierId: string;
  branchId: string;
  applicantKind: string;
  stage: string;
  day: Day;
  recordedOn: Day;
  /** what the rollup and the pending deltas say */
  kept: bigint;
  /** what the events say */
  recounted: bigint;
};

/**
 * Counts the whole cube again from the events and returns the cells that differ, at most `limit`. One scan of all
 * events: for the verify command and tests, never for a page.
 */
export function findDifferentCells(tx: Tx, limit = 100): Promise<DifferentCell[]> {
  return tx.$queryRaw<DifferentCell[]>`
    WITH recounted AS (
      SELECT r.region_id, f.measure, e.programme_id, e.financier_id,
        coalesce(e.county_branch_id, e.provincial_branch_id, e.financier_id) AS branch_id, e.applicant_kind::text AS applicant_kind,
        f.stage, e.occurred_on AS day, (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS recorded_on, sum(f.value) AS value
      FROM event e
      CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
      CROSS JOIN LATERAL (SELECT 1 AS region_id UNION ALL SELECT unnest(ARRAY[e.province_id, e.city_id, e.county_id, e.township_id, e.village_id])) r
      WHERE e.case_id IS NOT NULL AND r.region_id IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9),
    both_sides AS (
      SELECT region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, value AS kept, 0 AS recounted FROM figure_now
      UNION ALL
      SELECT region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, 0, value FROM recounted)
    SELECT region_id AS "regionId", measure, programme_id AS "programmeId", financier_id AS "financierId", branch_id AS "branchId",
      applicant_kind AS "applicantKind", stage, day::text AS day, recorded_on::text AS "recordedOn",
      sum(kept)::bigint AS kept, sum(recounted)::bigint AS recounted
    FROM both_sides
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(kept) <> sum(recounted)
    ORDER BY 1, 2, 8 LIMIT ${limit}`;
}
