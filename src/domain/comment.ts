import type { RefusalValue } from './refusal';

export const COMMENT_LENGTH = 500;
/** More people than this are told in a meeting, not in a comment. */
export const MAX_MENTIONS = 20;
/** How long the writer may take a comment back. */
export const WITHDRAW_MINUTES = 10;

/**
 * Whether this person may take the comment back now: NOT_PERMITTED for somebody else's, STATUS_DOES_NOT_ALLOW when it is
 * withdrawn already, COMMENT_TOO_OLD after ten minutes.
 */
export function checkWithdrawal(
  comment: { authorId: string; writtenAt: Date; removedAt: Date | null },
  userId: string,
  now: Date,
): RefusalValue | null {
  if (comment.authorId !== userId) return { code: 'NOT_PERMITTED' };
  if (comment.removedAt !== null) return { code: 'STATUS_DOES_NOT_ALLOW' };
  const isLate = now.getTime() - comment.writtenAt.getTime() > WITHDRAW_MINUTES * 60_000;
  return isLate ? { code: 'COMMENT_TOO_OLD', params: { minutes: WITHDRAW_MINUTES } } : null;
}
