import { Stop } from '../../lib/say.mjs';
import { record, type SizedDatabase } from '../databases';
import { digits, percent, printHead, printTable, printVerdict, ratioText } from '../output';
import { get, load, type Server, signIn } from '../portal';
import { cpuMs, isVoid, perSecond, ratioOf, runRounds } from '../rounds';
import { median } from '../statistics';
import { startBoth } from './api';

const TARGET = 0.35;
const PORT = 3191;
/** Pages with what stands in them when they are whole. */
const PAGES = [
  { name: 'case list, 50 rows', address: '/cases', isWhole: (html: string) => html.split('<tr').length > 50 },
  {
    name: 'dashboard',
    address: '/reports?asOf=2026-11-20',
    isWhole: (html: string) => html.includes('/cases?measure='),
  },
] as const;

/** The case list and the dashboard, whole shell, against an empty page of the same Next made anew for each request. */
export async function measurePages(
  databases: readonly SizedDatabase[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<void> {
  const database = databases[0] as SizedDatabase;
  const recorded = await record(database, ['official']);
  const { portal, bare } = await startBoth(database, PORT);
  const headers = { cookie: await signIn(database, recorded.official.answer as string, PORT) };
  try {
    printHead(`Pages against an empty page (${database.name})`);
    for (const { name, address, isWhole } of PAGES) {
      const { status, body } = await get(portal.port, address, headers);
      if (status !== 200 || !isWhole(body)) throw new Stop(`${name}: ${address} is not whole (${status})`);
      console.log(`${name}: ${(body.length / 1024).toFixed(0)} kB of HTML`);
    }
    const burst = (server: Server, at: string) => () => load(server, at, headers, { seconds, clients: 4 });
    const contenders = [
      { name: 'empty page', run: burst(bare, '/empty') },
      { name: 'empty page again', run: burst(bare, '/empty') },
      ...PAGES.map(({ name, address }) => ({ name, run: burst(portal, address) })),
    ];
    await runRounds(contenders, 1);
    const measured = await runRounds(contenders, rounds);
    printTable(
      ['', 'pages/s', 'CPU ms a page'],
      contenders.map(({ name }) => [
        name,
        digits(median((measured.get(name) ?? []).map(perSecond))),
        digits(median((measured.get(name) ?? []).map(cpuMs))),
      ]),
    );
    const same = ratioOf(measured, 'empty page again', 'empty page', perSecond);
    console.log(`A/A: ${ratioText(same)}${isVoid(same) ? ' — VOID, the machine is too restless' : ''}`);
    for (const { name } of PAGES) {
      const throughput = ratioOf(measured, name, 'empty page', perSecond);
      console.log(`${name}: throughput ${ratioText(throughput)}`);
      printVerdict(`${name}: at least ${percent(TARGET)} of an empty page`, throughput.ratio >= TARGET);
    }
  } finally {
    await Promise.all([portal.stop(), bare.stop()]);
  }
}
