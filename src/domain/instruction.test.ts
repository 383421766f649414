import { describe, expect, it } from 'vitest';
import { checkDeadline, checkStep, daysLeft, INSTRUCTION_STATUSES, INSTRUCTION_STEPS, isOverdue } from './instruction';

const facts = { status: 'OPEN', issuedById: 'leader', addresseeId: 'county', dueOn: '2026-11-25' } as const;
const calendar = { publishedThrough: [2026], exceptions: new Map() };

describe('steps of an instruction', () => {
  it('are taken by one person each, and only from the states of the table', () => {
    const allowed = INSTRUCTION_STATUSES.flatMap((status) =>
      INSTRUCTION_STEPS.flatMap((step) =>
        ['leader', 'county', 'other']
          .filter((userId) => checkStep(step, { ...facts, status }, userId) === null)
          .map((userId) => `${status} ${step} ${userId}`),
      ),
    );
    expect(allowed).toEqual([
      'OPEN REPLY county',
      'OPEN CLOSE leader',
      'ANSWERED FOLLOW_UP leader',
      'ANSWERED CLOSE leader',
    ]);
  });

  it('say who may not, and what state does not allow', () => {
    expect(checkStep('REPLY', facts, 'leader')).toEqual({ code: 'NOT_PERMITTED' });
    expect(checkStep('CLOSE', facts, 'county')).toEqual({ code: 'NOT_PERMITTED' });
    expect(checkStep('FOLLOW_UP', facts, 'leader')).toEqual({ code: 'STATUS_DOES_NOT_ALLOW' });
    expect(checkStep('REPLY', { ...facts, status: 'CLOSED' }, 'county')).toEqual({ code: 'STATUS_DOES_NOT_ALLOW' });
  });
});

describe('the deadline', () => {
  it('is today or later', () => {
    expect(checkDeadline('2026-11-22', '2026-11-22')).toBeNull();
    expect(checkDeadline('2026-11-21', '2026-11-22')).toEqual({
      code: 'DEADLINE_PAST',
      params: { today: '2026-11-22' },
    });
  });

  it('is overdue the day after, while no answer stands', () => {
    expect(isOverdue(facts, '2026-11-25')).toBe(false);
    expect(isOverdue(facts, '2026-11-26')).toBe(true);
    expect(isOverdue({ ...facts, status: 'ANSWERED' }, '2026-11-26')).toBe(false);
  });

  it('is counted in working days', () => {
    // 20 November 2026 is a Friday
    expect(daysLeft(facts, '2026-11-20', calendar)).toBe(3);
    expect(daysLeft(facts, '2026-11-27', calendar)).toBe(-2);
    expect(daysLeft({ ...facts, status: 'CLOSED' }, '2026-11-20', calendar)).toBeNull();
  });
});
