import { expect, it } from 'vitest';
import { listHref } from './paths';

it('a filter taken away begins at the first page; the other parts stay', () => {
  const search = { q: 'hetao', idle: '15', after: 'x', before: 'y', sort: '-amount' };
  expect(listHref('cases', search, { idle: undefined })).toBe('/cases?q=hetao&sort=-amount');
  expect(listHref('cases', search, { after: 'z' })).toBe('/cases?q=hetao&idle=15&after=z&sort=-amount');
});
