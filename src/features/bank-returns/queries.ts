import 'server-only';
import type { Actor } from '@/domain/actor';
import type { BankException, BankOutcome } from '@/domain/bank-return';
import { type Day, dayOf, daysBetween } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import type { BankReturnLine } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

export type LineView = {
  id: string;
  reference: string;
  amountFen: Fen;
  accountTail: string;
  outcome: BankOutcome;
  happenedOn: Day;
  bankReason: string | null;
  status: BankReturnLine['status'];
  exception: BankException | null;
  refusal: string | null;
  paymentId: string | null;
  resolution: string | null;
  /** days since the file was confirmed */
  ageDays: number;
};
export type MissingView = { paymentId: string; reference: string; amountFen: Fen; releasedOn: Day; ageDays: number };
export type BankReturns = { exceptions: LineView[]; missing: MissingView[]; latest: LineView[]; pending: number };

const MOST = 200;

/**
 * 对账: what waits for a person, the oldest first; what was paid and the bank has not reported, though it has reported
 * later days; and what was compared last. Of the own office; null without the permission.
 */
export function getBankReturns(actor: Actor, now: Date): Promise<BankReturns | null> {
  if (!can(actor, 'payment.return')) return Promise.resolve(null);
  const organisationId = actor.organisation.id;
  const today = dayOf(now);
  return read(actor, async (tx) => {
    const linesOf = async (status: BankReturnLine['status'][], order: 'asc' | 'desc', take: number) => {
      const rows = await tx.bankReturnLine.findMany({
        where: { organisationId, status: { in: status } },
        orderBy: [{ recordedAt: order }, { row: 'asc' }],
        take,
      });
      return rows.map((row) => viewOf(row, today));
    };
    return {
      exceptions: await linesOf(['EXCEPTION'], 'asc', MOST),
      missing: await missingOf(tx, actor, today),
      latest: await linesOf(['SETTLED', 'RETURNED', 'RESOLVED'], 'desc', 50),
      pending: await tx.bankReturnLine.count({ where: { organisationId, status: 'PENDING' } }),
    };
  });
}

function viewOf({ recordedAt, happenedOn, ...row }: BankReturnLine, today: Day): LineView {
  return { ...row, happenedOn: toDay(happenedOn), ageDays: daysBetween(dayOf(recordedAt), today) };
}

async function missingOf(tx: Tx, actor: Actor, today: Day): Promise<MissingView[]> {
  const organisationId = actor.organisation.id;
  const reported = await tx.bankReturnLine.aggregate({ where: { organisationId }, _max: { happenedOn: true } });
  if (!reported._max.happenedOn) return [];
  const rows = await tx.payment.findMany({
    where: {
      ...visibleTo(actor),
      caseRecord: { handlingOrganisationId: organisationId },
      status: 'RELEASED',
      settledOn: null,
      releasedOn: { lt: reported._max.happenedOn },
    },
    orderBy: [{ releasedOn: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: { id: true, voucherNumber: true, amountFen: true, releasedOn: true },
  });
  return rows.flatMap(({ id, voucherNumber, amountFen, releasedOn }) => {
    const on = toDay(releasedOn);
    const ageDays = on === null ? 0 : daysBetween(on, today);
    return on === null ? [] : [{ paymentId: id, reference: voucherNumber ?? '', amountFen, releasedOn: on, ageDays }];
  });
}
