/**
 * `npm run attack`: attackers' tools and probes against an instance on this machine. `-- PART …` runs only these of
 * probes, uploads, formulas, ffuf, hydra, malformed, wapiti, sqlmap; `--count N` (malformed requests), `--seed N`,
 * `--seconds N` (the most that the malformed requests may take), `--state FILE` (to go on with them where a run ended),
 * `--minutes N` (the most that each tool may take), `--out FILE`. With BASE_URL, DATABASE_URL (owner), NEXTAUTH_SECRET and
 * DEMO_PASSWORD it attacks that instance; without, it starts one that is thrown away.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tryFormulas } from './attack/formulas';
import { runHydra } from './attack/hydra';
import { sendMalformed } from './attack/malformed';
import { findPages } from './attack/names';
import { probeHoles } from './attack/probes';
import { runSqlmap } from './attack/sqlmap';
import { type Outcome, openTarget, type Target } from './attack/target';
import { uploadHostile } from './attack/uploads';
import { runWapiti } from './attack/wapiti';
import { startPortal } from './lib/portal';
import { explain } from './lib/say.mjs';

const given = process.argv.slice(2);
const option = (name: string, otherwise: string) => {
  const at = given.indexOf(`--${name}`);
  return at >= 0 ? (given.splice(at, 2)[1] ?? otherwise) : otherwise;
};
const numberOf = (name: string, otherwise: string) => Number(option(name, otherwise));
const malformed = {
  count: numberOf('count', '10000'),
  seed: numberOf('seed', '1'),
  seconds: numberOf('seconds', '36000'),
  state: option('state', ''),
};
const minutes = numberOf('minutes', '10');
const out = option('out', '');

const PARTS: Record<string, (target: Target) => Promise<Outcome>> = {
  probes: probeHoles,
  uploads: uploadHostile,
  formulas: tryFormulas,
  ffuf: findPages,
  hydra: (target) => runHydra(target, minutes),
  malformed: (target) => sendMalformed(target, malformed),
  wapiti: (target) => runWapiti(target, minutes),
  sqlmap: (target) => runSqlmap(target, minutes),
};

let end: () => Promise<void> = async () => {};
try {
  const unknown = given.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  let env = process.env;
  if (!process.env.BASE_URL) {
    const place = await mkdtemp(path.join(tmpdir(), 'attacked-'));
    end = () => rm(place, { recursive: true, force: true });
    const address = { host: '127.0.0.1', port: Number(process.env.PORT ?? 3790) };
    const portal = await startPortal({ address, dataDirectory: place, demo: true, durable: false });
    end = async () => {
      await portal.stop();
      await rm(place, { recursive: true, force: true });
    };
    env = { ...portal.env, BASE_URL: portal.url };
  }
  const target = await openTarget(env);
  const outcomes: Outcome[] = [];
  for (const name of given.length > 0 ? given : Object.keys(PARTS)) {
    const outcome = await (PARTS[name] as (target: Target) => Promise<Outcome>)(target);
    outcomes.push(outcome);
    console.log(JSON.stringify(outcome, null, 2));
  }
  await target.owner.end();
  if (out) await writeFile(out, `${JSON.stringify(outcomes, null, 2)}\n`);
  const found = outcomes.reduce((sum, { findings }) => sum + findings.length, 0);
  console.log(`${outcomes.reduce((sum, { tried }) => sum + tried, 0)} tried, ${found} findings`);
  process.exitCode = found === 0 ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await end();
}
