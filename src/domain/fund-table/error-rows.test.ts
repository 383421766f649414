import { describe, expect, it } from 'vitest';
import { detectTable } from './detect-table';
import { buildErrorRows } from './error-rows';
import type { Cell, Grid, Merge } from './grid';
import { importableLines, readTable } from './read-table';

const ROWS: Cell[][] = [
  ['安排表', null, null, null],
  [null, null, null, '单位：万元'],
  ['序号', '村名', '项目名称', '资金金额'],
  [1, '甲村', '水渠', 5],
  [2, null, ' 水塘', '约6'],
  [3, '乙村', null, 7],
  [4, '乙村', '机井', 8],
  ['合计', null, null, 26],
];
const MERGES: Merge[] = [
  { top: 1, bottom: 1, left: 0, right: 3 },
  { top: 4, bottom: 5, left: 1, right: 1 },
];
const GRID: Grid = { rows: ROWS, merges: MERGES };
const WORDS = {
  issueHeader: '问题',
  rowHeader: '原表行号',
  describe: ({ column, row, code }: { column: string | null; row: number; code: string }) => `${column}${row} ${code}`,
};

function setUp() {
  const mapping = detectTable(GRID)?.mapping;
  if (!mapping) throw new Error('a header was expected');
  const errors = buildErrorRows(GRID, mapping, readTable(GRID, mapping).issues, WORDS);
  return { mapping, errors };
}

describe('the error file', () => {
  it('holds head and unit in place, the lines with a problem as they were, and the problem', () => {
    const { errors } = setUp();
    expect(errors.rows).toEqual([
      ['安排表', null, null, null, null, null],
      [null, null, null, '单位：万元', null, null],
      ['序号', '村名', '项目名称', '资金金额', '问题', '原表行号'],
      [2, '甲村', ' 水塘', '约6', 'D5 AMOUNT_APPROXIMATE', 5],
      [3, '乙村', null, 7, 'C6 NAME_MISSING', 6],
    ]);
    expect(errors.merges).toEqual([{ top: 1, bottom: 1, left: 0, right: 3 }]);
  });

  it('uploaded as it is finds the same problems with the same mapping, and detects the same mapping', () => {
    const { mapping, errors } = setUp();
    expect(detectTable(errors)?.mapping).toEqual(mapping);
    const again = readTable(errors, mapping);
    expect(again.issues.filter(({ severity }) => severity === 'MUST_FIX').map(({ code }) => code)).toEqual([
      'AMOUNT_APPROXIMATE',
      'NAME_MISSING',
    ]);
  });

  it('mended and uploaded gives the missing lines', () => {
    const { mapping, errors } = setUp();
    const mended = { ...errors, rows: errors.rows.map((row) => row.map((cell) => (cell === '约6' ? 6 : cell))) };
    if (mended.rows[4]) mended.rows[4][2] = '蓄水池';
    const lines = importableLines(readTable(mended, mapping));
    expect(lines.map(({ village, projectName, amountFen }) => [village, projectName, amountFen])).toEqual([
      ['甲村', '水塘', 6_000_000n],
      ['乙村', '蓄水池', 7_000_000n],
    ]);
  });

  it('never lets half of a shared amount pass for the whole', () => {
    const grid: Grid = {
      rows: [...ROWS.slice(0, 3), [1, '甲村', '水渠', 5], [2, '甲村', '水塘', null]],
      merges: [{ top: 4, bottom: 5, left: 3, right: 3 }],
    };
    const { mapping } = setUp();
    const errors = buildErrorRows(grid, mapping, readTable(grid, mapping).issues, WORDS);
    expect(importableLines(readTable(errors, mapping))).toEqual([]);
  });
});
