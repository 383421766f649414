import { expect, it } from 'vitest';
import { ACCOUNTS, type AccountBalance, isInBalance, type LedgerAccount } from './accounts';

const row = (account: LedgerAccount, openingFen: bigint, debitFen: bigint, creditFen: bigint): AccountBalance => ({
  ...{ account, openingFen, debitFen, creditFen, entries: 1 },
  closingFen: openingFen + debitFen - creditFen,
});

it('is in balance when each group closes in itself', () => {
  expect(isInBalance([])).toBe(true);
  expect(isInBalance([row('PRINCIPAL', 5n, 3n, 1n), row('FUNDS', -5n, 1n, 3n)])).toBe(true);
  expect(isInBalance([row('PRINCIPAL', 5n, 3n, 1n), row('FUNDS', -5n, 1n, 2n)])).toBe(false);
  // the whole sums to nothing, and yet two groups each lost a leg
  expect(isInBalance([row('PRINCIPAL', 0n, 3n, 0n), row('QUOTA_FREE', 0n, 0n, 3n)])).toBe(false);
});

it('names each account once', () => {
  expect(new Set(ACCOUNTS).size).toBe(ACCOUNTS.length);
});
