import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { newUuid } from '@/lib/uuid';
import { toDay } from '@/server/dates';
import { db } from '@/server/db';
import { findWrongFigures } from '../support/invariants';
import { backEnteredCase } from '../support/paper-case';
import { at, must } from '../support/world';

const countedOn = async (caseId: string) => {
  const rows = await db().$queryRaw<{ on: Date; measure: string; value: bigint }[]>`
    SELECT e.occurred_on AS on, f.measure, sum(f.value)::bigint AS value
    FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
    WHERE e.case_id = ${caseId}::uuid AND f.measure IN ('OUTSTANDING', 'DISBURSED') GROUP BY 1, 2 HAVING sum(f.value) <> 0 ORDER BY 1, 2`;
  return rows.map(({ on, measure, value }) => [toDay(on), measure, Number(value)]);
};
const PAPER = [
  ['2025-12-10', 'DISBURSED', 1],
  ['2025-12-10', 'OUTSTANDING', 1],
];

test('a paper case counts with its money, and is counted off once when it is repaid', async () => {
  const caseId = await backEnteredCase('FOLLOW_UP', { fields: { restPlannedOn: '' } });
  expect(await countedOn(caseId)).toEqual(PAPER);
  const { _sum } = await db().repaymentPlanLine.aggregate({
    where: { caseId },
    _sum: { principalFen: true, interestFen: true, paidPrincipalFen: true, paidInterestFen: true },
  });
  const { principalFen, interestFen, paidPrincipalFen, paidInterestFen } = _sum;
  const amountFen = (principalFen ?? 0n) + (interestFen ?? 0n) - (paidPrincipalFen ?? 0n) - (paidInterestFen ?? 0n);
  const clerk = await at('clerk', '2026-05-02');
  must(await recordRepayment(clerk, { caseId, paidOn: '2026-05-02', amountFen, idempotencyKey: newUuid() }));
  expect(await countedOn(caseId)).toEqual([...PAPER, ['2026-05-02', 'OUTSTANDING', -1]]);
  expect(await findWrongFigures()).toEqual([]);
});

test('wholly repaid on paper before the next payment: it owes nothing in between', async () => {
  const fields = {
    'repayments.0.on': '2025-12-30',
    'repayments.0.principal': '30000',
    outstandingAmountFen: '10000',
  };
  const caseId = await backEnteredCase('FOLLOW_UP', { fields });
  expect(await countedOn(caseId)).toEqual([
    ...PAPER,
    ['2025-12-30', 'OUTSTANDING', -1],
    ['2026-01-10', 'OUTSTANDING', 1],
  ]);
  expect(await findWrongFigures()).toEqual([]);
});

test('what was repaid earlier and is recorded last ends the debt on the day on which it was over', async () => {
  const caseId = await backEnteredCase('FOLLOW_UP', { fields: { restPlannedOn: '' } });
  const repay = async (amountFen: bigint, paidOn: string, on: string) => {
    const input = { caseId, paidOn, amountFen, idempotencyKey: newUuid() };
    must(await recordRepayment(await at('clerk', on), input));
  };
  const owed = async () => (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).outstandingAmountFen;
  await repay(2_000_000n, '2026-05-20', '2026-05-20');
  const before = await countedOn(caseId);
  expect(before).toEqual(PAPER);
  // the rest had come in ten days before
  const lines = await db().repaymentPlanLine.findMany({ where: { caseId } });
  const left = lines.reduce(
    (sum, line) => sum + line.principalFen + line.interestFen - line.paidPrincipalFen - line.paidInterestFen,
    0n,
  );
  await repay(left, '2026-05-10', '2026-05-21');
  expect(await owed()).toBe(0n);
  expect(await countedOn(caseId)).toEqual([...PAPER, ['2026-05-20', 'OUTSTANDING', -1]]);
  expect(await findWrongFigures()).toEqual([]);
});

test('what an older portal recorded is found by the check, and put right by the migration, once', async () => {
  const caseId = await backEnteredCase('FOLLOW_UP');
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL as string });
  await client.connect();
  try {
    // as it was recorded then: the money of the first payment, and nobody who owes it
    await client.query(
      `INSERT INTO event (id, kind, payload, case_id, province_id, city_id, county_id, township_id, village_id, financier_id,
         provincial_branch_id, county_branch_id, programme_id, applicant_kind, occurred_on, recorded_at, request_id)
       SELECT uuidv7(), 'loan.counted', '{"owed": {"from": "1", "to": "0"}, "disbursed": {"from": "1", "to": "0"}}', case_id, province_id,
         city_id, county_id, township_id, village_id, financier_id, provincial_branch_id, county_branch_id, programme_id, applicant_kind,
         occurred_on, recorded_at, request_id
       FROM event WHERE case_id = $1 AND kind = 'payment.released' ORDER BY id LIMIT 1`,
      [caseId],
    );
    const wrong = (await findWrongFigures()) as { measure: string; day: string | null }[];
    expect(wrong.map(({ measure, day }) => [measure, day])).toEqual([
      ['DISBURSED', null],
      ['OUTSTANDING', null],
      ['DISBURSED', '2025-12-10'],
      ['DISBURSED', '2026-01-10'],
      ['OUTSTANDING', '2025-12-10'],
      ['OUTSTANDING', '2026-01-10'],
      ['OUTSTANDING', '2026-02-10'],
    ]);
    const folder = path.resolve('prisma/migrations/0030_counted_by_books');
    const sql = await readFile(path.join(folder, 'migration.sql'), 'utf8');
    const written = await client.query(sql);
    expect(written.rowCount).toBe(2);
    expect(await findWrongFigures()).toEqual([]);
    expect((await client.query(sql)).rowCount).toBe(0);
  } finally {
    await client.end();
  }
  expect(await countedOn(caseId)).toEqual(PAPER);
});
