import { describe, expect, it } from 'vitest';
import type { Duty } from './case-facts';
import { checkDuty } from './four-eyes';

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
