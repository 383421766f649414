import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PERMISSIONS, type Role } from '@/domain/permissions';
import { type FilledAction, filledActions } from './actions';
import { standBetween, sumOf } from './between';
import { crawl, type Place } from './crawl';
import { peopleOf } from './materials';
import { type Outcome, type Target, withoutCounts } from './target';
import { runTool } from './tool';

/** Two at a time, on two cores that the portal and its database need, too. */
const AT_ONCE = 2;
/** The most that one route or action may take. */
const EACH_SECONDS = 240;

type Try = { what: string; username: string; args: (place: string, base: string) => Promise<string[]>; fields: number };

/** The address with every part that somebody could write marked as a place to put something in. */
function marked({ route, address, params }: Place): { address: string; fields: number } {
  const parts = route.split('/');
  const path = address
    .split('/')
    .map((part, at) => (parts[at]?.startsWith('[') ? `${part}*` : part))
    .join('/');
  const names = [...params];
  const query = names
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value || '1')}*`)
    .join('&');
  return { address: query ? `${path}?${query}` : path, fields: names.length + (path.match(/\*/g)?.length ?? 0) };
}

const tryPlace = (place: Place): Try => {
  const { address, fields } = marked(place);
  return { what: place.route, username: place.username, fields, args: async (_, base) => ['-u', `${base}${address}`] };
};

/** An action as the page posts it: its fields as parts of one body. */
function tryAction({ id, name, page, fields }: FilledAction, username: string): Try {
  const parts = [...Object.entries(fields).map(([field, value]) => [`1_${field}`, value]), ['0', '[null,"$K1"]']];
  const body = parts.map(
    ([field, value]) => `--x\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const args = async (place: string, base: string) => {
    const file = path.join(place, `${id}.txt`);
    const heads = [
      `POST ${page} HTTP/1.1`,
      `Host: ${new URL(base).host}`,
      `Next-Action: ${id}`,
      'Content-Type: multipart/form-data; boundary=x',
    ];
    await writeFile(file, `${heads.join('\r\n')}\r\n\r\n${body.join('')}--x--\r\n`);
    return [
      '-r',
      file,
      ...(Object.keys(fields).length > 0
        ? [
            '-p',
            Object.keys(fields)
              .map((field) => `1_${field}`)
              .join(','),
          ]
        : []),
    ];
  };
  return { what: `action ${name}`, username, fields: Object.keys(fields).length, args };
}

const BOUNDED =
  '--batch --ignore-stdin --level=1 --risk=1 --technique=BE --dbms=PostgreSQL --disable-coloring --flush-session --ignore-redirects --skip-waf --ignore-code=* --timeout=15 --retries=1 -v 1'.split(
    ' ',
  );

/**
 * sqlmap on every parameter of every address that people of all roles meet, and on every field of every action: boolean and
 * error-based tries for PostgreSQL. `minutes` bounds it; where it ended early, `reached` says how far it came.
 */
export async function runSqlmap(target: Target, minutes: number): Promise<Outcome> {
  const until = Date.now() + minutes * 60_000;
  const place = await mkdtemp(path.join(tmpdir(), 'sqlmap-'));
  const people = await peopleOf(target, 24);
  const rolesOf = new Map<string, Role[]>(
    (
      await target.owner.query<{ username: string; roles: Role[] }>(
        'SELECT username, roles::text[] AS roles FROM app_user',
      )
    ).rows.map(({ username, roles }) => [username, roles]),
  );
  const whoMay = ({ permission }: FilledAction) =>
    people.find(({ username }) =>
      rolesOf.get(username)?.some((role) => permission && (PERMISSIONS[permission] as readonly Role[]).includes(role)),
    )?.username ?? (people[0]?.username as string);
  const places = await crawl(
    target,
    people.map(({ username }) => username),
    Math.min(120, minutes * 20),
  );
  const { actions, unread } = await filledActions();
  // in turns, so that a run that ends early has seen some of both
  const [ofPlaces, ofActions] = [
    places.map(tryPlace).filter(({ fields }) => fields > 0),
    actions.filter(({ fields }) => Object.keys(fields).length > 0).map((action) => tryAction(action, whoMay(action))),
  ];
  const tries = Array.from({ length: Math.max(ofPlaces.length, ofActions.length) }, (_, at) => [
    ofPlaces[at],
    ofActions[at],
  ])
    .flat()
    .filter((one) => one !== undefined);
  const findings: string[] = [];
  const untested: string[] = [];
  const statuses: Record<string, number> = {};
  let [reached, fields] = [0, 0];
  let next = 0;
  const drive = async () => {
    for (let one = tries[next++]; one !== undefined && Date.now() < until; one = tries[next++]) {
      const cookie = await target.cookieOf(one.username);
      const between = await standBetween(target.url, { cookie: () => cookie });
      const args = [...(await one.args(place, between.url)), ...BOUNDED, `--output-dir=${place}/out-${next}`];
      const left = Math.min(EACH_SECONDS, (until - Date.now()) / 1000);
      const said = await runTool('sqlmap', args, left);
      await between.stop();
      for (const [status, times] of Object.entries(between.statuses))
        statuses[status] = (statuses[status] ?? 0) + times;
      findings.push(...[...between.broken].map((broken) => `${one.what}: ${broken}`));
      // its last word: pages of a portal at work differ from one moment to the next, which its first look takes for an answer
      if (/is vulnerable|identified the following injection/.test(said))
        findings.push(`${one.what}: ${said.match(/^.*(?:is vulnerable|injectable).*$/gm)?.join(' | ') ?? 'injection'}`);
      else if (!/all tested parameters do not appear to be injectable/.test(said))
        untested.push(
          `${one.what}: ${said.match(/\[CRITICAL\].*/)?.[0] ?? said.trim().split('\n').at(-1) ?? ''}`.slice(0, 200),
        );
      reached += 1;
      fields += one.fields;
    }
  };
  const endCounts = withoutCounts(target);
  await Promise.all(Array.from({ length: AT_ONCE }, drive));
  await endCounts();
  await rm(place, { recursive: true, force: true });
  return {
    part: 'sqlmap',
    tried: sumOf(statuses),
    findings: [...new Set(findings)],
    figures: {
      ...{ reached: `${reached} of ${tries.length} routes and actions`, fields, statuses },
      ...{ addresses: ofPlaces.length, actions: ofActions.length, unread, untested },
    },
  };
}
