import { expect, it } from 'vitest';
import { bigrams, normaliseCode, normaliseText, removeControls, removeSpaces, toHalfWidth } from './text';

it('turns full-width forms into half-width ones and leaves Chinese alone', () => {
  expect(toHalfWidth('ＡＢ１２，（仲妮）　李家沟')).toBe('AB12,(仲妮) 李家沟');
});

it('removes every kind of space', () => {
  expect(removeSpaces(' 1\u00a02\u30003\t4\u200b5\ufeff\n')).toBe('12345');
});

it('normalises a code: hyphens of every kind out, capitals', () => {
  expect(normaliseCode(' 110105－1949\u20131231 002x ')).toBe('11010519491231002X');
});

it('normalises a name', () => {
  expect(normaliseText('　李家沟　　养殖\n合作社 ')).toBe('李家沟 养殖 合作社');
});

it('takes control characters and marks of direction out of a name', () => {
  expect(normaliseText('李\u0000家\u202e沟\u0007')).toBe('李家沟');
  expect(removeControls('第一行\n第二\u0000行\t')).toBe('第一行\n第二行\t');
  // what no Word or Excel file may hold: half a character, and what is none
  expect(removeControls('甲\ud83d乙\ufffe丙\uffff丁\u{1ffff}𠮷')).toBe('甲乙丙丁𠮷');
});

it('pairs neighbouring characters', () => {
  expect(bigrams('李家沟')).toEqual(['李家', '家沟']);
  expect(bigrams('李')).toEqual(['李']);
  expect(bigrams('李 家')).toEqual(['李家']);
  expect(bigrams('ABAB')).toEqual(['ab', 'ba']);
  expect(bigrams('𠮷田村')).toEqual(['𠮷田', '田村']);
  expect(bigrams('')).toEqual([]);
});
