import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isSealed } from '@/lib/sealed-word';

vi.stubEnv('APP_DATABASE_URL', 'postgres://localhost/nowhere');
vi.stubEnv('DATA_DIR', '/nowhere');
vi.stubEnv('FUQIAO_DATA_KEY', Buffer.alloc(32, 3).toString('base64'));
vi.stubEnv('FUQIAO_INDEX_KEY', Buffer.alloc(32, 4).toString('base64'));
vi.mock('./auth', () => ({ currentActor: async () => ({ userId: 'me' }) }));
vi.mock('./refusal-text', () => ({ describeRefusal: async ({ code }: { code: string }) => code }));

let search: typeof import('./sealed-search');
let POST: (request: Request) => Promise<Response>;
beforeAll(async () => {
  // one process reads many files of tests, and the settings once
  vi.resetModules();
  search = await import('./sealed-search');
  ({ POST } = await import('@/app/api/search/route'));
});

const NUMBER = '990000198503020011';
const post = async (
  fields: Record<string, string>,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
) => POST(new Request('http://portal/api/search', { method: 'POST', headers, body: new URLSearchParams(fields) }));
const locationOf = async (fields: Record<string, string>) => (await post(fields)).headers.get('location') ?? '';

describe('a number in an address', () => {
  it('is sealed each time anew, and opened for who typed it alone', () => {
    const [one, two] = [search.sealWord('me', NUMBER), search.sealWord('me', NUMBER)];
    expect(isSealed(one)).toBe(true);
    expect(one).not.toBe(two);
    expect(one).not.toContain(NUMBER);
    expect(search.openWord('me', one)).toBe(NUMBER);
    expect(search.openWord('you', one)).toBe('***');
    expect(search.openWord('me', `${one.slice(0, -2)}AA`)).toBe('***');
    expect(search.sealWord('me', one)).toBe(one);
    expect(search.sealWord('me', '王家村')).toBe('王家村');
    expect(search.openWord('me', '~王')).toBe('~王');
  });

  it('is sealed in an address that somebody typed by hand, and in a query that is kept', () => {
    expect(search.sealSearch('me', { q: '王', region: '12' })).toBeNull();
    const sealed = search.sealSearch('me', { q: NUMBER, region: '12' });
    expect(sealed?.region).toBe('12');
    expect(search.openSearch('me', sealed ?? {})).toEqual({ q: NUMBER, region: '12' });
    expect(search.sealQuery('me', `q=${NUMBER}&sort=-newest`)).toMatch(/^q=%7E[\w-]+&sort=-newest$/);
  });
});

describe('a posted search', () => {
  it('leads to the page with ordinary words as they are, and a number sealed', async () => {
    expect(await locationOf({ searchPath: '/cases', q: '王家村', stage: '' })).toBe(
      '/cases?q=%E7%8E%8B%E5%AE%B6%E6%9D%91&stage=',
    );
    for (const typed of [NUMBER, '139 0000 0042', '６２２２０２１２００００００００１２']) {
      const location = await locationOf({ searchPath: '/households', q: typed, region: '7' });
      expect(location).toMatch(/^\/households\?q=%7E[\w-]+&region=7$/);
      expect(search.openWord('me', new URLSearchParams(location.split('?')[1]).get('q') ?? '')).toBe(typed);
    }
  });

  it('keeps the number that was searched for until something else is typed', async () => {
    const kept = search.sealWord('me', NUMBER);
    const fields = { searchPath: '/households', q: '', 'kept.q': kept, region: '7' };
    expect(await locationOf(fields)).toBe(`/households?q=${encodeURIComponent(kept).replace('~', '%7E')}&region=7`);
    expect(await locationOf({ ...fields, q: '王' })).toBe('/households?q=%E7%8E%8B&region=7');
    expect(await locationOf({ ...fields, 'kept.q': NUMBER })).toBe('/households?q=&region=7');
  });

  it('leads to no other site, and takes nothing from one', async () => {
    for (const searchPath of ['https://elsewhere.example/', '//elsewhere.example', '']) {
      const answer = await post({ searchPath, q: 'x' });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
    expect((await post({ searchPath: '/cases', q: 'x' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await locationOf({ searchPath: '/cases?q=1#x', q: 'x' })).toBe('/cases?q=x');
  });
});
