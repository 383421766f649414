import { describe, expect, it } from 'vitest';
import { type BulkHead, countyNamed, isEmptyRow, judgeBulkRow, keptCells, readBulkHead } from './bulk-import';
import type { Cell } from './fund-table/grid';
import { matchVillage } from './fund-table/matching';

const HEAD = ['区划代码', '年度', '村名', '项目名称', '建设内容', '金额（万元）', '备注'];
const VILLAGES = [
  { id: '1', regionId: 1, name: '苗儿村', townshipName: '田江街道' },
  { id: '2', regionId: 2, name: '田江村', townshipName: '田江街道' },
];
const findVillage = (name: string, township: string | null) => matchVillage(name, VILLAGES, township);
const COUNTY = { countyId: 7 };

function head(rows: Cell[][] = [HEAD, ['430511', '2026', '苗儿村', '水渠', '新建', '5', null]]): BulkHead {
  const read = readBulkHead(rows, 'list.csv', { ofOneCounty: false });
  if (!read.ok) throw new Error(read.failure);
  return read.head;
}
const row = (...cells: Cell[]): Cell[] => [...cells, null];
const judge = (cells: Cell[], county: { countyId: number } | null = COUNTY) =>
  judgeBulkRow(head(), cells, county, findVillage);
const faultsOf = (cells: Cell[], county?: { countyId: number } | null) => {
  const judged = judge(cells, county);
  return judged.ok ? [] : judged.faults.map(({ code, column }) => `${column} ${code}`);
};

describe('the head of a long list', () => {
  it('has the county and the year beside the columns of a small table', () => {
    expect(head()).toMatchObject({ headRow: 1, countyColumn: 'A', yearColumn: 'B', mapping: { unit: 'WAN' } });
    expect(countyNamed(head(), row(' 430511 '))).toBe('430511');
  });

  it('takes year and unit from the lines above it, which go with the faulty rows', () => {
    const read = readBulkHead(
      [
        ['2021年项目清单', null],
        ['单位：万元', null],
        ['项目名称', '金额'],
        ['水渠', '5'],
      ],
      'a.csv',
      { ofOneCounty: true },
    );
    expect(read).toMatchObject({ ok: true, head: { year: 2021, yearColumn: null, countyColumn: null, headRow: 3 } });
    expect(read.ok && read.head.headRows).toEqual([
      ['2021年项目清单', ''],
      ['单位：万元', ''],
      ['项目名称', '金额'],
    ]);
  });

  it.each([
    [
      'HEADER_NOT_FOUND',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      'list.csv',
    ],
    [
      'UNIT_MISSING',
      [
        ['项目名称', '金额'],
        ['水渠', '5'],
      ],
      '2021.csv',
    ],
    [
      'YEAR_MISSING',
      [
        ['项目名称', '金额（万元）'],
        ['水渠', '5'],
      ],
      'list.csv',
    ],
    [
      'COLUMN_MISSING',
      [
        ['序号', '村名', '项目名称', '建设内容'],
        ['1', '苗儿村', '水渠', '新建'],
      ],
      '2021.csv',
    ],
    [
      'COUNTY_COLUMN_MISSING',
      [
        ['项目名称', '金额（万元）'],
        ['水渠', '5'],
      ],
      '2021.csv',
    ],
  ])('%s', (failure, rows, fileName) => {
    expect(readBulkHead(rows, fileName, { ofOneCounty: false })).toEqual({ ok: false, failure });
  });
});

describe('a row of a long list', () => {
  it('is taken by the rules of the small import', () => {
    expect(judge(row('430511', '2026年', '苗儿村', '水渠', '新建 2 公里', '12.5'))).toEqual({
      ok: true,
      line: {
        year: 2026,
        villageName: '苗儿村',
        villageId: 1,
        name: '水渠',
        content: '新建 2 公里',
        plannedAmountFen: 12_500_000n,
        note: null,
        key: '2026|苗儿村|水渠|新建2公里',
      },
    });
  });

  it('without a village is the county’s own', () => {
    expect(judge(row('430511', '2026', null, '水渠', null, '5'))).toMatchObject({
      ok: true,
      line: { villageName: null, villageId: null, content: '' },
    });
  });

  it.each<[string, Cell[]]>([
    ['B YEAR_UNREADABLE', row('430511', '今年', '苗儿村', '水渠', null, '5')],
    ['C VILLAGE_UNKNOWN', row('430511', '2026', '苗儿社区', '水渠', null, '5')],
    ['D NAME_MISSING', row('430511', '2026', '苗儿村', null, null, '5')],
    ['F AMOUNT_MISSING', row('430511', '2026', '苗儿村', '水渠', null, null)],
    ['F AMOUNT_NOT_A_NUMBER', row('430511', '2026', '苗儿村', '水渠', null, '12O')],
    ['F AMOUNT_NEGATIVE', row('430511', '2026', '苗儿村', '水渠', null, '-3')],
    ['F AMOUNT_WITH_NOTE', row('430511', '2026', '苗儿村', '水渠', null, '10(其中自筹2)')],
    ['D SUBSIDY_NOT_PROJECT', row('430511', '2026', '苗儿村', '小额信贷贴息', null, '5')],
    ['E DITTO_MARK', row('430511', '2026', '苗儿村', '水渠', '同上', '5')],
  ])('%s is a fault, for nobody looks at it before it is written', (fault, cells) => {
    expect(faultsOf(cells)).toEqual([fault]);
  });

  it('of a county outside the sender’s area is a fault, with every other of its faults', () => {
    expect(faultsOf(row('110101', '', '苗儿村', '水渠', null, '0'), null)).toEqual([
      'F AMOUNT_ZERO',
      'B YEAR_UNREADABLE',
      'A COUNTY_OUTSIDE',
    ]);
  });

  it('with nothing in it is none', () => {
    expect(isEmptyRow([null, ' ', '\u3000'])).toBe(true);
    expect(isEmptyRow([null, '0'])).toBe(false);
  });
});

describe('what is kept of a faulty row', () => {
  it('is the row as it stands', () => {
    expect(keptCells(['430511', null, ' 水渠 ', '', 5])).toEqual(['430511', '', ' 水渠 ', '', '5']);
  });

  it('is bounded, however many separators a broken line has and however much an unclosed quote swallowed', () => {
    expect(keptCells(Array.from({ length: 131_000 }, () => '水'))).toHaveLength(98);
    const [first, second, third, none] = keptCells(['水'.repeat(9_990), '渠'.repeat(120_000), '村', null]);
    expect([first, second, third, none]).toEqual(['水'.repeat(9_990), `${'渠'.repeat(10)}…`, '…', '']);
  });

  it('never ends in the half of a character', () => {
    expect(keptCells([`${'水'.repeat(9_999)}\u{20000}\u{20000}`])).toEqual([`${'水'.repeat(9_999)}…`]);
    expect(head([HEAD, Array.from({ length: 5_000 }, () => '1')]).headRows).toHaveLength(1);
  });
});
