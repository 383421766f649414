/**
 * A new checker of the first bank who has chosen a password: `make-checker.ts`, prints {username, password}. With a user
 * name, makes it ten minutes since that person last showed a second factor. In a process of its own, as make-case.ts.
 */
import { randomInt } from 'node:crypto';
import { openAccount } from '@/features/accounts/mutations';
import { currentTime } from '@/server/clock';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';

const now = currentTime();
const [known] = process.argv.slice(2);

async function makeChecker() {
  const number = randomInt(1e6);
  const username = `checker-${number}`;
  const result = await openAccount(contextOf(await actorNamed(db(), 'secadmin'), now), {
    ...{ username, nameZh: '示例新复核岗', nameEn: 'Sample new checker', staffNumber: `K-${number}`, email: null },
    ...{ organisation: '示例银行兰考县支行', roles: ['DISBURSEMENT_CHECKER'] },
  });
  if (!result.ok) throw new Error(result.refusal.code);
  await db().user.update({ where: { username }, data: { mustChangePassword: false } });
  return { username, password: result.value.secrets[0]?.secret ?? '' };
}

async function letTimePass(username: string) {
  const { id: userId } = await db().user.findUniqueOrThrow({ where: { username } });
  const factorAt = new Date(now.getTime() - 10 * 60_000);
  await db().authSession.updateMany({ where: { userId, revokedAt: null }, data: { factorAt } });
  return null;
}

console.log(JSON.stringify(known ? await letTimePass(known) : await makeChecker()));
await db().$disconnect();
