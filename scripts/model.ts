/**
 * `npm run model -- --runs 100000 --seed 1`: random commands by random people on the rules of a case's money, beside the
 * reference written from the domain (tests/support/model); stops at the first difference with the shortest way to it, and
 * says what the generator reached. The same against the mutations on PostgreSQL is tests/integration/model.test.ts.
 */
import fc from 'fast-check';
import { compare } from '../tests/support/model/compare';
import { anyCommand, Reach } from '../tests/support/model/generate';
import { PEOPLE, PEOPLE_OF_ALL_ROLES } from '../tests/support/model/reference';
import { rulesMachine } from '../tests/support/model/rules-machine';

const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : otherwise;
};
const [runs, seed] = [option('runs', 2_000), option('seed', 1)];
const reach = new Reach();
const begun = performance.now();
const commands = fc.array(anyCommand([...PEOPLE, ...PEOPLE_OF_ALL_ROLES]), { minLength: 5, maxLength: 40 });
await fc.assert(
  fc.asyncProperty(commands, (some) => compare(rulesMachine(), some, reach)),
  { numRuns: runs, seed },
);
console.log(`${runs} runs with seed ${seed} in ${Math.round((performance.now() - begun) / 1000)} s\n${reach.say()}`);
