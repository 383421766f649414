/**
 * Brings a new household's case to a point of its life by the same mutations that the pages call, so that a journey can
 * begin in the middle: each line it reads is a point, each line it writes is {id, title, reference} or {error}. It runs in
 * a process of its own, because what it calls is the server's, and ends with whoever writes to it.
 */
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { addDays, type Day, dayOf } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from '../../../prisma/seed/lifecycle';
import type { CasePoint, MadeCase } from './portal';

const AMOUNT_FEN = 5_000_000n;

async function begin(day: Day): Promise<Journey & { title: string }> {
  const seed = randomInt(1e9);
  const name = `示例农户${seed}`;
  const title = `${name}${['肉羊养殖', '大棚蔬菜', '蜂产品'][seed % 3]}`;
  const lead = await db().user.findUniqueOrThrow({ where: { username: BANK_CREW.lead } });
  const station = await db().user.findUniqueOrThrow({
    where: { username: BANK_CREW.registrar },
    include: { organisation: true },
  });
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: station.organisation.regionId, validTo: null },
  });
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const journey = new Journey(BANK_CREW, day, seed);
  await journey.consult({
    programmeId: programme.id,
    townshipId: village.parentId ?? 0,
    villageId: village.regionId,
    branchId: lead.organisationId,
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(randomInt(1000), `19${randomInt(60, 95)}-0${randomInt(1, 10)}-11`, 'MALE'),
      name,
      phone: '13700002222',
      householdKind: 'LIFTED_OUT',
    },
    title,
    purpose: '购置种羊和饲料',
    eligibility: { PRODUCTION_USE: true, BAD_CREDIT: false, ABLE_TO_WORK: true },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(seed),
    requestedAmountFen: AMOUNT_FEN,
    requestedTermMonths: 12,
  });
  return Object.assign(journey, { title });
}

/** What leads from each point to the next, in the order of a case's life; the day of the journeys is a Wednesday. */
const LIFE: [CasePoint, (journey: Journey, today: Day) => Promise<unknown>][] = [
  ['CONSULTATION', async () => {}],
  [
    'ACCEPTANCE',
    async (journey) => {
      await journey.file('CONSULTATION');
      await journey.take('submit', journey.crew.registrar);
      await journey.file('ACCEPTANCE');
    },
  ],
  [
    'FINANCIER_ACCEPTANCE',
    async (journey) => {
      await journey.check(journey.crew.county);
      await journey.take('accept', journey.crew.county);
    },
  ],
  [
    'DUE_DILIGENCE',
    async (journey) => {
      await journey.take('accept', journey.crew.lead);
      await journey.assign();
    },
  ],
  ['DECISION', (journey) => journey.recommend(AMOUNT_FEN)],
  ['CONTRACT', (journey) => journey.approve(AMOUNT_FEN)],
  ['LEGAL_CHECK', (journey) => journey.draft(AMOUNT_FEN)],
  [
    'DISBURSEMENT',
    async (journey) => {
      await journey.legalCheck();
      await journey.file('CONTRACT', journey.crew.managerA);
      await journey.check(journey.crew.legal);
      await journey.sign();
    },
  ],
  ['PAYMENT_RELEASE', (journey) => journey.request()],
  ['FOLLOW_UP', (journey) => journey.release()],
];

async function makeCase(point: string): Promise<MadeCase> {
  const until = LIFE.findIndex(([name]) => name === point);
  if (until < 0) throw new Error(`no such point: ${point}`);
  const today = dayOf(currentTime());
  const journey = await begin(addDays(today, -2));
  for (const [, step] of LIFE.slice(0, until + 1)) await step(journey, today);
  await db().$queryRaw`SELECT fold_figures()`;
  return { id: journey.id, reference: journey.reference, title: journey.title };
}

for await (const point of createInterface({ input: process.stdin })) {
  const answer = await makeCase(point).catch((error: Error) => ({ error: error.stack ?? error.message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await db().$disconnect();
