import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar';
import {
  checkBankAccount,
  checkCreditCode,
  checkIdentityNumber,
  checkPhone,
  checkSettlementAccount,
  makeDemoBankAccount,
  makeDemoCreditCode,
  makeDemoIdentityNumber,
  upgradeIdentityNumber,
} from './identity';

const today = '2026-11-21';

describe('checkIdentityNumber', () => {
  it('takes the example of the standard, however it is typed', () => {
    // GB 11643-1999, annex: 11010519491231002X, a woman born on 31 December 1949.
    const right = { ok: true, value: '11010519491231002X', birthOn: '1949-12-31', sex: 'FEMALE' };
    for (const text of [
      '11010519491231002X',
      '11010519491231002x',
      ' 110105 19491231 002X ',
      '110105-19491231-002X',
      '１１０１０５１９４９１２３１００２Ｘ',
    ])
      expect(checkIdentityNumber(text, today)).toEqual(right);
    expect(checkIdentityNumber('440524188001010014', today)).toMatchObject({
      ok: true,
      birthOn: '1880-01-01',
      sex: 'MALE',
    });
  });

  it.each([
    ['', 'IDENTITY_LENGTH'],
    ['1101051949123100', 'IDENTITY_LENGTH'],
    ['11010519491231002X1', 'IDENTITY_LENGTH'],
    ['110105491231002', 'IDENTITY_OLD_FORMAT'],
    ['1101051949123100XX', 'IDENTITY_CHARACTERS'],
    ['010105194912310024', 'IDENTITY_CHARACTERS'],
    ['110105194913310021', 'IDENTITY_BIRTH_DATE'],
    ['110105202302290021', 'IDENTITY_BIRTH_DATE'],
    ['110105202611220021', 'IDENTITY_BIRTH_DATE'],
    ['110105104912310021', 'IDENTITY_BIRTH_DATE'],
    ['110105194912310021', 'IDENTITY_CHECK_DIGIT'],
  ])('refuses %s as %s', (text, code) => {
    expect(checkIdentityNumber(text, today)).toEqual({ ok: false, code });
  });

  it('takes who is born today and refuses who is born tomorrow', () => {
    expect(checkIdentityNumber(makeDemoIdentityNumber(1, today, 'MALE'), today).ok).toBe(true);
    expect(checkIdentityNumber(makeDemoIdentityNumber(1, '2026-11-22', 'MALE'), today)).toEqual({
      ok: false,
      code: 'IDENTITY_BIRTH_DATE',
    });
  });

  it('notices every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 499 }),
        fc.integer({ min: 0, max: 36_000 }),
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (seq, offset, place, shift) => {
          const right = makeDemoIdentityNumber(seq, addDays('1926-01-01', offset), 'FEMALE');
          const chars = Array.from(right);
          chars[place] = String((Number(chars[place]) + shift) % 10);
          expect(checkIdentityNumber(chars.join(''), today).ok).toBe(false);
          const swapped = Array.from(right);
          [swapped[place], swapped[place + 1]] = [swapped[place + 1] ?? '', swapped[place] ?? ''];
          if (swapped.join('') !== right) expect(checkIdentityNumber(swapped.join(''), today).ok).toBe(false);
        },
      ),
    );
  });
});

describe('upgradeIdentityNumber', () => {
  it('turns 15 digits into 18', () => {
    expect(upgradeIdentityNumber('110105491231002', today)).toMatchObject({ ok: true, value: '11010519491231002X' });
    expect(upgradeIdentityNumber('110105991231998', today)).toMatchObject({ ok: true, birthOn: '1899-12-31' });
    expect(upgradeIdentityNumber('110105491331002', today)).toEqual({ ok: false, code: 'IDENTITY_BIRTH_DATE' });
  });
  it('leaves 18 places to the ordinary check', () => {
    expect(upgradeIdentityNumber('11010519491231002X', today).ok).toBe(true);
    expect(upgradeIdentityNumber('110105194912310021', today)).toEqual({ ok: false, code: 'IDENTITY_CHECK_DIGIT' });
  });
});

describe('checkCreditCode', () => {
  it('takes a registered code, however it is typed', () => {
    expect(checkCreditCode('91350100M000100Y43')).toEqual({ ok: true, value: '91350100M000100Y43' });
    expect(checkCreditCode(' 91350100-m000100y43 ')).toEqual({ ok: true, value: '91350100M000100Y43' });
  });
  it.each([
    ['91350100M000100Y4', 'CREDIT_CODE_LENGTH'],
    ['91350100I000100Y43', 'CREDIT_CODE_CHARACTERS'],
    ['9135O100M000100Y43', 'CREDIT_CODE_CHARACTERS'],
    ['91350100M000100Y44', 'CREDIT_CODE_CHECK_DIGIT'],
  ])('refuses %s as %s', (text, code) => {
    expect(checkCreditCode(text)).toEqual({ ok: false, code });
  });
});

describe('checkPhone', () => {
  it.each([
    '18612341402',
    '186 1234 1402',
    '186-1234-1402',
    '+86 18612341402',
    '008618612341402',
    '8618612341402',
    '１８６１２３４１４０２',
  ])('takes %s', (text) => {
    expect(checkPhone(text)).toEqual({ ok: true, value: '18612341402' });
  });
  it.each(['', '12612341402', '1861234140', '186123414021', '010-12345678', 'abc'])('refuses %s', (text) => {
    expect(checkPhone(text)).toEqual({ ok: false, code: 'PHONE_FORMAT' });
  });
});

describe('bank accounts', () => {
  it('tests a card by length and check digit', () => {
    expect(checkBankAccount('6222 0000 0000 0003 4')).toEqual({ ok: false, code: 'BANK_ACCOUNT_CHECK_DIGIT' });
    expect(checkBankAccount('4111-1111-1111-1111')).toEqual({ ok: true, value: '4111111111111111' });
    expect(checkBankAccount('411111111111111')).toEqual({ ok: false, code: 'BANK_ACCOUNT_FORMAT' });
    expect(checkBankAccount('41111111111111111111')).toEqual({ ok: false, code: 'BANK_ACCOUNT_FORMAT' });
    expect(checkBankAccount('4111111111111112')).toEqual({ ok: false, code: 'BANK_ACCOUNT_CHECK_DIGIT' });
  });
  it('tests a settlement account by form only', () => {
    expect(checkSettlementAccount('1001 2345 6789').ok).toBe(true);
    expect(checkSettlementAccount('1234567')).toEqual({ ok: false, code: 'BANK_ACCOUNT_FORMAT' });
  });
});

describe('demonstration numbers', () => {
  it('pass every check and are all different', () => {
    const identities = new Set<string>();
    for (let seq = 0; seq < 500; seq += 1) {
      for (const sex of ['MALE', 'FEMALE'] as const) {
        const number = makeDemoIdentityNumber(seq, '1980-02-29', sex);
        expect(checkIdentityNumber(number, today)).toEqual({ ok: true, value: number, birthOn: '1980-02-29', sex });
        identities.add(number);
      }
      expect(checkCreditCode(makeDemoCreditCode(seq)).ok).toBe(true);
      expect(checkBankAccount(makeDemoBankAccount(seq)).ok).toBe(true);
    }
    expect(identities.size).toBe(1_000);
    expect(new Set(Array.from({ length: 500 }, (_, seq) => makeDemoCreditCode(seq))).size).toBe(500);
  });
});
