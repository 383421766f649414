import { BANK_OUTCOMES } from '@/domain/bank-return';
import { readRows } from '@/features/sheet-imports/checks';
import type { SheetDefinition } from '@/features/sheet-imports/definition';
import { keepLines } from './mutations';
import { lineSchema } from './schema';

/** 银行回盘文件: what became of the payments, line by line. A line that fits no payment is no fault of the file. */
export const BANK_RETURN_SHEET: SheetDefinition = {
  kind: 'BANK_RETURN',
  permission: 'payment.return',
  home: '/bank-returns',
  importPath: '/bank-returns',
  words: 'bank-returns.sheet',
  maxRows: 2_000,
  columns: [
    { code: 'reference', required: true },
    { code: 'amount', required: true },
    { code: 'account', required: true, masked: true },
    { code: 'outcome', required: true, choices: { values: BANK_OUTCOMES, words: 'bank-returns.outcomes' } },
    { code: 'happenedOn', required: true },
    { code: 'reason' },
  ],
  check: async (_tx, _ctx, rows) => readRows(lineSchema, rows).issues,
  async write(tx, ctx, rows, { sheetId }) {
    await keepLines(tx, ctx, sheetId, readRows(lineSchema, rows).values);
    return {};
  },
};
