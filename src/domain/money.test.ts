import fc from 'fast-check';
import Nzh from 'nzh';
import { describe, expect, it } from 'vitest';
import {
  type AmountUnit,
  amountToInput,
  divideHalfUp,
  formatAmount,
  formatPercent,
  formatRate,
  MAX_AMOUNT_FEN,
  mulRate,
  parseAmount,
  ratioBps,
  sumFen,
  toChineseCapitals,
} from './money';

const units: AmountUnit[] = ['YUAN', 'WAN', 'YI'];
const anyFen = fc.bigInt({ min: 1n, max: MAX_AMOUNT_FEN });

describe('parseAmount', () => {
  it.each([
    ['1234.56', 'YUAN', 123_456n],
    ['1,234.56', 'YUAN', 123_456n],
    [' 1 234.56 ', 'YUAN', 123_456n],
    ['１，２３４．５６', 'YUAN', 123_456n],
    ['12。5', 'YUAN', 1_250n],
    ['¥12', 'YUAN', 1_200n],
    ['￥12', 'YUAN', 1_200n],
    ['.5', 'YUAN', 50n],
    ['5.', 'YUAN', 500n],
    ['007', 'YUAN', 700n],
    ['12.3400', 'YUAN', 1_234n],
    ['20389', 'WAN', 20_389_000_000n],
    ['0.000001', 'WAN', 1n],
    ['20', 'YI', 200_000_000_000n],
    ['0.0000000001', 'YI', 1n],
    ['5万', 'YUAN', 5_000_000n],
    ['5 万元', 'YI', 5_000_000n],
    ['12元', 'WAN', 1_200n],
    ['1.5亿元', 'YUAN', 15_000_000_000n],
    ['100000000000', 'YUAN', MAX_AMOUNT_FEN],
  ] as const)('reads %s in %s', (text, unit, fen) => {
    expect(parseAmount(text, unit)).toEqual({ ok: true, fen });
  });

  it.each([
    [null, 'AMOUNT_MISSING'],
    [undefined, 'AMOUNT_MISSING'],
    ['', 'AMOUNT_MISSING'],
    ['\u3000 ', 'AMOUNT_MISSING'],
    ['abc', 'AMOUNT_NOT_A_NUMBER'],
    ['.', 'AMOUNT_NOT_A_NUMBER'],
    ['-', 'AMOUNT_NOT_A_NUMBER'],
    ['元', 'AMOUNT_NOT_A_NUMBER'],
    ['1e5', 'AMOUNT_NOT_A_NUMBER'],
    ['0x10', 'AMOUNT_NOT_A_NUMBER'],
    ['1,5', 'AMOUNT_NOT_A_NUMBER'],
    ['12,34.5', 'AMOUNT_NOT_A_NUMBER'],
    ['1.2.3', 'AMOUNT_NOT_A_NUMBER'],
    ['10（其中灾害因素6）', 'AMOUNT_NOT_A_NUMBER'],
    ['Infinity', 'AMOUNT_NOT_A_NUMBER'],
    ['-5', 'AMOUNT_NEGATIVE'],
    ['−5', 'AMOUNT_NEGATIVE'],
    ['－５', 'AMOUNT_NEGATIVE'],
    ['0', 'AMOUNT_ZERO'],
    ['-0', 'AMOUNT_ZERO'],
    ['0.00', 'AMOUNT_ZERO'],
    ['1.005', 'AMOUNT_OVER_PRECISE'],
    ['100000000000.01', 'AMOUNT_TOO_LARGE'],
    ['9'.repeat(100_000), 'AMOUNT_TOO_LARGE'],
  ] as const)('refuses %s as %s', (text, code) => {
    expect(parseAmount(text, 'YUAN')).toEqual({ ok: false, code });
  });

  it('keeps to the bounds it is given, both inclusive', () => {
    const bounds = { min: 100n, max: 5_000_000n };
    expect(parseAmount('1', 'YUAN', bounds)).toEqual({ ok: true, fen: 100n });
    expect(parseAmount('5', 'WAN', bounds)).toEqual({ ok: true, fen: 5_000_000n });
    expect(parseAmount('0.99', 'YUAN', bounds)).toEqual({ ok: false, code: 'AMOUNT_TOO_SMALL' });
    expect(parseAmount('0', 'YUAN', bounds)).toEqual({ ok: false, code: 'AMOUNT_ZERO' });
    expect(parseAmount('50000.01', 'YUAN', bounds)).toEqual({ ok: false, code: 'AMOUNT_TOO_LARGE' });
    expect(parseAmount('0', 'YUAN', { min: 0n })).toEqual({ ok: true, fen: 0n });
    expect(parseAmount('-12.5', 'YUAN', { min: -MAX_AMOUNT_FEN })).toEqual({ ok: true, fen: -1_250n });
  });

  it('never throws and never reads what is not there', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...units), (text, unit) => {
        const parsed = parseAmount(text, unit);
        if (parsed.ok) expect(/[0-9０-９]/.test(text)).toBe(true);
      }),
    );
  });

  it('reads back exactly what an input field was filled with', () => {
    fc.assert(
      fc.property(anyFen, fc.constantFrom(...units), (fen, unit) => {
        expect(parseAmount(amountToInput(fen, unit), unit)).toEqual({ ok: true, fen });
      }),
    );
  });
});

describe('showing amounts', () => {
  it.each([
    [123_456n, 'YUAN', '1,234.56'],
    [0n, 'YUAN', '0.00'],
    [5n, 'YUAN', '0.05'],
    [-123_456n, 'YUAN', '\u22121,234.56'],
    [20_389_000_000n, 'WAN', '20,389.00'],
    [53_430_320_000n, 'WAN', '53,430.32'],
    [4_999n, 'WAN', '0.00'],
    [5_000n, 'WAN', '0.01'],
    [-5_000n, 'WAN', '\u22120.01'],
    [-4_999n, 'WAN', '0.00'],
    [20_389_000_000n, 'YI', '2.04'],
    [null, 'YUAN', '--'],
    [undefined, 'YI', '--'],
  ] as const)('shows %s fen in %s as %s', (fen, unit, text) => {
    expect(formatAmount(fen, unit)).toBe(text);
  });

  it.each([
    [123_450n, 'YUAN', '1234.5'],
    [100n, 'YUAN', '1'],
    [1n, 'WAN', '0.000001'],
    [-20_389_000_001n, 'WAN', '-20389.000001'],
    [0n, 'YI', '0'],
    [null, 'YI', ''],
  ] as const)('fills an input with %s fen in %s as %s', (fen, unit, text) => {
    expect(amountToInput(fen, unit)).toBe(text);
  });

  it('shows 元 to the fen without loss', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(formatAmount(fen, 'YUAN').replace(/[,.]/g, '')).toBe(fen.toString().padStart(3, '0'));
      }),
    );
  });
});

describe('ratios and rates', () => {
  it('gives the published figures', () => {
    expect(formatPercent(20_389n, 200_000n)).toBe('10.19%');
    expect(formatPercent(20_389n, 500_000n)).toBe('4.08%');
    expect(formatPercent(83n, 86n)).toBe('96.51%');
    expect(formatPercent(23_515n, 539_004n)).toBe('4.36%');
    expect(formatPercent(596n - 97n, 97n)).toBe('514.43%');
    expect(formatPercent(202_439n - 27_913n, 27_913n)).toBe('625.25%');
  });

  it('has no ratio without a denominator', () => {
    expect(ratioBps(5n, 0n)).toBeNull();
    expect(formatPercent(5n, 0n)).toBe('--');
    expect(formatPercent(null, 5n)).toBe('--');
    expect(formatPercent(5n, undefined)).toBe('--');
    expect(formatPercent(0n, 5n)).toBe('0.00%');
  });

  it('rounds halves away from zero', () => {
    expect(ratioBps(1n, 3n)).toBe(3333);
    expect(ratioBps(1n, 20_000n)).toBe(1);
    expect(ratioBps(-1n, 20_000n)).toBe(-1);
    expect(formatPercent(-1n, 8n)).toBe('\u221212.50%');
    expect(divideHalfUp(-7n, -2n)).toBe(4n);
    expect(formatRate(435)).toBe('4.35%');
    expect(formatRate(null)).toBe('--');
  });

  it('computes interest once, half-up', () => {
    // 50,000 yuan at 4.35 % for 90 days on 360: 543.75 yuan.
    expect(mulRate(5_000_000n, 435, 90, 360)).toBe(54_375n);
    expect(mulRate(5_000_000n, 435, 90, 365)).toBe(53_630n);
    expect(mulRate(1n, 1, 1, 365)).toBe(0n);
    expect(mulRate(-5_000_000n, 435, 90, 365)).toBe(-53_630n);
  });

  it('sums in fen, so that rounded rows never make a total', () => {
    const rows = [4_999n, 4_999n, 4_999n];
    expect(formatAmount(sumFen(rows), 'WAN')).toBe('0.01');
    expect(sumFen([])).toBe(0n);
  });
});

describe('toChineseCapitals', () => {
  it.each([
    [0n, '零元整'],
    [5n, '伍分'],
    [50n, '伍角'],
    [120n, '壹元贰角'],
    [105n, '壹元零伍分'],
    [123_000_000n, '壹佰贰拾叁万元整'],
    [10_700_053n, '壹拾万柒仟元伍角叁分'],
    [10_000_000_000_000n, '壹仟亿元整'],
    [10_000_000_100_000n, '壹仟亿零壹仟元整'],
    [-500n, '负伍元整'],
    [123_456_789_012_345n, '壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分'],
  ] as const)('writes %s fen as %s', (fen, text) => {
    expect(toChineseCapitals(fen)).toBe(text);
  });

  it('agrees with an independent implementation', () => {
    const skewed = fc
      .array(fc.constantFrom('0', '0', '0', '1', '5', '9'), { minLength: 1, maxLength: 13 })
      .map((digits) => BigInt(digits.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.bigInt({ min: 0n, max: MAX_AMOUNT_FEN }), skewed), (fen) => {
        expect(toChineseCapitals(fen)).toBe(Nzh.cn.toMoney(amountToInput(fen, 'YUAN'), { outSymbol: false }));
      }),
      { numRuns: 2_000 },
    );
  });
});
