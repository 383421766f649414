/** Fills an empty database: `tsx prisma/seed.ts` with demo cases, `--base` without. Says what it does, line by line. */
import { db } from '@/server/db';
import { seedBase } from './seed/base';
import { seedDemoCases } from './seed/demo';
import { seedPosition2017 } from './seed/position-2017';

const password = process.env.DEMO_PASSWORD;
if (!password) throw new Error('DEMO_PASSWORD is not set');
const say = (line: string) => console.log(`seeded: ${line}`);

if ((await db().user.count()) === 0) {
  await seedBase(password);
  say('regions, calendar, organisations, people, programme');
}
if (!process.argv.includes('--base') && (await db().caseRecord.count()) === 0) {
  await seedDemoCases(new Date(), say);
  await seedPosition2017(say);
  await db().$queryRaw`SELECT fold_figures()`;
}
await db().$disconnect();
