import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  belongsInNoAddress,
  holdsPersonalNumber,
  maskAccount,
  maskIdentityNumber,
  maskNumbers,
  maskPhone,
} from './masking';

it('keeps what the field shows and hides the rest', () => {
  expect(maskIdentityNumber('110105194912310011')).toBe('110***********0011');
  expect(maskIdentityNumber('11010519491231002X')).toBe('110***********002X');
  expect(maskPhone('18612341402')).toBe('186****1402');
  expect(maskAccount('6222020200001234')).toBe('****1234');
});

it('hides a value that is too short to show its ends', () => {
  expect(maskIdentityNumber('1234567')).toBe('*******');
  expect(maskPhone('123')).toBe('***');
  expect(maskAccount('1234')).toBe('****');
});

it('shows a missing value as missing', () => {
  for (const mask of [maskIdentityNumber, maskPhone, maskAccount]) {
    expect(mask(null)).toBe('--');
    expect(mask('')).toBe('--');
  }
});

it('never gives back a whole value', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,20}$/), (value) => {
      for (const mask of [maskIdentityNumber, maskPhone, maskAccount]) expect(mask(value)).not.toBe(value);
    }),
  );
});

it.each([
  ['13900000042', true],
  ['139 0000 0042', true],
  ['\uff11\uff13\uff19\uff10\uff10\uff10\uff10\uff10\uff10\uff14\uff12', true],
  ['99000019850302001x', true],
  ['X-202611-0001-0001', false],
  ['2026-11-22', false],
  ['019a0000-0000-7000-8000-000000000001', false],
  ['12345678', false],
])('knows a whole number of a person in what was typed: %s', (text, holds) => {
  expect(holdsPersonalNumber(text)).toBe(holds);
});

it.each([
  ['13900000042', true],
  ['张三 139-0000-0042', true],
  ['139\u20130000\u20130042', true],
  ['139\u200b0000\u200b0042', true],
  ['990000198503020011', true],
  ['99000019850302001x', true],
  ['990000850302001', true],
  ['6222 0212 0000 0000 012', true],
  ['X-202611-0001-0001', false],
  ['2026-11-22', false],
  ['50000', false],
  ['019a0000-0000-7000-8000-000000000001', false],
  ['王家村', false],
])('knows what is to stand in no address: %s', (text, hidden) => {
  expect(belongsInNoAddress(text)).toBe(hidden);
});

it('masks the numbers of a text and leaves its words', () => {
  expect(maskNumbers('13900000042')).toBe('139****0042');
  expect(maskNumbers('张三 990000198503020011')).toBe('张三 990***********0011');
  expect(maskNumbers('第 12 组')).toBe('第 12 组');
});
