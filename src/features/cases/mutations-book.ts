import 'server-only';
import { compareDays, type Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { type LateChange, type LateEntry, settleAge } from '@/domain/loan-age';
import { BOOK_EVENTS, type BookEntry, bookChange, COUNT_CORRECTED, settleCounts } from '@/domain/loan-book';
import type { Fen } from '@/domain/money';
import { type Context, today } from '@/server/command';
import type { Tx } from '@/server/db';
import { type EventScope, type NewEvent, recordEvent } from '@/server/events';

/** What is paid and owed on a case while a change is made, and the earliest day on which one of its events changed it. */
export type Book = { paidFen: Fen; owedFen: Fen; changedFrom: Day | null };
type Changing = { tx: Tx; ctx: Context; facts: CaseFacts; book: Book };

export function bookOf({ disbursedAmountFen, outstandingAmountFen }: CaseFacts): Book {
  return { paidFen: disbursedAmountFen, owedFen: outstandingAmountFen, changedFrom: null };
}

/** The payload of an event, with what was paid and owed before and after it where it changes that. */
export function sayBook(
  { ctx, book }: Changing,
  kind: string,
  payload: NewEvent['payload'],
  occurredOn: Day = today(ctx),
): NewEvent['payload'] {
  const change = bookChange(kind, payload);
  if (!change) return payload;
  const [paidTo, owedTo] = [book.paidFen + change.paidFen, book.owedFen + change.owedFen];
  const said = {
    ...payload,
    disbursed: { from: `${book.paidFen}`, to: `${paidTo}` },
    owed: { from: `${book.owedFen}`, to: `${owedTo}` },
  };
  const isEarlier = book.changedFrom === null || compareDays(occurredOn, book.changedFrom) < 0;
  Object.assign(book, { paidFen: paidTo, owedFen: owedTo, ...(isEarlier ? { changedFrom: occurredOn } : {}) });
  return said;
}

/** After a change of the book: how it counts and how old what is overdue was since then, where what was recorded differs. */
export async function settleBook({ tx, ctx, facts, book }: Changing): Promise<void> {
  if (book.changedFrom === null) return;
  const row = { id: facts.id, scope: facts };
  // what happened today stands behind everything that was recorded
  if (compareDays(book.changedFrom, today(ctx)) < 0) await settleCountsOf(tx, ctx, row);
  await settleAgeOf(tx, ctx, row, book.changedFrom);
}

type BookRow = { on: Day; kind: string; payload: Record<string, unknown> };
type Move = { from: string; to: string };

const counts = (move: unknown): number => {
  const { from, to } = (move ?? { from: '0', to: '0' }) as Move;
  return Number(BigInt(to) > 0n) - Number(BigInt(from) > 0n);
};

function entryOf({ on, kind, payload }: BookRow): BookEntry {
  const { paidFen, owedFen } = bookChange(kind, payload) ?? { paidFen: 0n, owedFen: 0n };
  return { on, paidFen, owedFen, counted: { paid: counts(payload.disbursed), owing: counts(payload.owed) } };
}

/** One case more, or one less; figure_of asks of both ends whether there is anything. */
const oneCase = (change: number) => ({ from: change > 0 ? '0' : '1', to: change > 0 ? '1' : '0' });

/** Writes what is missing so that on each day the case counts among those paid, and those that owe, as its book says. */
async function settleCountsOf(tx: Tx, ctx: Context, row: { id: string; scope: EventScope }): Promise<void> {
  const recorded = await tx.$queryRaw<BookRow[]>`
    SELECT occurred_on::text AS on, kind, payload FROM event
    WHERE case_id = ${row.id}::uuid AND kind = ANY(${[...BOOK_EVENTS, COUNT_CORRECTED]})`;
  const record = (on: Day, payload: NewEvent['payload']) =>
    recordEvent(
      tx,
      { ...ctx, actor: null },
      { kind: COUNT_CORRECTED, payload, caseId: row.id, scope: row.scope, occurredOn: on },
    );
  for (const { on, paid, owing } of settleCounts(recorded.map(entryOf))) {
    for (let left = Math.abs(paid); left > 0; left -= 1) await record(on, { disbursed: oneCase(paid) });
    for (let left = Math.abs(owing); left > 0; left -= 1) await record(on, { owed: oneCase(owing) });
  }
}

type AgeRow = { outstandingFen: Fen; overdueSinceOn: Day | null; recorded: { on: Day; late: StoredChange[] }[] | null };
type StoredChange = Omit<LateChange, 'fen'> & { fen: string };

/**
 * Writes what is missing of the age of a case's loan from a day until today, an event on each day on which it changed.
 * How many were written.
 */
export async function settleAgeOf(
  tx: Tx,
  ctx: Context,
  row: { id: string; scope: EventScope },
  from: Day,
): Promise<number> {
  const [found] = await tx.$queryRaw<AgeRow[]>`
    SELECT c.outstanding_amount_fen AS "outstandingFen",
      (SELECT min(due_on)::text FROM repayment_plan_line WHERE case_id = c.id
        AND principal_fen + interest_fen > paid_principal_fen + paid_interest_fen) AS "overdueSinceOn",
      (SELECT json_agg(json_build_object('on', e.occurred_on, 'late', e.payload->'late')) FROM event e
        WHERE e.case_id = c.id AND e.kind = 'loan.aged') AS recorded
    FROM case_record c WHERE c.id = ${row.id}::uuid`;
  if (!found) throw new Error('an age of no case');
  const recorded: LateEntry[] = (found.recorded ?? []).map(({ on, late }) => ({
    on,
    late: late.map((change) => ({ ...change, fen: BigInt(change.fen) })),
  }));
  const entries = settleAge(found, recorded, from, today(ctx));
  for (const { on, late } of entries)
    await recordEvent(
      tx,
      { ...ctx, actor: null },
      {
        kind: 'loan.aged',
        payload: { late: late.map((change) => ({ ...change, fen: `${change.fen}` })) },
        caseId: row.id,
        scope: row.scope,
        occurredOn: on,
      },
    );
  return entries.length;
}
