import { describe, expect, it } from 'vitest';
import { fundLineFingerprint, matchVillage } from './matching';

const VILLAGES = [
  { id: '1', name: '苗儿村', townshipName: '茶元头街道' },
  { id: '2', name: '田江村', townshipName: '田江街道' },
  { id: '3', name: '兴旺村', townshipName: '陈家桥镇' },
  { id: '4', name: '兴旺社区', townshipName: '陈家桥镇' },
  { id: '5', name: '新村', townshipName: '陈家桥镇' },
  { id: '6', name: '新村', townshipName: '田江街道' },
];

describe('matchVillage', () => {
  it.each([
    ['苗儿村', 'EXACT', '1'],
    [' 苗儿 村', 'EXACT', '1'],
    ['兴旺村', 'EXACT', '3'],
    ['苗儿', 'NORMALISED', '1'],
    ['苗儿村委会', 'NORMALISED', '1'],
    ['苗儿村村民委员会', 'NORMALISED', '1'],
    ['苗儿社区', 'NORMALISED', '1'],
    ['兴旺社区居委会', 'AMBIGUOUS', undefined],
    ['茶元头街道苗儿村', 'NORMALISED', '1'],
    ['新村', 'AMBIGUOUS', undefined],
    ['兴旺', 'AMBIGUOUS', undefined],
    ['苗儿新村', 'NONE', undefined],
    ['全区', 'NONE', undefined],
    ['村', 'NONE', undefined],
    ['', 'NONE', undefined],
  ])('%j is %s', (name, kind, id) => {
    const match = matchVillage(name, VILLAGES);
    expect(match.kind).toBe(kind);
    expect('village' in match ? match.village.id : undefined).toBe(id);
  });

  it('tells two villages of one name apart by the township of the table', () => {
    expect(matchVillage('新村', VILLAGES, '陈家桥乡')).toMatchObject({ kind: 'EXACT', village: { id: '5' } });
  });
});

describe('fundLineFingerprint', () => {
  const line = { village: '苗儿村', projectName: '水果基地(二期)', content: '续建' };
  it.each([
    ['width and spaces', { ...line, projectName: '水果 基地（二期）' }],
    ['the committee behind the village', { ...line, village: '苗儿村委会' }],
    ['the long form of the committee', { ...line, village: '苗儿村村民委员会' }],
    ['punctuation', { ...line, content: '续建。' }],
  ])('does not see %s', (_, other) => {
    expect(fundLineFingerprint(other, 2020)).toBe(fundLineFingerprint(line, 2020));
  });

  it.each([
    ['the year', line, 2021],
    ['the village', { ...line, village: '田江村' }, 2020],
    ['a village of a community’s name', { ...line, village: '苗儿社区' }, 2020],
    ['the name', { ...line, projectName: '蔬菜基地' }, 2020],
    ['the content', { ...line, content: null }, 2020],
  ])('sees %s', (_, other, year) => {
    expect(fundLineFingerprint(other, year)).not.toBe(fundLineFingerprint(line, 2020));
  });
});
