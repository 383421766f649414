/**
 * Brings a new household's case to a point of its life by the same mutations that the pages call, so that a journey can
 * begin in the middle: each line it reads is a point, with LARGE behind it for a cooperative's case above the limit of its
 * branch; each line it writes is {id, title, reference} or {error}. It runs in a process of its own, because what it calls
 * is the server's, and ends with whoever writes to it.
 */
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline';
import { addDays, type Day, dayOf } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from '../../../prisma/seed/lifecycle';
import { SEE_ALL } from '../../../scripts/lib/see-all';
import type { CasePoint, MadeCase } from './portal';

Object.assign(process.env, SEE_ALL);

const SMALL_FEN = 5_000_000n;
const LARGE_FEN = 400_000_000n;

async function begin(day: Day, isLarge: boolean): Promise<Journey & { title: string }> {
  const seed = randomInt(1e9);
  const name = isLarge ? `示例合作社${seed}` : `示例农户${seed}`;
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
    applicant: isLarge
      ? {
          kind: 'COOPERATIVE',
          creditCode: makeDemoCreditCode(randomInt(100_000, 900_000)),
          name,
          contactName: '示例联系人',
          contactPhone: '13600002222',
          employsPoorHouseholds: true,
        }
      : {
          kind: 'HOUSEHOLD',
          identityNumber: makeDemoIdentityNumber(
            randomInt(1000),
            `19${randomInt(60, 95)}-0${randomInt(1, 10)}-11`,
            'MALE',
          ),
          name,
          phone: '13700002222',
          householdKind: 'LIFTED_OUT',
        },
    title,
    purpose: '购置种羊和饲料',
    eligibility: {
      PRODUCTION_USE: true,
      BAD_CREDIT: false,
      ABLE_TO_WORK: true,
      ...(isLarge ? { LAWFUL_OPERATION: true, DRIVES_HOUSEHOLDS: true } : {}),
    },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(seed),
    requestedAmountFen: isLarge ? LARGE_FEN : SMALL_FEN,
    requestedTermMonths: 12,
  });
  return Object.assign(journey, { title });
}

/** What leads from each point to the next, in the order of a case's life; the day of the journeys is a Wednesday. */
const LIFE: [CasePoint, (journey: Journey, amountFen: bigint) => Promise<unknown>][] = [
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
  ['DECISION', (journey, amountFen) => journey.recommend(amountFen)],
  ['CONTRACT', (journey, amountFen) => journey.approve(amountFen)],
  ['LEGAL_CHECK', (journey, amountFen) => journey.draft(amountFen)],
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

async function makeCase(line: string): Promise<MadeCase> {
  const [point, size] = line.split(' ');
  const isLarge = size === 'LARGE';
  const until = LIFE.findIndex(([name]) => name === point);
  if (until < 0) throw new Error(`no such point: ${point}`);
  const today = dayOf(currentTime());
  const journey = await begin(addDays(today, -2), isLarge);
  for (const [, step] of LIFE.slice(0, until + 1)) await step(journey, isLarge ? LARGE_FEN : SMALL_FEN);
  await db().$queryRaw`SELECT fold_figures()`;
  return { id: journey.id, reference: journey.reference, title: journey.title };
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await makeCase(line).catch((error: Error) => ({ error: error.stack ?? error.message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await db().$disconnect();
