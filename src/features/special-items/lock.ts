import 'server-only';
import type { Permission } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { organisationsBelow } from '@/features/organisations/below';
import type { SpecialItem } from '@/generated/prisma/client';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';

/** An item of one's own organisation or of one below, locked until the transaction ends: NOT_FOUND. */
export async function lockSpecialItem(
  tx: Tx,
  ctx: Context,
  specialItemId: string,
  permission: Permission,
): Promise<SpecialItem> {
  await tx.$queryRaw`SELECT 1 FROM special_item WHERE id = ${specialItemId}::uuid FOR UPDATE`;
  const organisationId = { in: await organisationsBelow(tx, ctx.actor, permission) };
  return (await tx.specialItem.findFirst({ where: { id: specialItemId, organisationId } })) ?? refuse('NOT_FOUND');
}
