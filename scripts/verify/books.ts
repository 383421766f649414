import { findOtherPayees } from '@/features/disbursements/queries-payee';
import { findWrongBooks } from '@/features/ledger/queries-books';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import type { Check } from './check';

const LIMIT = 100;

/**
 * Holds the books against each other, against the cases, payments, quotas and funds they speak of, and those against the record.
 * Whom each payment went to is held against its seal where the keys of the portal are given.
 */
export const checkBooks: Check = async ({ tx, say }) => {
  const broken = [...(await findWrongBooks(tx, LIMIT)), ...(await findRowsUnlikeRecord(tx, LIMIT))];
  if (process.env.FUQIAO_INDEX_KEY && process.env.FUQIAO_DATA_KEY) {
    const { rows, unreadable } = await findOtherPayees(tx, LIMIT);
    if (rows.length > 0) broken.push({ sentence: 'a payment went to whom it was asked for', rows });
    if (unreadable > 0)
      say(`The payees of ${unreadable} payments were sealed by a key that is not given: not looked at.`);
  } else
    say(
      'FUQIAO_DATA_KEY and FUQIAO_INDEX_KEY are neither set nor in DATA_DIR/keys: whom the payments went to was not looked at.',
    );
  for (const { sentence, rows } of broken) for (const row of rows) say(`${sentence}: not of ${row}`);
  say(broken.length === 0 ? 'The books agree.' : `${broken.length} sentences about the books do not hold.`);
  return broken.length === 0;
};
