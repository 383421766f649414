/**
 * Cases of the other programmes for journeys that begin in the middle, by the mutations that the pages call; each prints
 * {id, title, reference}. `case CODE STAGE YUAN`: a cooperative's, in that stage. `ready ID`: an approved one goes on until
 * its first instalment may be asked for. `insurer`: an enterprise's at decision, financed by an insurer. `beyond`: one at decision for more than the fund behind it still lends.
 * `overdue`: the demo's household loan that is overdue long enough for a claim, or another once that is settled.
 */
import { randomInt } from 'node:crypto';
import { dayOf } from '@/domain/calendar';
import { STAGES } from '@/domain/stage';
import { listFunds } from '@/features/risk-funds/queries';
import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { daysBack } from '../../../prisma/seed/days-back';
import { BANK_CREW, INSURER_CREW, Journey, seedActor } from '../../../prisma/seed/lifecycle';
import { makeOverdueLoan, OVERDUE_NAME } from '../../../prisma/seed/overdue-loan';
import { begin, carryTo } from '../../../prisma/seed/programme-cases';
import { makeEnterpriseCase } from '../../../prisma/seed/sessions';
import { SEE_ALL } from '../../../scripts/lib/see-all';

Object.assign(process.env, SEE_ALL);

const YUAN = 100n;
const now = currentTime();
const back = daysBack(dayOf(now), await loadWorkCalendar(db()));

const made = async (id: string) => {
  const { reference, title } = await db().caseRecord.findUniqueOrThrow({ where: { id } });
  return { id, reference, title };
};

async function makeCase(code: string, stageName: string, yuan: bigint) {
  const stage = STAGES.find((name) => name === stageName);
  if (!stage) throw new Error(`no such stage: ${stageName}`);
  const plan = { code, kind: 'COOPERATIVE', trade: '示范基地', yuan } as const;
  const programme = await db().programme.findUniqueOrThrow({ where: { code } });
  const journey = await begin(plan, programme.id, randomInt(100_000, 900_000), stage, back);
  await carryTo(stage, journey, plan, back);
  return made(journey.id);
}

async function makeReady(id: string) {
  const row = await db().caseRecord.findUniqueOrThrow({ where: { id } });
  const { kind } = await db().organisation.findUniqueOrThrow({ where: { id: row.financierId } });
  const crew = kind === 'INSURER' ? INSURER_CREW : BANK_CREW;
  const journey = new Journey(crew, dayOf(now), randomInt(1_000_000));
  Object.assign(journey, { id, reference: row.reference });
  await journey.contract(row.approvedAmountFen ?? 0n, undefined, { rateBps: row.approvedRateBps ?? 0 });
  await journey.file('DISBURSEMENT', crew.clerk);
  return made(id);
}

async function makeInsured() {
  const journey = new Journey(INSURER_CREW, back(3), randomInt(100_000, 900_000));
  const { caseId } = await makeEnterpriseCase(journey, 200_000_000n, {
    name: `示例保险支持${journey.seed}号农业有限公司`,
  });
  return made(caseId);
}

async function makeBeyondFund() {
  const [fund] = await listFunds(await seedActor(BANK_CREW.county), now);
  if (!fund) throw new Error('the county has no fund');
  const free = fund.limitFen - fund.lentFen;
  return makeCase('D', 'DECISION', (free > 0n ? free : 0n) / YUAN + 10_000n);
}

async function findOverdue() {
  const demo = await db().caseRecord.findFirst({
    where: { applicantName: OVERDUE_NAME, status: 'OPEN', stage: 'FOLLOW_UP' },
    select: { id: true },
  });
  if (demo) return made(demo.id);
  return makeOverdueLoan(dayOf(now), randomInt(10_000, 900_000), `${OVERDUE_NAME}${randomInt(1e6)}`);
}

const [act, first = '', second = '', third = ''] = process.argv.slice(2);
const answer =
  act === 'case'
    ? await makeCase(first, second, BigInt(third))
    : act === 'ready'
      ? await makeReady(first)
      : act === 'insurer'
        ? await makeInsured()
        : act === 'beyond'
          ? await makeBeyondFund()
          : await findOverdue();
await db().$queryRaw`SELECT fold_figures()`;
process.stdout.write(`${JSON.stringify(answer)}\n`);
await db().$disconnect();
