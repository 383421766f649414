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

/** When a live session ends by itself if nothing more is asked for: idle, or at its full time. */
export function sessionEndsAt({ lastSeenAt, expiresAt }: Omit<SessionTimes, 'revokedAt'>): Date {
  return new Date(Math.min(expiresAt.getTime(), lastSeenAt.getTime() + IDLE_MINUTES * MINUTE_MS));
}

/** True while a lock runs. */
export function isLocked(account: { lockedUntil: Date | null }, now: Date): boolean {
  return account.lockedUntil !== null && now < account.lockedUntil;
}

/**
 * Wrong passwords and codes are counted where they come from: on a browser that the person has used before, or at an
 * address. Who guesses from elsewhere locks elsewhere, and the owner goes on at their own desk.
 */
export type Lock = { failures: number; locks: number; lockedUntil: Date | null };
export const NO_LOCK: Lock = { failures: 0, locks: 0, lockedUntil: null };

/** Each lock is twice as long as the one before, up to this. */
export const LOCK_MOST_MINUTES = 24 * 60;
/** So many failures on unknown browsers wherever they come from shut the account to all unknown browsers for a while. */
export const ACCOUNT_LOCK_AFTER = 50;
/** What one address may get wrong, whatever the accounts, before it is not listened to; known browsers are. */
export const ADDRESS_TRIES = { limit: 60, minutes: 15 } as const;

/** How long the lock of this number is, in minutes: 30, 60, 120 … */
export function lockMinutes(locksBefore: number): number {
  return Math.min(LOCK_MINUTES * 2 ** Math.min(locksBefore, 10), LOCK_MOST_MINUTES);
}

/** A lock after one more failure: the fifth in a row locks, and counting begins anew. */
export function afterFailure({ failures, locks }: Lock, now: Date): Lock {
  if (failures + 1 < LOCK_AFTER_FAILURES) return { failures: failures + 1, locks, lockedUntil: null };
  const lockedUntil = new Date(now.getTime() + lockMinutes(locks) * MINUTE_MS);
  return { failures: 0, locks: locks + 1, lockedUntil };
}

/** The counters of the whole account after one more failure on an unknown browser; its lock does not grow. */
export function afterFailureAnywhere(
  account: { failedSignIns: number },
  now: Date,
): { failedSignIns: number; lockedUntil: Date | null } {
  const failedSignIns = account.failedSignIns + 1;
  if (failedSignIns < ACCOUNT_LOCK_AFTER) return { failedSignIns, lockedUntil: null };
  return { failedSignIns: 0, lockedUntil: new Date(now.getTime() + LOCK_MINUTES * MINUTE_MS) };
}
