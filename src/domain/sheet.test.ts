import { describe, expect, it } from 'vitest';
import { maskPersonName } from './masking';
import { csvField, guardFormula } from './sheet';

describe('text on its way into a spreadsheet', () => {
  it.each(['=1+1', '+86', '-3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uFF1D1'])('is no formula: %j', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  it.each(['A=1', '3-4', '\u793a\u4f8b', ''])('stays as it is: %j', (text) => {
    expect(guardFormula(text)).toBe(text);
  });

  it('is quoted in CSV where it must be', () => {
    expect(csvField('a,b')).toBe('"a,b"');
    expect(csvField('say "x"')).toBe('"say ""x"""');
    expect(csvField('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`);
    expect(csvField('a\nb')).toBe('"a\nb"');
  });
});

it('a name keeps its first character, and one of a single character shows that something is hidden', () => {
  expect(maskPersonName('\u738b\u5c0f\u660e')).toBe('\u738b**');
  expect(maskPersonName('\u738b')).toBe('\u738b*');
  expect(maskPersonName(null)).toBe('--');
});
