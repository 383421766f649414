import 'server-only';
import { type Judgement, judgeReturn, tailOf } from '@/domain/bank-return';
import { MISSING } from '@/domain/money';
import { refuse } from '@/domain/refusal';
import { type CaseChange, changeCaseIn } from '@/features/cases/mutations';
import { writeReturn } from '@/features/disbursements/mutations';
import type { BankReturnLine, Payment } from '@/generated/prisma/client';
import { type Context, mustHold, type Result, read, today, write } from '@/server/command';
import { decrypt } from '@/server/crypto';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import type { ReadLine } from './schema';

/** Keeps the lines of a confirmed file; nothing is compared yet. */
export async function keepLines(
  tx: Tx,
  ctx: Context,
  sheetId: string,
  rows: readonly { row: number; value: ReadLine }[],
): Promise<void> {
  await tx.bankReturnLine.createMany({
    data: rows.map(({ row, value }) => ({
      sheetId,
      organisationId: ctx.actor.organisation.id,
      row,
      reference: value.reference,
      amountFen: value.amount,
      accountTail: value.account,
      outcome: value.outcome,
      happenedOn: toDate(value.happenedOn),
      bankReason: value.reason,
      recordedById: ctx.actor.userId,
      recordedAt: ctx.now,
    })),
  });
}

export type CompareCount = { settled: number; returned: number; exceptions: number };

/**
 * 对账: compares what the bank said with what was paid, each line in a transaction of its own, so that one that cannot be
 * booked stops no other. It marks payments as arrived or books them as returned, and pays none. May be called again after
 * an interruption. NOT_PERMITTED.
 */
export async function compareLines(ctx: Context): Promise<Result<CompareCount>> {
  const count: CompareCount = { settled: 0, returned: 0, exceptions: 0 };
  const permitted = await write(ctx, async () => mustHold(ctx, 'payment.return'));
  if (!permitted.ok) return permitted;
  const organisationId = ctx.actor.organisation.id;
  const where = { organisationId, status: 'PENDING' } as const;
  const open = await read(ctx.actor, (tx) =>
    tx.bankReturnLine.findMany({ where, orderBy: [{ sheetId: 'asc' }, { row: 'asc' }] }),
  );
  for (const { id } of open) {
    const result = await write(ctx, (tx) => compareLine(tx, ctx, id));
    // what the return of a payment refuses is for a person to look at
    const becomes = result.ok
      ? result.value
      : await write(ctx, (tx) => leaveTo(tx, id, { exception: 'NOT_BOOKED', refusal: result.refusal.code })).then(
          () => 'EXCEPTION' as const,
        );
    if (becomes === 'SETTLED') count.settled += 1;
    if (becomes === 'RETURNED') count.returned += 1;
    if (becomes === 'EXCEPTION') count.exceptions += 1;
  }
  return { ok: true, value: count };
}

/** What became of the line; null where another got to it first. */
async function compareLine(tx: Tx, ctx: Context, id: string): Promise<'SETTLED' | 'RETURNED' | 'EXCEPTION' | null> {
  await tx.$queryRaw`SELECT 1 FROM bank_return_line WHERE id = ${id}::uuid FOR UPDATE`;
  const line = await tx.bankReturnLine.findUniqueOrThrow({ where: { id } });
  if (line.status !== 'PENDING') return null;
  const payment = await tx.payment.findFirst({
    where: {
      voucherNumber: line.reference,
      ...visibleTo(ctx.actor),
      caseRecord: { handlingOrganisationId: line.organisationId },
    },
  });
  if (!payment) return leaveTo(tx, id, { exception: 'UNKNOWN' });
  return changeCaseIn(tx, ctx, payment.caseId, null, (change) => bookLine(change, line, payment.id));
}

async function bookLine(change: CaseChange, line: BankReturnLine, paymentId: string) {
  const { tx, ctx } = change;
  // read again: it may have changed before the case was locked
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const happenedOn = toDay(line.happenedOn);
  const judgement = judgeReturn({ ...line, happenedOn }, reported(payment), today(ctx));
  if (typeof judgement === 'object') return leaveTo(tx, line.id, judgement, paymentId);
  if (judgement === 'SETTLE') {
    await tx.payment.update({ where: { id: paymentId }, data: { settledOn: line.happenedOn } });
    await change.record('payment.settled', { paymentId, lineId: line.id }, { occurredOn: happenedOn });
  } else await writeReturn(change, { paymentId, returnedOn: happenedOn, reason: line.bankReason ?? MISSING });
  const status = judgement === 'SETTLE' ? 'SETTLED' : 'RETURNED';
  await tx.bankReturnLine.update({ where: { id: line.id }, data: { status, paymentId } });
  return status;
}

function reported(payment: Payment) {
  return {
    ...payment,
    // erased: no line of a bank fits it any more
    accountTail: payment.payeeAccountCipher ? tailOf(decrypt(payment.payeeAccountCipher)) : '',
    releasedOn: toDay(payment.releasedOn),
    settledOn: toDay(payment.settledOn),
  };
}

async function leaveTo(
  tx: Tx,
  id: string,
  { exception, refusal }: Exclude<Judgement, string>,
  paymentId: string | null = null,
): Promise<'EXCEPTION'> {
  const data = { status: 'EXCEPTION', exception, refusal: refusal ?? null, paymentId } as const;
  await tx.bankReturnLine.updateMany({ where: { id, status: 'PENDING' }, data });
  return 'EXCEPTION';
}

/**
 * A person settles an exception and says how: the payment was returned by hand, the bank mended its file, … NOT_PERMITTED,
 * NOT_FOUND (of another office), STATUS_DOES_NOT_ALLOW (settled already), INVALID_INPUT (no reason).
 */
export function resolveLine(
  ctx: Context,
  { lineId, resolution }: { lineId: string; resolution: string },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'payment.return');
    const where = { id: lineId, organisationId: ctx.actor.organisation.id };
    const line = await tx.bankReturnLine.findFirst({ where, include: { payment: true } });
    if (!line) refuse('NOT_FOUND');
    if (resolution.trim() === '') refuse('INVALID_INPUT');
    const resolved = { resolvedById: ctx.actor.userId, resolvedAt: ctx.now, resolution: resolution.trim() };
    const done = await tx.bankReturnLine.updateMany({
      where: { id: lineId, status: 'EXCEPTION' },
      data: { status: 'RESOLVED', ...resolved },
    });
    if (done.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    const about = line.payment ? { caseId: line.payment.caseId, scope: line.payment } : {};
    const event = { kind: 'bank-return.resolved', payload: { lineId, exception: line.exception }, subjectId: lineId };
    await recordEvent(tx, ctx, { ...event, ...about, remark: resolution.trim() });
  });
}
