/** Fills an empty database: `tsx prisma/seed.ts` with demo cases, `--base` without. Says what it does, line by line. */
import { db } from '@/server/db';
import { seedBase } from './seed/base';

const password = process.env.DEMO_PASSWORD;
if (!password) throw new Error('DEMO_PASSWORD is not set');
if ((await db().user.count()) === 0) {
  await seedBase(password);
  console.log('seeded: regions, calendar, organisations, people, programme');
}
await db().$disconnect();
