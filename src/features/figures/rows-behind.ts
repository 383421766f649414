import 'server-only';
import type { Tx } from '@/server/db';

/** What a case adds to a measure by its events, where its own rows say otherwise; `day` null: by now, else by that day. */
export type WrongCount = {
  reference: string;
  measure: string;
  stage: string;
  day: string | null;
  counted: bigint;
  /** what the rows of the case say */
  standing: bigint;
};

/**
 * The figures follow from the events, and so does their recount (recount.ts): an event that says too little is wrong in
 * both alike. This holds them against what is no event: where a case stands, what it was approved, contracted, paid and
 * repaid, and what it owes; and, on each day, whether it counts among those paid and those that owe while its own sums say
 * so. At most `limit` rows of each. One scan of all events: for the verify command and tests, never for a page.
 */
export async function findCountsUnlikeRows(tx: Tx, limit = 100): Promise<WrongCount[]> {
  return [...(await unlikeRows(tx, limit)), ...(await unlikeSums(tx, limit))];
}

function unlikeRows(tx: Tx, limit: number): Promise<WrongCount[]> {
  return tx.$queryRaw<WrongCount[]>`
    WITH both_sides AS (
      SELECT e.case_id, f.measure, f.stage, f.value AS counted, 0 AS standing
      FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
      WHERE e.case_id IS NOT NULL AND f.measure IN ('STANDING', 'APPROVED', 'FINANCING_FEN', 'LANDED', 'LANDED_FEN', 'DISBURSED',
        'DISBURSED_FEN', 'PAID', 'OUTSTANDING', 'OUTSTANDING_FEN', 'REPAID_FEN')
      UNION ALL
      SELECT c.id, row.measure, row.stage, 0, row.value
      FROM case_record c CROSS JOIN LATERAL (VALUES
        ('STANDING', c.stage::text, (c.status <> 'CLOSED')::int::bigint),
        ('APPROVED', '-', (c.approved_amount_fen IS NOT NULL)::int),
        ('FINANCING_FEN', '-', coalesce(c.approved_amount_fen, 0)),
        ('DISBURSED', '-', (c.disbursed_amount_fen > 0)::int),
        ('DISBURSED_FEN', '-', c.disbursed_amount_fen),
        ('OUTSTANDING', '-', (c.outstanding_amount_fen > 0)::int),
        ('OUTSTANDING_FEN', '-', c.outstanding_amount_fen)
      ) AS row(measure, stage, value)
      UNION ALL
      SELECT case_id, row.measure, '-', 0, row.value FROM contract
      CROSS JOIN LATERAL (VALUES ('LANDED', 1::bigint), ('LANDED_FEN', amount_fen)) AS row(measure, value) WHERE status = 'SIGNED'
      UNION ALL
      SELECT case_id, 'PAID', '-', 0, 1 FROM payment WHERE status = 'RELEASED'
      UNION ALL
      SELECT case_id, 'REPAID_FEN', '-', 0, principal_fen FROM repayment)
    SELECT c.reference, b.measure, b.stage, NULL::text AS day, sum(b.counted)::bigint AS counted, sum(b.standing)::bigint AS standing
    FROM both_sides b JOIN case_record c ON c.id = b.case_id
    GROUP BY c.id, b.measure, b.stage HAVING sum(b.counted) <> sum(b.standing) ORDER BY 1, 2, 3 LIMIT ${limit}`;
}

/** Day by day: a case is one of those paid, and of those that owe, while what it was paid and owes is more than nothing. */
function unlikeSums(tx: Tx, limit: number): Promise<WrongCount[]> {
  return tx.$queryRaw<WrongCount[]>`
    WITH moved AS (
      SELECT e.case_id, e.occurred_on AS day, replace(f.measure, '_FEN', '') AS measure,
        coalesce(sum(f.value) FILTER (WHERE f.measure NOT LIKE '%_FEN'), 0) AS cases, coalesce(sum(f.value) FILTER (WHERE f.measure LIKE '%_FEN'), 0) AS fen
      FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
      WHERE e.case_id IS NOT NULL AND f.measure IN ('DISBURSED', 'DISBURSED_FEN', 'OUTSTANDING', 'OUTSTANDING_FEN')
      GROUP BY 1, 2, 3),
    stood AS (
      SELECT case_id, day, measure, sum(cases) OVER so_far AS cases, sum(fen) OVER so_far AS fen
      FROM moved WINDOW so_far AS (PARTITION BY case_id, measure ORDER BY day))
    SELECT c.reference, s.measure, '-' AS stage, s.day::text, s.cases::bigint AS counted, (s.fen > 0)::int::bigint AS standing
    FROM stood s JOIN case_record c ON c.id = s.case_id
    WHERE s.cases <> (s.fen > 0)::int ORDER BY 1, 2, s.day LIMIT ${limit}`;
}
