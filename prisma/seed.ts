/**
 * Fills an empty database and says what it does: `--reference` regions, calendar and indicators, `--base` the demo people besides,
 * without either the demo cases too.
 */
import { ageLoans } from '@/features/loan-ages/mutations';
import { sealWaiting } from '@/features/seals/mutations';
import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { SEE_ALL } from '../scripts/lib/see-all';
import { seedBase, seedReference } from './seed/base';
import { seedBulletins } from './seed/bulletins';
import { seedDemoCases } from './seed/demo';
import { seedDemoProjects } from './seed/demo-projects';
import { seedPeriods } from './seed/periods';
import { seedPosition2017 } from './seed/position-2017';
import { seedProgrammeCases } from './seed/programme-cases';
import { seedSessions } from './seed/sessions';
import { seedSubsidies } from './seed/subsidies';
import { seedTargets } from './seed/targets';

Object.assign(process.env, SEE_ALL);

const say = (line: string) => console.log(line);
const only = (part: string) => process.argv.includes(part);

async function seedPeople() {
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error('DEMO_PASSWORD is not set');
  if ((await db().user.count()) > 0) return;
  await seedBase(password);
  say('organisations, people and programme');
}

await seedReference();
say('regions, calendar and indicators');
if (!only('--reference')) await seedPeople();
if (!only('--reference') && !only('--base') && (await db().caseRecord.count()) === 0) {
  await seedDemoCases(currentTime(), say);
  await seedProgrammeCases(currentTime(), say);
  await seedSubsidies(currentTime(), say);
  await seedSessions(currentTime(), say);
  await seedDemoProjects(currentTime(), say);
  await seedPosition2017(say);
  await ageLoans(currentTime());
  await seedTargets(say);
  await seedPeriods(currentTime(), say);
  await seedBulletins(currentTime(), say);
  await db().$queryRaw`SELECT fold_figures()`;
}
await sealWaiting();
await db().$disconnect();
