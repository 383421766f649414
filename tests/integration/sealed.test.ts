import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { newUuid } from '@/lib/uuid';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-04-01';
const key = newUuid;
let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL ?? '' });
  await owner.connect();
});
afterAll(() => owner.end());

type Change = { name: string; sql: string; value: () => unknown; code: string; at: 'approved' | 'requested' };

/** What somebody with the database's own password would change, and what the checker is told then. */
const CHANGES: Change[] = (
  [
    [
      'the amount that is paid',
      'UPDATE payment SET amount_fen = amount_fen + $2 WHERE case_id = $1',
      () => 100,
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the instalment',
      'UPDATE tranche SET amount_fen = amount_fen - $2 WHERE case_id = $1',
      () => 100,
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'whose turn it is by milestone',
      'UPDATE tranche SET hold_days = $2 WHERE case_id = $1',
      () => 3,
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the account',
      'UPDATE case_record SET payee_account_cipher = $2 WHERE id = $1',
      () => Buffer.from(encrypt('6222020000000000018')),
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the name of the payee',
      'UPDATE case_record SET payee_name = $2 WHERE id = $1',
      () => '示例某某',
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the account of the payment itself',
      'UPDATE payment SET payee_account_cipher = $2 WHERE case_id = $1',
      () => Buffer.from(encrypt('6222020000000000018')),
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the account of the payment into what does not open',
      'UPDATE payment SET payee_account_cipher = $2 WHERE case_id = $1',
      () => Buffer.from([1, 255]),
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the name on the payment itself',
      'UPDATE payment SET payee_name = $2 WHERE case_id = $1',
      () => '示例某某',
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the rate approved',
      'UPDATE case_record SET approved_rate_bps = $2 WHERE id = $1',
      () => 1,
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the term of the contract',
      "UPDATE contract SET term_months = $2 WHERE case_id = $1 AND status = 'SIGNED'",
      () => 36,
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'the rate of the contract',
      "UPDATE contract SET rate_bps = $2 WHERE case_id = $1 AND status = 'SIGNED'",
      () => 1,
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    [
      'a paper',
      'UPDATE stored_file SET sha256 = $2 WHERE id IN (SELECT file_id FROM document WHERE case_id = $1)',
      () => 'f'.repeat(64),
      'PAYMENT_CHANGED_SINCE_REQUEST',
    ],
    ['a condition', 'UPDATE condition SET text = $2 WHERE case_id = $1', () => '无', 'APPROVAL_ALTERED'],
  ] as const
).map(([name, sql, value, code]) => ({ name, sql, value, code, at: 'requested' }));

it.each(CHANGES)(
  'a superuser changes $name between request and release: refused, alarmed, nothing paid',
  async (change) => {
    const { caseId, trancheIds } = await caseAtDisbursement({ openCondition: true });
    await owner.query("UPDATE condition SET status = 'MET' WHERE case_id = $1", [caseId]);
    const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
    const { paymentId } = must(await requestPayment(await at('clerk', DAY), ask));
    expect((await owner.query(change.sql, [caseId, change.value()])).rowCount).toBeGreaterThan(0);
    const release = { paymentId, idempotencyKey: key() };
    expect(codeOf(await releasePayment(await at('checker', DAY), release))).toBe(change.code);
    const alarms = await db().event.findMany({ where: { caseId, kind: 'payment.alarmed' } });
    expect(alarms.map((row) => row.payload)).toEqual([{ code: change.code, paymentId }]);
    expect(await db().journal.count({ where: { caseId } })).toBe(0);
    expect((await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).disbursedAmountFen).toBe(0n);
  },
);

it.each([
  [
    'the amount approved',
    'UPDATE case_record SET approved_amount_fen = approved_amount_fen - 1, contracted_amount_fen = contracted_amount_fen - 1 WHERE id = $1',
  ],
  ['the term approved', 'UPDATE case_record SET approved_term_months = 36 WHERE id = $1'],
  ['the account', 'UPDATE case_record SET payee_account_cipher = $2 WHERE id = $1'],
  [
    'the event of the approval',
    `UPDATE event SET payload = payload || '{"rateBps": 1}' WHERE case_id = $1 AND kind = 'case.approved'`,
  ],
])(
  'a superuser changes %s between approval and request: nothing can be asked for, and it is alarmed',
  async (_name, sql) => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    await owner.query('ALTER TABLE event DISABLE TRIGGER USER');
    await owner.query(sql, sql.includes('$2') ? [caseId, Buffer.from(encrypt('6222020000000000018'))] : [caseId]);
    await owner.query('ALTER TABLE event ENABLE TRIGGER USER');
    const ask = { caseId, trancheId: trancheIds[1] ?? '', idempotencyKey: key() };
    expect(codeOf(await requestPayment(await at('clerk', DAY), ask))).toBe('APPROVAL_ALTERED');
    expect(await db().event.count({ where: { caseId, kind: 'payment.alarmed' } })).toBe(1);
    expect(await db().payment.count({ where: { caseId } })).toBe(0);
  },
);
