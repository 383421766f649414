/**
 * `npm run cluster [-- --processes 3] [-- --prove [--only cost|faults] [--rounds 1]]`: the portal on more than one process and database, from the
 * same code and DATA_DIR as `npm start` on this one machine (docs/distribution.md). Needs PgBouncer and nginx of Debian.
 * With `--prove` it measures, ends every part under load, looks up what was acknowledged, and stops.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prove } from './cluster/prove';
import { type Running, startCluster } from './cluster/run';
import { checkPort, readAddress } from './lib/checks.mjs';
import { explain, Stop, say } from './lib/say.mjs';

let running: Running | null = null;
let stopping = false;
async function end(code: number) {
  if (stopping) return;
  stopping = true;
  say('stopping …');
  await running?.stop();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  const { values } = parseArgs({
    options: {
      processes: { type: 'string', default: '3' },
      prove: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  });
  const [processes, rounds] = [Number(values.processes), Number(values.rounds)];
  if (!(Number.isInteger(processes) && processes >= 1 && processes <= 8))
    throw new Stop('--processes is a number from 1 to 8.');
  if (!(Number.isInteger(rounds) && rounds >= 1)) throw new Stop('--rounds is a number from 1.');
  const { only } = values;
  if (only !== undefined && only !== 'cost' && only !== 'faults') throw new Stop('--only is cost or faults.');
  const address = readAddress();
  await checkPort(address);
  for (const name of ['DATABASE_URL', 'APP_DATABASE_URL', 'BACKUP_DATABASE_URL'])
    if (process.env[name]) throw new Stop(`${name} is set: this command runs databases of its own, without it.`);
  const dataDirectory = path.resolve(process.env.DATA_DIR || '.data');
  const backupDirectory = process.env.BACKUP_DIR ? path.resolve(process.env.BACKUP_DIR) : undefined;
  running = await startCluster({ address, dataDirectory, backupDirectory, processes, durable: true });
  const parts = [
    'front',
    'pool',
    'database',
    'replica',
    'worker',
    ...Array.from({ length: processes }, (_, i) => `server ${i + 1}`),
  ];
  for (const part of parts) say(`${part}: process ${running.pidOf(part)}`);
  console.log(`\nready: ${running.url}`);
  if (values.prove) {
    const isWhole = await prove(running, { processes, rounds, only });
    await end(isWhole ? 0 : 1);
  }
} catch (error) {
  console.error(explain(error));
  await end(1);
}
