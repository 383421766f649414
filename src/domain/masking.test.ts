import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskAccount, maskIdentityNumber, maskPhone } from './masking';

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
