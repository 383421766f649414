import { expect, it } from 'vitest';
import { translatorFor } from '@/i18n/translator';
import { describeFilter, filterFrom } from './list-filter';

const ID = '019a0000-0000-4000-8000-000000000001';
const EVERYTHING = {
  q: '\u6838\u6843',
  stage: 'DECISION',
  status: 'OPEN',
  kind: 'COOPERATIVE',
  lane: 'GREEN',
  region: '7',
  financier: ID,
  provincialBranch: ID,
  branch: ID,
  recommender: '\u793a\u4f8b\u6751\u59d4\u4f1a',
  programme: ID,
  outcome: 'REPAID',
  consultedFrom: '2026-01-01',
  consultedTo: '2026-03-31',
  idle: '15',
  backEntered: '1',
  overdue: '1',
};

it('every filter of the address narrows the list, and is named in words beside the part it stands in', () => {
  const filter = filterFrom(EVERYTHING);
  expect(filter).toMatchObject({ idleDays: 15, backEntered: true, consultedTo: '2026-03-31', outcome: 'REPAID' });
  for (const locale of ['zh-CN', 'en'] as const) {
    const words = describeFilter(translatorFor(locale), filter, {
      region: 'R',
      financier: 'F',
      provincialBranch: 'PB',
      branch: 'B',
      programme: 'P',
    });
    expect(words.map(({ name }) => name).sort()).toEqual(Object.keys(EVERYTHING).sort());
    for (const { head, value } of words) expect(`${head}${value}`).not.toMatch(/cases\.|undefined/);
  }
});

it('what cannot be read narrows nothing', () => {
  const broken = Object.fromEntries(
    Object.keys(EVERYTHING).map((name) => [name, name === 'q' || name === 'recommender' ? '' : '\u4e0d']),
  );
  const filter = filterFrom(broken);
  expect(Object.values(filter).filter((value) => value !== undefined && value !== false && value !== '')).toEqual([]);
  expect(describeFilter(translatorFor('en'), filter, {})).toEqual([]);
});
