import { beforeAll, expect, it } from 'vitest';
import { addDays } from '@/domain/calendar';
import { allotQuota } from '@/features/quotas/mutations';
import { depositToFund, setUpFund } from '@/features/risk-funds/mutations';
import { db } from '@/server/db';
import { findBroken, findUnreadKinds, findWrongFigures } from '../support/invariants';
import { beginCase } from '../support/programme-case';
import { establishedProject } from '../support/project';
import { chanceOf, doAnything, leadOn } from '../support/random-work';
import { actorFor, at, must } from '../support/world';

/** SEED=… runs another, however long it takes; COMMANDS=… runs it longer. Without, each run is the same. */
const SEED = Number(process.env.SEED ?? 1);
const COMMANDS = Number(process.env.COMMANDS ?? 400);
/** what one run may cost on a machine that is busy with others */
const BUDGET_MS = 18_000;
const BATCH = 50;
const DAY = '2026-03-02';
const YUAN = 100n;
const CODES = ['A', 'A', 'B', 'C', 'C', 'CR', 'CR', 'CE', 'CP', 'CD', 'CX', 'D', 'D'];

const cases: string[] = [];
const programmeId = async (code: string) => (await db().programme.findUniqueOrThrow({ where: { code } })).id;

beforeAll(async () => {
  for (const code of CODES) cases.push((await beginCase(code, { yuan: code === 'C' ? 30_000n : 5_000n })).id);
  cases.push((await establishedProject()).id);
  // tight, so that they are reached: one of two expenses, and hardly more than one of two loans behind the fund
  const quota = { region: '41', year: 2026, concession: null, documentNumber: '示例〔2026〕1号' };
  for (const [code, yuan] of [
    ['CR', 8_000n],
    ['C', 60_000n],
  ] as const)
    must(
      await allotQuota(await at('hq', DAY), { ...quota, programmeId: await programmeId(code), amount: yuan * YUAN }),
    );
  const financierId = (await actorFor('lead')).organisation.financierId ?? '';
  const county = await at('county', DAY);
  const fund = { programmeId: await programmeId('D'), financierId, name: '补偿金' };
  const { fundId } = must(await setUpFund(county, fund));
  must(
    await depositToFund(county, { fundId, kind: 'DEPOSIT', amount: 700n * YUAN, occurredOn: DAY, reference: '1号' }),
  );
}, 120_000);

it(`keep every sum, duty and clock whatever people try (SEED=${SEED})`, async () => {
  const chance = chanceOf(SEED);
  let day = DAY;
  const met: Record<string, number> = {};
  const until = process.env.SEED ? Number.POSITIVE_INFINITY : Date.now() + BUDGET_MS;
  let count = 0;
  while (count < COMMANDS && Date.now() < until) {
    count += 1;
    const caseId = chance.of(cases);
    // each with luck of its own, so that who comes first of two changes nothing for those after them
    const go = () => {
      const own = chanceOf(chance.below(2 ** 31));
      return own.isOneIn(5) ? doAnything(caseId, day, own) : leadOn(caseId, day, own);
    };
    // now and then two people at the same moment
    const results = chance.isOneIn(15) ? await Promise.all([go(), go()]) : [await go()];
    for (const result of results) {
      const said = result.ok ? 'done' : result.refusal.code;
      met[said] = (met[said] ?? 0) + 1;
    }
    if (chance.isOneIn(12)) day = addDays(day, 1 + chance.below(6));
    if (count % BATCH === 0) expect(await findBroken(), `SEED=${SEED}, after ${count}`).toEqual([]);
  }
  expect(await findBroken(), `SEED=${SEED}, after ${count}`).toEqual([]);
  expect(await findWrongFigures(), `SEED=${SEED}`).toEqual([]);
  expect(await findUnreadKinds(), `SEED=${SEED}`).toEqual([]);
  // a run that only met refusals would prove nothing
  expect(met.done ?? 0).toBeGreaterThan(count / 4);
  if (count === COMMANDS) expect(await db().payment.count({ where: { status: 'RELEASED' } })).toBeGreaterThan(0);
  if (process.env.SEED) console.log(met);
}, 600_000);
