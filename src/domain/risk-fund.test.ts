import { describe, expect, it } from 'vitest';
import { compensationLegs, isBalanced, recoveryLegs } from './ledger';
import { checkClaimDays, isOverTolerance, lendingLimit, nonPerforming, shareRecovery, splitLoss } from './risk-fund';

describe('a risk-compensation fund', () => {
  it('carries ten times what is in it', () => {
    expect(lendingLimit(30_000_000n, 10n)).toBe(300_000_000n);
  });

  it('splits a loss to the fen, the larger remainder first', () => {
    // 80 : 20 of 1,000.01 yuan = 800.008 and 200.002
    expect(splitLoss(100_001n, 8_000n, 0n)).toEqual({
      fundShareFen: 80_001n,
      bankShareFen: 20_000n,
      insurerShareFen: 0n,
    });
    // 10 : 10 : 80 (field-rules.md §5.1, insurer variant)
    expect(splitLoss(1_000n, 1_000n, 8_000n)).toEqual({
      fundShareFen: 100n,
      bankShareFen: 100n,
      insurerShareFen: 800n,
    });
  });

  it('shares back what comes in, and nothing is lost', () => {
    const loss = splitLoss(100_001n, 8_000n, 1_000n);
    for (const amount of [1n, 7n, 333n, 99_999n]) {
      const { fundShareFen, bankShareFen, insurerShareFen } = shareRecovery(amount, loss);
      expect(fundShareFen + bankShareFen + insurerShareFen).toBe(amount);
      expect(isBalanced(recoveryLegs(amount, bankShareFen))).toBe(true);
    }
  });

  it('pays after the dated days overdue only', () => {
    expect(checkClaimDays(null, '2026-06-01', 90)?.code).toBe('NOTHING_OVERDUE');
    expect(checkClaimDays('2026-03-03', '2026-05-31', 90)).toEqual({
      code: 'CLAIM_TOO_EARLY',
      params: { days: 89, needed: 90 },
    });
    expect(checkClaimDays('2026-03-03', '2026-06-01', 90)).toBeNull();
  });

  it('books the bank’s own part as a loss', () => {
    expect(compensationLegs(100n, 20n)).toEqual([
      { account: 'COMPENSATION', amountFen: 80n },
      { account: 'LOSS', amountFen: 20n },
      { account: 'PRINCIPAL', amountFen: -100n },
    ]);
  });

  it('calls a loan bad from its ninety-first day overdue, the whole of it', () => {
    const book = (overdueSinceOn: string | null) => ({
      owed: [
        { overdueSinceOn, outstandingFen: 30n },
        { overdueSinceOn: null, outstandingFen: 70n },
      ],
    });
    // 2026-03-02 and ninety days
    expect(nonPerforming(book('2026-03-02'), '2026-05-31')).toEqual({ badFen: 0n, owedFen: 100n, shareBps: 0 });
    expect(nonPerforming(book('2026-03-02'), '2026-06-01')).toEqual({ badFen: 30n, owedFen: 100n, shareBps: 3_000 });
    expect(nonPerforming(book(null), '2036-06-01').badFen).toBe(0n);
    expect(nonPerforming({ owed: [] }, '2026-06-01')).toEqual({ badFen: 0n, owedFen: 0n, shareBps: null });
  });

  it('is over its tolerance by one fen more than the share, not at it', () => {
    const book = (badFen: bigint) => ({
      owed: [
        { overdueSinceOn: '2020-01-01', outstandingFen: badFen },
        { overdueSinceOn: null, outstandingFen: 10_000n - badFen },
      ],
    });
    expect(isOverTolerance(book(500n), 500n, '2026-06-01')).toBe(false);
    expect(isOverTolerance(book(501n), 500n, '2026-06-01')).toBe(true);
    expect(isOverTolerance({ owed: [] }, 0n, '2026-06-01')).toBe(false);
  });
});
