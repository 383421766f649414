import 'server-only';
import { addDays, type Day, dayOf } from '@/domain/calendar';
import { BOOK_EVENTS } from '@/domain/loan-book';
import { OVERDUE_FROM_DAYS } from '@/domain/measures';
import { settleAgeOf } from '@/features/cases/mutations-book';
import type { CaseRecord } from '@/generated/prisma/client';
import { CLOCKWORK } from '@/server/clockwork';
import { contextOf, read, write } from '@/server/command';

const BATCH = 500;

type Aged = { id: string; from: Day };

/**
 * The nightly job: what time alone made of loans. Of each on which something due is unpaid and whose age has come into
 * another band, the events on the days on which it did, however many nights were missed; how many loans.
 */
export async function ageLoans(now: Date): Promise<number> {
  let aged = 0;
  for (let after = CLOCKWORK.userId; ; ) {
    const batch = await findAged(dayOf(now), after);
    for (const { id, from } of batch) {
      const ctx = contextOf(CLOCKWORK, now);
      const result = await write(ctx, async (tx) => {
        const [row] = await tx.$queryRaw<
          { id: string }[]
        >`SELECT id FROM case_record WHERE id = ${id}::uuid FOR UPDATE`;
        if (!row) return 0;
        const scope: CaseRecord = await tx.caseRecord.findUniqueOrThrow({ where: { id } });
        return settleAgeOf(tx, ctx, { id, scope }, from);
      });
      if (!result.ok) throw new Error(`a job was refused: ${result.refusal.code}`);
      if (result.value > 0) aged += 1;
    }
    const last = batch.at(-1);
    if (!last) return aged;
    after = last.id;
  }
}

/** Loans whose band began on a day for which nothing is recorded, and since when their book has been as it is. */
async function findAged(today: Day, after: string): Promise<Aged[]> {
  const rows = await read(
    CLOCKWORK,
    (tx) => tx.$queryRaw<{ id: string; since: Day; booked: Day | null }[]>`
      SELECT c.id, late.since::text AS since,
        (SELECT max(occurred_on)::text FROM event WHERE case_id = c.id AND kind = ANY(${BOOK_EVENTS})) AS booked
      FROM (
        SELECT case_id, min(due_on) AS since FROM repayment_plan_line
        WHERE principal_fen + interest_fen > paid_principal_fen + paid_interest_fen AND due_on < ${today}::date AND case_id > ${after}::uuid
        GROUP BY case_id
      ) late
      JOIN case_record c ON c.id = late.case_id AND c.outstanding_amount_fen > 0
      CROSS JOIN LATERAL (
        SELECT max(late.since + days) AS began FROM unnest(${OVERDUE_FROM_DAYS}::int[]) AS days WHERE late.since + days <= ${today}::date
      ) band
      WHERE NOT EXISTS (SELECT FROM event e WHERE e.case_id = c.id AND e.kind = 'loan.aged' AND e.occurred_on >= band.began)
      ORDER BY c.id LIMIT ${BATCH}`,
  );
  return rows.map(({ id, since, booked }) => {
    const first = addDays(since, 1);
    return { id, from: booked !== null && booked > first ? booked : first };
  });
}
