import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from '../support/model/compare';
import { databaseMachine } from '../support/model/database-machine';
import { anyCommand, KINDS } from '../support/model/generate';
import { Reach } from '../support/model/reach';
import { PEOPLE, PEOPLE_OF_ALL_ROLES } from '../support/model/reference';
import { rulesMachine } from '../support/model/rules-machine';

/** MODEL_RULES, MODEL_DATABASE: how many runs; MODEL_SEED: others than these (`npm run model`). */
const seed = Number(process.env.MODEL_SEED ?? 1);
const onRules = Number(process.env.MODEL_RULES ?? 1_496);
const onDatabase = Number(process.env.MODEL_DATABASE ?? 4);
const commands = (people: typeof PEOPLE, minLength: number, maxLength: number) =>
  fc.array(anyCommand(people), { minLength, maxLength });

it(`lets the rules move money as the reference does (seed ${seed})`, async () => {
  const reach = new Reach(KINDS.length);
  const property = fc.asyncProperty(commands([...PEOPLE, ...PEOPLE_OF_ALL_ROLES], 5, 40), (some) =>
    compare(rulesMachine(), some, reach),
  );
  await fc.assert(property, { numRuns: onRules, seed });
  if (process.env.MODEL_SEED) console.log(`rules, ${onRules} runs\n${reach.say()}`);
  expect(reach.pairs.size).toBeGreaterThanOrEqual(30);
}, 3_600_000);

it(`lets the mutations move money as the reference does (seed ${seed})`, async () => {
  const reach = new Reach(KINDS.length);
  const property = fc.asyncProperty(commands(PEOPLE, 20, 40), async (some) =>
    compare(await databaseMachine(), some, reach),
  );
  await fc.assert(property, { numRuns: onDatabase, seed, endOnFailure: onDatabase < 100 });
  if (process.env.MODEL_SEED) console.log(`database, ${onDatabase} runs\n${reach.say()}`);
  expect(reach.done).toBeGreaterThanOrEqual(onDatabase);
}, 3_600_000);
