import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { detectTable, type TableMapping } from '@/domain/fund-table/detect-table';
import { buildErrorRows } from '@/domain/fund-table/error-rows';
import { importableLines, type ReadTable, readTable } from '@/domain/fund-table/read-table';
import { readSpreadsheet, type Sheet } from '@/server/spreadsheet';

const FILE = 'tests/fixtures/fund-tables/beita-2020-first-batch.xlsx';
const WAN = 1_000_000n;

let sheet: Sheet;
let mapping: TableMapping;
let table: ReadTable;

beforeAll(async () => {
  const file = await readSpreadsheet(readFileSync(FILE), 'beita.xlsx');
  if (!file.ok || !file.sheets[0]) throw new Error('the published file must be readable');
  sheet = file.sheets[0];
  const guess = detectTable(sheet);
  if (!guess) throw new Error('the published file must have a header');
  mapping = guess.mapping;
  table = readTable(sheet, mapping);
});

describe('the published table of 北塔区', () => {
  it('is read cell for cell, the merge of the title included', () => {
    expect(sheet.name).toBe('Sheet1');
    expect(sheet.merges).toEqual([{ top: 2, bottom: 2, left: 0, right: 4 }]);
    expect(sheet.rows).toEqual([
      ['附件', null, null, null, null],
      ['北塔区2020年第一批中央财政扶贫专项资金安排表', null, null, null, null],
      [null, null, null, null, '单位:万元'],
      ['序号', '村名', '项目名称', '建设内容', '资金金额'],
      [1, '苗儿村', '水果基地', '续建', 20],
      [2, '苗儿村', '蔬菜基地', '续建', 30],
      [3, '田江村', '蔬菜基地', '新建', 20],
      [4, '田江村', ' 水果基地', '续建', 30],
      [5, '谷洲村', '蔬菜基地', '续建', 15],
      [6, '谷洲村', '水果基地', '新建', 20],
      [7, '邓家村', '果园建设', '续建', 25],
      ['小计', null, null, null, 160],
      [8, '光裕村', '稻花鱼养殖基地', '新建', 40],
      [9, '陈家桥村', '橙子基地', '续建', 30],
      [10, '田庄村', '秋桃基地', '续建', 35],
      [11, '贺井村', '特种水产养殖基地', '新建', 40],
      [12, '兴旺村', '食用菌基地', '新建', 40],
      [13, '兴旺村', '葡萄基地', '续建', '10(其中,灾情因素6万元)'],
      [14, '李子塘村', '水果基地', '续建', '25(其中,灾情因素6万元)'],
      [15, '望城坡村', '灌溉设施', '维修', 16],
      ['小计', null, null, null, 236],
      [16, null, '小额信贷贴息', null, 12],
      ['合计', null, null, null, 408],
    ]);
  });

  it('has its header, titles, unit and columns found', () => {
    expect(detectTable(sheet)).toEqual({
      titleRows: [
        { row: 1, text: '附件' },
        { row: 2, text: '北塔区2020年第一批中央财政扶贫专项资金安排表' },
        { row: 3, text: '单位:万元' },
      ],
      headerRow: 4,
      headerRows: 1,
      unit: { unit: 'WAN', from: 'UNIT_LINE', row: 3, column: 'E', text: '单位:万元' },
      unitProblem: null,
      columns: [
        { column: 'A', headerText: '序号', field: 'sequence', confidence: 'EXACT' },
        { column: 'B', headerText: '村名', field: 'village', confidence: 'EXACT' },
        { column: 'C', headerText: '项目名称', field: 'projectName', confidence: 'EXACT' },
        { column: 'D', headerText: '建设内容', field: 'content', confidence: 'EXACT' },
        { column: 'E', headerText: '资金金额', field: 'amount', confidence: 'EXACT' },
      ],
      otherAmountColumns: [],
      mapping: {
        headerRow: 4,
        headerRows: 1,
        unit: 'WAN',
        columns: { sequence: 'A', village: 'B', projectName: 'C', content: 'D', amount: 'E' },
      },
    });
  });

  it('gives 16 lines of 408 万元: 15 projects and one subsidy', () => {
    expect(table.lines).toHaveLength(16);
    expect(table.sumFen).toBe(408n * WAN);
    expect(table.statedTotalFen).toBe(408n * WAN);
    expect(table.lines.filter(({ kind }) => kind === 'PROJECT')).toHaveLength(15);
    const subsidies = table.lines.filter(({ kind }) => kind === 'SUBSIDY');
    expect(subsidies).toMatchObject([
      { row: 22, sequence: '16', village: null, projectName: '小额信贷贴息', content: null, amountFen: 12n * WAN },
    ]);
    expect(importableLines(table)).toHaveLength(16);
  });

  it('checks both subtotals and the total against the lines', () => {
    expect(table.rows.filter(({ kind }) => kind === 'SUBTOTAL' || kind === 'TOTAL')).toEqual([
      { kind: 'SUBTOTAL', row: 12, text: '小计 160', statedFen: 160n * WAN, computedFen: 160n * WAN, check: 'MATCHES' },
      { kind: 'SUBTOTAL', row: 21, text: '小计 236', statedFen: 236n * WAN, computedFen: 236n * WAN, check: 'MATCHES' },
      { kind: 'TOTAL', row: 23, text: '合计 408', statedFen: 408n * WAN, computedFen: 408n * WAN, check: 'MATCHES' },
    ]);
  });

  it('marks exactly the doubtful cells and keeps both notes', () => {
    const marks = table.issues.map(({ row, column, severity, code, original, readAs }) => ({
      row,
      column,
      severity,
      code,
      original,
      readAs,
    }));
    expect(marks).toEqual([
      { row: 8, column: 'C', severity: 'INFO', code: 'TRIMMED', original: ' 水果基地', readAs: '水果基地' },
      {
        row: 18,
        column: 'E',
        severity: 'DOUBTFUL',
        code: 'AMOUNT_WITH_NOTE',
        original: '10(其中,灾情因素6万元)',
        readAs: '10',
      },
      {
        row: 19,
        column: 'E',
        severity: 'DOUBTFUL',
        code: 'AMOUNT_WITH_NOTE',
        original: '25(其中,灾情因素6万元)',
        readAs: '25',
      },
      { row: 22, column: 'B', severity: 'DOUBTFUL', code: 'VILLAGE_MISSING', original: '', readAs: null },
      {
        row: 22,
        column: 'C',
        severity: 'DOUBTFUL',
        code: 'SUBSIDY_NOT_PROJECT',
        original: '小额信贷贴息',
        readAs: '小额信贷贴息',
      },
    ]);
    const notes = table.lines.filter(({ amountNote }) => amountNote !== null);
    expect(notes.map(({ row, amountNote, amountFen, unitRead }) => ({ row, amountNote, amountFen, unitRead }))).toEqual(
      [
        { row: 18, amountNote: '其中,灾情因素6万元', amountFen: 10n * WAN, unitRead: 'WAN' },
        { row: 19, amountNote: '其中,灾情因素6万元', amountFen: 25n * WAN, unitRead: 'WAN' },
      ],
    );
  });

  it('gives an error file that, written as a workbook and uploaded, is read with the same mapping', async () => {
    const words = { issueHeader: '问题', rowHeader: '原表行号', describe: ({ code }: { code: string }) => code };
    const errors = buildErrorRows(sheet, mapping, table.issues, words);
    const cells = errors.rows.map((row) =>
      row.map((value) => (value === null ? null : { value: value as string | number })),
    );
    const uploaded = await readSpreadsheet(await writeXlsx(cells).toBuffer(), 'errors.xlsx');
    if (!uploaded.ok || !uploaded.sheets[0]) throw new Error('the error file must be readable');
    expect(uploaded.sheets[0].rows).toEqual(errors.rows);
    expect(detectTable(uploaded.sheets[0])?.mapping).toEqual(mapping);
    const lines = importableLines(readTable(uploaded.sheets[0], mapping));
    expect(lines.map(({ sequence, amountNote }) => [sequence, amountNote])).toEqual([
      ['13', '其中,灾情因素6万元'],
      ['14', '其中,灾情因素6万元'],
      ['16', null],
    ]);
  });
});
