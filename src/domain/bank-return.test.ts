import { expect, it } from 'vitest';
import { judgeReturn, type ReportedLine, type ReportedPayment, tailOf } from './bank-return';

const line: ReportedLine = { amountFen: 100n, accountTail: '0018', outcome: 'SUCCESS', happenedOn: '2026-04-02' };
const payment: ReportedPayment = {
  amountFen: 100n,
  accountTail: '0018',
  status: 'RELEASED',
  releasedOn: '2026-04-01',
  settledOn: null,
};
const TODAY = '2026-04-03';

it('settles what arrived and returns what failed, when reference, amount and account agree', () => {
  expect(judgeReturn(line, payment, TODAY)).toBe('SETTLE');
  expect(judgeReturn({ ...line, outcome: 'FAILURE' }, payment, TODAY)).toBe('RETURN');
  expect(judgeReturn({ ...line, happenedOn: '2026-04-01' }, payment, '2026-04-01')).toBe('SETTLE');
});

it.each([
  [{}, null, { exception: 'UNKNOWN' }],
  [{ amountFen: 101n }, {}, { exception: 'OTHER_AMOUNT' }],
  [{ accountTail: '0019' }, {}, { exception: 'OTHER_ACCOUNT' }],
  [{}, { status: 'RETURNED' }, { exception: 'DUPLICATE' }],
  [{}, { status: 'REQUESTED', releasedOn: null }, { exception: 'DUPLICATE' }],
  [{}, { settledOn: '2026-04-01' }, { exception: 'DUPLICATE' }],
  [{ happenedOn: '2026-03-31' }, {}, { exception: 'NOT_BOOKED', refusal: 'DATE_OUT_OF_ORDER' }],
  [{ happenedOn: '2026-04-04' }, {}, { exception: 'NOT_BOOKED', refusal: 'DATE_IN_FUTURE' }],
] as const)('leaves %o against %o to a person', (change, known, judgement) => {
  expect(judgeReturn({ ...line, ...change }, known && { ...payment, ...known }, TODAY)).toEqual(judgement);
});

it('compares accounts by their last four digits, however they are written', () => {
  expect(tailOf('6222 0200-0000 0000 018')).toBe('0018');
  expect(tailOf('****0018')).toBe('0018');
});
