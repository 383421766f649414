import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { at } from './world';

/** The same person in a session that a password has opened a moment ago, as looks at personal data want it. */
export async function inFreshSession(ctx: Context): Promise<Context> {
  const { id } = await db().authSession.create({
    data: {
      userId: ctx.actor.userId,
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + 3_600_000),
    },
  });
  return { ...ctx, actor: { ...ctx.actor, sessionId: id } };
}

/** `at`, just signed in. */
export const freshAt = async (username: string, day: string): Promise<Context> =>
  inFreshSession(await at(username, day));
