import 'server-only';
import type { Permission } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { Bulletin, BulletinStatus } from '@/generated/prisma/client';
import { type Context, mustHold } from '@/server/command';
import type { Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { bulletinsVisibleTo, isOver } from './place';

export type Seen = { bulletinId: string; revision: number };

/** Locks a bulletin that the person may open. NOT_FOUND. */
export async function lockBulletin(tx: Tx, ctx: Context, bulletinId: string): Promise<Bulletin> {
  const found = await tx.bulletin.findFirst({
    where: { AND: [{ id: bulletinId }, bulletinsVisibleTo(ctx.actor)] },
    select: { id: true },
  });
  if (!found) refuse('NOT_FOUND');
  await tx.$queryRaw`SELECT 1 FROM bulletin WHERE id = ${bulletinId}::uuid FOR UPDATE`;
  // discarded while this waited
  return (await tx.bulletin.findUnique({ where: { id: bulletinId } })) ?? refuse('NOT_FOUND');
}

/**
 * A bulletin in a state, as its form showed it, locked for somebody of its place who holds the right: NOT_PERMITTED,
 * NOT_FOUND, STATUS_DOES_NOT_ALLOW, CONFLICT. Drafts are changed by the office that drafts them.
 */
export async function changeableBulletin(
  tx: Tx,
  ctx: Context,
  { bulletinId, revision }: Seen,
  { permission, status }: { permission: Permission; status: BulletinStatus },
): Promise<Bulletin> {
  mustHold(ctx, permission);
  const row = await lockBulletin(tx, ctx, bulletinId);
  if (!isOver(ctx.actor, row)) refuse('NOT_FOUND');
  if (permission === 'bulletin.draft' && row.organisationId !== ctx.actor.organisation.id) refuse('NOT_PERMITTED');
  if (row.status !== status) refuse('STATUS_DOES_NOT_ALLOW');
  if (row.revision !== revision) refuse('CONFLICT');
  return row;
}

/** Payloads hold ids, codes and numbers; what somebody wrote is a remark. */
export async function recordBulletinEvent(
  tx: Tx,
  ctx: Context,
  kind: string,
  row: Pick<Bulletin, 'id' | 'programmeId' | 'regionId' | 'provinceId' | 'cityId' | 'countyId'>,
  { payload = {}, remark }: { payload?: NewEvent['payload']; remark?: string } = {},
): Promise<void> {
  const { provinceId, cityId, countyId, programmeId } = row;
  await recordEvent(tx, ctx, {
    kind,
    payload: { bulletinId: row.id, regionId: row.regionId, ...payload },
    subjectId: row.id,
    scope: { provinceId, cityId, countyId, programmeId },
    ...(remark ? { remark } : {}),
  });
}
