import { describe, expect, it } from 'vitest';
import { groupOf, kindsOf, TIMELINE_GROUPS } from './timeline';

describe('the groups of a timeline', () => {
  it.each([
    ['case.submitted', 'MOVEMENT'],
    ['contract.signed', 'MOVEMENT'],
    ['something.new', 'MOVEMENT'],
    ['document.rejected', 'DOCUMENTS'],
    ['payment.released', 'MONEY'],
    ['case.written-off', 'MONEY'],
    ['case.edited', 'CORRECTIONS'],
    ['correction.confirmed', 'CORRECTIONS'],
    ['case.assigned', 'PEOPLE'],
    ['comment.withdrawn', 'COMMENTS'],
    ['personal-data.revealed', 'ACCESS'],
    ['case.printed', 'ACCESS'],
  ] as const)('%s is %s', (kind, group) => {
    expect(groupOf(kind)).toBe(group);
  });

  it('leave nothing out and overlap nowhere', () => {
    const rest = kindsOf('MOVEMENT');
    const others = TIMELINE_GROUPS.filter((group) => group !== 'MOVEMENT').flatMap((group) => {
      const kinds = kindsOf(group);
      return 'only' in kinds ? [...kinds.only] : [];
    });
    expect('not' in rest && [...rest.not].sort()).toEqual([...others].sort());
    expect(new Set(others).size).toBe(others.length);
  });
});
