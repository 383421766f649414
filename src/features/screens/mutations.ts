import 'server-only';
import { refuse } from '@/domain/refusal';
import { screenPhase } from '@/domain/screen';
import { openPlace } from '@/features/figures/place-queries';
import { type Context, mustHold, type Result, write } from '@/server/command';
import { canonicalHash } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { makeOneTimePassword } from '@/server/one-time';
import { organisationScope } from '@/server/organisation-scope';
import type { ScreenInput } from './schema';

const DAY_MS = 24 * 3_600_000;

/**
 * A wall with a key of its own; the key is returned this once. NOT_PERMITTED, NOT_FOUND (a place that the actor does not
 * see, a programme that does not run there).
 */
export function makeScreen(ctx: Context, input: ScreenInput): Promise<Result<{ screenId: string; key: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'screen.make');
    const place = (await openPlace(tx, ctx.actor, { regionId: input.regionId })) ?? refuse('NOT_FOUND');
    const runs = new Set(place.programmes.map((row) => row.id));
    if (!input.programmeIds.every((id) => runs.has(id))) refuse('NOT_FOUND');
    // two of them, 114 bits: still typed on a wall's keyboard, and nothing to be guessed
    const key = `${makeOneTimePassword()}-${makeOneTimePassword()}`;
    const row = await tx.screen.create({
      data: {
        name: input.name,
        organisationId: ctx.actor.organisation.id,
        regionId: place.id,
        programmeIds: [...new Set(input.programmeIds)],
        keyHash: canonicalHash({ key }),
        madeById: ctx.actor.userId,
        madeAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + input.days * DAY_MS),
      },
    });
    await recordScreen(tx, ctx, row, 'screen.made');
    return { screenId: row.id, key };
  });
}

/** The key opens nothing from the next minute on. NOT_PERMITTED, NOT_FOUND (of another office), STATUS_DOES_NOT_ALLOW (over already). */
export function revokeScreen(ctx: Context, { screenId }: { screenId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'screen.make');
    const where = { id: screenId, organisationId: ctx.actor.organisation.id };
    const row = (await tx.screen.findFirst({ where })) ?? refuse('NOT_FOUND');
    if (screenPhase(row, ctx.now) !== 'LIVE') refuse('STATUS_DOES_NOT_ALLOW');
    const data = { revokedAt: ctx.now, revokedById: ctx.actor.userId };
    const revoked = await tx.screen.updateMany({ where: { ...where, revokedAt: null }, data });
    if (revoked.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    await recordScreen(tx, ctx, row, 'screen.revoked');
  });
}

async function recordScreen(
  tx: Tx,
  ctx: Context,
  row: { id: string; regionId: number; programmeIds: string[]; expiresAt: Date },
  kind: 'screen.made' | 'screen.revoked',
) {
  const { id, regionId, programmeIds, expiresAt } = row;
  await recordEvent(tx, ctx, {
    kind,
    payload: { screenId: id, regionId, programmeIds, expiresAt: expiresAt.toISOString() },
    subjectId: id,
    scope: await organisationScope(tx, ctx.actor.organisation),
  });
}
