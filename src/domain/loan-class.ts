import type { Countable } from './measures';

/** 五级分类, from the best to the worst. */
export const LOAN_CLASSES = ['NORMAL', 'SPECIAL_MENTION', 'SUBSTANDARD', 'DOUBTFUL', 'LOSS'] as const;
export type LoanClass = (typeof LOAN_CLASSES)[number];

/**
 * The class that a loan has at least by the days for which anything due on it is unpaid: 关注 when overdue at all, 次级
 * over 90 days, 可疑 over 270, 损失 over 360 (《商业银行金融资产风险分类办法》 2023, Art. 10–13). A lender may class it lower
 * for other reasons, of which no fact is kept here.
 */
export function loanClassOf(daysOverdue: number): LoanClass {
  if (daysOverdue > 360) return 'LOSS';
  if (daysOverdue > 270) return 'DOUBTFUL';
  if (daysOverdue > 90) return 'SUBSTANDARD';
  return daysOverdue > 0 ? 'SPECIAL_MENTION' : 'NORMAL';
}

/** What counts the loans of a class, and what is owed on them. */
export const COUNTED_AS = {
  NORMAL: { cases: 'NORMAL', fen: 'NORMAL_FEN' },
  SPECIAL_MENTION: { cases: 'SPECIAL_MENTION', fen: 'SPECIAL_MENTION_FEN' },
  SUBSTANDARD: { cases: 'SUBSTANDARD', fen: 'SUBSTANDARD_FEN' },
  DOUBTFUL: { cases: 'OVERDUE_271', fen: 'OVERDUE_271_FEN' },
  LOSS: { cases: 'OVERDUE_361', fen: 'OVERDUE_361_FEN' },
} as const satisfies Record<LoanClass, { cases: Countable; fen: Countable }>;
