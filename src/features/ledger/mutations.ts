import 'server-only';
import type { Day } from '@/domain/calendar';
import { type Account, CASE_ACCOUNTS, isBalanced, type JournalKind, type Leg, reversedLegs } from '@/domain/ledger';
import type { Fen } from '@/domain/money';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';

export type JournalEntry = {
  caseId: string;
  kind: JournalKind;
  occurredOn: Day;
  /** the payment, repayment or case that it books */
  sourceId: string;
  legs: readonly Leg[];
  reversesId?: string;
};

/** Books an entry for ever. Legs that do not sum to zero are a bug: it throws, and the database's trigger would too. */
export async function postJournal(tx: Tx, entry: JournalEntry, ctx: { now: Date }): Promise<string> {
  const { legs, occurredOn, ...columns } = entry;
  if (!isBalanced(legs)) throw new Error(`the legs of ${entry.kind} do not sum to zero`);
  const journal = await tx.journal.create({
    data: {
      ...columns,
      occurredOn: toDate(occurredOn),
      recordedAt: ctx.now,
      legs: { create: legs.map((leg) => ({ ...leg, caseId: entry.caseId })) },
    },
    select: { id: true },
  });
  return journal.id;
}

/** Undoes an entry by its opposite, which names it; an entry is undone once (unique reversesId). */
export async function reverseJournal(
  tx: Tx,
  original: { kind: JournalKind; sourceId: string },
  as: { kind: JournalKind; occurredOn: Day },
  ctx: { now: Date },
): Promise<string> {
  const journal = await tx.journal.findUniqueOrThrow({
    where: { kind_sourceId: original },
    include: { legs: { orderBy: { id: 'asc' } } },
  });
  const { id, caseId, sourceId, legs } = journal;
  if (caseId === null) throw new Error(`journal ${id} belongs to no case`);
  const booked = legs.map(({ account, amountFen }) => ({ account: caseAccount(account), amountFen }));
  return postJournal(tx, { ...as, caseId, sourceId, legs: reversedLegs(booked), reversesId: id }, ctx);
}

/** An entry of a case has no other: the rest of the chart is booked by the database from quotas, funds and subsidies. */
function caseAccount(account: string): Account {
  const found = CASE_ACCOUNTS.find((each) => each === account);
  if (!found) throw new Error(`${account} is no account of a case`);
  return found;
}

/** Balance of each account of a case's books, in fen. PRINCIPAL is what the applicant owes. */
export async function bookBalance(tx: Tx, caseId: string): Promise<Record<Account, Fen>> {
  const sums = await tx.leg.groupBy({
    by: ['account'],
    where: { caseId, account: { in: [...CASE_ACCOUNTS] } },
    _sum: { amountFen: true },
  });
  const balance: Record<Account, Fen> = {
    FUNDS: 0n,
    PRINCIPAL: 0n,
    INTEREST: 0n,
    COMPENSATION: 0n,
    LOSS: 0n,
    GRANT: 0n,
  };
  for (const row of sums) balance[caseAccount(row.account)] = row._sum.amountFen ?? 0n;
  return balance;
}
