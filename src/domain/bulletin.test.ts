import { describe, expect, it } from 'vitest';
import {
  type BulletinUnit,
  bulletinNumber,
  bulletinRuleOn,
  completionBps,
  daysBefore,
  judgeUnits,
  lastKnownDay,
  overdueBps,
  periodRefusal,
  rankUnits,
  readPeriod,
  recentPeriods,
  totalOfUnits,
  unitLevelsOf,
} from './bulletin';
import { formatRate, parseAmount } from './money';

/** Amounts as published, in 10,000 yuan. */
const wan = (text: string) => {
  const read = parseAmount(text, 'WAN', { min: 0n });
  if (!read.ok) throw new Error(text);
  return read.fen;
};
let last = 0;
const unit = (more: Partial<BulletinUnit> = {}): BulletinUnit => ({
  regionId: ++last,
  name: `${last}`,
  ...{ outstanding: 0n, outstandingFen: 0n, added: 0n, addedFen: 0n, periodAdded: 0n, periodAddedFen: 0n },
  ...{ overdue: 0n, overdueFen: 0n, target: null },
  ...more,
});
const target = (reached: string, value: string, elapsedBps = 5_000) => ({
  ...{ reached: wan(reached), value: wan(value), from: '2026-01-01', until: '2026-12-31', elapsedBps },
});
const rule = bulletinRuleOn('2026-10-31');

describe('published columns', () => {
  it('逾期率 of Luoping county in October 2023 and of its township Agang', () => {
    const county = unit({ outstandingFen: wan('5390.04'), overdueFen: wan('235.15') });
    const township = unit({ outstandingFen: wan('985.92'), overdueFen: wan('118.25') });
    expect(formatRate(overdueBps(county))).toBe('4.36%');
    expect(formatRate(overdueBps(township))).toBe('11.99%');
    expect(judgeUnits([county], rule).get(county.regionId)?.pressed).toEqual([]);
    expect(judgeUnits([township], rule).get(township.regionId)?.pressed).toEqual(['OVERDUE']);
  });

  it('完成年度目标任务 of Datong in 2022: 102 %', () => {
    const share = completionBps(unit({ target: target('52400', '51250') }));
    expect(share).toBe(10_224);
    expect(Math.round((share ?? 0) / 100)).toBe(102);
  });

  it('a total is the sum of its rows: a published one had four counties of 17.44 under a total of 17.87', () => {
    const counties = ['5.12', '4.87', '4.01', '3.44'].map((amount) => unit({ outstandingFen: wan(amount) }));
    expect(totalOfUnits(counties).outstandingFen).toBe(wan('17.44'));
    expect(totalOfUnits(counties).outstandingFen).not.toBe(wan('17.87'));
  });

  it('nothing is owed or set: no rate and no share, rather than nought', () => {
    expect(overdueBps(unit())).toBeNull();
    expect(completionBps(unit())).toBeNull();
    expect(totalOfUnits([unit()]).target).toBeNull();
  });
});

describe('rank', () => {
  it('goes by the share of the target, then by what was added; those without a target stand last, equals share a rank', () => {
    const [best, equal, less, more, none] = [
      unit({ target: target('60', '100') }),
      unit({ target: target('30', '50') }),
      unit({ target: target('10', '100'), addedFen: wan('999') }),
      unit({ addedFen: wan('5') }),
      unit(),
    ];
    const ranked = rankUnits([none, more, less, equal, best]);
    expect(ranked.map(({ regionId, rank }) => [regionId, rank])).toEqual([
      [best.regionId, 1],
      [equal.regionId, 1],
      [less.regionId, 3],
      [more.regionId, 4],
      [none.regionId, 5],
    ]);
  });
});

describe('praise and press', () => {
  it('presses from ten points behind the time gone, not before', () => {
    const [behind, enough] = [unit({ target: target('40', '100') }), unit({ target: target('40.01', '100') })];
    const judged = judgeUnits([behind, enough], rule);
    expect(judged.get(behind.regionId)?.pressed).toEqual(['BEHIND_PACE']);
    expect(judged.get(enough.regionId)?.pressed).toEqual([]);
  });

  it('presses above the tolerance, not at it, and for both reasons where both hold', () => {
    const at = unit({ outstandingFen: wan('100'), overdueFen: wan('5') });
    const both = unit({ outstandingFen: wan('100'), overdueFen: wan('5.01'), target: target('0', '100') });
    const judged = judgeUnits([at, both], rule);
    expect(judged.get(at.regionId)?.pressed).toEqual([]);
    expect(judged.get(both.regionId)?.pressed).toEqual(['BEHIND_PACE', 'OVERDUE']);
  });

  it('praises three, and whoever equals the third; nobody pressed, above the average rate, or with nothing done', () => {
    const good = (share: string, more: Partial<BulletinUnit> = {}) =>
      unit({ target: target(share, '100'), outstandingFen: wan('100'), overdueFen: wan('1'), ...more });
    const units = [
      ...['90', '80', '70', '70', '60'].map((share) => good(share)),
      good('99', { overdueFen: wan('4') }),
      good('0', { target: { ...target('0', '100'), elapsedBps: 0 } }),
      unit(),
    ];
    const judged = judgeUnits(units, rule);
    expect(units.map(({ regionId }) => judged.get(regionId)?.praised)).toEqual([
      ...[true, true, true, true, false],
      ...[false, false, false],
    ]);
  });
});

describe('a period', () => {
  it('is a month, a quarter or nothing', () => {
    expect(readPeriod('2026-02')).toEqual({ kind: 'MONTH', from: '2026-02-01', until: '2026-02-28' });
    expect(readPeriod('2026-Q3')).toEqual({ kind: 'QUARTER', from: '2026-07-01', until: '2026-09-30' });
    for (const code of ['0000-01', '0001-Q1', '9999-12', '2026-13', '2026-Q5', '2026', '', 'CUSTOM'])
      expect(readPeriod(code)).toBeNull();
    const { months, quarters } = recentPeriods('2026-02-10');
    expect([months.at(0), months.at(-1), months.length]).toEqual(['2026-02', '2025-03', 12]);
    expect(quarters).toEqual(['2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2']);
  });

  it('ends after it begins and holds its day, which is not to come', () => {
    const period = { kind: 'CUSTOM', from: '2026-03-01', until: '2026-03-31' } as const;
    const refusal = (asOf: string, today = '2026-04-10') => periodRefusal(period, asOf, today)?.code ?? null;
    expect(refusal('2026-03-31')).toBeNull();
    expect(refusal('2026-04-01')).toBe('BULLETIN_AS_OF');
    expect(refusal('2026-02-28')).toBe('BULLETIN_AS_OF');
    expect(refusal('2026-03-31', '2026-03-30')).toBe('DATE_IN_FUTURE');
    expect(periodRefusal({ ...period, until: '2026-02-01' }, '2026-03-01', '2026-04-10')?.code).toBe('BULLETIN_PERIOD');
    expect([lastKnownDay(period, '2026-04-10'), lastKnownDay(period, '2026-03-05')]).toEqual([
      '2026-03-31',
      '2026-03-05',
    ]);
    expect(daysBefore(period, '2026-03-31')).toEqual({ year: '2025-12-31', period: '2026-02-28' });
  });
});

it('the number is written as GB/T 9704 writes it', () => {
  expect(bulletinNumber('扶办通报', 2026, 3)).toBe('扶办通报〔2026〕3号');
});

it('units lie below: a township has none that answer for themselves', () => {
  expect(unitLevelsOf('COUNTY')).toEqual(['TOWNSHIP']);
  expect(unitLevelsOf('PROVINCE')).toEqual(['CITY', 'COUNTY']);
  expect(unitLevelsOf('TOWNSHIP')).toEqual([]);
});
