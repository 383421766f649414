import { expect, test } from 'vitest';
import { unseal } from '@/features/back-entries/entry-queries';
import { saveBackEntry, submitBackEntry } from '@/features/back-entries/mutations';
import { storeScan } from '@/features/back-entries/mutations-scans';
import { confirmBackEntries, confirmBackEntry, refuseBackEntry } from '@/features/back-entries/mutations-settle';
import { countBackEntriesToConfirm, findPaperReferences, listBackEntries } from '@/features/back-entries/queries';
import { BACK_ENTRY_SHEET } from '@/features/back-entries/sheet';
import { confirmSheet, startSheet } from '@/features/sheet-imports/mutations';
import { findSheet } from '@/features/sheet-imports/queries';
import { messages } from '@/i18n/messages';
import { db } from '@/server/db';
import { samplePdf } from '../../prisma/seed/sample-files';
import { ENTERED_ON, paperFields } from '../support/paper-case';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const NAMES = messages['zh-CN']['back-entries'].sheet.columns;
const COLUMNS = Object.keys(NAMES) as (keyof typeof NAMES)[];
const FIELD: Record<string, string> = {
  paidOn: 'payments.0.on',
  paidAmount: 'payments.0.amount',
  repaidOn: 'repayments.0.on',
  repaidPrincipal: 'repayments.0.principal',
  repaidInterest: 'repayments.0.interest',
};

let serial = 0;

/** A row of the sheet for a household of the first county. */
function rowOf(stage: 'CONSULTATION' | 'FOLLOW_UP', change: Record<string, string> = {}): Record<string, string> {
  serial += 1;
  const typed = paperFields(stage);
  const cells = Object.fromEntries(COLUMNS.map((code) => [code, typed[FIELD[code] ?? code] ?? '']));
  return {
    ...cells,
    paperReference: `表格${serial}号`,
    programme: 'A',
    kind: '农户',
    township: '谷营镇',
    branch: '示例银行兰考县支行',
    stage: stage === 'CONSULTATION' ? '客户咨询' : '跟踪服务',
    householdKind: '脱贫户',
    eligible: '是',
    ...(stage === 'FOLLOW_UP'
      ? { repaymentMethod: '等额本金', securityKind: '无', outstandingAmountFen: '27500', paidAmount: '3' }
      : {}),
    ...change,
  };
}

function csvOf(rows: Record<string, string>[]): Uint8Array {
  const lines = [COLUMNS.map((code) => NAMES[code]), ...rows.map((row) => COLUMNS.map((code) => row[code] ?? ''))];
  return new TextEncoder().encode(lines.map((line) => line.map((cell) => `"${cell}"`).join(',')).join('\n'));
}

const upload = async (rows: Record<string, string>[], by = 'county') =>
  must(await startSheet(await at(by, ENTERED_ON), BACK_ENTRY_SHEET, { fileName: '补录.csv', bytes: csvOf(rows) }));

const issuesOf = async (sheetId: string) =>
  (await findSheet(await actorFor('county'), BACK_ENTRY_SHEET, sheetId, noon(ENTERED_ON)))?.issues.map(
    ({ row, column, key }) => `${row} ${column} ${key}`,
  );

test('rows become entries: whole ones wait for the second person, those that lack scans are drafts', async () => {
  const rows = [rowOf('CONSULTATION'), rowOf('FOLLOW_UP')];
  const { sheetId } = await upload(rows);
  expect(await issuesOf(sheetId)).toEqual([]);
  expect(await db().backEntry.count({ where: { sheetImportId: sheetId } })).toBe(0);
  const lead = await actorFor('lead');
  const before = await countBackEntriesToConfirm(lead);
  must(await confirmSheet(await at('county', ENTERED_ON), BACK_ENTRY_SHEET, { sheetId }));
  const entries = await db().backEntry.findMany({ where: { sheetImportId: sheetId }, orderBy: { id: 'asc' } });
  expect(entries.map((entry) => entry.status)).toEqual(['SUBMITTED', 'DRAFT']);
  expect(await countBackEntriesToConfirm(lead)).toBe(before + 1);
  expect(await countBackEntriesToConfirm(await actorFor('county'))).toBe(0);
  expect((await listBackEntries(await actorFor('county-b'), { status: 'SUBMITTED', after: null })).rows).toEqual([]);
});

test('the same table twice, and another table with a paper file that was entered', async () => {
  const rows = [rowOf('CONSULTATION')];
  const { sheetId } = await upload(rows);
  const county = await at('county', ENTERED_ON);
  must(await confirmSheet(county, BACK_ENTRY_SHEET, { sheetId }));
  const again = await startSheet(county, BACK_ENTRY_SHEET, { fileName: '补录.csv', bytes: csvOf(rows) });
  expect(codeOf(again)).toBe('SHEET_IMPORTED_BEFORE');
  const second = await upload([...rows, rowOf('CONSULTATION')]);
  expect(await issuesOf(second.sheetId)).toEqual(['2 paperReference refusals.BACK_ENTRY_EXISTS']);
  expect(codeOf(await confirmSheet(county, BACK_ENTRY_SHEET, second))).toBe('SHEET_HAS_ERRORS');
});

test('what is wrong is said by cell, and nothing is written', async () => {
  const first = rowOf('FOLLOW_UP', { outstandingAmountFen: '30000' });
  const { sheetId } = await upload([
    first,
    rowOf('CONSULTATION', { number: '410225197905060019' }),
    rowOf('CONSULTATION', { township: '没有的镇' }),
    rowOf('CONSULTATION', { programme: 'Z' }),
    rowOf('CONSULTATION', { branch: '没有的银行' }),
    rowOf('CONSULTATION', { consultedOn: '2026-12-01' }),
    rowOf('CONSULTATION', { paperReference: first.paperReference ?? '' }),
    rowOf('CONSULTATION', { stage: '已结清' }),
  ]);
  expect(await issuesOf(sheetId)).toEqual([
    '2 outstandingAmountFen back-entries.issues.OUTSTANDING_DOES_NOT_ADD_UP',
    '3 number errors.identityCheckDigit',
    '4 township back-entries.sheet.townshipUnknown',
    '5 programme back-entries.sheet.programmeUnknown',
    '6 branch back-entries.sheet.branchUnknown',
    '7 consultedOn back-entries.issues.DATE_IN_FUTURE',
    '8 paperReference sheets.issues.repeated',
    '9 stage sheets.issues.choiceUnknown',
  ]);
  expect(codeOf(await confirmSheet(await at('county', ENTERED_ON), BACK_ENTRY_SHEET, { sheetId }))).toBe(
    'SHEET_HAS_ERRORS',
  );
  expect(codeOf(await confirmSheet(await at('county-b', ENTERED_ON), BACK_ENTRY_SHEET, { sheetId }))).toBe('NOT_FOUND');
  expect(await db().backEntry.count({ where: { sheetImportId: sheetId } })).toBe(0);
});

test('of a programme that gives, a row says what it knows: what it does not know is said by cell', async () => {
  const lent = [
    ...['recommendedOn', 'recommendedAmountFen', 'recommendedTermMonths', 'recommendedRateBps', 'approvedRateBps'],
    ...['signedOn', 'contractNumber', 'contractedAmountFen', 'contractedTermMonths', 'contractedRateBps'],
    ...['repaymentMethod', 'securityKind', 'restPlannedOn', 'repaidOn', 'repaidPrincipal', 'repaidInterest'],
    'outstandingAmountFen',
  ];
  const amounts = { requestedAmountFen: '1', approvedAmountFen: '0.8', paidAmount: '0.8' };
  const given = (change: Record<string, string> = {}) => {
    const none = Object.fromEntries(lent.map((column) => [column, '']));
    return rowOf('FOLLOW_UP', { programme: 'CE', ...amounts, ...none, ...change });
  };
  const { sheetId } = await upload([
    given(),
    given({ outstandingAmountFen: '8000', signedOn: '2025-12-05', repaidOn: '2026-02-10', repaidPrincipal: '100' }),
    given({ paidAmount: '0.7' }),
  ]);
  expect(await issuesOf(sheetId)).toEqual([
    '3 signedOn back-entries.issues.NOT_OF_PROGRAMME',
    '3 repaidOn back-entries.issues.NOT_OF_PROGRAMME',
    '3 outstandingAmountFen back-entries.issues.NOT_OF_PROGRAMME',
    '4 paidAmount back-entries.issues.SHARE_DIFFERS',
  ]);
  const whole = await upload([given()]);
  expect(await issuesOf(whole.sheetId)).toEqual([]);
  must(await confirmSheet(await at('county', ENTERED_ON), BACK_ENTRY_SHEET, whole));
  const [entry] = await db().backEntry.findMany({ where: { sheetImportId: whole.sheetId } });
  expect(entry?.status).toBe('DRAFT');
});

const seenOf = (sheetImportId: string) =>
  db().backEntry.findMany({ where: { sheetImportId }, select: { id: true, revision: true }, orderBy: { id: 'asc' } });

test('several are confirmed as they were seen: what was changed since, settled since or never in sight is said, line by line', async () => {
  const { sheetId } = await upload([rowOf('CONSULTATION'), rowOf('CONSULTATION')]);
  must(await confirmSheet(await at('county', ENTERED_ON), BACK_ENTRY_SHEET, { sheetId }));
  const [first, second] = await seenOf(sheetId);
  if (!first || !second) throw new Error('two entries were uploaded');
  const lead = await at('lead', ENTERED_ON);
  must(await refuseBackEntry(lead, { ...first, reason: '金额不符' }));
  // sent back, changed and handed on again while the list stood open
  const county = await at('county', ENTERED_ON);
  const { typed } = unseal(await db().backEntry.findUniqueOrThrow({ where: { id: first.id } }));
  const changed = { id: first.id, revision: first.revision + 1, paperReference: `${first.id}`.slice(0, 20) };
  must(
    await saveBackEntry(county, { ...changed, stage: 'CONSULTATION', typed: { ...typed, requestedAmountFen: '7' } }),
  );
  must(await submitBackEntry(county, { id: first.id, revision: first.revision + 2 }));
  must(await confirmBackEntry(lead, second));
  const settled = await confirmBackEntries(lead, [first, second]);
  expect(settled.map((row) => row.refusal?.code)).toEqual(['CONFLICT', 'STATUS_DOES_NOT_ALLOW']);
  const stranger = await at('lead-b', ENTERED_ON);
  expect((await confirmBackEntries(stranger, [first])).map((row) => row.refusal?.code)).toEqual(['NOT_FOUND']);
  expect((await findPaperReferences(stranger.actor, [first.id])).size).toBe(0);
});

test('several are confirmed together, each with its own result', async () => {
  const twin = rowOf('CONSULTATION');
  const { sheetId } = await upload([twin, { ...twin, paperReference: `${twin.paperReference}乙` }]);
  must(await confirmSheet(await at('county', ENTERED_ON), BACK_ENTRY_SHEET, { sheetId }));
  const lead = await at('lead', ENTERED_ON);
  const settled = await confirmBackEntries(lead, await seenOf(sheetId));
  expect(settled.map((row) => [row.reference !== null, row.refusal?.code ?? null])).toEqual([
    [true, null],
    [false, 'DUPLICATE_APPLICATION'],
  ]);
});

test('a draft of a sheet takes its scans as any other', async () => {
  const { sheetId } = await upload([rowOf('FOLLOW_UP')]);
  must(await confirmSheet(await at('county', ENTERED_ON), BACK_ENTRY_SHEET, { sheetId }));
  const entry = await db().backEntry.findFirstOrThrow({ where: { sheetImportId: sheetId } });
  const scan = { backEntryId: entry.id, requirementCode: 'APPLICATION_FORM', fileName: 'a.pdf', bytes: samplePdf('a') };
  must(await storeScan(await at('county', ENTERED_ON), scan));
});
