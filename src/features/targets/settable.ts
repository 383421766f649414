import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { maySetTargets } from '@/domain/target';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { type EventScope, type NewEvent, recordEvent } from '@/server/events';
import { visibleTo } from '@/server/scope';
import type { TargetPlace } from './places';
import { currentOf, levelOf, loadLines, type StoredTarget } from './rows';

export function madeBy(ctx: Context) {
  return { createdById: ctx.actor.userId, createdAt: ctx.now };
}

/** Of a programme one after the other, so that two splits, or a split and a freeze, see each other's work. */
export async function lockTargets(tx: Tx, programmeId: string) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('target'), hashtext(${programmeId}))::text`;
}

/** A target that this person may set, with its line, locked: NOT_PERMITTED, NOT_FOUND outside the own region. */
export async function settableTarget(tx: Tx, ctx: Context, targetId: string) {
  if (!can(ctx.actor, 'target.set')) refuse('NOT_PERMITTED');
  const seen = await tx.target.findFirst({ where: { AND: [{ id: targetId }, visibleTo(ctx.actor)] } });
  if (!seen) refuse('NOT_FOUND');
  if (!maySetTargets(ctx.actor, await levelOf(tx, seen.regionId))) refuse('NOT_PERMITTED');
  await lockTargets(tx, seen.programmeId);
  const line = (await loadLines(tx, { lineId: seen.lineId })).get(seen.lineId) ?? [];
  // discarded while this waited
  const row = line.find(({ id }) => id === targetId) ?? refuse('NOT_FOUND');
  return { row, line, current: currentOf(line) };
}

type Told = Pick<StoredTarget, 'id' | 'lineId' | 'programmeId'> & TargetPlace;

/** Payloads hold ids and numbers; the reason is a remark. */
export async function recordTargetEvent(
  tx: Tx,
  ctx: Context,
  kind: string,
  row: Told,
  payload: NewEvent['payload'] = {},
  remark?: string,
) {
  const { provinceId, cityId, countyId, townshipId, villageId, financierId, provincialBranchId, countyBranchId } = row;
  const scope: EventScope = {
    ...{ provinceId, cityId, countyId, townshipId, villageId, financierId, provincialBranchId, countyBranchId },
    programmeId: row.programmeId,
  };
  await recordEvent(tx, ctx, {
    kind,
    payload: { targetId: row.id, lineId: row.lineId, regionId: row.regionId, ...payload },
    subjectId: row.id,
    scope,
    ...(remark ? { remark } : {}),
  });
}
