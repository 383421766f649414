import { expect, test } from 'vitest';
import { checkReview, checkSignOff, isOverdue, reportPeriods } from './follow-up';
import { compensationLegs, disbursementLegs, isBalanced, repaymentLegs, reversedLegs, writeOffLegs } from './ledger';

test('a report for every month that is over, from the month of the first payment, across a new year', () => {
  expect(reportPeriods('2026-11-30', '2027-02-01', 5)).toEqual([
    { periodOn: '2026-11-01', dueOn: '2026-12-05' },
    { periodOn: '2026-12-01', dueOn: '2027-01-05' },
    { periodOn: '2027-01-01', dueOn: '2027-02-05' },
  ]);
  expect(reportPeriods('2026-11-01', '2026-11-30', 5)).toEqual([]);
  expect(reportPeriods('2026-11-01', '2027-11-30', null)).toEqual([]);
});

test('overdue the day after it fell due, until the last fen is paid', () => {
  const line = { dueOn: '2026-05-01', principalFen: 10n, interestFen: 2n, paidPrincipalFen: 9n, paidInterestFen: 2n };
  expect(isOverdue(line, '2026-05-01')).toBe(false);
  expect(isOverdue(line, '2026-05-02')).toBe(true);
  expect(isOverdue({ ...line, paidPrincipalFen: 10n }, '2026-05-02')).toBe(false);
});

test('whoever handed it in does not review it, whoever put it right does not sign it off', () => {
  expect(checkReview({ status: 'SUBMITTED', submittedById: 'a' }, 'a')?.code).toBe('SAME_PERSON');
  expect(checkReview({ status: 'SUBMITTED', submittedById: 'a' }, 'b')).toBeNull();
  expect(checkReview({ status: 'REVIEWED', submittedById: 'a' }, 'b')?.code).toBe('STATUS_DOES_NOT_ALLOW');
  expect(checkSignOff({ status: 'RECTIFIED', rectifiedById: 'a' }, 'a')?.code).toBe('SAME_PERSON');
  expect(checkSignOff({ status: 'RECTIFIED', rectifiedById: 'a' }, 'b')).toBeNull();
  expect(checkSignOff({ status: 'OPEN', rectifiedById: null }, 'b')?.code).toBe('STATUS_DOES_NOT_ALLOW');
});

test('every entry balances, a leg of nothing is left out, a reversal undoes its original', () => {
  for (const legs of [disbursementLegs(7n), repaymentLegs(5n, 2n), compensationLegs(7n), writeOffLegs(7n)])
    expect(isBalanced(legs)).toBe(true);
  expect(repaymentLegs(0n, 2n).map((leg) => leg.account)).toEqual(['FUNDS', 'INTEREST']);
  expect(isBalanced([...disbursementLegs(7n), ...reversedLegs(disbursementLegs(7n))])).toBe(true);
  expect(isBalanced([{ account: 'FUNDS', amountFen: 0n }])).toBe(false);
  expect(isBalanced(disbursementLegs(7n).slice(0, 1))).toBe(false);
});
