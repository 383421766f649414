import { expect, it } from 'vitest';
import { searchKeys } from './pinyin';

it('finds a village by syllables, initials and pairs', () => {
  expect(searchKeys('李家沟')).toEqual({ pinyin: 'lijiagou', initials: 'ljg', bigrams: ['李家', '家沟'] });
});

it('reads a name with Latin, digits and full-width forms', () => {
  expect(searchKeys(' 绿源ＡＢ２号（合作社） ')).toMatchObject({
    pinyin: 'lvyuanab2haohezuoshe',
    initials: 'lyab2hhzs',
  });
});

it('has no keys for nothing', () => {
  expect(searchKeys('  ')).toEqual({ pinyin: '', initials: '', bigrams: [] });
});

it('reads a surname as one where it is told that the name is a person’s', () => {
  expect(searchKeys('单小妮', { person: true })).toMatchObject({ pinyin: 'shanxiaoni', initials: 'sxn' });
  expect(searchKeys('仇妮', { person: true }).initials).toBe('qn');
  expect(searchKeys('重庆市')).toMatchObject({ pinyin: 'chongqingshi', initials: 'cqs' });
});

it('keeps a rare character as itself rather than lose it', () => {
  expect(searchKeys('𫗭村').pinyin.endsWith('cun')).toBe(true);
});
