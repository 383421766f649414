import 'server-only';
import { randomUUID } from 'node:crypto';
import { refuse } from '@/domain/refusal';
import { type Context, mustHold, type Result, write } from '@/server/command';
import { recordEvent } from '@/server/events';
import { asSystem } from '@/server/row-scope';
import { mustProveAgain } from '@/server/second-factor';
import { recordAboutAccount } from '@/server/sign-in-locks';
import { findDevice } from './device';
import { lockUser, recordAbout, revokeSessions } from './mutations';
import { beginSession, type From, type SignedIn } from './mutations-sign-in';
import { issuer, type ProviderClaims } from './provider';

/**
 * Signs in whoever the identity provider says it is: the account that an administrator has linked to this subject, and no
 * other; nobody is found by name or address, and no account is made. The provider's own second factor counts where it says
 * that it asked for one (amr). Null for a subject that is linked to nobody and for a deactivated account.
 */
export async function signInWithProvider(claims: ProviderClaims, from: From, now: Date): Promise<SignedIn> {
  const ctx = { now, requestId: randomUUID() };
  return asSystem('who is asking', async (tx) => {
    const where = { externalIssuer: claims.issuer, externalSubject: claims.subject };
    const user = await tx.user.findFirst({ where });
    if (!user) {
      const payload = { reason: 'UNKNOWN_SUBJECT' };
      await recordEvent(tx, { ...ctx, actor: null }, { kind: 'sign-in.failed', payload });
      return null;
    }
    await lockUser(tx, user.id);
    if (user.status !== 'ACTIVE') {
      await recordAboutAccount(tx, ctx, user.id, 'sign-in.failed', { reason: 'DEACTIVATED' });
      return null;
    }
    const device = await findDevice(tx, user.id, from.device ?? null);
    const factorAt = claims.provedFactor ? now : null;
    return beginSession(tx, user, { ...from, deviceId: device?.id ?? null, method: 'PROVIDER', now, factorAt });
  });
}

/**
 * Links an account to a subject of the identity provider; an empty one takes the link away. Its sessions end, for who may
 * open them has changed. Refuses NOT_PERMITTED, NOT_FOUND, OWN_ACCOUNT, PROVIDER_MISSING (none is configured),
 * NOTHING_CHANGED, IDENTITY_TAKEN {username}, FACTOR_NEEDED.
 */
export function linkIdentity(
  ctx: Context,
  { userId, subject }: { userId: string; subject: string | null },
): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'user.manage');
    await mustProveAgain(tx, ctx);
    const user = await lockUser(tx, userId);
    if (userId === ctx.actor.userId) refuse('OWN_ACCOUNT');
    const from = subject === null ? null : (issuer() ?? refuse('PROVIDER_MISSING'));
    if (user.externalSubject === subject && user.externalIssuer === from) refuse('NOTHING_CHANGED');
    if (subject !== null) {
      const held = await tx.user.findFirst({ where: { externalIssuer: from, externalSubject: subject } });
      if (held && held.id !== userId) refuse('IDENTITY_TAKEN', { username: held.username });
    }
    await tx.user.update({ where: { id: userId }, data: { externalIssuer: from, externalSubject: subject } });
    await recordAbout(tx, ctx, userId, subject === null ? 'identity.unlinked' : 'identity.linked', {});
    await revokeSessions(tx, ctx, userId, 'IDENTITY_LINKED');
    return {};
  });
}
