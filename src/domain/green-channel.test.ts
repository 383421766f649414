import { describe, expect, it } from 'vitest';
import { factsOf } from '../../tests/support/facts';
import { checkGreenLane, limitOf } from './green-channel';

describe('the green channel', () => {
  it.each([
    [5, 3, 3],
    [3, 5, 3],
    [5, null, 5],
    [null, 3, 3],
    [null, null, null],
  ])(
    'of a limit of %s and a green one of %s gives %s, never longer',
    (limitWorkingDays, greenLimitWorkingDays, days) => {
      const limits = { limitWorkingDays, greenLimitWorkingDays };
      expect(limitOf(limits, 'GREEN')).toBe(days);
      expect(limitOf(limits, 'NORMAL')).toBe(limitWorkingDays);
    },
  );

  it('is given on a criterion of the programme, before money is to be paid', () => {
    const facts = factsOf({ stage: 'DECISION', status: 'OPEN' });
    expect(checkGreenLane(facts, 'KEY_PROJECT')).toBeNull();
    expect(checkGreenLane(facts, 'FRIEND')?.code).toBe('INVALID_INPUT');
    expect(checkGreenLane({ ...facts, stage: 'DISBURSEMENT' }, 'KEY_PROJECT')?.code).toBe('STATUS_DOES_NOT_ALLOW');
    expect(checkGreenLane({ ...facts, status: 'CLOSED' }, 'KEY_PROJECT')?.code).toBe('STATUS_DOES_NOT_ALLOW');
    const definition = { ...facts.definition, greenChannel: null };
    expect(checkGreenLane({ ...facts, definition }, 'KEY_PROJECT')?.code).toBe('LANE_NOT_OFFERED');
  });
});
