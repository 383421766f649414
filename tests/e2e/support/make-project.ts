/**
 * Brings a new project of given money before its first instalment, its notice over since yesterday, by the mutations that
 * the pages call; prints {id, title, reference}. With the id of a case: moves its checks back by the year for which the
 * retention is held, which no journey can wait for.
 */
import { addDays, dayOf } from '@/domain/calendar';
import { currentTime } from '@/server/clock';
import { toDate, toDay } from '@/server/dates';
import { db } from '@/server/db';
import { enrolHousehold, newSeed, ProjectJourney } from '../../../prisma/seed/project-journey';
import { SEE_ALL } from '../../../scripts/lib/see-all';

Object.assign(process.env, SEE_ALL);

const AMOUNT_FEN = 60_000_000n;
const [caseId] = process.argv.slice(2);

async function make() {
  const today = dayOf(currentTime());
  const begun = addDays(today, -12);
  const project = new ProjectJourney(begun, newSeed());
  const title = `示例产地冷库${project.seed}`;
  await project.apply(AMOUNT_FEN, title);
  await project.review();
  await project.establish();
  await project.announce(addDays(today, -1));
  await project.link([await enrolHousehold(begun, newSeed())]);
  await project.fileForMoney();
  await db().$queryRaw`SELECT fold_figures()`;
  return { id: project.id, reference: project.reference, title };
}

async function age(id: string) {
  const checks = await db().completionCheck.findMany({ where: { caseId: id } });
  for (const check of checks)
    await db().completionCheck.update({
      where: { id: check.id },
      data: { checkedOn: toDate(addDays(toDay(check.checkedOn), -366)) },
    });
  return null;
}

process.stdout.write(`${JSON.stringify(caseId ? await age(caseId) : await make())}\n`);
await db().$disconnect();
