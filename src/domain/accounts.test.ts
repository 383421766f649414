import { describe, expect, it } from 'vitest';
import { ACCOUNT_GROUPS, ACCOUNTS, type AccountBalance, GROUP_OF, isInBalance, type LedgerAccount } from './accounts';

const row = (account: LedgerAccount, openingFen: bigint, debitFen: bigint, creditFen: bigint): AccountBalance => ({
  ...{ account, openingFen, debitFen, creditFen, entries: 1 },
  closingFen: openingFen + debitFen - creditFen,
});

it('the chart of accounts: each in one group, in the order of the trial balance', () => {
  const chart = ACCOUNT_GROUPS.map((group) => [group, ACCOUNTS.filter((account) => GROUP_OF[account] === group)]);
  expect(chart).toEqual([
    ['LENDING', ['FUNDS', 'PRINCIPAL', 'COMPENSATION', 'INTEREST', 'LOSS', 'GRANT']],
    ['FUND', ['FUND_MONEY', 'FUND_PAID_IN', 'FUND_INTEREST', 'FUND_CLAIMS']],
    ['SUBSIDY', ['TREASURY', 'SUBSIDY']],
    ['BUDGET', ['BUDGET', 'QUOTA_FREE', 'COMMITMENT', 'QUOTA_USED']],
  ]);
  expect(chart.flatMap(([, accounts]) => accounts)).toEqual([...ACCOUNTS]);
});

it('is in balance when each group closes in itself', () => {
  expect(isInBalance([])).toBe(true);
  expect(isInBalance([row('PRINCIPAL', 5n, 3n, 1n), row('FUNDS', -5n, 1n, 3n)])).toBe(true);
  // the whole sums to nothing, and yet two groups each lost a leg
  expect(isInBalance([row('PRINCIPAL', 0n, 3n, 0n), row('QUOTA_FREE', 0n, 0n, 3n)])).toBe(false);
});

describe.each([
  ['PRINCIPAL', 'FUNDS'],
  ['FUND_MONEY', 'FUND_PAID_IN'],
  ['SUBSIDY', 'TREASURY'],
  ['COMMITMENT', 'QUOTA_FREE'],
] as const)('%s and %s', (one, other) => {
  const good = [row(one, 5n, 3n, 1n), row(other, -5n, 1n, 3n)] as const;
  it.each([
    ['a leg of the period', { debitFen: 4n }],
    ['what it opened with', { openingFen: 6n }],
    ['what it closed with', { closingFen: 8n }],
  ])('are out of balance when one lost %s', (_what, change) => {
    expect(isInBalance(good)).toBe(true);
    expect(isInBalance([{ ...good[0], ...change }, good[1]])).toBe(false);
  });
});
