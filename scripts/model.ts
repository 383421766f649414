/**
 * `npm run model -- --runs 100000 --seed 1 --part life`: random commands by random people on the rules of a loan's life
 * (`--part money`: of its payments alone), beside the reference written from the domain (tests/support/model); stops at
 * the first difference with the shortest way to it, and says what the generator reached. The same against the mutations on
 * PostgreSQL are tests/integration/life-model.test.ts and model.test.ts.
 */
import fc from 'fast-check';
import { compare } from '../tests/support/model/compare';
import { anyCommand, KINDS } from '../tests/support/model/generate';
import { LIFE_KINDS } from '../tests/support/model/life-commands';
import { CAST_OF_RULES, lifeProperty } from '../tests/support/model/life-property';
import { RulesMachine } from '../tests/support/model/life-rules';
import { Reach } from '../tests/support/model/reach';
import { PEOPLE, PEOPLE_OF_ALL_ROLES } from '../tests/support/model/reference';
import { rulesMachine } from '../tests/support/model/rules-machine';

const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? (process.argv[at + 1] ?? otherwise) : otherwise;
};
const [runs, seed, part] = [Number(option('runs', '2000')), Number(option('seed', '1')), option('part', 'life')];
const reach = new Reach(part === 'life' ? LIFE_KINDS.length : KINDS.length);
const commands = fc.array(anyCommand([...PEOPLE, ...PEOPLE_OF_ALL_ROLES]), { minLength: 5, maxLength: 40 });
const property =
  part === 'life'
    ? lifeProperty((setting) => new RulesMachine(setting), CAST_OF_RULES, reach)
    : fc.asyncProperty(commands, (some) => compare(rulesMachine(), some, reach));
const begun = performance.now();
await fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: runs, seed });
console.log(
  `${part}, ${runs} runs with seed ${seed} in ${Math.round((performance.now() - begun) / 1000)} s\n${reach.say()}`,
);
