/** The rules of signing in: how long a session lives, and when an account locks. Source: 等级保护 practice, set for the house. */
export const SESSION_HOURS = 12;
export const IDLE_MINUTES = 30;
export const LOCK_AFTER_FAILURES = 5;
export const LOCK_MINUTES = 30;

const MINUTE_MS = 60_000;

export type SessionPhase = 'LIVE' | 'IDLE' | 'EXPIRED' | 'REVOKED';
export type SessionTimes = { lastSeenAt: Date; expiresAt: Date; revokedAt: Date | null };

/** When a session begun now ends whatever its owner does. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + SESSION_HOURS * 60 * MINUTE_MS);
}

/** What a session is at this moment; only LIVE lets anybody in. */
export function sessionPhase(session: SessionTimes, now: Date): SessionPhase {
  if (session.revokedAt) return 'REVOKED';
  if (now >= session.expiresAt) return 'EXPIRED';
  return now.getTime() - session.lastSeenAt.getTime() > IDLE_MINUTES * MINUTE_MS ? 'IDLE' : 'LIVE';
}

/** True while a lock runs. */
export function isLocked(account: { lockedUntil: Date | null }, now: Date): boolean {
  return account.lockedUntil !== null && now < account.lockedUntil;
}

/** The counters after one more wrong password: the fifth in a row locks, and counting begins anew. */
export function afterFailedSignIn(
  account: { failedSignIns: number },
  now: Date,
): { failedSignIns: number; lockedUntil: Date | null } {
  const failedSignIns = account.failedSignIns + 1;
  if (failedSignIns < LOCK_AFTER_FAILURES) return { failedSignIns, lockedUntil: null };
  return { failedSignIns: 0, lockedUntil: new Date(now.getTime() + LOCK_MINUTES * MINUTE_MS) };
}
