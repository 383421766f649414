import { findWrongBooks } from '@/features/ledger/queries-books';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import type { Check } from './check';

const LIMIT = 100;

/** Holds the books against each other, against the cases, payments, quotas and funds they speak of, and those against the record. */
export const checkBooks: Check = async ({ tx, say }) => {
  const broken = [...(await findWrongBooks(tx, LIMIT)), ...(await findRowsUnlikeRecord(tx, LIMIT))];
  for (const { sentence, rows } of broken) for (const row of rows) say(`${sentence}: not of ${row}`);
  say(broken.length === 0 ? 'The books agree.' : `${broken.length} sentences about the books do not hold.`);
  return broken.length === 0;
};
