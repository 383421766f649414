/**
 * A household's micro-loan that was paid before the last interest quarter ended, made by the server's own mutations;
 * prints {id, title, reference}. It runs in a process of its own, because what it calls is the server's.
 */
import { randomInt } from 'node:crypto';
import { makeDemoIdentityNumber } from '@/domain/identity';
import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { lendLongAgo } from '../../../prisma/seed/subsidies';
import { SEE_ALL } from '../../../scripts/lib/see-all';

Object.assign(process.env, SEE_ALL);

const seed = randomInt(1e5, 8e7);
const identityNumber = makeDemoIdentityNumber(
  randomInt(1000),
  `19${randomInt(65, 95)}-0${randomInt(1, 10)}-1${randomInt(10)}`,
  'MALE',
);
const loan = { trade: '蜜蜂养殖', yuan: 50_000n, repaidYuan: 0n };
const { id, reference } = await lendLongAgo(currentTime(), seed, loan, { identityNumber });
const { title } = await db().caseRecord.findUniqueOrThrow({ where: { id } });
console.log(JSON.stringify({ id, reference, title }));
await db().$disconnect();
