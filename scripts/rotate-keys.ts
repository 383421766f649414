/**
 * `npm run rotate-keys`: writes all personal data anew by the first key of FUQIAO_DATA_KEY, while the portal runs, and ends
 * when nothing of another key is left (docs/operations.md). `-- --index` does the same to the indexes by which numbers are
 * found, under the first key of FUQIAO_INDEX_KEY. Reads DATABASE_URL.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '@/generated/prisma/client';
import { currentTime } from '@/server/clock';
import { indexVersion, writingVersion } from '@/server/crypto';
import { recordEvent } from '@/server/events';
import { fingerprints } from './lib/keys';
import { explain, Stop, say } from './lib/say.mjs';
import { countOld, rotateCiphers } from './rotate/ciphers';
import { countSealedByOld, countWrongIndexes, rotateIndexes } from './rotate/indexes';

const MOST_ROUNDS = 20;

if (existsSync('.env')) process.loadEnvFile('.env');
// of the portal's own settings, which this does not use
process.env.APP_DATABASE_URL ??= process.env.DATABASE_URL;
process.env.DATA_DIR ??= '.data';

const isIndex = process.argv.includes('--index');
const name = isIndex ? 'FUQIAO_INDEX_KEY' : 'FUQIAO_DATA_KEY';
if (!isIndex) process.env.FUQIAO_INDEX_KEY ??= Buffer.alloc(32).toString('base64');

/** Everything written by the first key, however often somebody wrote by another meanwhile; how many values. */
async function untilNoneIsLeft(write: () => Promise<number>, count: () => Promise<number>): Promise<number> {
  let written = 0;
  for (let round = 1; ; round++) {
    written += await write();
    const left = await count();
    if (left === 0) return written;
    if (round === MOST_ROUNDS)
      throw new Stop(
        `${left} values of another key are left: an instance still writes with it. Restart it, then run this again.`,
      );
  }
}

/** Notes the key that the database knows from now on, with an event. */
async function note(connectionString: string, version: number, written: number): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
  try {
    await prisma.$transaction(async (tx) => {
      const [fingerprint = ''] = fingerprints(process.env[name] ?? '');
      await tx.$executeRaw`UPDATE key_check SET fingerprint = ${fingerprint} WHERE id = ${name}`;
      const ctx = { actor: null, now: currentTime(), requestId: randomUUID() };
      const kind = isIndex ? 'index-key.rotated' : 'data-key.rotated';
      await recordEvent(tx, ctx, { kind, payload: { version, written } });
    });
  } finally {
    await prisma.$disconnect();
  }
}

async function rotateData(client: pg.Client, connectionString: string): Promise<void> {
  const written = await untilNoneIsLeft(
    () => rotateCiphers(client, { say }),
    () => countOld(client),
  );
  await note(connectionString, writingVersion(), written);
  say(`done: ${written} values written anew by key ${writingVersion()}, none of another key is left`);
}

async function rotateIndex(client: pg.Client, connectionString: string): Promise<void> {
  const written = await untilNoneIsLeft(
    () => rotateIndexes(client, { say }),
    () => countWrongIndexes(client),
  );
  const version = indexVersion();
  await note(connectionString, version, written);
  say(`done: ${written} indexes written anew by key ${version}, every one compared with its number`);
  const { approvals, payments } = await countSealedByOld(client);
  say(
    approvals + payments === 0
      ? 'no approval that is not paid and no payment under way is sealed by another key: take the old one out'
      : `${approvals} approvals that are not paid and ${payments} payments under way are sealed by another key: keep it behind the new one until this says 0`,
  );
}

try {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Stop('DATABASE_URL is not set: it names the database whose values are written anew.');
  if (!process.env.FUQIAO_DATA_KEY) throw new Stop('FUQIAO_DATA_KEY is not set: the new key first, then the old one.');
  if (!process.env[name]) throw new Stop(`${name} is not set: the new key first, then the old one.`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await (isIndex ? rotateIndex : rotateData)(client, url);
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
