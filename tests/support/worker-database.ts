import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { SEE_ALL } from '../../scripts/lib/see-all';
import { cloneDatabase, TEST_KEYS } from './postgres';

/** Each test file gets its own fresh database and files directory, named by its worker; set before it imports anything. */
const { ownerUrl, appUrl } = await cloneDatabase(`worker_${process.env.VITEST_POOL_ID ?? '1'}`);
const dataDirectory = mkdtempSync(path.join(tmpdir(), 'fuqiao-files-'));

Object.assign(process.env, {
  DATABASE_URL: ownerUrl,
  APP_DATABASE_URL: appUrl,
  DATA_DIR: dataDirectory,
  ...SEE_ALL,
  ...TEST_KEYS,
});

afterAll(async () => {
  await rm(dataDirectory, { recursive: true, force: true });
  // loaded late: it reads the settings above
  const { expectRowsLikeRecord } = await import('./held-against-record');
  await expectRowsLikeRecord(ownerUrl);
});
