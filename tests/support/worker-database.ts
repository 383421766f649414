import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { cloneDatabase } from './postgres';

/** Each test file gets its own fresh database and files directory, named by its worker; set before it imports anything. */
const { ownerUrl, appUrl } = await cloneDatabase(`worker_${process.env.VITEST_POOL_ID ?? '1'}`);
const dataDirectory = mkdtempSync(path.join(tmpdir(), 'fuqiao-files-'));

Object.assign(process.env, {
  DATABASE_URL: ownerUrl,
  APP_DATABASE_URL: appUrl,
  DATA_DIR: dataDirectory,
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only',
  FUQIAO_DATA_KEY: Buffer.alloc(32, 1).toString('base64'),
  FUQIAO_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
  FUQIAO_VERSION: 'test',
});

afterAll(() => rm(dataDirectory, { recursive: true, force: true }));
