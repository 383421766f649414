import 'server-only';
import { Prisma } from '@/server/db';
import type { BrokenSentence } from './queries-books';

/**
 * Rows that the record tells of, held against the events that told it. The record is sealed and its seals are signed
 * outside, so that who alters such a row with the database's own password is found. What was entered from paper is told in
 * one event with the paper's days, and is compared by its books (queries-books.ts).
 */
const SENTENCES: Record<string, string> = {
  'a payment was asked for by whom, when and for how much the record says': `
    SELECT p.id::text AS row FROM payment p JOIN event e ON e.kind = 'payment.requested' AND e.case_id = p.case_id AND e.payload->>'paymentId' = p.id::text
    WHERE e.actor_id <> p.requested_by_id OR e.recorded_at <> p.requested_at OR e.payload->>'amountFen' <> p.amount_fen::text
      OR e.payload->>'trancheId' <> p.tranche_id::text`,
  'a payment was released by whom, when and on which day the record says': `
    SELECT p.id::text AS row FROM payment p
    JOIN event q ON q.kind = 'payment.requested' AND q.case_id = p.case_id AND q.payload->>'paymentId' = p.id::text
    LEFT JOIN event e ON e.kind = 'payment.released' AND e.case_id = p.case_id AND e.payload->>'paymentId' = p.id::text
    WHERE p.status IN ('RELEASED', 'RETURNED') AND (e.id IS NULL OR e.actor_id <> p.released_by_id OR e.recorded_at <> p.released_at
      OR e.occurred_on <> p.released_on OR e.payload->>'amountFen' <> p.amount_fen::text)
    OR p.status NOT IN ('RELEASED', 'RETURNED') AND e.id IS NOT NULL`,
  'a payment came back where and only where the record says so': `
    SELECT p.id::text AS row FROM payment p
    LEFT JOIN event e ON e.kind = 'payment.returned' AND e.case_id = p.case_id AND e.payload->>'paymentId' = p.id::text
    WHERE (p.status = 'RETURNED') <> (e.id IS NOT NULL) OR e.occurred_on <> p.returned_on`,
  'a payment stands in the books on its day': `
    SELECT p.id::text AS row FROM payment p JOIN journal j ON j.kind = 'DISBURSEMENT' AND j.source_id = p.id
    WHERE j.occurred_on <> p.released_on`,
  'a repayment is of the amount, the day and the person that the record says': `
    SELECT r.id::text AS row FROM repayment r
    JOIN event e ON e.kind = 'repayment.recorded' AND e.case_id = r.case_id AND e.payload->>'repaymentId' = r.id::text
    WHERE e.actor_id <> r.recorded_by_id OR e.occurred_on <> r.paid_on OR e.payload->>'amountFen' <> r.amount_fen::text
      OR e.payload->>'principalFen' <> r.principal_fen::text`,
  'a contract was signed for the amount and on the day that the record says': `
    SELECT c.id::text AS row FROM contract c
    JOIN event e ON e.kind = 'contract.signed' AND e.case_id = c.case_id AND e.payload->>'contractId' = c.id::text
    WHERE e.payload->>'amountFen' <> c.amount_fen::text OR e.occurred_on <> c.signed_on`,
  'an approval is of whom the record says, at that moment': `
    SELECT a.id::text AS row FROM approval a JOIN case_record c ON c.id = a.case_id
    WHERE a.session_item_id IS NULL AND c.back_entry_id IS NULL AND NOT EXISTS (SELECT FROM event e WHERE e.case_id = a.case_id
      AND e.recorded_at = a.decided_at AND a.approver_id IN (e.actor_id, e.on_behalf_of_id))
    UNION ALL
    SELECT a.id::text FROM approval a WHERE a.session_item_id IS NOT NULL AND NOT EXISTS (SELECT FROM event e
      WHERE e.case_id = a.case_id AND e.kind = 'decision-session.voted' AND e.payload->>'itemId' = a.session_item_id::text
        AND a.approver_id IN (e.actor_id, e.on_behalf_of_id))`,
  'what is approved is what the last approval says, and no signature is for less': `
    SELECT c.reference AS row FROM case_record c CROSS JOIN LATERAL (SELECT e.payload FROM event e WHERE e.case_id = c.id
      AND e.kind = 'case.approved' AND e.payload ? 'amountFen' ORDER BY e.id DESC LIMIT 1) said
    WHERE c.approved_amount_fen IS NOT NULL AND (c.approved_amount_fen::text <> said.payload->>'amountFen'
      OR c.approved_term_months::text <> said.payload->>'termMonths' OR c.approved_rate_bps::text <> said.payload->>'rateBps'
      OR EXISTS (SELECT FROM approval a WHERE a.case_id = c.id AND a.round = c.decision_round AND a.outcome = 'APPROVED'
        AND a.voided_at IS NULL AND a.amount_fen < c.approved_amount_fen))`,
  'a case stands where its last step took it': `
    SELECT c.reference AS row FROM case_record c CROSS JOIN LATERAL (SELECT e.payload->>'to' AS stage FROM event e
      WHERE e.case_id = c.id AND e.payload ? 'to' ORDER BY e.id DESC LIMIT 1) said
    WHERE c.status <> 'CLOSED' AND said.stage <> c.stage::text`,
};

type Reader = { $queryRaw<T>(query: Prisma.Sql): Promise<T> };

/** The sentences about rows and record that do not hold, each with at most `limit` rows. For a command and tests. */
export async function findRowsUnlikeRecord(tx: Reader, limit = 100): Promise<BrokenSentence[]> {
  const broken: BrokenSentence[] = [];
  for (const [sentence, sql] of Object.entries(SENTENCES)) {
    const rows = await tx.$queryRaw<{ row: string }[]>(Prisma.sql`${Prisma.raw(sql)} LIMIT ${limit}`);
    if (rows.length > 0) broken.push({ sentence, rows: rows.map(({ row }) => row) });
  }
  return broken;
}
