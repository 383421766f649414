import { describe, expect, it } from 'vitest';
import { DEFINITION_A, DEFINITION_E, factsOf, TODAY } from '../../tests/support/facts';
import type { CaseFacts } from './case-facts';
import { checkCompletionDays, checkCompletionOffer, nextCheck, payableFrom } from './completion';

type Check = CaseFacts['completionChecks'][number];
const check = (kind: Check['kind'], grade: Check['grade'] = 'PASSED', checkedOn = TODAY): Check => ({
  kind,
  grade,
  checkedOn,
});
const factsAfter = (...completionChecks: Check[]) =>
  factsOf({ definition: DEFINITION_E, stage: 'FOLLOW_UP', completionChecks });

describe('the checks of a work', () => {
  it.each([
    [[], 'FIRST_CHECK'],
    [[check('FIRST_CHECK', 'FAILED')], 'FIRST_CHECK'],
    [[check('FIRST_CHECK', 'FAILED'), check('FIRST_CHECK')], 'COUNTY_CHECK'],
    [[check('FIRST_CHECK'), check('COUNTY_CHECK', 'FAILED')], 'RE_CHECK'],
    [[check('FIRST_CHECK'), check('COUNTY_CHECK', 'FAILED'), check('RE_CHECK', 'FAILED')], 'RE_CHECK'],
    [[check('FIRST_CHECK'), check('COUNTY_CHECK', 'FAILED'), check('RE_CHECK')], null],
    [[check('FIRST_CHECK'), check('COUNTY_CHECK', 'GOOD')], null],
  ] as const)('after %o comes %s', (checks, next) => {
    expect(nextCheck(factsAfter(...checks))).toBe(next);
  });

  it('are made by different people at the two levels, and again only when what failed is signed off', () => {
    const passed = factsAfter(check('FIRST_CHECK'));
    const township = [{ kind: 'FIRST_CHECK' as const, userId: 'a' }];
    expect(checkCompletionOffer(passed, township, 'COUNTY_CHECK', 'a')?.code).toBe('SAME_PERSON');
    expect(checkCompletionOffer(passed, township, 'COUNTY_CHECK', 'b')).toBeNull();
    const failed = { ...factsAfter(check('FIRST_CHECK'), check('COUNTY_CHECK', 'FAILED')), rectifiedFindings: 1 };
    const both = [...township, { kind: 'COUNTY_CHECK' as const, userId: 'b' }];
    expect(checkCompletionOffer(failed, both, 'RE_CHECK', 'b')?.code).toBe('FINDINGS_OPEN');
    expect(checkCompletionOffer({ ...failed, rectifiedFindings: 0 }, both, 'RE_CHECK', 'b')).toBeNull();
    expect(checkCompletionOffer(failed, both, 'COUNTY_CHECK', 'b')?.code).toBe('COMPLETION_OUT_OF_ORDER');
  });

  it('are of a programme that asks them, while its work is under way', () => {
    const codeOf = (change: Partial<CaseFacts>) =>
      checkCompletionOffer({ ...factsAfter(), ...change }, [], 'FIRST_CHECK', 'a')?.code ?? null;
    expect(codeOf({})).toBeNull();
    expect(codeOf({ definition: DEFINITION_A })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf({ stage: 'DISBURSEMENT' })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf({ status: 'SUSPENDED' })).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('have days in their order, and a failed one a day by which it is put right', () => {
    const facts = factsAfter(check('FIRST_CHECK', 'PASSED', '2026-03-01'));
    const made = { kind: 'COUNTY_CHECK' as const, checkedOn: TODAY, grade: 'FAILED' as const, rectifyBy: '2026-03-20' };
    const codeOf = (change: Partial<typeof made> | { rectifyBy: null }) =>
      checkCompletionDays(facts, { ...made, ...change }, '2026-02-01', TODAY)?.code ?? null;
    expect(codeOf({})).toBeNull();
    expect(codeOf({ rectifyBy: null })).toBe('RECTIFY_BY_MISSING');
    expect(codeOf({ rectifyBy: '2026-03-01' })).toBe('DEADLINE_PAST');
    expect(codeOf({ checkedOn: '2026-03-03' })).toBe('DATE_IN_FUTURE');
    expect(codeOf({ checkedOn: '2026-02-28' })).toBe('DATE_OUT_OF_ORDER');
    const first = { ...made, kind: 'FIRST_CHECK' as const, checkedOn: '2026-02-28' };
    expect(checkCompletionDays(factsAfter(), first, '2026-02-28', TODAY)).toBeNull();
    expect(checkCompletionDays(factsAfter(), first, '2026-03-01', TODAY)?.code).toBe('DATE_OUT_OF_ORDER');
  });

  it('open an instalment from their own day, a retention after its days', () => {
    const retention = { milestone: 'COUNTY_CHECK' as const, holdDays: 365, plannedOn: TODAY };
    expect(payableFrom(factsAfter(), retention)).toBeNull();
    const county = check('COUNTY_CHECK', 'PASSED', '2026-03-02');
    expect(payableFrom(factsAfter(check('FIRST_CHECK'), county), retention)).toBe('2027-03-02');
  });
});
