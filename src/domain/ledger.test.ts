import { expect, it } from 'vitest';
import * as ledger from './ledger';

const said = (rows: readonly ledger.Leg[]) => rows.map(({ account, amountFen }) => `${account} ${amountFen}`);

it('books each kind of money on its accounts, with its sign', () => {
  expect(said(ledger.disbursementLegs(7n))).toEqual(['PRINCIPAL 7', 'FUNDS -7']);
  expect(said(ledger.grantLegs(7n))).toEqual(['GRANT 7', 'FUNDS -7']);
  expect(said(ledger.repaymentLegs(5n, 2n))).toEqual(['FUNDS 7', 'PRINCIPAL -5', 'INTEREST -2']);
  expect(said(ledger.compensationLegs(9n, 2n))).toEqual(['COMPENSATION 7', 'LOSS 2', 'PRINCIPAL -9']);
  expect(said(ledger.compensationLegs(9n))).toEqual(['COMPENSATION 9', 'PRINCIPAL -9']);
  expect(said(ledger.recoveryLegs(9n, 2n))).toEqual(['FUNDS 9', 'LOSS -2', 'COMPENSATION -7']);
  expect(said(ledger.writeOffLegs(4n))).toEqual(['LOSS 4', 'PRINCIPAL -4']);
});

it('leaves out a leg of nothing, also of one fen beside it', () => {
  expect(said(ledger.repaymentLegs(5n, 0n))).toEqual(['FUNDS 5', 'PRINCIPAL -5']);
  expect(said(ledger.repaymentLegs(5n, 1n))).toEqual(['FUNDS 6', 'PRINCIPAL -5', 'INTEREST -1']);
});

it('turns an entry round and knows what balances', () => {
  expect(said(ledger.reversedLegs(ledger.disbursementLegs(7n)))).toEqual(['PRINCIPAL -7', 'FUNDS 7']);
  expect(ledger.isBalanced(ledger.disbursementLegs(7n))).toBe(true);
  expect(ledger.isBalanced([])).toBe(false);
  expect(ledger.isBalanced([{ account: 'FUNDS', amountFen: 0n }])).toBe(false);
  const lost = [...ledger.disbursementLegs(7n), { account: 'LOSS' as const, amountFen: 1n }];
  expect(ledger.isBalanced(lost)).toBe(false);
});
