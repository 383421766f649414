/**
 * `make-session.ts cases COUNT`: so many cases above the limit of the first bank's branch, at decision, made by the same
 * mutations that the pages call; prints their titles. `make-session.ts rest SESSION_ID`: everybody of head office votes
 * for what is left on the agenda, and the chair settles it. It runs in a process of its own, because what it calls is
 * the server's.
 */
import { randomInt } from 'node:crypto';
import { addDays, dayOf } from '@/domain/calendar';
import { castVote, settleItem } from '@/features/sessions/mutations-sitting';
import { currentTime } from '@/server/clock';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { BANK_CREW, Journey, seedActor } from '../../../prisma/seed/lifecycle';
import { makeEnterpriseCase } from '../../../prisma/seed/sessions';
import { SEE_ALL } from '../../../scripts/lib/see-all';

Object.assign(process.env, SEE_ALL);

const AMOUNT_FEN = 520_000_000n;
const today = dayOf(currentTime());

async function makeCase(serial: number): Promise<string> {
  const journey = new Journey(BANK_CREW, addDays(today, -2), serial);
  return (await makeEnterpriseCase(journey, AMOUNT_FEN, { name: `示例专场${serial}号农业有限公司` })).title;
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
