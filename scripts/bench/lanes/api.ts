import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Stop } from '../../lib/say.mjs';
import { isReading, record, type SizedDatabase, withClient } from '../databases';
import { digits, percent, printHead, printTable, printVerdict, ratioText } from '../output';
import { get, load, SECRET, type Server, signIn, startPortal, startServer } from '../portal';
import { cpuMs, isVoid, perSecond, ratioOf, runRounds } from '../rounds';
import { median } from '../statistics';

const TARGET = 0.9;
const PORTS = { portal: 3191, bare: 3192 };
type Options = { rounds: number; seconds: number };

/** The bare application beside the portal, with the statements that the portal sends on this database. */
async function startBare(database: SizedDatabase): Promise<Server> {
  const recorded = await record(database, ['api session', 'api figures', 'api case']);
  const readingsOf = (name: keyof typeof recorded) => recorded[name].statements.filter(isReading);
  const scope = recorded['api case'].statements.find(({ text }) => text.startsWith('SELECT set_config'));
  const { rows: names } = await withClient(database.ownerUrl, (owner) =>
    owner.query<{ id: number }>('SELECT id, measure, applicant_kind AS kind, stage FROM figure_cell'),
  );
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'fuqiao-bench-')), 'statements.json');
  writeFileSync(
    file,
    JSON.stringify({
      session: readingsOf('api session')[0],
      scope,
      figures: readingsOf('api figures'),
      case: readingsOf('api case'),
      // what the numbers of cells stand for, which the portal too reads once in a process
      cells: Object.fromEntries(names.map(({ id, ...name }) => [id, name])),
      cookie: `fuqiao-${PORTS.portal}.session`,
    }),
  );
  return startServer(
    'scripts/bench/bare/.next/standalone/scripts/bench/bare/server.js',
    PORTS.bare,
    { APP_DATABASE_URL: database.appUrl, NEXTAUTH_SECRET: SECRET, BENCH_STATEMENTS: file },
    '/empty',
  );
}

/** Both, or neither: what one has started it ends when the other does not come up. */
export async function startBoth(database: SizedDatabase, port: number): Promise<{ portal: Server; bare: Server }> {
  const bare = await startBare(database);
  try {
    return { portal: await startPortal(database, port), bare };
  } catch (error) {
    await bare.stop();
    throw error;
  }
}

/** GET /api/v1/figures and /api/v1/cases/{reference} against the same statements in a bare route handler. */
export async function measureApi(databases: readonly SizedDatabase[], { rounds, seconds }: Options): Promise<void> {
  const database = databases[0] as SizedDatabase;
  const recorded = await record(database, ['official', 'api figures', 'api case']);
  const { asOf } = recorded['api figures'].answer as { asOf: string };
  const { reference } = recorded['api case'].answer as { reference: string };
  const { portal, bare } = await startBoth(database, PORTS.portal);
  const headers = { cookie: await signIn(database, recorded.official.answer as string, PORTS.portal) };
  try {
    for (const [what, address, plain] of [
      ['figures', `/api/v1/figures?asOf=${asOf}`, '/figures'],
      ['cases', `/api/v1/cases/${reference}`, '/case'],
    ] as const) {
      printHead(`GET /api/v1/${what} against a bare handler (${database.name})`);
      await compareAnswers(portal, address, bare, plain, headers);
      const burst = (server: Server, at: string) => () => load(server, at, headers, { seconds, clients: 8 });
      const contenders = [
        { name: 'portal', run: burst(portal, address) },
        { name: 'bare', run: burst(bare, plain) },
        { name: 'bare again', run: burst(bare, plain) },
      ];
      await runRounds(contenders, 1);
      const measured = await runRounds(contenders, rounds);
      printTable(
        ['', 'requests/s', 'CPU ms a request'],
        contenders.map(({ name }) => [
          name,
          digits(median((measured.get(name) ?? []).map(perSecond))),
          digits(median((measured.get(name) ?? []).map(cpuMs))),
        ]),
      );
      const [same, throughput] = [
        ratioOf(measured, 'bare again', 'bare', perSecond),
        ratioOf(measured, 'portal', 'bare', perSecond),
      ];
      console.log(`A/A: ${ratioText(same)}${isVoid(same) ? ' — VOID, the machine is too restless' : ''}`);
      console.log(`throughput, portal/bare: ${ratioText(throughput)}`);
      console.log(`CPU a request, bare/portal: ${ratioText(ratioOf(measured, 'bare', 'portal', cpuMs))}`);
      printVerdict(`at least ${percent(TARGET)} of the bare handler's throughput`, throughput.ratio >= TARGET);
    }
  } finally {
    await Promise.all([portal.stop(), bare.stop()]);
  }
}

/** Equal work or no number. A case is compared by what needs no rule: the bare handler masks no name and counts no working days. */
async function compareAnswers(
  portal: Server,
  address: string,
  bare: Server,
  plain: string,
  headers: Record<string, string>,
): Promise<void> {
  const [ours, theirs] = (await Promise.all([get(portal.port, address, headers), get(bare.port, plain, headers)])).map(
    ({ body }) => JSON.parse(body) as Record<string, unknown>,
  );
  const compared = ['figures', 'children', 'programmes', 'reference', 'stage', 'amountsFen', 'county'];
  const different = compared.filter((name) => !isDeepStrictEqual(ours?.[name], theirs?.[name]));
  if (different.length > 0) throw new Stop(`${address} and ${plain} answer differently: ${different.join(', ')}`);
}
