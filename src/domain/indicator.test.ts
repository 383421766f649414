import { describe, expect, it } from 'vitest';
import { INDICATORS } from '../../prisma/seed/indicators';
import { baseOf, growthBps, growthOf } from './growth';
import { type IndicatorBody, indicatorRefusal, indicatorValue, mayDefineIndicators } from './indicator';
import { formatRate, sumFen } from './money';

const SHARE: IndicatorBody = {
  numerator: 'OVERDUE_FEN',
  denominator: 'OUTSTANDING_FEN',
  factor: 100,
  aggregation: 'RATIO',
  reading: 'STOCK',
  unit: 'PERCENT',
  stage: null,
  segment: null,
  kinds: [],
};
const share = (numerator: bigint, denominator: bigint) =>
  formatRate(Number(indicatorValue(SHARE, { numerator, denominator })));
/** Ten thousand yuan with two decimals, as published. */
const wan = (text: string) => BigInt(text.replace(/[.,]/g, '')) * 10_000n;

describe('published arithmetic (field-rules.md §5.7, §5.8)', () => {
  it('adds: the balance of Yangjiang is that of its two schemes', () => {
    expect(sumFen([wan('34,238.57'), wan('19,191.75')])).toBe(wan('53,430.32'));
  });
  it.each([
    ['the overdue rate of Luoping in October 2023', wan('235.15'), wan('5390.04'), '4.36%'],
    ['the overdue rate of Agang', wan('118.25'), wan('985.92'), '11.99%'],
    ['Yang county: projects finished', 83n, 86n, '96.51%'],
    ['Kezhou: projects started', 343n, 343n, '100.00%'],
    ['Kezhou: projects finished', 311n, 343n, '90.67%'],
    ['Kezhou: certified of finished, not of all', 283n, 311n, '91.00%'],
    ['Datong 2022: new loans of the target', 5_240n, 5_125n, '102.24%'],
    ['investment done of planned', 1_787n, 1_989n, '89.84%'],
  ])('divides: %s', (_what, numerator, denominator, text) => {
    expect(share(numerator, denominator)).toBe(text);
  });
  it('grows: households and amounts of January to June 2019 against a base of 97 and 279.13', () => {
    expect(growthBps(596n, 97n)).toBe(51_443);
    expect(growthBps(wan('2,024.39'), wan('279.13'))).toBe(62_525);
    expect(baseOf(596n, 51_443)).toBe(97n);
    expect(baseOf(202_439n, 62_525)).toBe(27_913n);
  });
});

describe('values', () => {
  it('has none where there is nothing to divide by', () => {
    expect(indicatorValue(SHARE, { numerator: 0n, denominator: 0n })).toBeNull();
    expect(
      indicatorValue({ ...SHARE, aggregation: 'MEDIAN' }, { numerator: 0n, denominator: null, buckets: [] }),
    ).toBeNull();
  });
  it('is rounded half up, once', () => {
    expect(indicatorValue(SHARE, { numerator: 1n, denominator: 3n })).toBe(3_333n);
    expect(indicatorValue(SHARE, { numerator: 1n, denominator: 20_000n })).toBe(1n);
    expect(indicatorValue({ ...SHARE, unit: 'FEN', factor: 1 }, { numerator: 5n, denominator: 2n })).toBe(3n);
    expect(indicatorValue({ ...SHARE, unit: 'CASES' }, { numerator: 3n, denominator: 40n })).toBe(8n);
  });
  it('grows by rate, by points or by days, and from nothing by no rate', () => {
    expect(growthOf('CASES', 5n, 0n)).toEqual({ kind: 'RATE', bps: null });
    expect(growthOf('FEN', 50n, 100n)).toEqual({ kind: 'RATE', bps: -5_000 });
    expect(growthOf('PERCENT', 436n, 500n)).toEqual({ kind: 'POINTS', bps: -64 });
    expect(growthOf('WORKING_DAYS', 7n, 5n)).toEqual({ kind: 'DAYS', days: 2 });
    expect(growthOf('CASES', null, 5n)).toBeNull();
    expect(growthBps(5n, -5n)).toBeNull();
    expect(baseOf(0n, -10_000)).toBeNull();
  });
});

describe('definitions', () => {
  const STAY = {
    ...{ numerator: 'STAYED', denominator: null, aggregation: 'MEDIAN', unit: 'WORKING_DAYS', factor: 1 },
    stage: 'DECISION',
  } as const;
  it.each([
    ['a measure that nobody counts', { numerator: 'HAPPINESS' }, 'INDICATOR_MEASURE'],
    ['a denominator that nobody counts', { denominator: 'HAPPINESS' }, 'INDICATOR_MEASURE'],
    ['the median of amounts', { aggregation: 'MEDIAN' }, 'INDICATOR_QUANTILE'],
    ['a share of nothing', { denominator: null }, 'INDICATOR_DENOMINATOR'],
    ['a sum over something', { aggregation: 'SUM' }, 'INDICATOR_DENOMINATOR'],
    ['a median over something', { ...STAY, denominator: 'STAYED' }, 'INDICATOR_DENOMINATOR'],
    ['a stock over a flow', { denominator: 'DISBURSED_FEN' }, 'INDICATOR_STOCK_BY_FLOW'],
    ['a flow over a stock', { numerator: 'REPAID_FEN' }, 'INDICATOR_STOCK_BY_FLOW'],
    ['the changes of two stocks', { reading: 'FLOW' }, 'INDICATOR_STOCK_BY_FLOW'],
    ['a stock over its target', { denominator: 'TARGET', reading: 'FLOW' }, 'INDICATOR_STOCK_BY_FLOW'],
    ['a target that is not set', { numerator: 'PAID', denominator: 'TARGET', reading: 'FLOW' }, 'INDICATOR_TARGET'],
    ['a target without a time', { numerator: 'ACCEPTED', denominator: 'TARGET' }, 'INDICATOR_TARGET'],
    ['a stay nowhere', { ...STAY, stage: null }, 'INDICATOR_STAGE'],
    ['overdue in a stage', { stage: 'DECISION' }, 'INDICATOR_STAGE'],
    ['stays of a kind', { ...STAY, kinds: ['HOUSEHOLD'] }, 'INDICATOR_KINDS'],
    ['stays of a segment', { ...STAY, segment: 'SMALL' }, 'INDICATOR_KINDS'],
    ['an amount over an amount as an amount', { unit: 'FEN' }, 'INDICATOR_UNIT'],
    [
      'a sum of cases in fen',
      { numerator: 'PAID', denominator: null, aggregation: 'SUM', unit: 'FEN' },
      'INDICATOR_UNIT',
    ],
    ['a median in cases', { ...STAY, unit: 'CASES' }, 'INDICATOR_UNIT'],
    ['a percentage of one', { factor: 1 }, 'INDICATOR_FACTOR'],
    ['a thousandfold sum', { ...STAY, factor: 1_000 }, 'INDICATOR_FACTOR'],
  ])('refuses %s', (_what, more, code) => {
    expect(indicatorRefusal({ ...SHARE, ...(more as object) })?.code).toBe(code);
  });
  it('has nothing against what it comes with', () => {
    expect(INDICATORS.flatMap(({ code, ...body }) => (indicatorRefusal(body) ? [code] : []))).toEqual([]);
    expect(new Set(INDICATORS.map(({ code }) => code)).size).toBe(INDICATORS.length);
  });
});

it('only the office that leads a province or the nation defines them', () => {
  const at = (kind: string, level: 'PROVINCE' | 'COUNTY' | 'NATION', role: 'LEADING_GROUP_OFFICER' | 'LEADER') =>
    mayDefineIndicators({ roles: [role], organisation: { kind, level } });
  expect(at('LEADING_GROUP', 'PROVINCE', 'LEADING_GROUP_OFFICER')).toBe(true);
  expect(at('LEADING_GROUP', 'NATION', 'LEADING_GROUP_OFFICER')).toBe(true);
  expect(at('LEADING_GROUP', 'COUNTY', 'LEADING_GROUP_OFFICER')).toBe(false);
  expect(at('GOVERNMENT', 'PROVINCE', 'LEADING_GROUP_OFFICER')).toBe(false);
  expect(at('LEADING_GROUP', 'PROVINCE', 'LEADER')).toBe(false);
});
