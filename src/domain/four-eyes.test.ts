import { describe, expect, it } from 'vitest';
import type { Duty } from './case-facts';
import { checkDuty, checkDutyOf } from './four-eyes';

const DUTIES: Duty[] = ['DUE_DILIGENCE', 'APPROVAL', 'PAYMENT_REQUEST', 'PAYMENT_RELEASE'];
const PAIRS = DUTIES.flatMap((held) => DUTIES.map((wanted) => ({ held, wanted })));

describe('four eyes', () => {
  it.each(PAIRS)('who holds $held asks for $wanted', ({ held, wanted }) => {
    const facts = { duties: [{ userId: 'a', duty: held }], conflicts: [] };
    expect(checkDuty(facts, 'a', wanted)).toEqual(
      held === wanted ? null : { code: 'SAME_PERSON', params: { duty: held } },
    );
    expect(checkDuty(facts, 'b', wanted)).toBeNull();
  });

  it('keeps out whoever declared a conflict, whatever they hold', () => {
    for (const duty of DUTIES) {
      const facts = { duties: [{ userId: 'a', duty }], conflicts: ['a'] };
      for (const wanted of DUTIES) expect(checkDuty(facts, 'a', wanted)).toEqual({ code: 'CONFLICT_DECLARED' });
      expect(checkDuty(facts, 'b', duty)).toBeNull();
    }
  });

  it('lets one person have any of the four on a case where they have none', () => {
    for (const duty of DUTIES) expect(checkDuty({ duties: [], conflicts: [] }, 'a', duty)).toBeNull();
  });
});

describe('four eyes of somebody who stands in', () => {
  const standIn = { userId: 'a', standsInFor: ['b', 'c'] };
  const held = (userId: string, duty: Duty = 'DUE_DILIGENCE') => ({ duties: [{ userId, duty }], conflicts: [] });

  it.each(['a', 'b', 'c'])('counts what %s did before as theirs', (userId) => {
    expect(checkDutyOf(held(userId), standIn, 'APPROVAL')).toEqual({
      code: 'SAME_PERSON',
      params: { duty: 'DUE_DILIGENCE' },
    });
    expect(checkDutyOf(held(userId, 'APPROVAL'), standIn, 'APPROVAL')).toBeNull();
  });

  it('counts nothing of a colleague whom they do not stand in for', () => {
    expect(checkDutyOf(held('d'), standIn, 'APPROVAL')).toBeNull();
    expect(checkDutyOf(held('b'), { userId: 'a', standsInFor: [] }, 'APPROVAL')).toBeNull();
  });

  it('is kept out by a conflict of their own, not by one of who is away', () => {
    const facts = (conflicts: string[]) => ({ duties: [], conflicts });
    expect(checkDutyOf(facts(['a']), standIn, 'APPROVAL')?.code).toBe('CONFLICT_DECLARED');
    expect(checkDutyOf(facts(['b']), standIn, 'APPROVAL')).toBeNull();
  });
});
