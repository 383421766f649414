import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';

/** A year: whoever comes back after that signs in as from a new browser. */
export const DEVICE_SECONDS = 365 * 24 * 3600;

/** What a browser is known by, kept in a cookie of its own that outlives the session. */
export const makeDeviceToken = () => randomBytes(32).toString('base64url');
const hashToken = (token: string) => new Uint8Array(createHash('sha256').update(token).digest());

/** The browser of this cookie, where the person has signed in on it before; null otherwise. */
export function findDevice(tx: Tx, userId: string, token: string | null) {
  if (!token) return null;
  return tx.knownDevice.findUnique({ where: { userId_tokenHash: { userId, tokenHash: hashToken(token) } } });
}

/**
 * Remembers the browser on which somebody has signed in with everything that was asked of them, and tells them where it is
 * not one of those they have used; a first sign-in is no news. Without a cookie (a program) nothing is remembered.
 */
export async function rememberDevice(
  tx: Tx,
  userId: string,
  { token, agent, now, sessionId }: { token: string | null; agent: string | null; now: Date; sessionId: string },
): Promise<string | null> {
  const known = await findDevice(tx, userId, token);
  if (known) {
    await tx.knownDevice.update({ where: { id: known.id }, data: { lastSeenAt: now, agent } });
    return known.id;
  }
  if ((await tx.knownDevice.count({ where: { userId } })) > 0)
    await notify(tx, { actor: null, now }, [userId], { kind: 'DEVICE_NEW', payload: { sessionId } });
  if (!token) return null;
  const made = await tx.knownDevice.create({
    data: { userId, tokenHash: hashToken(token), agent, firstSeenAt: now, lastSeenAt: now },
  });
  return made.id;
}
