import { describe, expect, it } from 'vitest';
import { detectTable } from './detect-table';
import type { Cell, Grid, Merge } from './grid';

const grid = (rows: Cell[][], merges: Merge[] = []): Grid => {
  const width = Math.max(...rows.map((row) => row.length));
  return { rows: rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null)), merges };
};
const HEAD = ['序号', '村名', '项目名称', '资金金额'];

describe('the header row', () => {
  it('is found below titles, and told from data', () => {
    expect(detectTable(grid([['项目资金安排表'], ['单位：元'], HEAD, [1, '甲村', '村部建设项目', 5]]))).toMatchObject({
      headerRow: 3,
      headerRows: 1,
    });
  });

  it('is found in row 1 of a bare CSV', () => {
    expect(detectTable(grid([HEAD, ['1', '甲村', '水渠', '5']]))?.mapping).toEqual({
      headerRow: 1,
      headerRows: 1,
      unit: null,
      columns: { sequence: 'A', village: 'B', projectName: 'C', amount: 'D' },
    });
  });

  it('is null where no row names two fields: the person must say', () => {
    expect(
      detectTable(
        grid([
          ['甲', '乙'],
          [1, 2],
        ]),
      ),
    ).toBeNull();
  });

  it('is moved by the person', () => {
    expect(detectTable(grid([HEAD, ['编号', '行政村', '工程', '投资(元)']]), 2)?.mapping).toEqual({
      headerRow: 2,
      headerRows: 1,
      unit: 'YUAN',
      columns: { sequence: 'A', village: 'B', amount: 'D' },
    });
  });

  it('spans two rows where heads are merged downwards', () => {
    const rows = [
      ['序号', '项目名称', '资金规模（万元）', null, null, '备 注'],
      [null, null, '合计', '中央', '省级', null],
      [1, '水渠', 5, 3, 2, null],
    ];
    const merges = [
      { top: 1, bottom: 2, left: 0, right: 0 },
      { top: 1, bottom: 2, left: 1, right: 1 },
      { top: 1, bottom: 1, left: 2, right: 4 },
      { top: 1, bottom: 2, left: 5, right: 5 },
    ];
    const guess = detectTable(grid(rows, merges));
    expect(guess).toMatchObject({
      headerRows: 2,
      otherAmountColumns: ['D', 'E'],
      unit: { unit: 'WAN', from: 'HEADER' },
    });
    expect(guess?.mapping.columns).toEqual({ sequence: 'A', projectName: 'B', amount: 'C', note: 'F' });
    expect(guess?.columns[3]).toEqual({
      column: 'D',
      headerText: '资金规模（万元） / 中央',
      field: null,
      confidence: null,
    });
  });

  it('spans two rows in a CSV, which has no merges', () => {
    const guess = detectTable(
      grid([
        ['序号', '项目名称', '资金规模(万元)', null, null],
        [null, null, '合计', '中央', '省级'],
        ['1', '水渠', '5', '3', '2'],
      ]),
    );
    expect(guess).toMatchObject({ headerRows: 2, mapping: { columns: { amount: 'C' }, unit: 'WAN' } });
  });

  it('does not take a first line without a village for a second header row', () => {
    expect(detectTable(grid([HEAD, [null, '甲村', '水渠', '约五万']]))).toMatchObject({ headerRows: 1 });
  });
});

describe('the words of other counties', () => {
  it.each([
    ['实施地点', 'village'],
    ['行 政 村', 'village'],
    ['乡（镇）', 'township'],
    ['镇街', 'township'],
    ['建设性质', 'nature'],
    ['主要建设内容', 'content'],
    ['建设内容及规模', 'content'],
    ['财政资金', 'amount'],
    ['金额（万元）', 'amount'],
    ['项目总投资(万元)', 'amount'],
    ['拟安排财政衔接资金', 'amount'],
    ['资金来源', 'fundingSource'],
    ['受益对象', 'beneficiaries'],
    ['责任单位', 'owner'],
    ['时间进度', 'schedule'],
    ['绩效目标', 'performanceTarget'],
    ['群众参与和带贫减贫机制', 'linkage'],
    ['备注', 'note'],
    ['问题', null],
  ])('%s is %s', (header, field) => {
    const guess = detectTable(grid([['编号', '项目名称', header, '其他一', '其他二']]), 1);
    expect(guess?.columns[2]?.field).toBe(field);
  });

  it('prefers the plan’s money to the whole investment, and names the other', () => {
    const guess = detectTable(
      grid([
        ['项目名称', '总投资', '财政资金'],
        ['水渠', 9, 5],
      ]),
    );
    expect(guess).toMatchObject({ mapping: { columns: { amount: 'C' } }, otherAmountColumns: ['B'] });
  });
});

describe('the unit', () => {
  const found = (rows: Cell[][]) => {
    const guess = detectTable(grid(rows));
    return guess?.unit ? [guess.unit.unit, guess.unit.from] : guess?.unitProblem;
  };
  const line: Cell[] = [1, '甲村', '水渠', 5];
  it.each([
    ['a line', [['单位：万元'], HEAD, line], ['WAN', 'UNIT_LINE']],
    ['a line in brackets within the title', [['安排表（单位：元）'], HEAD, line], ['YUAN', 'UNIT_LINE']],
    ['a line with other units', [['单位：户、人、万元'], HEAD, line], ['WAN', 'UNIT_LINE']],
    ['a line in full width with spaces', [['单 位 ： 亿 元'], HEAD, line], ['YI', 'UNIT_LINE']],
    ['the header', [['序号', '村名', '项目名称', '金额（元）'], line], ['YUAN', 'HEADER']],
    ['every cell', [HEAD, [1, '甲村', '水渠', '5万元'], [2, '乙村', '水塘', '6万元']], ['WAN', 'CELL']],
    ['cells that differ', [HEAD, [1, '甲村', '水渠', '5万元'], [2, '乙村', '水塘', '600元']], 'UNIT_MISSING'],
    ['no place', [HEAD, line], 'UNIT_MISSING'],
    ['two places that differ', [['单位：元'], ['序号', '村名', '项目名称', '金额（万元）'], line], 'UNIT_CONFLICT'],
    ['thousands', [['单位：千元'], HEAD, line], 'UNIT_UNSUPPORTED'],
    ['a unit of something else', [['编制单位：某某局'], HEAD, line], 'UNIT_MISSING'],
  ])('in %s', (_, rows, expected) => {
    expect(found(rows as Cell[][])).toEqual(expected);
  });
});
