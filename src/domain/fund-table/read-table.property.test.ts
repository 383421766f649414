import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountToInput } from '@/domain/money';
import { detectTable } from './detect-table';
import { buildErrorRows } from './error-rows';
import type { Cell, Grid } from './grid';
import { readTable } from './read-table';

const UNITS = { YUAN: '元', WAN: '万元', YI: '亿元' } as const;
const unit = fc.constantFrom('YUAN', 'WAN', 'YI');
/** Fen of one line, up to 99 million yuan: beyond that a line is doubted. */
const amountFen = fc.bigInt({ min: 1n, max: 9_900_000_000n });
const line = fc.record({
  amountFen,
  village: fc.integer({ min: 1, max: 9 }),
  isWide: fc.boolean(),
  hasNote: fc.boolean(),
});
const part = fc.array(line, { minLength: 1, maxLength: 6 });

const table = fc.record({
  unit,
  where: fc.constantFrom('line', 'head'),
  titles: fc.integer({ min: 0, max: 3 }),
  parts: fc.array(part, { minLength: 1, maxLength: 5 }),
  gaps: fc.boolean(),
  footnote: fc.boolean(),
});

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

const widen = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

function build(spec: Table): { grid: Grid; sumFen: bigint; count: number } {
  const word = UNITS[spec.unit];
  const rows: Cell[][] = Array.from({ length: spec.titles }, (_, index) => [`安排表之${index + 1}`]);
  if (spec.where === 'line') rows.push([null, null, null, null, `单位：${word}`]);
  rows.push(['序号', '村名', '项目名称', '建设内容', spec.where === 'head' ? `资金金额（${word}）` : '资金金额']);
  let sequence = 0;
  let sumFen = 0n;
  for (const lines of spec.parts) {
    let partFen = 0n;
    for (const { amountFen: fen, village, isWide, hasNote } of lines) {
      const text = amountToInput(fen, spec.unit) + (hasNote ? '(其中,其他2)' : '');
      rows.push([++sequence, `第${village}村`, `水渠${sequence}`, '新建', isWide ? widen(text) : text]);
      if (spec.gaps) rows.push([]);
      partFen += fen;
    }
    rows.push(['小计', null, null, null, amountToInput(partFen, spec.unit)]);
    sumFen += partFen;
  }
  rows.push(['合计', null, null, null, amountToInput(sumFen, spec.unit)]);
  if (spec.footnote) rows.push(['注：以上为计划数']);
  return {
    grid: { rows: rows.map((row) => Array.from({ length: 5 }, (_, column) => row[column] ?? null)), merges: [] },
    sumFen,
    count: sequence,
  };
}

function readBack(grid: Grid) {
  const mapping = detectTable(grid)?.mapping;
  if (!mapping) throw new Error('a header was expected');
  return { mapping, read: readTable(grid, mapping) };
}

describe('any table that adds up', () => {
  it('is read with every line, its sum and no problem but the notes', () => {
    fc.assert(
      fc.property(table, (spec) => {
        const { grid, sumFen, count } = build(spec);
        const { mapping, read } = readBack(grid);
        expect(mapping.unit).toBe(spec.unit);
        expect(read.lines).toHaveLength(count);
        expect(read.sumFen).toBe(sumFen);
        expect(read.statedTotalFen).toBe(sumFen);
        expect(new Set(read.rows.flatMap((row) => ('check' in row ? [row.check] : [])))).toEqual(new Set(['MATCHES']));
        const notes = spec.parts.flat().filter(({ hasNote }) => hasNote).length;
        expect(read.issues.map(({ code }) => code)).toEqual(Array(notes).fill('AMOUNT_WITH_NOTE'));
      }),
      { numRuns: 200 },
    );
  });

  it('with one amount changed names the total and the part that no longer agree', () => {
    fc.assert(
      fc.property(table, fc.nat(), (spec, pick) => {
        const { grid } = build(spec);
        const { mapping, read } = readBack(grid);
        const line = read.lines[pick % read.lines.length];
        const cells = line && grid.rows[line.row - 1];
        if (!line || !cells) throw new Error('a line was expected');
        cells[4] = amountToInput((line.amountFen ?? 0n) + 1n, spec.unit);
        const codes = readTable(grid, mapping).issues.flatMap(({ code, scope }) => (scope === 'SUMMARY' ? [code] : []));
        expect(codes.sort()).toEqual(['SUBTOTAL_MISMATCH', 'TOTAL_MISMATCH']);
      }),
      { numRuns: 100 },
    );
  });
});

describe('any grid whatever', () => {
  const cell = fc.oneof(
    fc.constantFrom<Cell>(
      null,
      '小计',
      '合计',
      '一、产业',
      '序号',
      '项目名称',
      '资金金额',
      '村名',
      '同上',
      '#REF!',
      '单位：万元',
      '约5',
      ' 5 ',
      '注：',
    ),
    fc.double(),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.date(),
  );
  const merge = fc.record({
    top: fc.integer({ min: 1, max: 9 }),
    bottom: fc.integer({ min: 1, max: 9 }),
    left: fc.nat(5),
    right: fc.nat(5),
  });
  it('is read without throwing, every row accounted for, and its error file re-read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 8 }),
        fc.array(merge, { maxLength: 3 }),
        (rows, merges) => {
          const grid = { rows: [['序号', '村名', '项目名称', '建设内容', '资金金额'], ...rows], merges };
          const mapping = {
            headerRow: 1,
            headerRows: 1,
            unit: 'WAN' as const,
            columns: { sequence: 'A', village: 'B', projectName: 'C', content: 'D', amount: 'E' },
          };
          detectTable(grid);
          const read = readTable(grid, mapping);
          expect(read.rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 2));
          for (const { amountFen } of read.lines) expect(amountFen === null || amountFen > 0n).toBe(true);
          const errors = buildErrorRows(grid, mapping, read.issues, {
            issueHeader: '问题',
            rowHeader: '行',
            describe: ({ code }) => code,
          });
          readTable(errors, mapping);
        },
      ),
      { numRuns: 300 },
    );
  });
});
