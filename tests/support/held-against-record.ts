import pg from 'pg';
import { expect } from 'vitest';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import { readerOn } from './reader-on';

/** Files that write rows past the commands, to have a state that no command leaves, or to be found out. */
const WRITING_THEMSELVES = [
  'accounts',
  'consultations',
  'corrections',
  'due-diligence',
  'hand-overs',
  'identity',
  'identity-provider',
  'load',
  'notices',
  'one-journal',
  'raises',
  'sealed',
  'second-factor',
  'sessions',
  'setup',
  'sheet-imports',
  'subsidies',
  'ways-around-a-gate',
  'ways-to-money',
];

/**
 * What the commands of a test file have left, whichever they were, is what their events say: no row of it is named by
 * `npm run verify`, which would be a false alarm.
 */
export async function expectRowsLikeRecord(databaseUrl: string): Promise<void> {
  const { testPath = '' } = expect.getState();
  if (WRITING_THEMSELVES.some((name) => testPath.endsWith(`/${name}.test.ts`))) return;
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    expect(await findRowsUnlikeRecord(readerOn(owner), 5)).toEqual([]);
  } finally {
    await owner.end();
  }
}
