import { expect, test } from 'vitest';
import type { Role } from '@/domain/permissions';
import { changeCase } from '@/features/cases/mutations';
import { refusePayment, releasePayment, requestPayment, returnPayment } from '@/features/disbursements/mutations';
import { getDisbursement, getPayment, listPayments } from '@/features/disbursements/queries';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { getFollowUp } from '@/features/follow-up/queries';
import { bookBalance } from '@/features/ledger/mutations';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { expectBalanced } from '../support/books';
import { fileFor } from '../support/case-at-decision';
import { caseAtDisbursement, meetOpenConditions } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-04-01';
const clerk = () => at('clerk', DAY);
const checker = () => at('checker', DAY);
const key = newUuid;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const trancheOf = (id: string | undefined) => db().tranche.findUniqueOrThrow({ where: { id: id ?? '' } });
const paymentsOf = (caseId: string) => db().payment.findMany({ where: { caseId } });
const journalsOf = (caseId: string) => db().journal.findMany({ where: { caseId }, include: { legs: true } });
const withRoles = (ctx: Context, ...roles: Role[]): Context => ({ ...ctx, actor: { ...ctx.actor, roles } });
const another = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, userId: newUuid() } });

async function request(caseId: string, trancheId = '', by?: Context): Promise<string> {
  const ctx = by ?? (await clerk());
  return must(await requestPayment(ctx, { caseId, trancheId, idempotencyKey: key() })).paymentId;
}

const pay = (caseId: string, trancheId?: string) => payTranche(caseId, trancheId, DAY);

test('requested by the clerk, released by the checker: paid once, booked, and on to follow-up', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await request(caseId, trancheIds[0]);
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DISBURSEMENT', waitingTask: 'RELEASE_PAYMENT' });
  expect((await trancheOf(trancheIds[0])).status).toBe('REQUESTED');
  must(await releasePayment(await checker(), { paymentId, idempotencyKey: key() }));
  expect(await caseOf(caseId)).toMatchObject({
    stage: 'FOLLOW_UP',
    disbursedAmountFen: 50_000_000n,
    outstandingAmountFen: 50_000_000n,
    waitingTask: 'REQUEST_PAYMENT',
  });
  const [payment] = await paymentsOf(caseId);
  expect(payment).toMatchObject({ status: 'RELEASED', releasedOn: new Date('2026-04-01T00:00:00Z') });
  expect(payment?.voucherNumber).toMatch(/^A-410225-2026-V\d{4}$/);
  expect(await bookBalance(db(), caseId)).toMatchObject({ PRINCIPAL: 50_000_000n, FUNDS: -50_000_000n });
  await expectBalanced(caseId);

  await pay(caseId, trancheIds[1]);
  expect(await caseOf(caseId)).toMatchObject({ stage: 'FOLLOW_UP', disbursedAmountFen: 80_000_000n });
  await expectBalanced(caseId);
  const events = await db().event.findMany({ where: { caseId, kind: 'payment.released' }, orderBy: { id: 'asc' } });
  expect(events.map(({ payload }) => (payload as { amountFen: string }).amountFen)).toEqual(['50000000', '30000000']);
  const vouchers = (await paymentsOf(caseId)).map((row) => Number(row.voucherNumber?.slice(-4))).sort((a, b) => a - b);
  expect(vouchers[1]).toBe((vouchers[0] ?? 0) + 1);
});

test('FINERACT-2485, first defect: the same key with another amount is refused, not answered with the first', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  await pay(caseId, trancheIds[0]);
  const repayment = { caseId, paidOn: DAY, amountFen: 100_00n, idempotencyKey: key() };
  must(await recordRepayment(await clerk(), repayment));
  expect(codeOf(await recordRepayment(await clerk(), { ...repayment, amountFen: 200_00n }))).toBe(
    'IDEMPOTENCY_KEY_REUSED',
  );
  const request = { caseId, trancheId: trancheIds[1] ?? '', idempotencyKey: repayment.idempotencyKey };
  expect(codeOf(await requestPayment(await clerk(), request))).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await db().repayment.count({ where: { caseId } })).toBe(1);
});

test('FINERACT-2485, second defect: the same key on another case tells nothing of the first', async () => {
  const [first, second] = [await caseAtDisbursement(), await caseAtDisbursement()];
  const idempotencyKey = key();
  const ask = { caseId: first.caseId, trancheId: first.trancheIds[0] ?? '', idempotencyKey };
  must(await requestPayment(await clerk(), ask));
  const other = { caseId: second.caseId, trancheId: second.trancheIds[0] ?? '', idempotencyKey };
  expect(await requestPayment(await clerk(), other)).toEqual({
    ok: false,
    refusal: { code: 'IDEMPOTENCY_KEY_REUSED' },
  });
  expect(codeOf(await requestPayment(another(await clerk()), ask))).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await paymentsOf(second.caseId)).toEqual([]);
});

test('FINERACT-2485, third defect: a refused try leaves its key free for the corrected one', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement({ withoutDocument: true, openCondition: true });
  const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
  expect(codeOf(await requestPayment(await clerk(), ask))).toBe('CONDITIONS_OPEN');
  await meetOpenConditions(caseId);
  expect(codeOf(await requestPayment(await clerk(), ask))).toBe('DOCUMENTS_MISSING');
  await fileFor(caseId, 'DISBURSEMENT_REQUEST');
  must(await requestPayment(await clerk(), ask));
  expect(await db().idempotencyKey.count({ where: { key: ask.idempotencyKey } })).toBe(1);
});

test('FINERACT-2485, fourth defect: a key too long, too short or with other signs is called what it is', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  for (const idempotencyKey of ['', 'short', 'x'.repeat(101), 'x'.repeat(1000), 'eight ch', "a'; drop table"])
    expect(
      codeOf(await requestPayment(await clerk(), { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey })),
    ).toBe('IDEMPOTENCY_KEY_INVALID');
  expect(await paymentsOf(caseId)).toEqual([]);
});

test('a double click and a late retry give the first answer again and make nothing new', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
  const by = await clerk();
  const answers = await Promise.all([requestPayment(by, ask), requestPayment(by, ask), requestPayment(by, ask)]);
  const [first] = answers.map(must);
  expect(answers.map(must)).toEqual([first, first, first]);
  const release = { paymentId: first?.paymentId ?? '', idempotencyKey: key() };
  const checks = await checker();
  const released = await Promise.all([releasePayment(checks, release), releasePayment(checks, release)]);
  expect(released.map(must)).toEqual([first, first]);
  expect(must(await releasePayment(checks, release))).toEqual(first);
  expect(must(await requestPayment(by, ask))).toEqual(first);
  expect(await paymentsOf(caseId)).toHaveLength(1);
  expect(await journalsOf(caseId)).toHaveLength(1);
  expect((await caseOf(caseId)).disbursedAmountFen).toBe(50_000_000n);
});

test('two people who ask for one instalment at the same moment make one payment', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const ask = () => ({ caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() });
  const by = await clerk();
  const answers = await Promise.all([requestPayment(by, ask()), requestPayment(another(by), ask())]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]))).toEqual(['TRANCHE_NOT_PAYABLE']);
  expect(await paymentsOf(caseId)).toHaveLength(1);
});

test('two releases at the same moment pay once', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await request(caseId, trancheIds[0]);
  const checks = await checker();
  const answers = await Promise.all([
    releasePayment(checks, { paymentId, idempotencyKey: key() }),
    releasePayment(checks, { paymentId, idempotencyKey: key() }),
    releasePayment(checks, { paymentId, idempotencyKey: key() }),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
  expect(codes).toEqual(['PAYMENT_NOT_RELEASABLE', 'PAYMENT_NOT_RELEASABLE']);
  expect(await journalsOf(caseId)).toHaveLength(1);
  expect(await db().event.count({ where: { caseId, kind: 'payment.released' } })).toBe(1);
  expect((await caseOf(caseId)).disbursedAmountFen).toBe(50_000_000n);
  await expectBalanced(caseId);
});

test('four eyes: nobody releases what they asked for, nor pays on a case that they investigated or approved', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const trancheId = trancheIds[0] ?? '';
  const both = withRoles(await clerk(), 'DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER');
  for (const name of ['manager', 'approver']) {
    const ctx = withRoles(await at(name, DAY), 'DISBURSEMENT_CLERK');
    expect(codeOf(await requestPayment(ctx, { caseId, trancheId, idempotencyKey: key() }))).toBe('SAME_PERSON');
  }
  const paymentId = await request(caseId, trancheId, both);
  expect(codeOf(await releasePayment(both, { paymentId, idempotencyKey: key() }))).toBe('SAME_PERSON');
  expect(codeOf(await refusePayment(both, { paymentId, reason: '账号有误' }))).toBe('SAME_PERSON');
  for (const name of ['manager2', 'approver']) {
    const ctx = withRoles(await at(name, DAY), 'DISBURSEMENT_CHECKER');
    expect(codeOf(await releasePayment(ctx, { paymentId, idempotencyKey: key() }))).toBe('SAME_PERSON');
  }
  must(await releasePayment(await checker(), { paymentId, idempotencyKey: key() }));
  const asClerk = withRoles(await checker(), 'DISBURSEMENT_CLERK');
  const second = { caseId, trancheId: trancheIds[1] ?? '', idempotencyKey: key() };
  expect(codeOf(await requestPayment(asClerk, second))).toBe('SAME_PERSON');
});

test('the database itself refuses one person for both, a second live payment, and more than the contract', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await pay(caseId, trancheIds[0]);
  const [payment] = await paymentsOf(caseId);
  if (!payment) throw new Error('no payment');
  const same = db().payment.update({ where: { id: paymentId }, data: { releasedById: payment.requestedById } });
  await expect(same).rejects.toThrow(/payment_second_person/);
  const twin = db().payment.create({ data: { ...payment, id: newUuid(), status: 'REQUESTED', voucherNumber: null } });
  await expect(twin).rejects.toThrow();
  const over = db().caseRecord.update({ where: { id: caseId }, data: { disbursedAmountFen: 80_000_001n } });
  await expect(over).rejects.toThrow(/case_disbursed_within_contracted/);
});

test('roles, branches and counties: who may not is refused, who may not see finds nothing', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const ask = () => ({ caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() });
  for (const name of ['checker', 'manager', 'lead', 'county', 'auditor'])
    expect(codeOf(await requestPayment(await at(name, DAY), ask()))).toBe('NOT_PERMITTED');
  for (const name of ['clerk-b', 'ins-clerk'])
    expect(codeOf(await requestPayment(await at(name, DAY), ask()))).toBe('NOT_FOUND');
  // a clerk of the head office sees the case but the branch handles it
  const above = withRoles(await at('hq', DAY), 'DISBURSEMENT_CLERK');
  expect(codeOf(await requestPayment(above, ask()))).toBe('NOT_PERMITTED');
  const paymentId = await request(caseId, trancheIds[0]);
  expect(codeOf(await releasePayment(await clerk(), { paymentId, idempotencyKey: key() }))).toBe('NOT_PERMITTED');
  expect(codeOf(await releasePayment(await at('checker-b', DAY), { paymentId, idempotencyKey: key() }))).toBe(
    'NOT_FOUND',
  );
  expect(codeOf(await returnPayment(await at('clerk-b', DAY), { paymentId, returnedOn: DAY, reason: '退' }))).toBe(
    'NOT_FOUND',
  );
});

test('what was changed after the request is not paid: the checker refuses it and it is asked for anew', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await request(caseId, trancheIds[0]);
  const { payeeAccountCipher } = await caseOf(caseId);
  await db().caseRecord.update({ where: { id: caseId }, data: { payeeAccountCipher: encrypt('6222020000000000018') } });
  const release = { paymentId, idempotencyKey: key() };
  expect(codeOf(await releasePayment(await checker(), release))).toBe('PAYMENT_CHANGED_SINCE_REQUEST');
  expect(codeOf(await refusePayment(await checker(), { paymentId, reason: ' ' }))).toBe('INVALID_INPUT');
  must(await refusePayment(await checker(), { paymentId, reason: '账号已更正' }));
  expect(codeOf(await releasePayment(await checker(), release))).toBe('PAYMENT_NOT_RELEASABLE');
  expect((await trancheOf(trancheIds[0])).status).toBe('PLANNED');
  // nobody corrected it in the portal, so that it is not paid either when it is asked for anew
  const anew = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() };
  expect(codeOf(await requestPayment(await clerk(), anew))).toBe('APPROVAL_ALTERED');
  await db().caseRecord.update({ where: { id: caseId }, data: { payeeAccountCipher } });
  await pay(caseId, trancheIds[0]);
  expect(await journalsOf(caseId)).toHaveLength(1);
});

test('a case without a payee, a suspended case and a case before its contract are not paid', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const ask = () => ({ caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: key() });
  const { payeeName } = await caseOf(caseId);
  await db().caseRecord.update({ where: { id: caseId }, data: { payeeName: null } });
  expect(codeOf(await requestPayment(await clerk(), ask()))).toBe('PAYEE_MISSING');
  await db().caseRecord.update({ where: { id: caseId }, data: { payeeName } });
  must(await changeCase(await at('lead', DAY), caseId, null, ({ move }) => move('suspend', { reason: '举报核实' })));
  expect(codeOf(await requestPayment(await clerk(), ask()))).toBe('STATUS_DOES_NOT_ALLOW');
  must(await changeCase(await at('lead', DAY), caseId, null, ({ move }) => move('resume', { reason: '已核实' })));
  const paymentId = await request(caseId, trancheIds[0]);
  expect(codeOf(await requestPayment(await clerk(), ask()))).toBe('TRANCHE_NOT_PAYABLE');
  must(await releasePayment(await checker(), { paymentId, idempotencyKey: key() }));
});

test('money that the bank sends back is booked back and paid again under the same instalment', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await pay(caseId, trancheIds[0]);
  const back = { paymentId, returnedOn: '2026-04-03', reason: '户名不符' };
  const late = await at('clerk', '2026-04-03');
  expect(codeOf(await returnPayment(late, { ...back, returnedOn: '2026-04-04' }))).toBe('DATE_IN_FUTURE');
  expect(codeOf(await returnPayment(late, { ...back, returnedOn: '2026-03-31' }))).toBe('DATE_OUT_OF_ORDER');
  expect(codeOf(await returnPayment(late, { ...back, reason: '' }))).toBe('INVALID_INPUT');
  must(await returnPayment(late, back));
  expect(codeOf(await returnPayment(late, back))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await caseOf(caseId)).toMatchObject({
    stage: 'FOLLOW_UP',
    disbursedAmountFen: 0n,
    outstandingAmountFen: 0n,
    waitingTask: 'REQUEST_PAYMENT',
  });
  expect((await trancheOf(trancheIds[0])).status).toBe('RETURNED');
  expect(await bookBalance(db(), caseId)).toMatchObject({ PRINCIPAL: 0n, FUNDS: 0n });
  expect(await db().repaymentPlanLine.count({ where: { caseId } })).toBe(0);
  await expectBalanced(caseId);
  await pay(caseId, trancheIds[0]);
  expect((await paymentsOf(caseId)).map((row) => row.status).sort()).toEqual(['RELEASED', 'RETURNED']);
  expect(await caseOf(caseId)).toMatchObject({ disbursedAmountFen: 50_000_000n, outstandingAmountFen: 50_000_000n });
  await expectBalanced(caseId);
});

test('money on which something was repaid can no longer come back, a later untouched payment can', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const first = await pay(caseId, trancheIds[0]);
  const second = await pay(caseId, trancheIds[1]);
  must(await recordRepayment(await clerk(), { caseId, paidOn: DAY, amountFen: 1_000_00n, idempotencyKey: key() }));
  const back = { returnedOn: DAY, reason: '户名不符' };
  expect(codeOf(await returnPayment(await clerk(), { paymentId: first, ...back }))).toBe('REPAID_SINCE_RELEASE');
  must(await returnPayment(await clerk(), { paymentId: second, ...back }));
  await expectBalanced(caseId);
});

test('pages read within the scope only: another county and another bank find neither payment nor voucher', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await pay(caseId, trancheIds[0]);
  const of = async (name: string) => (await at(name, DAY)).actor;
  const view = await getPayment(await of('checker'), paymentId, DAY);
  expect(view).toMatchObject({ amountFen: 50_000_000n, payeeAccount: '****0000', sequence: 1 });
  expect((await getDisbursement(await of('clerk'), caseId, DAY))?.tranches[1]?.requestRefusal).toBeNull();
  expect((await getDisbursement(await of('manager'), caseId, DAY))?.tranches[1]?.requestRefusal).toEqual({
    code: 'NOT_PERMITTED',
  });
  for (const name of ['clerk-b', 'county-b', 'ins-hq', 'secadmin']) {
    expect(await getPayment(await of(name), paymentId, DAY)).toBeNull();
    expect(await getDisbursement(await of(name), caseId, DAY)).toBeNull();
    expect(await getFollowUp(await of(name), caseId, DAY)).toBeNull();
    expect((await listPayments(await of(name), {})).rows).toEqual([]);
  }
  expect(await getPayment(await of('checker'), 'no-id', DAY)).toBeNull();
});

test('the list of payments filters by status and day, and its sum is the sum of its rows', async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  await payTranche(caseId, trancheIds[0], '2026-08-20');
  await request(caseId, trancheIds[1], await at('clerk', '2026-08-21'));
  const auditor = (await at('auditor', DAY)).actor;
  const august = await listPayments(auditor, { from: '2026-08-20', to: '2026-08-20' });
  expect(august.rows.map((row) => [row.caseId, row.amountFen])).toEqual([[caseId, 50_000_000n]]);
  expect(august.totals).toEqual({ count: 1, amountFen: 50_000_000n });
  expect((await listPayments(auditor, { from: '2026-08-21' })).rows).toEqual([]);
  const waiting = await listPayments(auditor, { status: 'REQUESTED' });
  expect(waiting.rows.some((row) => row.caseId === caseId && row.amountFen === 30_000_000n)).toBe(true);
  const all = await listPayments(auditor, {});
  expect(all.pageTotals.amountFen).toBe(all.rows.reduce((sum, row) => sum + row.amountFen, 0n));
  const cursor = { key: '', id: all.rows[0]?.id ?? '', back: false };
  const rest = await listPayments(auditor, {}, { sort: 'newest', descending: true, size: 50, cursor });
  expect(rest.rows.map((row) => row.id)).toEqual(all.rows.slice(1).map((row) => row.id));
});
