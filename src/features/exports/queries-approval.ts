import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type AskState, askState, checkDecision } from '@/domain/export-approval';
import type { ListName } from '@/domain/lists';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import type { ExportApproval } from '@/generated/prisma/client';
import type { Locale } from '@/i18n/locale';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { asksInSightOf, openAsked } from './approval';

export type AskRow = {
  id: string;
  list: ListName;
  full: boolean;
  rows: number;
  reason: string;
  state: AskState;
  askedBy: Label | null;
  organisation: Label | null;
  askedAt: Date;
  expiresAt: Date;
  decidedBy: Label | null;
  decidedAt: Date | null;
  remark: string | null;
  taken: number;
  /** what this person may do with it now */
  offer: { decide: boolean; take: boolean; withdraw: boolean };
};

const SHOWN = 50;

/** The exports that a person has asked for, latest first, and those of others that wait for their decision, oldest first. */
export function listAsks(actor: Actor, now: Date): Promise<{ own: AskRow[]; waiting: AskRow[] }> {
  return read(actor, async (tx) => {
    const own = await tx.exportApproval.findMany({
      where: { askedById: actor.userId },
      orderBy: { id: 'desc' },
      take: SHOWN,
    });
    const waiting = can(actor, 'export.approve')
      ? await tx.exportApproval.findMany({
          where: {
            AND: [asksInSightOf(actor)],
            decision: null,
            expiresAt: { gt: now },
            askedById: { not: actor.userId },
          },
          orderBy: { id: 'asc' },
          take: SHOWN,
        })
      : [];
    return { own: await toRows(tx, actor, own, now), waiting: await toRows(tx, actor, waiting, now) };
  });
}

/**
 * One of them with its filter in the reader's words, and how many rows it has by now; null for who neither asked for it nor
 * may decide it. `rowsNow` is null where its asker may no longer have it.
 */
export async function getAsk(
  actor: Actor,
  id: string,
  locale: Locale,
  now: Date,
): Promise<(AskRow & { filterWords: readonly string[]; rowsNow: number | null }) | null> {
  const inSight = can(actor, 'export.approve') ? [asksInSightOf(actor)] : [];
  const found = await read(actor, async (tx) => {
    const row = await tx.exportApproval.findFirst({ where: { id, OR: [{ askedById: actor.userId }, ...inSight] } });
    const [view] = row ? await toRows(tx, actor, [row], now) : [];
    return row && view ? { row, view } : null;
  });
  if (!found) return null;
  const opened = await openAsked(actor, found.row, now, locale);
  return { ...found.view, filterWords: opened?.source.filterWords ?? [], rowsNow: opened?.rows ?? null };
}

async function toRows(tx: Tx, actor: Actor, rows: readonly ExportApproval[], now: Date): Promise<AskRow[]> {
  const people = await namesOf(
    tx,
    rows.flatMap((row) => [row.askedById, row.decidedById]),
  );
  return rows.map((row) => {
    const state = askState(row, now);
    const isOwn = row.askedById === actor.userId;
    const asker = people.get(row.askedById);
    const { id, full, reason, askedAt, expiresAt, decidedAt, remark, taken } = row;
    return {
      ...{ id, full, reason, state, askedAt, expiresAt, decidedAt, remark, taken, rows: row.rows },
      list: row.list as ListName,
      askedBy: asker?.name ?? null,
      organisation: asker?.organisation ?? null,
      decidedBy: people.get(row.decidedById ?? '')?.name ?? null,
      offer: {
        decide: can(actor, 'export.approve') && checkDecision(row, actor.userId, now) === null,
        take: isOwn && full && state === 'APPROVED',
        withdraw: isOwn && state === 'OPEN',
      },
    };
  });
}
