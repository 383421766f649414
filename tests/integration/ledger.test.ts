import { expect, test } from 'vitest';
import { disbursementLegs } from '@/domain/ledger';
import { compensateCase, recordRepayment, writeOffCase } from '@/features/follow-up/mutations-repayments';
import { bookBalance, postJournal, reverseJournal } from '@/features/ledger/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { asOwner } from '../support/as-owner';
import { expectBalanced } from '../support/books';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { at, codeOf, must, noon } from '../support/world';

const now = noon('2026-04-01');
const sum = async (where: object) => (await db().leg.aggregate({ where, _sum: { amountFen: true } }))._sum.amountFen;

test('the books of a case balance after each step of its life', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement({ repaymentMethod: 'EQUAL_PRINCIPAL' });
  const clerk = await at('clerk', '2026-06-01');
  await payTranche(caseId, trancheIds[0]);
  await expectBalanced(caseId);
  await payTranche(caseId, trancheIds[1], '2026-05-08');
  await expectBalanced(caseId);
  for (const amountFen of [1n, 4_364_583n, 999_999n, 12_000_000n]) {
    must(await recordRepayment(clerk, { caseId, paidOn: '2026-06-01', amountFen, idempotencyKey: newUuid() }));
    await expectBalanced(caseId);
  }
  const owedFen = (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).outstandingAmountFen;
  const balance = await bookBalance(db(), caseId);
  expect(balance.FUNDS).toBe(-80_000_000n + 1n + 4_364_583n + 999_999n + 12_000_000n);
  expect(balance.PRINCIPAL).toBe(owedFen);
  must(await writeOffCase(await at('approver', '2026-06-01'), { caseId, version: null, reason: '借款人破产' }));
  expect(await bookBalance(db(), caseId)).toMatchObject({ PRINCIPAL: 0n, LOSS: owedFen });
  expect(await sum({ caseId })).toBe(0n);
  const closed = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  expect(closed).toMatchObject({ status: 'CLOSED', outcome: 'WRITTEN_OFF', outstandingAmountFen: 0n });
});

test('a case is compensated or written off by an approver of its path, with a reason, while something is owed', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const end = { caseId, version: null, reason: '风险补偿金代偿' };
  expect(codeOf(await compensateCase(await at('hq', '2026-05-01'), end))).toBe('TRANSITION_NOT_AVAILABLE');
  await payTranche(caseId, trancheIds[0]);
  expect(codeOf(await compensateCase(await at('clerk', '2026-05-01'), end))).toBe('NOT_PERMITTED');
  expect(codeOf(await compensateCase(await at('approver-b', '2026-05-01'), end))).toBe('NOT_FOUND');
  expect(codeOf(await compensateCase(await at('hq', '2026-05-01'), { ...end, reason: '' }))).toBe('INVALID_INPUT');
  expect(codeOf(await compensateCase(await at('hq', '2026-05-01'), { ...end, version: 1 }))).toBe('CONFLICT');
  const { id: branchId } = (await at('approver', '2026-05-01')).actor.organisation;
  await asOwner('UPDATE authority_limit SET up_to_fen = 49999999 WHERE organisation_id = $1', [branchId]);
  expect(codeOf(await compensateCase(await at('approver2', '2026-05-01'), end))).toBe('OVER_AUTHORITY_LIMIT');
  must(await compensateCase(await at('hq', '2026-05-01'), end));
  expect(await bookBalance(db(), caseId)).toMatchObject({ PRINCIPAL: 0n, COMPENSATION: 50_000_000n });
  expect((await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).outcome).toBe('COMPENSATED');
});

test('a lopsided entry is refused in the code and, past the code, by the database', async () => {
  const entry = { caseId: newUuid(), kind: 'DISBURSEMENT', occurredOn: '2026-04-01', sourceId: newUuid() } as const;
  const lopsided = [
    { account: 'PRINCIPAL', amountFen: 2n },
    { account: 'FUNDS', amountFen: -1n },
  ] as const;
  await expect(postJournal(db(), { ...entry, legs: lopsided }, { now })).rejects.toThrow(/sum to zero/);
  const past = db().journal.create({
    data: {
      ...entry,
      occurredOn: now,
      recordedAt: now,
      legs: { create: lopsided.map((leg) => ({ ...leg, caseId: entry.caseId })) },
    },
  });
  await expect(past).rejects.toThrow(/do not sum to zero/);
  expect(await db().journal.count({ where: { sourceId: entry.sourceId } })).toBe(0);
});

test('a payment is booked once and reversed once; the reversal names what it undoes', async () => {
  const entry = { caseId: newUuid(), kind: 'DISBURSEMENT', occurredOn: '2026-04-01', sourceId: newUuid() } as const;
  const id = await postJournal(db(), { ...entry, legs: disbursementLegs(5n) }, { now });
  await expect(postJournal(db(), { ...entry, legs: disbursementLegs(5n) }, { now })).rejects.toThrow(/[Uu]nique/);
  const original = { kind: entry.kind, sourceId: entry.sourceId };
  const as = { kind: 'DISBURSEMENT_RETURN', occurredOn: '2026-04-02' } as const;
  const reversal = await reverseJournal(db(), original, as, { now });
  expect(await db().journal.findUniqueOrThrow({ where: { id: reversal } })).toMatchObject({ reversesId: id });
  await expect(reverseJournal(db(), original, as, { now })).rejects.toThrow(/[Uu]nique/);
  expect(await bookBalance(db(), entry.caseId)).toMatchObject({ PRINCIPAL: 0n, FUNDS: 0n });
});

test('the application can change and delete neither entries nor keys, whatever its code says', async () => {
  const entry = { caseId: newUuid(), kind: 'DISBURSEMENT', occurredOn: '2026-04-01', sourceId: newUuid() } as const;
  await postJournal(db(), { ...entry, legs: disbursementLegs(5n) }, { now });
  const { caseId } = entry;
  const denied = /permission denied|append-only/;
  await expect(db().leg.updateMany({ where: { caseId }, data: { amountFen: 7n } })).rejects.toThrow(denied);
  await expect(db().leg.deleteMany({ where: { caseId } })).rejects.toThrow(denied);
  await expect(db().journal.updateMany({ where: { caseId }, data: { caseId: newUuid() } })).rejects.toThrow(denied);
  await expect(db().journal.deleteMany({ where: { caseId } })).rejects.toThrow(denied);
  await expect(db().idempotencyKey.deleteMany({})).rejects.toThrow(denied);
  await expect(db().$executeRaw`TRUNCATE leg`).rejects.toThrow(denied);
  expect(await sum({ caseId })).toBe(0n);
});
