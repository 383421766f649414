/**
 * Looks at personal data in full: one value, for a reason, by somebody who has just proved who they are (GB/T 35273 7.1,
 * 7.2). Each counts; past the limit of the day another person must allow more.
 */
import { FRESH_MINUTES } from './second-factor';

/** looks of one person on one day where no policy value says otherwise */
export const LOOKS_PER_DAY_DEFAULT = 30;
/** what a security administrator may allow at once */
export const MOST_ALLOWED_AT_ONCE = 200;

export type SessionProof = {
  method: 'PASSWORD' | 'PROVIDER';
  createdAt: Date;
  passwordAt: Date | null;
};

/** Whether the password of a session, or its sign-in, is so recent that nobody else is likely to sit there. */
export function isProofFresh({ createdAt, passwordAt }: SessionProof, now: Date): boolean {
  const last = passwordAt ?? createdAt;
  return now.getTime() - last.getTime() <= FRESH_MINUTES * 60_000;
}

/** Whether one more look is open after so many: the limit of the day and what was allowed besides. */
export function mayLookAgain(used: { looks: number; allowed: number }, limit: number): boolean {
  return used.looks < limit + used.allowed;
}
