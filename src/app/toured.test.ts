import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { MADE, type Made, NOT_TOURED, planStops } from '../../tests/e2e/support/tour';

/** Every page by its folder, without what stands in brackets because it is no part of the address. */
const routes = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/^\/\.$/, '/'))
  .sort();

const ID = '01a20102-df4a-7434-bf2e-01eaa5495232';
const addressOf = (page: string) => page.replace(/\[\w+\]/g, ID);

/** The page of an address: a fixed word goes before an id. */
function routeAt(address: string): string | undefined {
  const { pathname } = new URL(address, 'http://portal');
  const fits = routes.filter((route) => new RegExp(`^${route.replace(/\[\w+\]/g, '[^/]+')}$`).test(pathname));
  return fits.sort((left, right) => left.split('[').length - right.split('[').length)[0];
}

it('each page is visited by the tour of axe and the pictures, or left out for a reason', async () => {
  const stops = await planStops({
    caseOf: async () => addressOf('/cases/[id]'),
    linked: async (_username, _from, page) => addressOf(page),
    registrationOf: async () => addressOf('/cases/new/[registration]'),
    importedBy: async () => addressOf('/projects/import/[id]'),
    made: async () => ({
      newcomer: { username: 'newcomer', password: '' },
      addresses: Object.fromEntries(Object.keys(MADE).map((page) => [page, addressOf(page)])) as Made['addresses'],
    }),
  });
  const visited = new Set(stops.map(({ address }) => routeAt(address)));
  expect(routes.filter((route) => !visited.has(route) && !NOT_TOURED[route])).toEqual([]);
  expect(Object.keys(NOT_TOURED).filter((route) => !routes.includes(route) || visited.has(route))).toEqual([]);
});
