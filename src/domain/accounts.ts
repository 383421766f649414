import type { Day } from './calendar';
import type { Fen } from './money';

/** 会计科目: every account of the journal, in the order of the trial balance. */
export const ACCOUNTS = [
  'FUNDS',
  'PRINCIPAL',
  'COMPENSATION',
  'INTEREST',
  'LOSS',
  'GRANT',
  'FUND_MONEY',
  'FUND_PAID_IN',
  'FUND_INTEREST',
  'FUND_CLAIMS',
  'TREASURY',
  'SUBSIDY',
  'BUDGET',
  'QUOTA_FREE',
  'COMMITMENT',
  'QUOTA_USED',
] as const;
export type LedgerAccount = (typeof ACCOUNTS)[number];

/** What books what: money of the financier, of a fund, of the treasury; and what is set aside, which moves no money. */
export const ACCOUNT_GROUPS = ['LENDING', 'FUND', 'SUBSIDY', 'BUDGET'] as const;
export type AccountGroup = (typeof ACCOUNT_GROUPS)[number];

export const GROUP_OF = {
  FUNDS: 'LENDING',
  PRINCIPAL: 'LENDING',
  COMPENSATION: 'LENDING',
  INTEREST: 'LENDING',
  LOSS: 'LENDING',
  GRANT: 'LENDING',
  FUND_MONEY: 'FUND',
  FUND_PAID_IN: 'FUND',
  FUND_INTEREST: 'FUND',
  FUND_CLAIMS: 'FUND',
  TREASURY: 'SUBSIDY',
  SUBSIDY: 'SUBSIDY',
  BUDGET: 'BUDGET',
  QUOTA_FREE: 'BUDGET',
  COMMITMENT: 'BUDGET',
  QUOTA_USED: 'BUDGET',
} as const satisfies Record<LedgerAccount, AccountGroup>;

/** A debit is positive, a credit negative; both movements are given without sign. */
export type AccountBalance = {
  account: LedgerAccount;
  openingFen: Fen;
  debitFen: Fen;
  creditFen: Fen;
  closingFen: Fen;
  /** entries in the period */
  entries: number;
};
/** Days of a period, both included. */
export type LedgerPeriod = { from: Day; to: Day };

/**
 * 试算平衡: whether each group closes in itself, at the beginning, in the period and at its end. Every entry stays in one
 * group, so that a group that does not sum to nothing has lost a leg.
 */
export function isInBalance(rows: readonly AccountBalance[]): boolean {
  return ACCOUNT_GROUPS.every((group) => {
    const own = rows.filter((row) => GROUP_OF[row.account] === group);
    const sum = (value: (row: AccountBalance) => Fen) => own.reduce((total, row) => total + value(row), 0n);
    return (
      sum((row) => row.openingFen) === 0n &&
      sum((row) => row.debitFen) === sum((row) => row.creditFen) &&
      sum((row) => row.closingFen) === 0n
    );
  });
}
