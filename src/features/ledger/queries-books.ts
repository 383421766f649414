import 'server-only';
import { Prisma } from '@/server/db';
import type { SqlReader } from '@/server/sql';

/** What holds of the books at any moment; each query finds the rows that break its sentence. */
const SENTENCES: Record<string, string> = {
  'the legs of a journal sum to zero': `SELECT journal_id::text AS row FROM leg GROUP BY journal_id HAVING sum(amount_fen) <> 0`,
  'a journal has legs': `SELECT j.id::text AS row FROM journal j WHERE NOT EXISTS (SELECT FROM leg l WHERE l.journal_id = j.id)`,
  'a leg is of the case of its journal': `SELECT l.id::text AS row FROM leg l JOIN journal j ON j.id = l.journal_id WHERE j.case_id <> l.case_id`,
  'what a case owes is the principal in its books': `SELECT c.reference AS row FROM case_record c
    LEFT JOIN (SELECT case_id, sum(amount_fen) AS fen FROM leg WHERE account = 'PRINCIPAL' GROUP BY 1) l ON l.case_id = c.id
    WHERE c.outstanding_amount_fen <> coalesce(l.fen, 0)`,
  'what a case was paid is the sum of its released payments': `SELECT c.reference AS row FROM case_record c
    LEFT JOIN (SELECT case_id, sum(amount_fen) AS fen FROM payment WHERE status = 'RELEASED' GROUP BY 1) p ON p.case_id = c.id
    WHERE c.disbursed_amount_fen <> coalesce(p.fen, 0)`,
  'no more is paid than contracted, approved and asked for': `SELECT reference AS row FROM case_record WHERE disbursed_amount_fen > 0
    AND (disbursed_amount_fen > coalesce(contracted_amount_fen, 0) OR contracted_amount_fen > coalesce(approved_amount_fen, 0)
      OR approved_amount_fen > requested_amount_fen)`,
  'an instalment has at most one live payment': `SELECT tranche_id::text AS row FROM payment WHERE status IN ('REQUESTED', 'RELEASED')
    GROUP BY tranche_id HAVING count(*) > 1`,
  'a payment is requested and released by two people': `SELECT id::text AS row FROM payment WHERE released_by_id = requested_by_id`,
  'a quota holds what its entries say, and no more than was allotted': `SELECT q.id::text AS row FROM quota q
    LEFT JOIN (SELECT quota_id,
        sum(CASE WHEN kind IN ('RESERVE', 'RETURN') THEN amount_fen WHEN kind IN ('RELEASE', 'USE') THEN -amount_fen ELSE 0 END) AS held,
        sum(CASE kind WHEN 'USE' THEN amount_fen WHEN 'RETURN' THEN -amount_fen ELSE 0 END) AS used
      FROM quota_entry GROUP BY 1) e ON e.quota_id = q.id
    WHERE coalesce(e.held, 0) <> q.reserved_fen OR coalesce(e.used, 0) <> q.used_fen OR q.reserved_fen + q.used_fen > q.amount_fen`,
  'a fund holds what its entries say': `SELECT f.id::text AS row FROM risk_fund f
    LEFT JOIN (SELECT risk_fund_id, sum(amount_fen) AS fen FROM fund_entry GROUP BY 1) e ON e.risk_fund_id = f.id
    WHERE f.balance_fen <> coalesce(e.fen, 0)`,
};

export type BrokenSentence = { sentence: string; rows: string[] };

/**
 * The first rows that break a sentence. Materialized: with a limit beside it the planner, which expects many, looks up row by
 * row, and where none is broken that takes the square of the rows.
 */
export const firstOf = (sentence: string, limit: number): Prisma.Sql =>
  Prisma.sql`WITH broken AS MATERIALIZED (${Prisma.raw(sentence)}) SELECT row FROM broken LIMIT ${limit}`;

/** The sentences about the books that do not hold, each with at most `limit` rows that break it. For a command and tests. */
export async function findWrongBooks(tx: SqlReader, limit = 100): Promise<BrokenSentence[]> {
  const broken: BrokenSentence[] = [];
  for (const [sentence, sql] of Object.entries(SENTENCES)) {
    const rows = await tx.$queryRaw<{ row: string }[]>(firstOf(sql, limit));
    if (rows.length > 0) broken.push({ sentence, rows: rows.map(({ row }) => row) });
  }
  return broken;
}
