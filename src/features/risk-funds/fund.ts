import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { FundEntryKind, Prisma, RiskFund } from '@/generated/prisma/client';
import type { Context } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { visibleInRegion } from '@/server/scope';

/** The funds that a person reads: public bodies those of their region, a lender's people their own lender's, near them. */
export function fundsVisibleTo(actor: Actor): Prisma.RiskFundWhereInput {
  if (!can(actor, 'fund.read') || actor.scope.kind === 'NONE') return { countyId: -1 };
  const { financierId, level, regionId } = actor.organisation;
  if (actor.scope.kind !== 'FINANCIER') return visibleInRegion(actor) as Prisma.RiskFundWhereInput;
  if (level === 'NATION') return { financierId: financierId ?? NOBODY };
  const column = level === 'PROVINCE' ? 'provinceId' : 'countyId';
  return { financierId: financierId ?? NOBODY, [column]: regionId };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A fund of these columns, locked: NOT_FOUND. */
export async function findFund(tx: Tx, where: Prisma.RiskFundWhereInput, id: string): Promise<RiskFund> {
  const fund = await tx.riskFund.findFirst({ where: { AND: [{ id }, where] } });
  if (!fund) refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT id FROM risk_fund WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.riskFund.findUniqueOrThrow({ where: { id } });
}

/** A fund that the actor reads, locked: NOT_FOUND. */
export function mustRead(tx: Tx, ctx: Context, id: string): Promise<RiskFund> {
  return findFund(tx, fundsVisibleTo(ctx.actor), id);
}

type Entry = { kind: FundEntryKind; amountFen: bigint; reference: string; occurredOn: Day; claimId?: string };

/** An entry, with which the database moves the fund's balance and books it; the balance never falls below zero: FUND_TOO_SMALL {balanceFen}. A payout is negative. Its id. */
export async function bookEntry(tx: Tx, ctx: Context, fund: Pick<RiskFund, 'id'>, entry: Entry): Promise<string> {
  const [now] = await tx.$queryRaw<{ balanceFen: bigint }[]>`
    SELECT balance_fen AS "balanceFen" FROM risk_fund WHERE id = ${fund.id}::uuid FOR UPDATE`;
  const balanceFen = now?.balanceFen ?? 0n;
  if (balanceFen + entry.amountFen < 0n) refuse('FUND_TOO_SMALL', { balanceFen: balanceFen.toString() });
  const { id } = await tx.fundEntry.create({
    data: {
      ...entry,
      riskFundId: fund.id,
      occurredOn: toDate(entry.occurredOn),
      recordedById: ctx.actor.userId,
      recordedAt: ctx.now,
    },
    select: { id: true },
  });
  return id;
}

/** Writes what happened to a fund, in its county. */
export async function recordOnFund(
  tx: Tx,
  ctx: Context,
  fund: RiskFund,
  kind: string,
  payload: NewEvent['payload'] = {},
  remark?: string,
): Promise<void> {
  const { provinceId, cityId, countyId, programmeId, financierId } = fund;
  await recordEvent(tx, ctx, {
    kind,
    payload: { fundId: fund.id, ...payload },
    subjectId: fund.id,
    scope: { provinceId, cityId, countyId, programmeId, financierId },
    ...(remark ? { remark } : {}),
  });
}
