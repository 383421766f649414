import { ON_PAPER } from '@/domain/back-entry';
import { kindsBehind, MEASURES } from '@/domain/measures';
import { findDifferentCells } from '@/features/figures/recount';
import { findCountsUnlikeRows } from '@/features/figures/rows-behind';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import { db } from '@/server/db';

/** What holds of the whole database after any command; each query finds the rows that break its sentence. */
export const RULES: Record<string, string> = {
  'no more is paid than contracted, approved and asked for': `SELECT id FROM case_record WHERE disbursed_amount_fen > 0
    AND (disbursed_amount_fen > coalesce(contracted_amount_fen, 0) OR contracted_amount_fen > coalesce(approved_amount_fen, 0)
      OR approved_amount_fen > requested_amount_fen)`,
  'what is paid is the sum of the released payments': `SELECT c.id FROM case_record c WHERE disbursed_amount_fen <>
    (SELECT coalesce(sum(amount_fen), 0) FROM payment p WHERE p.case_id = c.id AND p.status = 'RELEASED')`,
  'the instalments make up no more than the contract': `SELECT c.id FROM case_record c WHERE coalesce(contracted_amount_fen, approved_amount_fen, 0) <
    (SELECT coalesce(sum(amount_fen), 0) FROM tranche t WHERE t.case_id = c.id AND t.status <> 'CANCELLED')`,
  'an instalment has at most one live payment': `SELECT tranche_id AS id FROM payment WHERE status IN ('REQUESTED', 'RELEASED')
    GROUP BY 1 HAVING count(*) > 1`,
  'every journal sums to nothing': `SELECT journal_id AS id FROM leg GROUP BY 1 HAVING sum(amount_fen) <> 0`,
  'the books owe what the case owes': `SELECT c.id FROM case_record c WHERE outstanding_amount_fen <>
    (SELECT coalesce(sum(l.amount_fen), 0) FROM journal j JOIN leg l ON l.journal_id = j.id
      WHERE j.case_id = c.id AND l.account = 'PRINCIPAL')`,
  'two people pay': `SELECT id FROM payment WHERE released_by_id = requested_by_id`,
  'nobody has two duties on a case': `SELECT case_id AS id FROM case_duty GROUP BY case_id, user_id HAVING count(DISTINCT duty) > 1`,
  'who approves and who pays has that duty and no other': `SELECT a.case_id AS id FROM approval a LEFT JOIN case_duty d
      ON d.case_id = a.case_id AND d.user_id = a.approver_id WHERE d.duty IS DISTINCT FROM 'APPROVAL' AND a.approver_id <> '${ON_PAPER}'
    UNION ALL SELECT p.case_id FROM payment p LEFT JOIN case_duty d
      ON d.case_id = p.case_id AND d.user_id = p.requested_by_id WHERE d.duty IS DISTINCT FROM 'PAYMENT_REQUEST' AND p.requested_by_id <> '${ON_PAPER}'`,
  'a quota is never exceeded': `SELECT id FROM quota WHERE reserved_fen < 0 OR used_fen < 0 OR reserved_fen + used_fen > amount_fen`,
  'a quota is the sum of its entries': `SELECT q.id FROM quota q CROSS JOIN LATERAL
    (SELECT coalesce(sum(CASE WHEN kind IN ('RESERVE', 'RETURN') THEN amount_fen WHEN kind IN ('RELEASE', 'USE') THEN -amount_fen ELSE 0 END), 0) AS held,
            coalesce(sum(CASE kind WHEN 'USE' THEN amount_fen WHEN 'RETURN' THEN -amount_fen ELSE 0 END), 0) AS used
     FROM quota_entry e WHERE e.quota_id = q.id) sums WHERE sums.held <> q.reserved_fen OR sums.used <> q.used_fen`,
  'a case holds of its quota what it may still pay': `SELECT c.id FROM case_record c JOIN LATERAL
    (SELECT sum(CASE WHEN kind IN ('RESERVE', 'RETURN') THEN amount_fen WHEN kind IN ('RELEASE', 'USE') THEN -amount_fen ELSE 0 END) AS held,
            sum(CASE kind WHEN 'USE' THEN amount_fen WHEN 'RETURN' THEN -amount_fen ELSE 0 END) AS used
     FROM quota_entry e WHERE e.case_id = c.id) q ON q.held IS NOT NULL
    WHERE q.used <> c.disbursed_amount_fen - (SELECT coalesce(sum(p.amount_fen), 0) FROM payment p
        WHERE p.case_id = c.id AND p.status = 'RELEASED' AND p.requested_by_id = '${ON_PAPER}')
      OR c.back_entry_id IS NULL AND q.held <> CASE WHEN c.status = 'CLOSED' THEN 0 ELSE greatest(coalesce(c.approved_amount_fen, 0) - c.disbursed_amount_fen, 0) END`,
  'a case stands in one visit, of its stage': `SELECT c.id FROM case_record c WHERE
    (SELECT array_agg(v.stage) FROM stage_visit v WHERE v.case_id = c.id AND v.left_at IS NULL) IS DISTINCT FROM ARRAY[c.stage]`,
  'a case waits for somebody until it is over': `SELECT id FROM case_record WHERE (status = 'CLOSED') <> (waiting_task IS NULL)
    OR (status <> 'CLOSED' AND cardinality(waiting_roles) = 0)`,
  'what is closed has its outcome': `SELECT id FROM case_record WHERE (status = 'CLOSED') <> (outcome IS NOT NULL)`,
  'a fund carries what is lent behind it': `SELECT f.id FROM risk_fund f WHERE balance_fen * 10 <
    (SELECT coalesce(sum(outstanding_amount_fen), 0) FROM case_record c WHERE c.county_id = f.county_id
      AND c.programme_id = f.programme_id AND c.financier_id = f.financier_id AND c.status <> 'CLOSED')`,
};

/** The sentences that do not hold now, each with the rows that break it. */
export async function findBroken(): Promise<string[]> {
  const broken: string[] = [];
  for (const [sentence, sql] of Object.entries(RULES)) {
    const rows = await db().$queryRawUnsafe<{ id: string }[]>(sql);
    if (rows.length > 0) broken.push(`${sentence}: ${rows.map((row) => row.id).join(', ')}`);
  }
  // whatever legal commands leave behind is what the record tells: a false alarm is as bad as none
  for (const { sentence, rows } of await findRowsUnlikeRecord(db(), 5)) broken.push(`${sentence}: ${rows.join(', ')}`);
  return broken;
}

/** Cells of the figures that differ from their recount from the events, and cases that count as their rows do not say. */
export async function findWrongFigures(): Promise<unknown[]> {
  await db().$queryRaw`SELECT fold_figures()`;
  return db().$transaction(
    async (tx) => [...(await findDifferentCells(tx, 5)), ...(await findCountsUnlikeRows(tx, 5))],
    {
      timeout: 60_000,
    },
  );
}

/** Measures to which a kind of event added that a list behind them would not read; each as 'MEASURE kind'. */
export async function findUnreadKinds(): Promise<string[]> {
  const rows = await db().$queryRaw<{ measure: string; kind: string }[]>`
    SELECT DISTINCT f.measure, e.kind FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f WHERE e.case_id IS NOT NULL`;
  return rows
    .filter(({ measure, kind }) => {
      const known = MEASURES.find((each) => each === measure);
      return !known || kindsBehind(known)?.includes(kind) === false;
    })
    .map(({ measure, kind }) => `${measure} ${kind}`);
}
