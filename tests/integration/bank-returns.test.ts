import { beforeAll, expect, it } from 'vitest';
import { compareLines, resolveLine } from '@/features/bank-returns/mutations';
import { getBankReturns } from '@/features/bank-returns/queries';
import { BANK_RETURN_SHEET } from '@/features/bank-returns/sheet';
import { returnPayment } from '@/features/disbursements/mutations';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { confirmSheet, startSheet } from '@/features/sheet-imports/mutations';
import { findSheet } from '@/features/sheet-imports/queries';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { workbook } from '../support/sheets';
import { at, codeOf, must, noon } from '../support/world';

const PAID = '2026-04-01';
const DAY = '2026-04-03';
const HEADS = ['凭证号', '金额（元）', '收款账号', '结果', '日期', '失败原因'];
// the same heads, and the words of a line, as a bank writes them: GB18030
const GB_HEADS = Buffer.from('xr7WpLrFLL3wtu6jqNSqo6ksytW/7tXLusUsveG5+yzI1cbaLMqnsNzUrdLy', 'base64');
const GB = { success: Buffer.from('b3c9b9a6', 'hex'), failure: Buffer.from('caa7b0dc', 'hex') };
const ACCOUNT = '6222020000000000000';

type Paid = { caseId: string; paymentId: string; voucher: string; second: string };
async function paid(): Promise<Paid> {
  const { caseId, trancheIds } = await caseAtDisbursement();
  const paymentId = await payTranche(caseId, trancheIds[0], PAID);
  const { voucherNumber } = await db().payment.findUniqueOrThrow({ where: { id: paymentId } });
  return { caseId, paymentId, voucher: voucherNumber ?? '', second: trancheIds[1] ?? '' };
}
const paymentOf = (id: string) => db().payment.findUniqueOrThrow({ where: { id } });
const clerk = () => at('clerk', DAY);

async function upload(bytes: Uint8Array, fileName = '回盘.xlsx') {
  const ctx = await clerk();
  const { sheetId } = must(await startSheet(ctx, BANK_RETURN_SHEET, { fileName, bytes }));
  must(await confirmSheet(ctx, BANK_RETURN_SHEET, { sheetId }));
  return must(await compareLines(ctx));
}

let one: Paid;
let two: Paid;
let three: Paid;
beforeAll(async () => {
  [one, two, three] = [await paid(), await paid(), await paid()];
});

it('a file in the encoding of a bank settles what arrived and books what failed as returned, and pays nothing', async () => {
  const before = await db().payment.count();
  const line = (voucher: string, amount: string, outcome: Buffer) =>
    Buffer.concat([Buffer.from(`\r\n${voucher},${amount},****0000,`), outcome, Buffer.from(',2026-04-02,')]);
  const bytes = Buffer.concat([
    GB_HEADS,
    line(one.voucher, '500000.00', GB.success),
    line(two.voucher, '"500,000"', GB.failure),
  ]);
  expect(await upload(new Uint8Array(bytes), '回盘.csv')).toEqual({ settled: 1, returned: 1, exceptions: 0 });
  expect(await paymentOf(one.paymentId)).toMatchObject({ status: 'RELEASED', settledOn: new Date('2026-04-02') });
  expect(await paymentOf(two.paymentId)).toMatchObject({ status: 'RETURNED', returnedOn: new Date('2026-04-02') });
  expect(await db().payment.count()).toBe(before);
  expect(await db().event.count({ where: { caseId: one.caseId, kind: 'payment.settled' } })).toBe(1);
  const again = await startSheet(await clerk(), BANK_RETURN_SHEET, {
    fileName: '另名.csv',
    bytes: new Uint8Array(bytes),
  });
  expect(codeOf(again)).toBe('SHEET_IMPORTED_BEFORE');
  expect(must(await compareLines(await clerk()))).toEqual({ settled: 0, returned: 0, exceptions: 0 });
});

it('what does not fit waits for a person, with its age, and is settled with a reason', async () => {
  must(
    await recordRepayment(await clerk(), {
      caseId: three.caseId,
      paidOn: DAY,
      amountFen: 100n,
      idempotencyKey: newUuid(),
    }),
  );
  const rows = [
    ['A-000000-2026-V9999', '500000.00', ACCOUNT, '成功', '2026-04-02', ''],
    [one.voucher, '500000.00', ACCOUNT, '成功', '2026-04-02', ''],
    [three.voucher, '500000.01', ACCOUNT, '成功', '2026-04-02', ''],
    [three.voucher, '500000.00', '6222020000000000018', '成功', '2026-04-02', ''],
    [three.voucher, '500000.00', ACCOUNT, '成功', '2026-03-31', ''],
    // something was repaid on it: the return cannot be booked
    [three.voucher, '500000.00', ACCOUNT, '失败', '2026-04-02', '账户已销'],
  ];
  expect(await upload(await workbook([HEADS, ...rows]))).toEqual({ settled: 0, returned: 0, exceptions: 6 });
  const { actor } = await clerk();
  const view = await getBankReturns(actor, noon('2026-04-10'));
  expect(view?.exceptions.map((line) => [line.exception, line.refusal, line.ageDays])).toEqual([
    ['UNKNOWN', null, 7],
    ['DUPLICATE', null, 7],
    ['OTHER_AMOUNT', null, 7],
    ['OTHER_ACCOUNT', null, 7],
    ['NOT_BOOKED', 'DATE_OUT_OF_ORDER', 7],
    ['NOT_BOOKED', 'REPAID_SINCE_RELEASE', 7],
  ]);
  expect(await paymentOf(three.paymentId)).toMatchObject({ status: 'RELEASED', settledOn: null });
  expect(view?.missing).toMatchObject([{ paymentId: three.paymentId, ageDays: 9 }]);

  const lineId = view?.exceptions[0]?.id ?? '';
  const settle = { lineId, resolution: '银行已更正' };
  expect(codeOf(await resolveLine(await clerk(), { lineId, resolution: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await resolveLine(await at('manager', DAY), settle))).toBe('NOT_PERMITTED');
  expect(codeOf(await resolveLine(await at('clerk-b', DAY), settle))).toBe('NOT_FOUND');
  must(await resolveLine(await at('checker', DAY), settle));
  expect(codeOf(await resolveLine(await clerk(), settle))).toBe('STATUS_DOES_NOT_ALLOW');
  expect((await getBankReturns(actor, noon(DAY)))?.exceptions).toHaveLength(5);
});

it('is the own office’s: another county finds neither lines nor its payments, whatever its file says', async () => {
  const other = await at('clerk-b', DAY);
  const rows = [[three.voucher, '500000.00', ACCOUNT, '成功', '2026-04-02', '']];
  const bytes = await workbook([HEADS, ...rows, rows[0] ?? []]);
  const { sheetId } = must(await startSheet(other, BANK_RETURN_SHEET, { fileName: 'b.xlsx', bytes }));
  must(await confirmSheet(other, BANK_RETURN_SHEET, { sheetId }));
  expect(must(await compareLines(other))).toEqual({ settled: 0, returned: 0, exceptions: 2 });
  expect((await getBankReturns(other.actor, noon(DAY)))?.exceptions.map((line) => line.paymentId)).toEqual([
    null,
    null,
  ]);
  expect(await paymentOf(three.paymentId)).toMatchObject({ settledOn: null });
  expect(codeOf(await compareLines(await at('manager', DAY)))).toBe('NOT_PERMITTED');
  expect(await getBankReturns((await at('auditor', DAY)).actor, noon(DAY))).toBeNull();
});

it('a file that cannot be read is refused before anything is compared, and a settled payment may still come back by hand', async () => {
  const ctx = await clerk();
  const rows = [['V', 'viel', '12', '也许', 'gestern', '']];
  const { sheetId } = must(
    await startSheet(ctx, BANK_RETURN_SHEET, { fileName: 'x.xlsx', bytes: await workbook([HEADS, ...rows]) }),
  );
  const view = await findSheet(ctx.actor, BANK_RETURN_SHEET, sheetId, noon(DAY));
  expect(view?.issues.map((issue) => issue.column)).toEqual(['amount', 'account', 'outcome', 'happenedOn']);
  expect(codeOf(await confirmSheet(ctx, BANK_RETURN_SHEET, { sheetId }))).toBe('SHEET_HAS_ERRORS');
  must(await returnPayment(ctx, { paymentId: one.paymentId, returnedOn: DAY, reason: '银行次日退回' }));
  expect(await paymentOf(one.paymentId)).toMatchObject({ status: 'RETURNED', settledOn: null });
});
