import 'server-only';
import { type CaseFacts, regionPath } from '@/domain/case-facts';
import type { Fen } from '@/domain/money';
import { refuse } from '@/domain/refusal';
import type { QuotaEntryKind } from '@/generated/prisma/client';
import { type Context, today } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';

/**
 * 专项信贷额度 and budget lines: reserved on approval, used on payment, released when the case ends without it. The sums
 * are moved by the database with each entry; what is free is read under the quota's lock, so that fifty approvals at once
 * cannot take more than there is.
 */
type Changing = { tx: Tx; ctx: Context; facts: CaseFacts };

/** Sets an approved amount aside; nothing where the definition wants no quota. QUOTA_MISSING, QUOTA_EXHAUSTED {freeFen}. */
export async function reserveQuota(change: Changing, amountFen: Fen): Promise<void> {
  const { tx, ctx, facts } = change;
  if (facts.definition.quota === null) return;
  const year = Number(today(ctx).slice(0, 4));
  const { line } = facts.definition.quota;
  const path = regionPath(facts);
  const rows = await tx.quota.findMany({
    where: { programmeId: facts.programmeId, financierId: facts.financierId, year, line, regionId: { in: path } },
  });
  const nearest = rows.sort((left, right) => path.indexOf(left.regionId) - path.indexOf(right.regionId))[0];
  if (!nearest) refuse('QUOTA_MISSING', { year: String(year) });
  const [room] = await tx.$queryRaw<{ freeFen: Fen }[]>`
    SELECT amount_fen - reserved_fen - used_fen AS "freeFen" FROM quota WHERE id = ${nearest.id}::uuid FOR UPDATE`;
  const freeFen = room?.freeFen ?? 0n;
  if (freeFen < amountFen) refuse('QUOTA_EXHAUSTED', { freeFen: freeFen.toString() });
  await writeEntry(change, nearest.id, 'RESERVE', amountFen);
}

/**
 * Money that was paid: from reserved to used. A case that came from paper with its approval holds nothing yet, and takes
 * from the quota of this year what it pays: QUOTA_MISSING, QUOTA_EXHAUSTED {freeFen}.
 */
export async function spendQuota(change: Changing, amountFen: Fen): Promise<void> {
  if (change.facts.definition.quota === null) return;
  if (((await heldBy(change))?.reservedFen ?? 0n) < amountFen) {
    await releaseQuota(change);
    await reserveQuota(change, amountFen);
  }
  const held = await heldBy(change);
  if (!held) throw new Error('what was reserved is held');
  await writeEntry(change, held.quotaId, 'USE', amountFen);
}

/** Money that the bank sent back: from used to reserved again. */
export async function returnToQuota(change: Changing, amountFen: Fen): Promise<void> {
  const held = await heldBy(change);
  if (!held) return;
  await writeEntry(change, held.quotaId, 'RETURN', amountFen);
}

/** What the case still holds and will not use goes back. */
export async function releaseQuota(change: Changing): Promise<void> {
  const held = await heldBy(change);
  if (!held || held.reservedFen === 0n) return;
  await writeEntry(change, held.quotaId, 'RELEASE', held.reservedFen);
}

const SIGN = { RESERVE: 1n, RETURN: 1n, RELEASE: -1n, USE: -1n } as const;

/** The quota on which the case last reserved, and what of it is still reserved for the case. */
async function heldBy({ tx, facts }: Changing): Promise<{ quotaId: string; reservedFen: Fen } | null> {
  if (facts.definition.quota === null) return null;
  const entries = await tx.quotaEntry.findMany({ where: { caseId: facts.id }, orderBy: { id: 'asc' } });
  const quotaId = entries.findLast((entry) => entry.kind === 'RESERVE')?.quotaId;
  if (!quotaId) return null;
  let reservedFen = 0n;
  for (const entry of entries)
    if (entry.quotaId === quotaId && entry.kind in SIGN)
      reservedFen += SIGN[entry.kind as keyof typeof SIGN] * entry.amountFen;
  return { quotaId, reservedFen };
}

async function writeEntry({ tx, ctx, facts }: Changing, quotaId: string, kind: QuotaEntryKind, amountFen: Fen) {
  await tx.quotaEntry.create({
    data: {
      quotaId,
      kind,
      amountFen,
      caseId: facts.id,
      actorId: ctx.actor.userId,
      occurredOn: toDate(today(ctx)),
      recordedAt: ctx.now,
    },
  });
}
