import 'server-only';
import { ADDRESS_TRIES, afterFailure, afterFailureAnywhere, isLocked, type Lock, NO_LOCK } from '@/domain/sign-in';
import { blindIndex } from './crypto';
import { db, type Tx } from './db';
import { recordEvent } from './events';
import { organisationScope } from './organisation-scope';
import { isUsedUp, takeTry } from './rate-limit';

/** Where somebody tries to sign in from: a browser that the person has used before, or else an address. */
export type Origin = { deviceId: string | null; address: string | null };

const rule = { limit: ADDRESS_TRIES.limit, windowMs: ADDRESS_TRIES.minutes * 60_000 };
const addressKey = (address: string) => `sign-in:${Buffer.from(blindIndex('try', address)).toString('hex')}`;
// Without a proxy that says it, everybody comes from one place.
const placeOf = (origin: Origin) => origin.address ?? 'unknown';

/** Whether an address has got so much wrong that it is not listened to, before any hash is computed. */
export function isAddressUsedUp(tx: Tx, origin: Origin, now: Date): Promise<boolean> {
  return isUsedUp(tx, addressKey(placeOf(origin)), rule, now);
}

/** Counts one failure against an address, whatever the account. */
export async function countAgainstAddress(tx: Tx, origin: Origin, now: Date): Promise<void> {
  await takeTry(tx, addressKey(placeOf(origin)), rule, now);
}

async function lockOf(tx: Tx, userId: string, { deviceId, ...origin }: Origin): Promise<Lock> {
  if (deviceId) return tx.knownDevice.findUniqueOrThrow({ where: { id: deviceId } });
  const where = { userId_address: { userId, address: placeOf({ deviceId, ...origin }) } };
  return (await tx.addressLock.findUnique({ where })) ?? NO_LOCK;
}

type Account = { id: string; failedSignIns: number; lockedUntil: Date | null };

/** Until when nothing typed here counts; null: it does. A known browser hears only of its own lock. */
export async function lockedUntil(tx: Tx, user: Account, origin: Origin, now: Date): Promise<Date | null> {
  const lock = await lockOf(tx, user.id, origin);
  if (isLocked(lock, now)) return lock.lockedUntil;
  return origin.deviceId === null && isLocked(user, now) ? user.lockedUntil : null;
}

/** Counts a wrong password or code; the caller holds the user's row. Returns until when this has locked, or null. */
export async function countFailure(tx: Tx, user: Account, origin: Origin, now: Date): Promise<Date | null> {
  const next = afterFailure(await lockOf(tx, user.id, origin), now);
  if (origin.deviceId) {
    await tx.knownDevice.update({ where: { id: origin.deviceId }, data: next });
    return next.lockedUntil;
  }
  const key = { userId: user.id, address: placeOf(origin) };
  await tx.addressLock.upsert({
    where: { userId_address: key },
    create: { ...key, ...next, lastFailedAt: now },
    update: { ...next, lastFailedAt: now },
  });
  const anywhere = afterFailureAnywhere(user, now);
  // a lock of the account runs out by itself; further failures do not take it away
  await tx.user.update({
    where: { id: user.id },
    data: isLocked(user, now) ? { failedSignIns: anywhere.failedSignIns } : anywhere,
  });
  await countAgainstAddress(tx, origin, now);
  return next.lockedUntil ?? anywhere.lockedUntil;
}

/** Forgets what was got wrong here, after everything was right. What others get wrong elsewhere stays counted there. */
export async function clearFailures(tx: Tx, userId: string, origin: Origin): Promise<void> {
  if (origin.deviceId) {
    await tx.knownDevice.update({ where: { id: origin.deviceId }, data: { ...NO_LOCK } });
    return;
  }
  await tx.addressLock.deleteMany({ where: { userId, address: placeOf(origin) } });
  await tx.user.update({ where: { id: userId }, data: { failedSignIns: 0, lockedUntil: null } });
}

/** Lifts every lock of an account. Returns whether there was one. */
export async function liftLocks(tx: Tx, userId: string, now: Date): Promise<boolean> {
  const running = { userId, lockedUntil: { gt: now } };
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  const found =
    isLocked(user, now) ||
    (await tx.addressLock.count({ where: running })) > 0 ||
    (await tx.knownDevice.count({ where: running })) > 0;
  await tx.user.update({ where: { id: userId }, data: { failedSignIns: 0, lockedUntil: null } });
  await tx.addressLock.deleteMany({ where: { userId } });
  await tx.knownDevice.updateMany({ where: { userId }, data: { ...NO_LOCK } });
  return found;
}

/** Records something about an account that nobody did who is signed in, in the area of the account's organisation. */
export async function recordAboutAccount(
  tx: Tx,
  ctx: { now: Date; requestId: string },
  userId: string,
  kind: string,
  payload: Record<string, string>,
): Promise<void> {
  const { organisation } = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { organisation: true } });
  const scope = await organisationScope(tx, organisation);
  await recordEvent(tx, { ...ctx, actor: null }, { kind, payload, subjectId: userId, scope });
}

const KEPT_MS = 30 * 24 * 3_600_000;

/** Deletes what was counted at addresses a month ago or more. Returns how many went. */
export async function removeOldLocks(now: Date): Promise<number> {
  const { count } = await db().addressLock.deleteMany({
    where: { lastFailedAt: { lt: new Date(now.getTime() - KEPT_MS) } },
  });
  return count;
}
