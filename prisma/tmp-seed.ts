import { currentTime } from '@/server/clock';
import { db } from '@/server/db';
import { seedBulletins } from './seed/bulletins';
await seedBulletins(currentTime(), console.log);
await db().$queryRaw`SELECT fold_figures()`;
await db().$disconnect();
