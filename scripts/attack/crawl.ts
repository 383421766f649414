import { routeTable } from '../lib/route-table';
import type { Target } from './target';

/** A page or route as it was met: who met it, where, which parts of its address and query say what is wanted. */
export type Place = { route: string; username: string; address: string; params: Map<string, string> };

const unescaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"');

/** Addresses on a page: of links, and of forms that only ask, with the names of their fields. */
export function addressesIn(html: string, here: string): string[] {
  const links = [...html.matchAll(/\s(?:href|src)="(\/[^"#]*)/g)].map(([, address = '']) => unescaped(address));
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', inner = '']) => {
    if (/method="post"|\$ACTION/i.test(head + inner)) return [];
    const action = unescaped(/action="(\/[^"]*)"/.exec(head)?.[1] ?? here);
    const names = [...inner.matchAll(/<(?:input|select)\b[^>]*\sname="([^"]+)"/g)].map(([, name = '']) => name);
    return [`${action.split('?')[0]}?${names.map((name) => `${encodeURIComponent(name)}=1`).join('&')}`];
  });
  return [...links, ...forms];
}

/** The route of an address, most particular first. */
function routeFinder(): (pathname: string) => string | null {
  const routes = routeTable()
    .filter(({ address }) => !address.startsWith('/dev'))
    .sort((left, right) => left.params.length - right.params.length)
    .map(({ address }) => ({
      address,
      pattern: new RegExp(
        `^${address
          .replace(/[.]/g, '\\.')
          .replace(/\[\.\.\.[^\]]+\]/g, '.+')
          .replace(/\[[^\]]+\]/g, '[^/]+')}$`,
      ),
    }));
  return (pathname) => routes.find(({ pattern }) => pattern.test(pathname))?.address ?? null;
}

/**
 * Every route that these people meet on their way from page to page, each once, with all names that its query was met with.
 * Routes that nobody met stand at the end, with an id of nothing and without a query.
 */
export async function crawl(target: Target, usernames: readonly string[], seconds: number): Promise<Place[]> {
  const routeOf = routeFinder();
  const places = new Map<string, Place>();
  const until = Date.now() + seconds * 1000;
  for (const username of usernames) {
    const cookie = await target.cookieOf(username);
    const begin = routeTable().flatMap(({ kind, address, params }) =>
      kind === 'page' && params.length === 0 && !address.startsWith('/dev') ? [address] : [],
    );
    const queue = ['/worklist', ...begin];
    const seen = new Map<string, number>();
    while (queue.length > 0 && Date.now() < until) {
      const address = queue.shift() as string;
      const { pathname, searchParams } = new URL(address, target.url);
      const route = routeOf(pathname);
      if (route === null || /sign-out|signout/.test(pathname)) continue;
      const place = places.get(route);
      for (const [name, value] of searchParams) place?.params.set(name, place.params.get(name) || value);
      const times = seen.get(route) ?? 0;
      // one page of a kind, and once more with what may be asked of it
      if (times >= 2 || (place && place.username !== username)) continue;
      seen.set(route, times + 1);
      const answer = await fetch(`${target.url}${address}`, {
        headers: { cookie, accept: 'text/html' },
        redirect: 'manual',
      });
      if (answer.status !== 200) {
        await answer.body?.cancel();
        continue;
      }
      if (!place) places.set(route, { route, username, address: pathname, params: new Map(searchParams) });
      if (!(answer.headers.get('content-type') ?? '').includes('text/html')) await answer.body?.cancel();
      else queue.push(...addressesIn(await answer.text(), pathname));
    }
  }
  for (const { address } of routeTable())
    if (!places.has(address) && !/^\/dev|sign-out/.test(address))
      places.set(address, {
        route: address,
        username: usernames[0] as string,
        address: address.replace(/\[[^\]]+\]/g, '019a0000-0000-7000-8000-00000000abcd'),
        params: new Map(),
      });
  return [...places.values()];
}
