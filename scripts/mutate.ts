/**
 * `npm run mutate`: puts one small fault after another into the rules of money, authority, scope and audit and runs the unit
 * tests that reach the file; a fault that no test notices survives. `--only money,scope` or a file's name, `--minimum 85`,
 * `--out FILE` for a report. Nothing on the disk is changed: the fault is put in while the file is loaded.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FaultyTests } from './mutate/faulty-tests';
import { findMutants, type Mutant } from './mutate/mutants';
import { testsReaching } from './mutate/reach';
import { TARGETS } from './mutate/targets';

const option = (name: string, otherwise = '') => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? (process.argv[at + 1] ?? otherwise) : otherwise;
};
const only = option('only').split(',').filter(Boolean);
const minimum = Number(option('minimum', '85'));
const root = path.resolve(import.meta.dirname, '..');

type Row = { group: string; file: string; mutants: number; killed: number; survivors: Mutant[] };
const rows: Row[] = [];
const begun = performance.now();
const tests = new FaultyTests(root);
for (const [group, files] of Object.entries(TARGETS)) {
  for (const file of files) {
    if (only.length > 0 && !only.includes(group) && !only.some((name) => file.endsWith(`/${name}.ts`))) continue;
    const full = path.join(root, file);
    const reaching: string[] = [];
    // one that wants more than the rules (a database's address) is left to the run of all tests
    for (const name of testsReaching(root, full)) if (await tests.pass(full, null, [name])) reaching.push(name);
    const mutants = findMutants(file, readFileSync(full, 'utf8'));
    const survivors: Mutant[] = [];
    const [own, others] = [reaching.slice(0, 1), reaching.slice(1)];
    if (own.length === 0) survivors.push(...mutants);
    for (const mutant of own.length > 0 ? mutants : []) {
      // its own tests notice nearly all, in a fraction of the time
      if (!(await tests.pass(full, mutant, own))) continue;
      if (others.length === 0 || (await tests.pass(full, mutant, others))) survivors.push(mutant);
    }
    const row = { group, file, mutants: mutants.length, killed: mutants.length - survivors.length, survivors };
    rows.push(row);
    console.log(`${file}: ${row.killed} of ${row.mutants} noticed, ${reaching.length} test files`);
    for (const { line, what } of survivors) console.log(`  ${line}: ${what}`);
  }
}
await tests.close();

const share = (part: readonly Row[]) => {
  const killed = part.reduce((sum, row) => sum + row.killed, 0);
  const all = part.reduce((sum, row) => sum + row.mutants, 0);
  return { killed, all, percent: all === 0 ? 100 : (100 * killed) / all };
};
const lines = Object.keys(TARGETS)
  .map((group) => ({ group, ...share(rows.filter((row) => row.group === group)) }))
  .filter((row) => row.all > 0);
for (const { group, killed, all, percent } of lines)
  console.log(`${group}: ${killed} of ${all} noticed, ${percent.toFixed(1)} %`);
console.log(`${Math.round((performance.now() - begun) / 1000)} s`);
if (option('out')) writeFileSync(option('out'), `${JSON.stringify({ lines, rows }, null, 2)}\n`);
process.exit(lines.every((row) => row.percent >= minimum) ? 0 : 1);
