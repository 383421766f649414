import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can, type Role } from '@/domain/permissions';
import { checkGrantDays } from '@/domain/raise';
import { refuse } from '@/domain/refusal';
import type { StandIn } from '@/generated/prisma/client';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { notify } from '@/server/notify';
import { organisationScope } from '@/server/organisation-scope';

/** Who answers for a unit and may arrange who stands in for whom there. */
const HEADS: readonly Role[] = ['CREDIT_LEAD', 'COUNTY_OFFICIAL', 'LEADING_GROUP_OFFICER'];

/** Whether somebody may arrange for others of their office. */
export const headsOffice = (actor: Pick<Actor, 'roles'>): boolean => actor.roles.some((role) => HEADS.includes(role));

export type StandInInput = { absentId: string; standInId: string; validFrom: Day; lastDay: Day; reason: string };

/**
 * 代班: for some days a colleague does what waits for an absent person by name. Arranged by the absent person, or by who
 * heads the office. NOT_PERMITTED, NOT_FOUND (nobody of this office), STAND_IN_NOT_AVAILABLE (another office, not active,
 * the same person), STAND_IN_LACKS_ROLE {role}, GRANT_DAYS, STAND_IN_OVERLAPS {from, to}, STAND_IN_CHAIN.
 */
export function grantStandIn(ctx: Context, input: StandInInput): Promise<Result<{ standInId: string }>> {
  return write(ctx, async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('stand_in'))::text`;
    const absent = await absentOf(tx, ctx, input.absentId);
    const colleague = await tx.user.findUnique({ where: { id: input.standInId } });
    const isColleague =
      colleague?.organisationId === absent.organisationId &&
      colleague.status === 'ACTIVE' &&
      colleague.id !== absent.id;
    if (!isColleague) refuse('STAND_IN_NOT_AVAILABLE');
    const lacking = absent.roles.find((role) => !colleague.roles.includes(role));
    if (lacking) refuse('STAND_IN_LACKS_ROLE', { role: lacking });
    const days = checkGrantDays(input.validFrom, input.lastDay, today(ctx));
    if (days) refuse(days.code);
    await refuseChain(tx, input);
    const row = await tx.standIn.create({
      data: {
        absentId: absent.id,
        standInId: colleague.id,
        validFrom: toDate(input.validFrom),
        validTo: toDate(input.lastDay),
        reason: input.reason,
        grantedById: ctx.actor.userId,
        grantedAt: ctx.now,
      },
    });
    await recordStandIn(tx, ctx, row, 'stand-in.granted');
    await notify(tx, ctx, [absent.id, colleague.id], { kind: 'STAND_IN_GRANTED', subjectId: row.id });
    return { standInId: row.id };
  });
}

/** Nobody is stood in for twice at a time, and whoever is away stands in for nobody. */
async function refuseChain(tx: Tx, { absentId, standInId, validFrom, lastDay }: StandInInput) {
  const overlapping = {
    endedAt: null,
    validFrom: { lte: toDate(lastDay) },
    validTo: { gte: toDate(validFrom) },
  };
  const twice = await tx.standIn.findFirst({ where: { ...overlapping, absentId } });
  if (twice) refuse('STAND_IN_OVERLAPS', { from: toDay(twice.validFrom), to: toDay(twice.validTo) });
  const chained = await tx.standIn.count({
    where: { ...overlapping, OR: [{ absentId: standInId }, { standInId: absentId }] },
  });
  if (chained > 0) refuse('STAND_IN_CHAIN');
}

/** The absent person is back, or another arrangement is made. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (over already). */
export function endStandIn(ctx: Context, { standInId }: { standInId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = (await tx.standIn.findUnique({ where: { id: standInId } })) ?? refuse('NOT_FOUND');
    await absentOf(tx, ctx, row.absentId);
    const ended = await tx.standIn.updateMany({
      where: { id: row.id, endedAt: null, validTo: { gte: toDate(today(ctx)) } },
      data: { endedAt: ctx.now },
    });
    if (ended.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    await recordStandIn(tx, ctx, row, 'stand-in.ended');
  });
}

/** The absent person, of the actor's own office, for whom the actor may arrange. */
async function absentOf(tx: Tx, { actor }: Context, absentId: string) {
  if (!can(actor, 'stand-in.grant')) refuse('NOT_PERMITTED');
  const absent = await tx.user.findUnique({ where: { id: absentId }, include: { organisation: true } });
  if (absent?.organisationId !== actor.organisation.id) refuse('NOT_FOUND');
  if (absent.id !== actor.userId && !headsOffice(actor)) refuse('NOT_PERMITTED');
  return absent;
}

async function recordStandIn(tx: Tx, ctx: Context, row: StandIn, kind: 'stand-in.granted' | 'stand-in.ended') {
  const { absentId, standInId } = row;
  const days = { validFrom: toDay(row.validFrom), lastDay: toDay(row.validTo) };
  await recordEvent(tx, ctx, {
    kind,
    payload: { arrangementId: row.id, absentId, standInId, ...days },
    subjectId: absentId,
    scope: await organisationScope(tx, ctx.actor.organisation),
  });
}
