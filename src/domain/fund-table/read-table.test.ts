import { describe, expect, it } from 'vitest';
import type { TableMapping } from './detect-table';
import { detectTable } from './detect-table';
import type { Cell, Grid, Merge } from './grid';
import { importableLines, readTable } from './read-table';

const HEAD: Cell[] = ['序号', '村名', '项目名称', '建设内容', '资金金额'];
const MAPPING: TableMapping = {
  headerRow: 1,
  headerRows: 1,
  unit: 'WAN',
  columns: { sequence: 'A', village: 'B', projectName: 'C', content: 'D', amount: 'E' },
};
const WAN = 1_000_000n;

const grid = (rows: Cell[][], merges: Merge[] = []): Grid => ({
  rows: [HEAD, ...rows.map((row) => HEAD.map((_, column) => row[column] ?? null))],
  merges,
});
const read = (rows: Cell[][], { merges = [], ...mapping }: Partial<TableMapping> & { merges?: Merge[] } = {}) =>
  readTable(grid(rows, merges), { ...MAPPING, ...mapping });
const codes = (table: ReturnType<typeof read>) =>
  table.issues.map(({ row, column, code }) => `${column ?? ''}${row} ${code}`);
const kinds = (table: ReturnType<typeof read>) => table.rows.map(({ kind }) => kind);
const LINE: Cell[] = [1, '甲村', '水渠', '新建', 5];

describe('one amount cell', () => {
  const amount = (cell: Cell, unit: TableMapping['unit'] = 'WAN') => {
    const table = read([[1, '甲村', '水渠', '新建', cell]], { unit });
    return {
      fen: table.lines[0]?.amountFen,
      note: table.lines[0]?.amountNote,
      issues: table.issues.map(({ code, readAs }) => (readAs === null ? code : `${code} ${readAs}`)),
    };
  };

  it.each<[string, Cell, bigint]>([
    ['a number', 20, 20n * WAN],
    ['a number as a program stores it', 16.299999999999997, 16_300_000n],
    ['text', '20', 20n * WAN],
    ['spaces around it', ' 20　', 20n * WAN],
    ['full-width digits', '２０．５', 20_500_000n],
    ['thousands separators', '1,234.5', 1_234_500_000n],
    ['full-width separators', '1，234', 1_234n * WAN],
    ['the table’s own unit', '20万元', 20n * WAN],
    ['the unit in brackets', '20（万元）', 20n * WAN],
    ['six decimals of 万元, which is fen', '0.000001', 1n],
  ])('with %s is read without a doubt', (_, cell, fen) => {
    expect(amount(cell)).toEqual({ fen, note: null, issues: [] });
  });

  it.each<[string, Cell, bigint, string | null, string[]]>([
    ['a note', '10(其中,灾情因素6万元)', 10n * WAN, '其中,灾情因素6万元', ['AMOUNT_WITH_NOTE 10']],
    ['a note in wide brackets', '１０（其中： 灾情 6 万元）', 10n * WAN, '其中： 灾情 6 万元', ['AMOUNT_WITH_NOTE 10']],
    ['another unit than the header', '5000元', 500_000n, null, ['AMOUNT_OWN_UNIT 0.5']],
    ['yuan under a head of 万元, it seems', 1200000, 1_200_000n * WAN, null, ['AMOUNT_SUSPICIOUS 1200000']],
  ])('with %s is read and doubted', (_, cell, fen, note, issues) => {
    expect(amount(cell)).toEqual({ fen, note, issues });
  });

  it.each<[string, Cell, string]>([
    ['nothing', null, 'AMOUNT_MISSING'],
    ['spaces', '  ', 'AMOUNT_MISSING'],
    ['a dash', '—', 'AMOUNT_MISSING'],
    ['a minus', -5, 'AMOUNT_NEGATIVE'],
    ['a minus as text', '-5', 'AMOUNT_NEGATIVE'],
    ['zero', 0, 'AMOUNT_ZERO'],
    ['parts of a fen', '0.0000001', 'AMOUNT_OVER_PRECISE'],
    ['more than the country spends', 99_999_999, 'AMOUNT_TOO_LARGE'],
    ['an exponent', 1e25, 'AMOUNT_TOO_LARGE'],
    ['about', '约20', 'AMOUNT_APPROXIMATE'],
    ['or so', '20万元左右', 'AMOUNT_APPROXIMATE'],
    ['a range', '10-20', 'AMOUNT_NOT_A_NUMBER'],
    ['a sum to do', '10+5', 'AMOUNT_NOT_A_NUMBER'],
    ['the letter O', '12O.5', 'AMOUNT_NOT_A_NUMBER'],
    ['wrong separators', '1,23', 'AMOUNT_NOT_A_NUMBER'],
    ['words', '待定', 'AMOUNT_NOT_A_NUMBER'],
    ['words behind the number', '10其中灾情6', 'AMOUNT_NOT_A_NUMBER'],
    ['thousands', '5千元', 'AMOUNT_UNIT_UNSUPPORTED'],
    ['a date', new Date('2020-01-20T00:00:00Z'), 'AMOUNT_NOT_A_NUMBER'],
    ['a truth value', true, 'AMOUNT_NOT_A_NUMBER'],
    ['a broken formula', '#REF!', 'CELL_ERROR'],
  ])('with %s is refused', (_, cell, code) => {
    expect(amount(cell)).toEqual({ fen: null, note: null, issues: [code] });
  });

  it('is not read while nobody said the unit, and the unit is asked for once', () => {
    const table = read([LINE, [2, '乙村', '水塘', '新建', 6]], { unit: null });
    expect(codes(table)).toEqual(['E1 UNIT_MISSING']);
    expect(table.lines.map(({ amountFen, unitRead }) => [amountFen, unitRead])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(importableLines(table)).toEqual([]);
  });

  it('that names its own unit needs no other', () => {
    const table = read([[1, '甲村', '水渠', '新建', '5万元']], { unit: null });
    expect(codes(table)).toEqual([]);
    expect(table.lines[0]).toMatchObject({ amountFen: 5n * WAN, unitRead: 'WAN' });
  });

  it('that is bad in itself is named even while the unit is unknown', () => {
    expect(codes(read([[1, '甲村', '水渠', '新建', -5]], { unit: null }))).toEqual(['E2 AMOUNT_NEGATIVE']);
  });
});

describe('a line', () => {
  it('without a village is doubtful, and takes none from above', () => {
    const table = read([LINE, [2, null, '水塘', '新建', 6]]);
    expect(codes(table)).toEqual(['B3 VILLAGE_MISSING']);
    expect(table.lines[1]?.village).toBeNull();
  });

  it('without a name stays out, the others go in', () => {
    const table = read([
      [1, '甲村', ' ', '新建', 5],
      [2, '乙村', '水塘', '新建', 6],
    ]);
    expect(codes(table)).toEqual(['C2 NAME_MISSING']);
    expect(importableLines(table).map(({ row }) => row)).toEqual([3]);
  });

  it.each(['小额信贷贴息', '农业保险保费补贴', '贷款贴息'])(
    'named %s is taken for a subsidy, for a person to confirm',
    (name) => {
      const table = read([[1, '甲村', name, null, 5]]);
      expect(table.lines[0]?.kind).toBe('SUBSIDY');
      expect(codes(table)).toEqual(['C2 SUBSIDY_NOT_PROJECT']);
    },
  );

  it('takes the village of its merged range, and says so', () => {
    const table = read([LINE, [2, null, '水塘', '新建', 6], [3, null, '机井', '新建', 7]], {
      merges: [{ top: 2, bottom: 3, left: 1, right: 1 }],
    });
    expect(table.lines.map(({ village }) => village)).toEqual(['甲村', '甲村', null]);
    expect(codes(table)).toEqual(['B3 READ_FROM_MERGE', 'B4 VILLAGE_MISSING']);
  });

  it('takes nothing from a range merged sideways', () => {
    const table = read([[1, '甲村', null, '新建', 5]], { merges: [{ top: 2, bottom: 2, left: 1, right: 2 }] });
    expect(codes(table)).toEqual(['C2 NAME_MISSING']);
  });

  it('that shares one merged amount with another is refused: nothing is divided', () => {
    const table = read([LINE, [2, '乙村', '水塘', '新建', null]], {
      merges: [{ top: 2, bottom: 3, left: 4, right: 4 }],
    });
    expect(codes(table)).toEqual(['E2 AMOUNT_SHARED', 'E3 AMOUNT_SHARED']);
    expect(table.sumFen).toBe(0n);
  });

  it('with 同上 is refused', () => {
    expect(codes(read([LINE, [2, '同上', '水塘', '新建', 6]]))).toEqual(['B3 DITTO_MARK']);
  });

  it('with a broken formula as its village is refused', () => {
    expect(codes(read([[1, '#REF!', '水渠', '新建', 5]]))).toEqual(['B2 CELL_ERROR']);
  });

  it('with an over-long name is refused', () => {
    expect(codes(read([[1, '甲村', '水'.repeat(201), '新建', 5]]))).toEqual(['C2 TEXT_TOO_LONG']);
  });

  it('keeps what it was read from: trimmed ends are said, a line break becomes a space', () => {
    const table = read([[1, '甲村　', '水渠\n二期', '新建', 5]]);
    expect(table.lines[0]).toMatchObject({ village: '甲村', projectName: '水渠 二期' });
    expect(table.issues.map(({ code, original, readAs }) => [code, original, readAs])).toEqual([
      ['TRIMMED', '甲村　', '甲村'],
      ['TRIMMED', '水渠\n二期', '水渠 二期'],
    ]);
  });

  it('with a number used before names the row that had it', () => {
    const table = read([LINE, [1, '乙村', '水塘', '新建', 6]]);
    expect(table.issues).toMatchObject([
      { row: 3, column: 'A', code: 'SEQUENCE_DUPLICATE', severity: 'DOUBTFUL', otherRow: 2 },
    ]);
  });

  it('may begin again at 1 below a subtotal', () => {
    expect(codes(read([LINE, ['小计', null, null, null, 5], [1, '乙村', '水塘', '新建', 6]]))).toEqual([]);
  });

  it('that repeats another in all but the number names it', () => {
    const table = read([LINE, [2, '甲 村', '水渠', '新建', '5.0']]);
    expect(table.issues.filter(({ code }) => code === 'LINE_DUPLICATE')).toMatchObject([
      { row: 3, column: 'C', otherRow: 2 },
    ]);
  });
});

describe('rows that are no lines', () => {
  it.each<[string, Cell[][], string[]]>([
    ['empty rows', [LINE, [], [' ', null, '　'], [2, '乙村', '水塘', '新建', 6]], ['LINE', 'EMPTY', 'EMPTY', 'LINE']],
    ['rows numbered in advance', [LINE, [2], ['3']], ['LINE', 'EMPTY', 'EMPTY']],
    [
      'footnotes',
      [LINE, ['备注：本表一式三份'], ['注:1.含管理费'], ['填表人：某某', null, '审核人：某某']],
      ['LINE', 'FOOTNOTE', 'FOOTNOTE', 'FOOTNOTE'],
    ],
    ['a sentence at the end', [LINE, ['以上资金已公示无异议']], ['LINE', 'FOOTNOTE']],
    ['the header on the next page', [LINE, HEAD, [2, '乙村', '水塘', '新建', 6]], ['LINE', 'HEADER_REPEAT', 'LINE']],
    [
      'a unit line on the next page',
      [LINE, [null, null, null, null, '单位：万元'], [2, '乙村', '水塘', '新建', 6]],
      ['LINE', 'HEADER_REPEAT', 'LINE'],
    ],
    [
      'headings',
      [['一、产业项目'], LINE, ['二、基础设施'], [2, '乙村', '水塘', '新建', 6]],
      ['SECTION', 'LINE', 'SECTION', 'LINE'],
    ],
    ['a township over its lines', [['陈家桥乡'], LINE], ['SECTION', 'LINE']],
    [
      'lines numbered in Chinese',
      [
        ['一', '甲村', '水渠', '新建', 5],
        ['二', null, '小额贷款贴息', null, 6],
      ],
      ['LINE', 'LINE'],
    ],
  ])('%s', (_, rows, expected) => {
    const table = read(rows);
    expect(kinds(table)).toEqual(expected);
    expect(table.issues.filter(({ severity }) => severity === 'MUST_FIX')).toEqual([]);
  });

  it('keep their text, so that nothing leaves the page unseen', () => {
    expect(read([LINE, ['备注：本表一式三份']]).rows[1]).toEqual({
      kind: 'FOOTNOTE',
      row: 3,
      text: '备注：本表一式三份',
    });
  });
});

describe('subtotals and totals', () => {
  const SECOND: Cell[] = [2, '乙村', '水塘', '新建', 6];
  const sum = (label: string, amount: Cell): Cell[] => [label, null, null, null, amount];
  const checks = (table: ReturnType<typeof read>) =>
    table.rows.flatMap((row) => ('check' in row ? [`${row.kind} ${row.check}`] : []));

  it.each<[string, Cell[][], string[]]>([
    [
      'subtotals and a total',
      [LINE, sum('小计', 5), SECOND, sum('小 计', '６'), sum('合计', 11)],
      ['SUBTOTAL MATCHES', 'SUBTOTAL MATCHES', 'TOTAL MATCHES'],
    ],
    ['a total first', [sum('合计', 11), LINE, SECOND], ['TOTAL MATCHES']],
    [
      'subtotals before their lines',
      [sum('总计', 11), sum('甲村小计', 5), LINE, sum('乙村小计', 6), SECOND],
      ['TOTAL MATCHES', 'SUBTOTAL MATCHES', 'SUBTOTAL MATCHES'],
    ],
    [
      '合计 per part below one 总计',
      [LINE, sum('合计', 5), SECOND, sum('合计', 6), sum('总计', 11)],
      ['SUBTOTAL MATCHES', 'SUBTOTAL MATCHES', 'TOTAL MATCHES'],
    ],
    [
      '合计 per part and over all',
      [LINE, sum('合计', 5), SECOND, sum('合计', 6), sum('合计', 11)],
      ['SUBTOTAL MATCHES', 'SUBTOTAL MATCHES', 'TOTAL MATCHES'],
    ],
    [
      'headings that carry their sum',
      [sum('一、产业', 5), LINE, sum('二、设施', 6), SECOND, sum('合计', 11)],
      ['SECTION MATCHES', 'SECTION MATCHES', 'TOTAL MATCHES'],
    ],
    ['a subtotal of nothing', [LINE, sum('小计', 5), sum('小计', 0)], ['SUBTOTAL MATCHES', 'SUBTOTAL MATCHES']],
  ])('%s', (_, rows, expected) => {
    const table = read(rows);
    expect(checks(table)).toEqual(expected);
    expect(table.issues).toEqual([]);
  });

  it('that do not add up are named with both numbers', () => {
    const table = read([LINE, SECOND, sum('小计', 12), sum('合计', 12)]);
    expect(table.issues).toMatchObject([
      {
        row: 4,
        column: 'E',
        code: 'SUBTOTAL_MISMATCH',
        severity: 'MUST_FIX',
        scope: 'SUMMARY',
        figures: { statedFen: 12n * WAN, computedFen: 11n * WAN },
      },
      {
        row: 5,
        column: 'E',
        code: 'TOTAL_MISMATCH',
        severity: 'MUST_FIX',
        scope: 'SUMMARY',
        figures: { statedFen: 12n * WAN, computedFen: 11n * WAN },
      },
    ]);
  });

  it('say nothing over a line that could not be read', () => {
    const table = read([LINE, [2, '乙村', '水塘', '新建', '约6'], sum('合计', 11)]);
    expect(checks(table)).toEqual(['TOTAL UNCHECKED']);
    expect(codes(table)).toEqual(['E3 AMOUNT_APPROXIMATE']);
  });

  it('that cannot be read are doubtful', () => {
    expect(codes(read([LINE, sum('合计', '#REF!')]))).toEqual(['E3 SUMMARY_UNREADABLE']);
  });
});

describe('the mapping', () => {
  it('without name or amount column imports nothing and says which is missing', () => {
    const table = read([LINE], { columns: { village: 'B' } });
    expect(table.issues.map(({ code, field }) => [code, field])).toEqual([
      ['COLUMN_MISSING', 'projectName'],
      ['COLUMN_MISSING', 'amount'],
    ]);
    expect(importableLines(table)).toEqual([]);
  });

  it('without a village column says so once', () => {
    const { village: _, ...columns } = MAPPING.columns;
    expect(codes(read([LINE], { columns }))).toEqual(['1 VILLAGE_COLUMN_MISSING']);
  });

  it('of a table without lines says so', () => {
    expect(codes(read([]))).toEqual(['1 NO_LINES']);
  });

  it('changed by the person changes what is read', () => {
    const table = read([LINE], { unit: 'YUAN', columns: { ...MAPPING.columns, projectName: 'D', content: 'C' } });
    expect(table.lines[0]).toMatchObject({ projectName: '新建', content: '水渠', amountFen: 500n });
  });

  it('is the detected one for a two-row header over merged villages', () => {
    const rows: Cell[][] = [
      ['村名', '项目名称', '资金规模(元)', null],
      [null, null, '合计', '中央'],
      ['甲村', '水渠', '50,000', 1],
      [null, '水塘', '60,000', 2],
      ['合计', null, '110,000', 3],
    ];
    const merges = [
      { top: 1, bottom: 2, left: 0, right: 0 },
      { top: 1, bottom: 2, left: 1, right: 1 },
      { top: 1, bottom: 1, left: 2, right: 3 },
      { top: 3, bottom: 4, left: 0, right: 0 },
    ];
    const guess = detectTable({ rows, merges });
    const table = guess && readTable({ rows, merges }, guess.mapping);
    expect(table?.lines.map(({ village, amountFen }) => [village, amountFen])).toEqual([
      ['甲村', 5_000_000n],
      ['甲村', 6_000_000n],
    ]);
    expect(table?.statedTotalFen).toBe(11_000_000n);
  });
});

describe('a plan as the pool’s rules order it', () => {
  const rows: Cell[][] = [
    ['2021年度项目计划表'],
    ['填报单位：某县乡村振兴局', null, null, null, null, null, '单位：万元、户、人'],
    ['序号', '项目名称', '建设性质', '实施地点', '建设任务', '资金规模和筹资方式', null, null, '受益对象', '责任单位'],
    [null, null, null, null, null, '合计', '财政专项资金', '自筹资金'],
    ['合计', null, null, null, null, 300, 250, 50],
    ['一', '产业发展', null, null, null, 200, 200, 0],
    [1, '柑橘基地', '新建', '甲镇一村', '100亩', 120, 120, null, '30户', '农业局'],
    [2, '冷库', '新建', '甲镇二村', '1座', 80, 80, null, '20户', '农业局'],
    ['二', '基础设施', null, null, null, 100, 50, 50],
    [3, '通组路', '新建', '乙镇三村', '2公里', 100, 50, 50, '120户', '交通局'],
  ].map((row) => Array.from({ length: 10 }, (_, column) => row[column] ?? null));
  const merges = [
    { top: 3, bottom: 4, left: 0, right: 0 },
    { top: 3, bottom: 4, left: 1, right: 1 },
    { top: 3, bottom: 3, left: 5, right: 7 },
  ];

  it('has its parts checked and its other money columns named', () => {
    const guess = detectTable({ rows, merges });
    if (!guess) throw new Error('a header was expected');
    expect(guess.otherAmountColumns).toEqual(['G', 'H']);
    const table = readTable({ rows, merges }, guess.mapping);
    expect(table.rows.map((row) => ('check' in row ? `${row.kind} ${row.check}` : row.kind))).toEqual([
      'TOTAL MATCHES',
      'SECTION MATCHES',
      'LINE',
      'LINE',
      'SECTION MATCHES',
      'LINE',
    ]);
    expect(table.issues).toEqual([]);
    expect(table.lines[0]).toMatchObject({
      projectName: '柑橘基地',
      nature: '新建',
      village: '甲镇一村',
      content: '100亩',
      beneficiaries: '30户',
      owner: '农业局',
      amountFen: 120n * WAN,
    });
  });
});
