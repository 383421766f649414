/**
 * `npm run rotate-keys`: writes all personal data anew by the first key of FUQIAO_DATA_KEY, while the portal runs, and ends
 * when nothing of another key is left (docs/operations.md). Reads DATABASE_URL.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '@/generated/prisma/client';
import { currentTime } from '@/server/clock';
import { writingVersion } from '@/server/crypto';
import { recordEvent } from '@/server/events';
import { fingerprints } from './lib/keys';
import { explain, Stop, say } from './lib/say.mjs';
import { countOld, rotateCiphers } from './rotate/ciphers';

const MOST_ROUNDS = 20;

if (existsSync('.env')) process.loadEnvFile('.env');
// of the portal's own settings, which this does not use
process.env.APP_DATABASE_URL ??= process.env.DATABASE_URL;
process.env.DATA_DIR ??= '.data';
process.env.FUQIAO_INDEX_KEY ??= Buffer.alloc(32).toString('base64');

async function run(client: pg.Client, connectionString: string): Promise<void> {
  let written = 0;
  for (let round = 1; ; round++) {
    written += await rotateCiphers(client, { say });
    const left = await countOld(client);
    if (left === 0) break;
    if (round === MOST_ROUNDS)
      throw new Stop(
        `${left} values of another key are left: an instance still writes with it. Restart it, then run this again.`,
      );
  }
  const version = writingVersion();
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
  try {
    await prisma.$transaction(async (tx) => {
      const [fingerprint = ''] = fingerprints(process.env.FUQIAO_DATA_KEY ?? '');
      await tx.$executeRaw`UPDATE key_check SET fingerprint = ${fingerprint} WHERE id = 'FUQIAO_DATA_KEY'`;
      const ctx = { actor: null, now: currentTime(), requestId: randomUUID() };
      await recordEvent(tx, ctx, { kind: 'data-key.rotated', payload: { version, written } });
    });
  } finally {
    await prisma.$disconnect();
  }
  say(`done: ${written} values written anew by key ${version}, none of another key is left`);
}

try {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Stop('DATABASE_URL is not set: it names the database whose values are written anew.');
  if (!process.env.FUQIAO_DATA_KEY) throw new Stop('FUQIAO_DATA_KEY is not set: the new key first, then the old one.');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await run(client, url);
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
