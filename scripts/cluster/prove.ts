import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { usedCpuMs } from '../bench/portal';
import { median } from '../bench/statistics';
import { Stop, say } from '../lib/say.mjs';
import { type Person, signIn } from './person';
import type { Running } from './run';

const PAGES = ['/cases', '/reports', '/worklist', '/api/v1/figures'];
const CLIENTS = 4;
const SECONDS = 6;
const ROUNDS = 5;
const STEADY_MS = 4_000;
const LONGEST_MS = 60_000;

async function ask<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query(text, values).finally(() => client.end())).rows;
}

async function enter({ url, ownerUrl, demoPassword }: Running, username: string): Promise<Person> {
  const [user] = await ask<{ id: string }>(ownerUrl, 'SELECT id FROM app_user WHERE username = $1', [username]);
  return signIn(url, username, demoPassword, user?.id ?? '');
}

/** A case to which the village station may add a document, tried for real. */
async function findCase({ ownerUrl }: Running, station: Person): Promise<string> {
  const rows = await ask<{ id: string }>(
    ownerUrl,
    `SELECT c.id FROM case_record c JOIN app_user u ON u.username = 'station' JOIN organisation o ON o.id = u.organisation_id
     WHERE c.village_id = o.region_id AND c.stage = 'CONSULTATION' AND c.status = 'OPEN' ORDER BY c.id LIMIT 10`,
  );
  for (const { id } of rows) if (await station.storeDocument(id).catch(() => null)) return id;
  throw new Stop('No case of the demo takes a document of the station: start with a new DATA_DIR.');
}

/** Requests over so many processes for some seconds: the processor they took for each. */
async function measure(running: Running, people: readonly Person[], processes: number): Promise<number> {
  await running.serveWith(processes);
  const servers = Array.from({ length: processes }, (_, index) => running.pidOf(`server ${index + 1}`));
  const cpu = () => servers.reduce((sum, pid) => sum + usedCpuMs(pid), 0);
  const [began, before] = [performance.now(), cpu()];
  let [done, next] = [0, 0];
  const client = async (person: Person) => {
    while (performance.now() - began < SECONDS * 1_000) {
      const address = PAGES[next++ % PAGES.length] ?? '';
      const { status } = await person.get(address);
      if (status !== 200) throw new Stop(`${address} answered ${status}`);
      if (done++ % 10 === 0) await person.saveDraft();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(people[index % people.length] as Person)));
  return (cpu() - before) / done;
}

/** Prints what a request costs in processor time of the portal, with one to three processes, in turn and back again. */
async function proveCost(running: Running, people: readonly Person[], most: number): Promise<void> {
  const counts = Array.from({ length: most }, (_, index) => index + 1);
  for (const count of [...counts].reverse()) await measure(running, people, count);
  const costs = new Map<number, number[]>(counts.map((count) => [count, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const count of round % 2 ? [...counts].reverse() : counts)
      costs.get(count)?.push(await measure(running, people, count));
  const one = median(costs.get(1) ?? []);
  for (const [count, measured] of costs) {
    const cost = median(measured);
    const range = `${Math.min(...measured).toFixed(1)} to ${Math.max(...measured).toFixed(1)}`;
    say(
      `${count} processes: ${cost.toFixed(1)} ms of processor a request (${range}), ${(cost / one).toFixed(2)} of one`,
    );
  }
  await running.serveWith(most);
}

type Done = { drafts: string[]; documents: string[]; failures: number; unread: number; slowestMs: number };
type Good = { read: number; write: number };

/** People who write and read until told to stop; what was acknowledged is written down, failures are counted and gone over. */
function work(people: Record<'station' | 'manager' | 'reader', Person>, caseId: string) {
  const done: Done = { drafts: [], documents: [], failures: 0, unread: 0, slowestMs: 0 };
  const good: Good = { read: 0, write: 0 };
  let stopping = false;
  const loop = async (kind: keyof Good, once: () => Promise<void>) => {
    while (!stopping) {
      const began = performance.now();
      try {
        await once();
        good[kind] = Math.max(good[kind], began);
        if (kind === 'write') done.slowestMs = Math.max(done.slowestMs, performance.now() - began);
      } catch {
        done.failures++;
        await sleep(50);
      }
    }
  };
  const { station, manager, reader } = people;
  const loops = [
    loop('write', async () => void done.drafts.push(await manager.saveDraft())),
    loop('write', async () => {
      const id = await station.storeDocument(caseId);
      done.documents.push(id);
      // What was acknowledged is on the next page, wherever that is read.
      if ((await station.get(`/api/files/${id}`)).status === 404) done.unread++;
    }),
    loop('read', async () => {
      const { status } = await reader.get('/cases');
      if (status !== 200) throw new Error(String(status));
    }),
  ];
  return {
    ...{ done, good },
    async stop() {
      stopping = true;
      await Promise.all(loops);
    },
  };
}

/** Ends one part and waits until both a page and a write that began after it are good; their milliseconds. */
async function endPart(running: Running, good: Good, part: string, signal: NodeJS.Signals): Promise<Good> {
  const at = performance.now();
  process.kill(running.pidOf(part), signal);
  const firstAfter = async (kind: keyof Good) => {
    for (;;) {
      await sleep(10);
      if (good[kind] > at) return performance.now() - at;
      if (performance.now() - at > LONGEST_MS)
        throw new Stop(`no good ${kind} within a minute after ${part} was ended`);
    }
  };
  const [read, write] = await Promise.all([firstAfter('read'), firstAfter('write')]);
  return { read, write };
}

const FAULTS: readonly [part: string, signal: NodeJS.Signals][] = [
  ['server 1', 'SIGKILL'],
  ['replica', 'SIGQUIT'],
  ['pool', 'SIGKILL'],
  ['worker', 'SIGKILL'],
  ['front', 'SIGKILL'],
  ['database', 'SIGQUIT'],
];

async function proveNothingLost(
  running: Running,
  people: Parameters<typeof work>[0],
  rounds: number,
): Promise<boolean> {
  const caseId = await findCase(running, people.station);
  const at = work(people, caseId);
  await sleep(STEADY_MS);
  for (let round = 0; round < rounds; round++) {
    for (const [part, signal] of FAULTS) {
      const [failed, acknowledged] = [at.done.failures, at.done.drafts.length + at.done.documents.length];
      at.done.slowestMs = 0;
      const first = await endPart(running, at.good, part, signal);
      await running.settled();
      await sleep(STEADY_MS);
      const writes = at.done.drafts.length + at.done.documents.length - acknowledged;
      say(
        `${part} ended by ${signal}: a good page after ${Math.round(first.read)} ms, a good write after ${Math.round(first.write)} ms; ` +
          `${at.done.failures - failed} answers were not good, ${writes} writes acknowledged, the slowest in ${Math.round(at.done.slowestMs)} ms`,
      );
    }
  }
  await at.stop();
  await sleep(STEADY_MS);
  const { drafts, documents, unread } = at.done;
  const count = async (url: string) => {
    const [found] = await ask<{ drafts: number; documents: number; twice: number }>(
      url,
      `SELECT (SELECT count(*)::int FROM draft WHERE form_key = ANY($1)) AS drafts,
         (SELECT count(*)::int FROM document WHERE id = ANY($2::uuid[])) AS documents,
         (SELECT count(*)::int FROM (SELECT form_key FROM draft GROUP BY 1 HAVING count(*) > 1) d WHERE form_key = ANY($1)) AS twice`,
      [drafts, documents],
    );
    return found ?? { drafts: 0, documents: 0, twice: 0 };
  };
  let isWhole = unread === 0;
  for (const [name, url] of [
    ['database', running.ownerUrl],
    ['replica', running.replicaUrl],
  ] as const) {
    const found = await count(url);
    const [written, kept] = [drafts.length + documents.length, found.drafts + found.documents];
    isWhole &&= written === kept && found.twice === 0;
    say(`${written} writes were acknowledged; the ${name} has ${kept} of them, ${found.twice} twice`);
  }
  say(`${unread} of ${documents.length} documents were not found right after they had been acknowledged`);
  return isWhole;
}

/**
 * Measures what a request costs (`cost`), ends every part under load (`faults`), or both; false when something
 * acknowledged is lost, doubled or not seen.
 */
export async function prove(
  running: Running,
  { processes, rounds, only }: { processes: number; rounds: number; only: 'cost' | 'faults' | undefined },
): Promise<boolean> {
  const [station, manager, reader] = await Promise.all([
    enter(running, 'station'),
    enter(running, 'manager'),
    enter(running, 'county'),
  ]);
  if (only !== 'faults') await proveCost(running, [manager, reader], processes);
  return only === 'cost' || proveNothingLost(running, { station, manager, reader }, rounds);
}
