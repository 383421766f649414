/**
 * `make-session.ts cases COUNT`: so many cases above the limit of the first bank's branch, at decision, made by the same
 * mutations that the pages call; prints their titles. `make-session.ts rest SESSION_ID`: everybody of head office votes
 * for what is left on the agenda, and the chair settles it. It runs in a process of its own, because what it calls is
 * the server's.
 */
import { randomInt } from 'node:crypto';
import { addDays, dayOf } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode } from '@/domain/identity';
import { castVote, settleItem } from '@/features/sessions/mutations-sitting';
import { currentTime } from '@/server/clock';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { BANK_CREW, Journey, seedActor } from '../../../prisma/seed/lifecycle';

const AMOUNT_FEN = 520_000_000n;
const today = dayOf(currentTime());

async function makeCase(serial: number): Promise<string> {
  const name = `示例专场${serial}号农业有限公司`;
  const title = `${name}冷链仓储`;
  const lead = await db().user.findUniqueOrThrow({ where: { username: BANK_CREW.lead } });
  const station = await db().user.findUniqueOrThrow({
    where: { username: BANK_CREW.registrar },
    include: { organisation: true },
  });
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: station.organisation.regionId, validTo: null },
  });
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const journey = new Journey(BANK_CREW, addDays(today, -2), serial);
  await journey.consult({
    programmeId: programme.id,
    townshipId: village.parentId ?? 0,
    villageId: village.regionId,
    branchId: lead.organisationId,
    applicant: {
      kind: 'ENTERPRISE',
      creditCode: makeDemoCreditCode(serial),
      name,
      contactName: '示例联系人',
      contactPhone: '13700003333',
      leadingEnterprise: true,
      employsPoorHouseholds: true,
    },
    title,
    purpose: '建设冷库',
    eligibility: { PRODUCTION_USE: true, LAWFUL_OPERATION: true, DRIVES_HOUSEHOLDS: true, BAD_CREDIT: false },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(serial),
    requestedAmountFen: AMOUNT_FEN,
    requestedTermMonths: 24,
  });
  await journey.accept();
  await journey.assign();
  await journey.recommend(AMOUNT_FEN);
  return title;
}

const people = { chair: 'hq', members: ['hq2', 'hq3', 'hq'] } as const;

async function decideRest(sessionId: string): Promise<void> {
  const contexts = await Promise.all(
    people.members.map(async (name) => contextOf(await seedActor(name), currentTime())),
  );
  const chair = contextOf(await seedActor(people.chair), currentTime());
  const pending = await db().sessionItem.findMany({ where: { sessionId, status: 'PENDING' }, select: { id: true } });
  for (const { id: itemId } of pending) {
    for (const ctx of contexts) await castVote(ctx, { sessionId, itemId, vote: 'FOR', opinion: '同意' });
    const settled = await settleItem(chair, { sessionId, itemId, result: 'APPROVED', opinion: '' });
    if (!settled.ok) throw new Error(`not settled: ${settled.refusal.code}`);
  }
}

const [, , act, argument = ''] = process.argv;
if (act === 'rest') await decideRest(argument);
else {
  const first = randomInt(1e6, 9e6);
  const serials = Array.from({ length: Number(argument) }, (_, index) => first + index);
  const titles = await Promise.all(serials.map(makeCase));
  process.stdout.write(`${JSON.stringify(titles)}\n`);
}
await db().$queryRaw`SELECT fold_figures()`;
await db().$disconnect();
