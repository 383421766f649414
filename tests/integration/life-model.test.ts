import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findBroken } from '../support/invariants';
import { LIFE_KINDS } from '../support/model/life-commands';
import { databaseMachineOf } from '../support/model/life-database';
import { CAST, CAST_OF_RULES, lifeProperty } from '../support/model/life-property';
import { RulesMachine } from '../support/model/life-rules';
import { Reach } from '../support/model/reach';

/** MODEL_LIFE_RULES, MODEL_LIFE_DATABASE: how many runs; MODEL_SEED: others than these (`npm run model`). */
const seed = Number(process.env.MODEL_SEED ?? 1);
const onRules = Number(process.env.MODEL_LIFE_RULES ?? 494);
const onDatabase = Number(process.env.MODEL_LIFE_DATABASE ?? 6);

it(`lets the rules lead a loan through its life as the reference does (seed ${seed})`, async () => {
  const reach = new Reach(LIFE_KINDS.length);
  const property = lifeProperty((setting) => new RulesMachine(setting), CAST_OF_RULES, reach);
  await fc.assert(property, { numRuns: onRules, seed });
  if (process.env.MODEL_SEED) console.log(`rules\n${reach.say()}`);
  expect(reach.pairs.size).toBeGreaterThan(onRules / 4);
}, 3_600_000);

it(`lets the mutations lead a loan through its life as the reference does (seed ${seed})`, async () => {
  const reach = new Reach(LIFE_KINDS.length);
  const property = lifeProperty(databaseMachineOf, CAST, reach);
  await fc.assert(property, { numRuns: onDatabase, seed, endOnFailure: onDatabase < 100 });
  if (process.env.MODEL_SEED) console.log(`database\n${reach.say()}`);
  // a run that only met refusals would prove nothing
  expect(reach.done).toBeGreaterThan(onDatabase * 5);
  expect(await findBroken()).toEqual([]);
}, 3_600_000);
