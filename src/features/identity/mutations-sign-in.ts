import 'server-only';
import { randomUUID } from 'node:crypto';
import { sessionEnd } from '@/domain/sign-in';
import type { SignInMethod, User } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';
import { verifyPassword } from '@/server/password';
import { asSystem } from '@/server/row-scope';
import { factorState } from '@/server/second-factor';
import {
  clearFailures,
  countAgainstAddress,
  countFailure,
  isAddressUsedUp,
  lockedUntil,
  type Origin,
  recordAboutAccount,
} from '@/server/sign-in-locks';
import { findDevice, rememberDevice } from './device';

/** Where a sign-in comes from; `device` is what the browser's own cookie holds. */
export type From = { address: string | null; agent: string | null; device?: string | null };
export type Credentials = From & { username: string; password: string };
export type SignedIn = { sessionId: string } | null;

/**
 * Signs somebody in with name and password: a new session row, or null. The session is worth nothing until the second
 * factor is shown, where one is asked (checkSession). The answer is the same for an unknown name, a wrong password, a locked
 * and a deactivated account. Wrong passwords are counted where they come from (domain/sign-in.ts): the fifth in a row locks
 * there, and a browser that the person has used before stays open to them whatever others try elsewhere.
 */
export async function signInWithPassword(credentials: Credentials, now: Date): Promise<SignedIn> {
  const { known, device, isUsedUp } = await asSystem('who is asking', async (tx) => {
    const user = await tx.user.findUnique({
      where: { username: credentials.username },
      select: { id: true, passwordHash: true },
    });
    const found = user ? await findDevice(tx, user.id, credentials.device ?? null) : null;
    const from: Origin = { deviceId: found?.id ?? null, address: credentials.address };
    return { known: user, device: found, isUsedUp: !found && (await isAddressUsedUp(tx, from, now)) };
  });
  // an address that tried too often is not listened to, before it costs a hash
  if (isUsedUp) return null;
  const origin: Origin = { deviceId: device?.id ?? null, address: credentials.address };
  const fits = await verifyPassword(known?.passwordHash ?? null, credentials.password);
  // Nobody is signed in yet, so these writes have no actor and go past write().
  return asSystem('who is asking', (tx) =>
    known ? settle(tx, known.id, { fits, origin, credentials, now }) : refuseUnknown(tx, origin, now),
  );
}

async function refuseUnknown(tx: Tx, origin: Origin, now: Date): Promise<null> {
  const ctx = { actor: null, now, requestId: randomUUID() };
  await countAgainstAddress(tx, origin, now);
  await recordEvent(tx, ctx, { kind: 'sign-in.failed', payload: { reason: 'UNKNOWN_USER' } });
  return null;
}

type Try = { fits: boolean; origin: Origin; credentials: Credentials; now: Date };

async function settle(tx: Tx, userId: string, { fits, origin, credentials, now }: Try): Promise<SignedIn> {
  // Two tries at once must both be counted.
  await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  const ctx = { now, requestId: randomUUID() };
  const fail = async (reason: string) => {
    await recordAboutAccount(tx, ctx, userId, 'sign-in.failed', { reason });
    return null;
  };
  if (user.status !== 'ACTIVE') return fail('DEACTIVATED');
  if (await lockedUntil(tx, user, origin, now)) return fail('LOCKED');
  if (fits) return beginSession(tx, user, { ...credentials, deviceId: origin.deviceId, method: 'PASSWORD', now });
  const until = await countFailure(tx, user, origin, now);
  await fail('WRONG_PASSWORD');
  if (until) {
    const at = origin.deviceId ? 'DEVICE' : 'ADDRESS';
    await recordAboutAccount(tx, ctx, userId, 'account.locked', { until: until.toISOString(), at });
  }
  return null;
}

type Opening = From & { deviceId: string | null; method: SignInMethod; now: Date; factorAt?: Date | null };

/**
 * A new session row with its event. Where nothing more is asked of the person, what was got wrong here is forgotten and the
 * browser remembered; else that waits for the code.
 */
export async function beginSession(tx: Tx, user: Pick<User, 'id' | 'organisationId'>, opening: Opening) {
  const { address, agent, deviceId, method, now, factorAt = null } = opening;
  const session = await tx.authSession.create({
    data: {
      ...{ userId: user.id, createdAt: now, lastSeenAt: now, expiresAt: sessionEnd(now) },
      ...{ address, agent, method, factorAt, deviceId },
    },
  });
  await tx.user.update({ where: { id: user.id }, data: { lastSignInAt: now, lastSignInAddress: address } });
  const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: user.organisationId } });
  const actor = { userId: user.id, organisation: { ...organisation, name: { zh: '', en: '' } } };
  await recordEvent(
    tx,
    { actor, now, requestId: randomUUID() },
    {
      kind: 'session.started',
      payload: { sessionId: session.id, method },
      subjectId: user.id,
      scope: await organisationScope(tx, organisation),
    },
  );
  const state = await factorState(tx, { userId: user.id, sessionId: session.id });
  if (!state?.isSetUp || state.provedAt) await settleIn(tx, user.id, session.id, opening);
  return { sessionId: session.id };
}

/** Everything asked of the person was shown: counters of this place go, and the browser is known from now on. */
async function settleIn(tx: Tx, userId: string, sessionId: string, { device, agent, now, deviceId, address }: Opening) {
  await clearFailures(tx, userId, { deviceId, address });
  const known = await rememberDevice(tx, userId, { token: device ?? null, agent, now, sessionId });
  if (known) await tx.authSession.update({ where: { id: sessionId }, data: { deviceId: known } });
}

/**
 * After the code: the session that the password alone had opened ends, and another takes its place, so that whoever saw the
 * first id holds nothing (ASVS 7.2.4). Call it once `proveFactor` or the set-up has passed. Null where the session is over.
 */
export async function renewSession(sessionId: string, device: string | null, now: Date): Promise<SignedIn> {
  return asSystem('who is asking', async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM auth_session WHERE id = ${sessionId}::uuid FOR UPDATE`;
    const old = await tx.authSession.findUnique({ where: { id: sessionId }, include: { user: true } });
    if (!old || old.revokedAt || !old.factorAt) return null;
    await tx.authSession.update({ where: { id: sessionId }, data: { revokedAt: now } });
    return beginSession(tx, old.user, { ...old, device, now, factorAt: old.factorAt });
  });
}
