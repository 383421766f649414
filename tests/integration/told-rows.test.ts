import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import { newUuid } from '@/lib/uuid';
import type { Prisma } from '@/server/db';
import { asSystem } from '@/server/row-scope';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { at, must } from '../support/world';

const DAY = '2026-04-01';
let owner: pg.Client;
let caseId: string;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL ?? '' });
  await owner.connect();
  const made = await caseAtDisbursement();
  caseId = made.caseId;
  await payTranche(caseId, made.trancheIds[0], DAY);
  must(
    await recordRepayment(await at('clerk', DAY), {
      caseId,
      paidOn: DAY,
      amountFen: 100_00n,
      idempotencyKey: newUuid(),
    }),
  );
});
afterAll(() => owner.end());

const SOMEBODY = "(SELECT id FROM app_user WHERE username = 'hq3')";
const reader = {
  $queryRaw: async <T>(query: Prisma.Sql) => (await owner.query(query.text, query.values)).rows as T,
};

/** Which sentences break after a change by the tables' owner; the change is taken back. */
async function brokenBy(statement: string): Promise<string[]> {
  await owner.query('BEGIN');
  try {
    const { rowCount } = await owner.query(statement.replaceAll('$case', `'${caseId}'`));
    if (!rowCount) throw new Error('nothing was changed');
    return (await findRowsUnlikeRecord(reader)).map(({ sentence }) => sentence);
  } finally {
    await owner.query('ROLLBACK');
  }
}

const PAID = "WHERE case_id = $case AND status = 'RELEASED'";

describe('what was altered past the portal', () => {
  it('is nothing, where everything came about through it', async () => {
    expect(await findRowsUnlikeRecord(reader)).toEqual([]);
  });

  it.each([
    ['who approved', `UPDATE approval SET approver_id = ${SOMEBODY} WHERE case_id = $case`, /approval is of whom/],
    [
      'when it was approved',
      `UPDATE approval SET decided_at = decided_at - interval '3 days' WHERE case_id = $case`,
      /approval is of/,
    ],
    [
      'for how much it was signed',
      'UPDATE approval SET amount_fen = amount_fen - 1 WHERE case_id = $case',
      /what is approved/,
    ],
    ['who asked for a payment', `UPDATE payment SET requested_by_id = ${SOMEBODY} ${PAID}`, /asked for by whom/],
    ['who released it', `UPDATE payment SET released_by_id = ${SOMEBODY} ${PAID}`, /released by whom/],
    ['its day', `UPDATE payment SET released_on = released_on - 30 ${PAID}`, /released by whom/],
    ['that it was paid', `UPDATE payment SET status = 'RETURNED' ${PAID}`, /came back/],
    ['the day of a repayment', 'UPDATE repayment SET paid_on = paid_on - 30 WHERE case_id = $case', /repayment is of/],
    [
      'the contract',
      "UPDATE contract SET amount_fen = amount_fen - 1 WHERE case_id = $case AND status = 'SIGNED'",
      /contract was signed/,
    ],
    ['where the case stands', "UPDATE case_record SET stage = 'DISBURSEMENT' WHERE id = $case", /stands where/],
  ])('is named by the rows against the record: %s', async (_what, statement, sentence) => {
    expect(await brokenBy(statement)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });
});

describe('the portal’s own role', () => {
  const asPortal = (statement: string) =>
    asSystem('a job', (tx) => tx.$executeRawUnsafe(statement.replaceAll('$case', `'${caseId}'`)));

  it.each([
    ['an approver', `UPDATE approval SET approver_id = ${SOMEBODY} WHERE case_id = $case`],
    ['an approved amount', 'UPDATE approval SET amount_fen = amount_fen - 1 WHERE case_id = $case'],
    ['who asked', `UPDATE payment SET requested_by_id = ${SOMEBODY} ${PAID}`],
    ['who released', `UPDATE payment SET released_by_id = ${SOMEBODY} ${PAID}`],
    ['a day of payment', `UPDATE payment SET released_on = released_on - 30 ${PAID}`],
    ['a voucher', `UPDATE payment SET voucher_number = 'X' ${PAID}`],
    ['a payment that went out', `UPDATE payment SET status = 'REFUSED' ${PAID}`],
    [
      'a signed contract',
      "UPDATE contract SET amount_fen = amount_fen - 1 WHERE case_id = $case AND status = 'SIGNED'",
    ],
    ['a day of signing', "UPDATE contract SET signed_on = signed_on - 30 WHERE case_id = $case AND status = 'SIGNED'"],
    [
      'which file a paper is',
      'UPDATE document SET file_id = (SELECT id FROM stored_file ORDER BY id DESC LIMIT 1), version = version + 1 WHERE case_id = $case',
    ],
    [
      'the sum of a file',
      "UPDATE stored_file SET sha256 = repeat('1', 64) WHERE id IN (SELECT file_id FROM document WHERE case_id = $case)",
    ],
  ])('cannot tell otherwise what was recorded: %s', async (_what, statement) => {
    await expect(asPortal(statement)).rejects.toThrow(/what was recorded of it does not change/);
  });

  it.each(['case_duty SET taken_at = now()', 'repayment SET paid_on = paid_on - 30'])(
    'may not write %s',
    async (what) => {
      await expect(asPortal(`UPDATE ${what} WHERE case_id = $case`)).rejects.toThrow(/permission denied/);
    },
  );
});
