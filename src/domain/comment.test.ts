import { describe, expect, it } from 'vitest';
import { checkWithdrawal } from './comment';

const writtenAt = new Date('2026-03-02T12:00:00+08:00');
const comment = { authorId: 'a', writtenAt, removedAt: null };
const later = (seconds: number) => new Date(writtenAt.getTime() + seconds * 1000);

describe('taking a comment back', () => {
  it('is the writer’s for ten minutes', () => {
    expect(checkWithdrawal(comment, 'a', later(0))).toBeNull();
    expect(checkWithdrawal(comment, 'a', later(600))).toBeNull();
    expect(checkWithdrawal(comment, 'a', later(601))).toEqual({ code: 'COMMENT_TOO_OLD', params: { minutes: 10 } });
  });

  it('is nobody else’s, and happens once', () => {
    expect(checkWithdrawal(comment, 'b', later(1))?.code).toBe('NOT_PERMITTED');
    expect(checkWithdrawal({ ...comment, removedAt: later(1) }, 'a', later(2))?.code).toBe('STATUS_DOES_NOT_ALLOW');
  });
});
