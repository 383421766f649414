import { describe, expect, it } from 'vitest';
import { nextOrder, readPaging, writeCursor } from './list-paging';
import { arrangeColumns, LISTS } from './lists';

const ID = '019a0000-0000-7000-8000-000000000001';
const { sorts } = LISTS.cases;

describe('the part of a list that an address asks for', () => {
  it('is the first page, newest first, where nothing or nothing readable is said', () => {
    const first = { sort: 'newest', descending: true, size: 50, cursor: null };
    expect(readPaging({}, sorts)).toEqual(first);
    expect(readPaging({ sort: 'wisdom', size: '7', after: 'x' }, sorts)).toEqual(first);
    expect(readPaging({ sort: '--amount' }, sorts)).toEqual(first);
    expect(readPaging({}, sorts, 20).size).toBe(20);
    expect(readPaging({ size: '100' }, sorts, 20).size).toBe(100);
  });

  it.each([
    ['newest', true, ''],
    ['reference', false, 'A-410225-2026-0001'],
    ['amount', true, '9223372036854775807'],
    ['due', false, '2026-05-06'],
    ['due', true, '-infinity'],
    ['arrival', true, '2026-05-06T04:00:00.000Z'],
  ] as const)('is read back from the cursor of %s', (sort, descending, key) => {
    const after = writeCursor({ sort, descending }, { key, id: ID });
    const asked = `${descending ? '-' : ''}${sort}`;
    expect(readPaging({ sort: asked, after }, sorts).cursor).toEqual({ key, id: ID, back: false });
    expect(readPaging({ sort: asked, before: after }, sorts).cursor).toEqual({ key, id: ID, back: true });
  });

  it('takes no cursor of another order or direction, and none that was cut or made up', () => {
    const after = writeCursor({ sort: 'amount', descending: true }, { key: '5', id: ID });
    for (const sort of ['amount', 'due', '-arrival', undefined])
      expect(readPaging({ ...(sort ? { sort } : {}), after }, sorts).cursor).toBeNull();
    for (const broken of [
      after.slice(0, -1),
      `${after}~1`,
      `-amount~~${ID}`,
      `-amount~-5~${ID}`,
      `-amount~9223372036854775808~${ID}`,
      `-amount~5'~${ID}`,
      '~',
      '',
    ])
      expect(readPaging({ sort: '-amount', after: broken }, sorts).cursor).toBeNull();
    expect(readPaging({ sort: 'due', after: `due~2026-02-30~${ID}` }, sorts).cursor).toBeNull();
    expect(readPaging({ sort: 'arrival', after: `arrival~2026-05-06~${ID}` }, sorts).cursor).toBeNull();
    expect(readPaging({ sort: 'reference', after: `reference~a b;~${ID}` }, sorts).cursor).toBeNull();
  });

  it('turns round when the head of the sorted column is pressed again', () => {
    const paging = readPaging({ sort: '-amount' }, sorts);
    expect(nextOrder(paging, 'amount', true)).toBe('amount');
    expect(nextOrder(paging, 'due', false)).toBe('due');
    expect(nextOrder(paging, 'arrival', true)).toBe('-arrival');
  });
});

describe('the columns of a list', () => {
  it('stand in the order chosen, without what is unknown or doubled, and never without the fixed ones', () => {
    expect(arrangeColumns('cases', [])).toEqual(LISTS.cases.standard);
    expect(arrangeColumns('cases', ['stage', 'title', 'stage', 'salary'])).toEqual(['reference', 'stage', 'title']);
    expect(arrangeColumns('cases', ['salary'])).toEqual(LISTS.cases.standard);
  });
});
