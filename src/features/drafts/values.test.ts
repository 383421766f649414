import { describe, expect, it } from 'vitest';
import { isFormKey } from './form-keys';
import { differingFields, isSameEntry } from './values';

describe('what two windows wrote', () => {
  it('takes an empty field for none, and one choice for a list of one', () => {
    expect(isSameEntry('', undefined)).toBe(true);
    expect(isSameEntry(['a'], 'a')).toBe(true);
    expect(isSameEntry(['a', 'b'], ['b', 'a'])).toBe(false);
  });

  it('names the fields that differ, also those that only one of them has', () => {
    expect(differingFields({ a: '1', b: '2', c: '' }, { b: '3', d: '4' })).toEqual(['a', 'b', 'd']);
    expect(differingFields({ a: '1' }, { a: '1', c: '' })).toEqual([]);
  });
});

describe('the key of a form', () => {
  it('is a word and an id, nothing else', () => {
    expect(isFormKey('visit:019a0000-0000-7000-8000-000000000000')).toBe(true);
    for (const wrong of [
      'visit',
      'visit:1',
      '../x:019a0000-0000-7000-8000-000000000000',
      'visit:019a0000-0000-7000-8000-000000000000 ',
    ])
      expect(isFormKey(wrong)).toBe(false);
  });
});
