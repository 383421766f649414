import { existsSync, readFileSync } from 'node:fs';
import { routeTable } from '../lib/route-table';
import type { Materials } from './requests';
import type { Target } from './target';

const MANIFEST = '.next/server/server-reference-manifest.json';

export type BuiltAction = { id: string; file: string; name: string; page: string };

/** The actions of the build that is attacked, each with the name it has in the code and a page that has it. */
export function builtActions(): BuiltAction[] {
  if (!existsSync(MANIFEST)) return [];
  const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    node: Record<string, { workers: Record<string, unknown>; filename?: string; exportedName?: string }>;
  };
  return Object.entries(node).map(([id, { workers, filename = '', exportedName = '' }]) => ({
    id,
    file: filename,
    name: exportedName,
    page: (Object.keys(workers)[0] ?? '').replace(/^app|\/page$|\/\([^)]+\)/g, '') || '/',
  }));
}

/** Accounts that may sign in, one for each role there is and then more, with the role they stand for. */
export async function peopleOf(target: Target, most: number): Promise<{ username: string; userId: string }[]> {
  const { rows } = await target.owner.query<{ username: string; id: string }>(
    `SELECT username, id::text FROM (SELECT username, id, row_number() OVER (PARTITION BY roles ORDER BY username) AS turn
       FROM app_user WHERE status = 'ACTIVE' AND NOT must_change_password) people ORDER BY turn, username LIMIT $1`,
    [most],
  );
  return rows.map(({ username, id }) => ({ username, userId: id }));
}

export async function signInAll(target: Target, people: { username: string; userId: string }[]) {
  return Promise.all(people.map(async ({ username, userId }) => ({ userId, cookie: await target.cookieOf(username) })));
}

/** What malformed requests are made of: every route but the gallery's, every action, people of all roles. */
export async function loadMaterials(target: Target): Promise<Materials> {
  const routes = routeTable().flatMap(({ address }) => (address.startsWith('/dev') ? [] : [address]));
  const people = await signInAll(target, await peopleOf(target, 24));
  const actions = builtActions().map(({ id }) => id);
  return { host: new URL(target.url).host, routes, actions, people, posters: people };
}
