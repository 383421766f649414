import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { errorFile } from '@/features/projects/error-file';
import { chooseSheet, discardImport, startImport } from '@/features/projects/mutations';
import { confirmImport } from '@/features/projects/mutations-confirm';
import { acknowledgeSummary, setLineOverride, setMapping, skipDuplicates } from '@/features/projects/mutations-preview';
import { findPlan, findProject, listPlans, listProjects } from '@/features/projects/queries';
import { findImport } from '@/features/projects/queries-import';
import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { readSpreadsheet } from '@/server/spreadsheet';
import { actorFor, at, codeOf, must, regionId } from '../support/world';

const FILE = readFileSync('tests/fixtures/fund-tables/beita-2020-first-batch.xlsx');
const DAY = '2026-11-20';
const WAN = 1_000_000n;

type Cells = (string | number | null)[][];

const workbook = (rows: Cells) =>
  writeXlsx(rows.map((row) => row.map((value) => (value === null ? null : { value })))).toBuffer();

/** A small table of its own, so that tests do not find each other's lines. */
const table = (name: string, { unit = '单位：万元', amount = 5 as string | number, total = 11 } = {}): Cells => [
  ['2021年安排表', null, null, null, null],
  [null, null, null, null, unit],
  ['序号', '村名', '项目名称', '建设内容', '资金金额'],
  [1, '苗儿村', `${name}水渠`, '新建', amount],
  [2, '田江村', `${name}机井`, '新建', 6],
  ['合计', null, null, null, total],
];

async function upload(ctx: Context, bytes: Uint8Array, fileName = 'table.xlsx', sheetName?: string) {
  return must(await startImport(ctx, { fileName, bytes, ...(sheetName ? { sheetName } : {}) })).batchId;
}

async function preview(batchId: string, username = 'county-b') {
  const found = await findImport(await actorFor(username), batchId);
  if (!found) throw new Error('the batch must be visible');
  return found;
}

async function confirm(ctx: Context, batchId: string) {
  const { batch } = await preview(batchId);
  return confirmImport(ctx, { batchId, version: batch.version });
}

test('the published list: 16 lines, 408 万元, 15 projects, one subsidy kept out of the pool, notes as they stand', async () => {
  const ctx = await at('county-b', DAY);
  const before = { projects: await db().project.count(), plans: await db().fundPlan.count() };
  const batchId = await upload(ctx, FILE, 'beita-2020-first-batch.xlsx');

  const { batch, review } = await preview(batchId);
  expect(batch).toMatchObject({ status: 'PREVIEW', year: 2020, sheetName: 'Sheet1' });
  expect(batch.state.title).toBe('北塔区2020年第一批中央财政扶贫专项资金安排表');
  expect(review).toMatchObject({ errors: 0, duplicates: 0, sumFen: 408n * WAN });
  expect(review.summaries.map(({ row, statedFen, check }) => [row, statedFen, check])).toEqual([
    [12, 160n * WAN, 'MATCHES'],
    [21, 236n * WAN, 'MATCHES'],
    [23, 408n * WAN, 'MATCHES'],
  ]);
  const doubts = review.lines.flatMap(({ issues }) => issues).filter(({ severity }) => severity === 'DOUBTFUL');
  expect(doubts.map(({ row, column, code }) => `${column}${row} ${code}`)).toEqual([
    'B11 VILLAGE_UNKNOWN',
    'B14 VILLAGE_UNKNOWN',
    'E18 AMOUNT_WITH_NOTE',
    'E19 AMOUNT_WITH_NOTE',
    'B22 VILLAGE_MISSING',
    'C22 SUBSIDY_NOT_PROJECT',
  ]);
  // Nothing but the preview was written.
  expect({ projects: await db().project.count(), plans: await db().fundPlan.count() }).toEqual(before);

  const { planId, ...sums } = must(await confirm(ctx, batchId));
  expect(sums).toEqual({ lines: 16, projects: 15, totalFen: 408_000_000n });

  const plan = await findPlan(ctx.actor, planId);
  expect(plan).toMatchObject({ year: 2020, lineCount: 16, totalFen: 408_000_000n });
  expect(plan?.lines.map(({ amountFen }) => amountFen).reduce((sum, fen) => sum + fen, 0n)).toBe(408_000_000n);
  expect(plan?.lines.filter(({ kind }) => kind === 'SUBSIDY')).toMatchObject([
    { rowNumber: 22, projectName: '小额信贷贴息', villageName: null, amountFen: 12n * WAN, project: null },
  ]);
  expect(plan?.lines.filter(({ note }) => note !== null).map(({ rowNumber, note }) => [rowNumber, note])).toEqual([
    [18, '其中,灾情因素6万元'],
    [19, '其中,灾情因素6万元'],
  ]);

  const projects = await db().project.findMany({
    where: { planLine: { fundPlanId: planId } },
    orderBy: { reference: 'asc' },
  });
  expect(projects).toHaveLength(15);
  expect(projects.map(({ reference }) => reference)).toEqual(
    Array.from({ length: 15 }, (_, index) => `P-430511-2020-${String(index + 1).padStart(4, '0')}`),
  );
  const unmatched = projects.filter(({ villageId }) => villageId === null).map(({ villageName }) => villageName);
  expect(unmatched).toEqual(['邓家村', '陈家桥村']);
  expect(projects.find(({ villageName }) => villageName === '苗儿村')).toMatchObject({
    townshipId: await regionId('430511003'),
  });

  const events = await db().event.findMany({ where: { subjectId: planId }, orderBy: { id: 'asc' } });
  expect(events.map(({ kind, payload }) => [kind, payload])).toEqual([
    ['import.confirmed', { batchId, planId, lines: 16, totalFen: '408000000' }],
    ['projects.entered', { planId, count: 15 }],
  ]);

  // The same list again: every line is known, by the day of the earlier plan.
  const second = await upload(ctx, FILE, 'beita-2020-first-batch.xlsx');
  const again = await preview(second);
  expect(again.review.duplicates).toBe(16);
  expect(again.review.lines[0]?.earlier).toEqual({ confirmedOn: DAY, title: batch.state.title });
  expect(codeOf(await confirm(ctx, second))).toBe('IMPORT_DUPLICATE');
  must(await skipDuplicates(ctx, { batchId: second, version: again.batch.version, reason: '已导入' }));
  expect(codeOf(await confirm(ctx, second))).toBe('IMPORT_NOTHING_LEFT');
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_ALREADY_CONFIRMED');
  expect(await db().fundPlan.count()).toBe(before.plans + 1);
});

test('the pool and the plans are seen by the county and by who lends there, and by nobody of another county', async () => {
  const rows = async (username: string) => (await listProjects(await actorFor(username), {})).rows.length;
  expect(await rows('county-b')).toBeGreaterThanOrEqual(15);
  expect(await rows('manager-b')).toBeGreaterThanOrEqual(15);
  expect(await rows('county')).toBe(0);
  expect(await rows('manager')).toBe(0);
  expect(await rows('leader')).toBe(0);
  expect(await rows('secadmin')).toBe(0);
  expect((await listPlans(await actorFor('township-b'), {})).rows.length).toBeGreaterThan(0);
  expect((await listPlans(await actorFor('county'), {})).rows).toEqual([]);

  const officer = await actorFor('county-b');
  const found = await listProjects(officer, { text: '葡萄' });
  expect(found.rows.map(({ name }) => name)).toEqual(['葡萄基地']);
  const id = found.rows[0]?.id ?? '';
  const project = await findProject(officer, id);
  expect(project?.source?.cells.map(({ text }) => text)).toEqual([
    '13',
    '兴旺村',
    '葡萄基地',
    '续建',
    '10(其中,灾情因素6万元)',
  ]);
  expect(await findProject(await actorFor('county'), id)).toBeNull();
  expect(await findProject(officer, 'nonsense')).toBeNull();
});

test('pages of the pool follow each other without gap or repetition', async () => {
  const officer = await actorFor('county-b');
  const seen: string[] = [];
  let after = '';
  for (let page = 0; page < 5; page++) {
    const paging = { ...readPaging({ after }, LISTS.projects.sorts), size: 4 };
    const { rows, next } = await listProjects(officer, { year: 2020 }, paging);
    seen.push(...rows.map(({ reference }) => reference));
    if (!next) break;
    after = next;
  }
  expect(seen).toHaveLength(15);
  expect(new Set(seen).size).toBe(15);
});

test('another county neither sees nor confirms a batch; who may not import is told so', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('外县')));
  const stranger = await at('county', DAY);
  expect(await findImport(stranger.actor, batchId)).toBeNull();
  expect(codeOf(await confirmImport(stranger, { batchId, version: 1 }))).toBe('NOT_FOUND');
  expect(codeOf(await discardImport(stranger, { batchId, version: 1 }))).toBe('NOT_FOUND');
  expect(codeOf(await setLineOverride(stranger, { batchId, version: 1, row: 4, skipReason: 'x' }))).toBe('NOT_FOUND');
  expect(codeOf(await chooseSheet(stranger, { batchId, version: 1, sheetName: 'Sheet1' }))).toBe('NOT_FOUND');
  expect(codeOf(await confirmImport(ctx, { batchId: 'nonsense', version: 1 }))).toBe('NOT_FOUND');
  for (const username of ['lead-b', 'manager-b', 'township-b', 'station-b', 'leader', 'secadmin']) {
    const other = await at(username, DAY);
    expect(codeOf(await startImport(other, { fileName: 'a.xlsx', bytes: FILE })), username).toBe('NOT_PERMITTED');
    expect(codeOf(await confirmImport(other, { batchId, version: 1 })), username).toBe('NOT_PERMITTED');
    expect(await findImport(other.actor, batchId), username).toBeNull();
  }
});

test.each([
  ['FILE_EMPTY', 'empty.xlsx', Buffer.alloc(0)],
  ['FILE_BROKEN', 'half.xlsx', FILE.subarray(0, FILE.length / 2)],
  ['FILE_IS_OLD_XLS', 'old.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
  ['FILE_TYPE_UNKNOWN', 'picture.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['FILE_IS_WEB_PAGE', 'page.csv', Buffer.from('<html><table><tr><td>1</td></tr></table></html>')],
  ['FILE_TOO_LARGE', 'large.csv', Buffer.alloc(5 * 1024 * 1024 + 1, 'a')],
])('%s is refused and leaves nothing behind', async (code, fileName, bytes) => {
  const ctx = await at('county-b', DAY);
  const files = await db().storedFile.count();
  expect(codeOf(await startImport(ctx, { fileName, bytes }))).toBe(code);
  expect(await db().storedFile.count()).toBe(files);
});

test('a workbook that declares more than it may is refused before it is unpacked', async () => {
  const bomb = Buffer.from(FILE);
  // The directory's entries declare four gigabytes each.
  for (
    let index = bomb.indexOf('PK\x01\x02', 0, 'latin1');
    index >= 0;
    index = bomb.indexOf('PK\x01\x02', index + 4, 'latin1')
  )
    bomb.writeUInt32LE(0xfffffff0, index + 24);
  const ctx = await at('county-b', DAY);
  expect(codeOf(await startImport(ctx, { fileName: 'bomb.xlsx', bytes: bomb }))).toBe('FILE_BOMB');
});

test('a CSV in GBK is read', async () => {
  // 序号,村名,项目名称,资金金额（万元） / 1,苗儿村,水渠,5
  const hex =
    'd0f2bac52cb4e5c3fb2ccfeec4bfc3fbb3c62cd7cabdf0bdf0b6eea3a8cdf2d4aaa3a90a' + '312cc3e7b6f9b4e52ccbaec7fe2c350a';
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, Buffer.from(hex, 'hex'), '安排表2022.csv');
  const { batch, review } = await preview(batchId);
  expect(batch.year).toBe(2022);
  expect(review.lines).toMatchObject([{ village: '苗儿村', projectName: '水渠', amountFen: 5n * WAN }]);
  expect(review.errors).toBe(0);
});

test('without a unit nothing is imported until somebody chooses it, and the choice is not remembered', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('无单位', { unit: '' })));
  const { batch, review } = await preview(batchId);
  expect(review.tableIssues.map(({ code }) => code)).toContain('UNIT_MISSING');
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_HAS_ERRORS');
  const { headerRow, headerRows, columns } = batch.state.table ?? { headerRow: 0, headerRows: 1, columns: {} };
  const mapping = { batchId, year: 2021, headerRow, headerRows, columns };
  must(await setMapping(ctx, { ...mapping, version: batch.version, unit: 'WAN' }));
  expect(codeOf(await setMapping(ctx, { ...mapping, version: batch.version, unit: 'YUAN' }))).toBe('CONFLICT');
  expect(must(await confirm(ctx, batchId)).totalFen).toBe(11n * WAN);

  const next = await preview(await upload(ctx, await workbook(table('又无单位', { unit: '' }))));
  expect(next.batch.state.table?.unit).toBeNull();
});

test('columns set by hand are remembered for the next table with the same header', async () => {
  const ctx = await at('county-b', DAY);
  const rows = (name: string): Cells => [
    ['2023年计划（单位：万元）', null, null, null],
    ['编号', '村名', '名堂', '拨款'],
    [1, '苗儿村', `${name}一`, 3],
    [2, '田江村', `${name}二`, 4],
  ];
  const batchId = await upload(ctx, await workbook(rows('怪表')));
  const { batch, review } = await preview(batchId);
  expect(review.tableIssues.map(({ code }) => code)).toContain('COLUMN_MISSING');
  const table = { headerRow: 2, headerRows: 1, unit: 'WAN' as const };
  const columns = { sequence: 'A', village: 'B', projectName: 'C', amount: 'D' };
  must(await setMapping(ctx, { batchId, version: batch.version, year: 2023, ...table, columns }));
  expect(must(await confirm(ctx, batchId))).toMatchObject({ lines: 2, projects: 2, totalFen: 7n * WAN });

  const next = await preview(await upload(ctx, await workbook([['抬头', null, null, null], ...rows('怪表再')])));
  expect(next.batch.state.table).toEqual({ headerRow: 3, headerRows: 1, unit: 'WAN', columns });
  expect(next.review.errors).toBe(0);
});

test('a line that cannot be read is typed over, left out with a reason, or mended in the error file', async () => {
  const ctx = await at('county-b', DAY);
  const bytes = await workbook(table('待改', { amount: '约5' }));
  const batchId = await upload(ctx, bytes);
  const first = await preview(batchId);
  expect(first.review.lines[0]?.issues).toMatchObject([{ column: 'E', row: 4, code: 'AMOUNT_APPROXIMATE' }]);
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_HAS_ERRORS');

  const { version } = first.batch;
  expect(codeOf(await setLineOverride(ctx, { batchId, version, row: 4, amountText: '五六万' }))).toBe('INVALID_INPUT');
  expect(codeOf(await setLineOverride(ctx, { batchId, version, row: 4, villageId: 1 }))).toBe('NOT_FOUND');
  expect(codeOf(await setLineOverride(ctx, { batchId, version, row: 99, skipReason: '无' }))).toBe('NOT_FOUND');
  must(await setLineOverride(ctx, { batchId, version, row: 4, amountText: '5' }));
  const typed = await preview(batchId);
  expect(typed.review).toMatchObject({ errors: 0, sumFen: 11n * WAN });
  expect(typed.review.summaries[0]?.check).toBe('MATCHES');

  must(await setLineOverride(ctx, { batchId, version: version + 1, row: 4, amountText: null, skipReason: '金额待核' }));
  const skipped = await preview(batchId);
  const file = await errorFile(skipped, { issueHeader: '问题', rowHeader: '原表行号', describe: ({ code }) => code });
  expect(must(await confirm(ctx, batchId))).toMatchObject({ lines: 1, totalFen: 6n * WAN });

  const sheet = await readSpreadsheet(file, 'errors.xlsx');
  if (!sheet.ok || !sheet.sheets[0]) throw new Error('the error file must be readable');
  const mended = sheet.sheets[0].rows.map((row) =>
    row.map((cell) => (cell === '约5' ? 5 : (cell as string | number | null))),
  );
  const again = await upload(ctx, await workbook(mended), 'errors.xlsx');
  expect((await preview(again)).review).toMatchObject({ errors: 0, duplicates: 0 });
  expect(must(await confirm(ctx, again))).toMatchObject({ lines: 1, projects: 1, totalFen: 5n * WAN });
});

test('cells that look like formulas stay text in the error file', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('=HYPERLINK("http://x")', { amount: '约5', total: 6 })));
  const file = await errorFile(await preview(batchId), { issueHeader: '=1+1', rowHeader: 'row', describe: () => '=1' });
  const { unzip } = await import('@/server/unzip');
  const zip = await unzip(file, () => true, { entries: 100, bytes: 1_000_000 });
  if (!zip.ok) throw new Error('the error file must be a workbook');
  for (const content of zip.files.values()) expect(content.toString('utf8')).not.toMatch(/<f[\s>]/);
});

test('a total that does not add up forbids the confirm until its figures are accepted', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('不平', { total: 12 })));
  const { batch, review } = await preview(batchId);
  expect(review.summaries).toMatchObject([{ row: 6, statedFen: 12n * WAN, computedFen: 11n * WAN, check: 'DIFFERS' }]);
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_HAS_ERRORS');
  must(await acknowledgeSummary(ctx, { batchId, version: batch.version, row: 6, accepted: true }));
  // Other figures need another look.
  must(await setLineOverride(ctx, { batchId, version: batch.version + 1, row: 4, amountText: '7' }));
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_HAS_ERRORS');
  must(await acknowledgeSummary(ctx, { batchId, version: batch.version + 2, row: 6, accepted: true }));
  expect(must(await confirm(ctx, batchId)).totalFen).toBe(13n * WAN);
});

test('of several sheets a person picks one', async () => {
  const ctx = await at('county-b', DAY);
  const cells = (rows: Cells) => rows.map((row) => row.map((value) => (value === null ? null : { value })));
  const bytes = await writeXlsx([
    { data: cells([['说明', '无']]), sheet: '封面' },
    { data: cells(table('甲')), sheet: '甲表' },
    { data: cells(table('乙')), sheet: '乙表' },
  ]).toBuffer();
  const batchId = await upload(ctx, bytes);
  const { batch, review } = await preview(batchId);
  expect(batch.state.sheetNames).toEqual(['封面', '甲表', '乙表']);
  expect(review.problems).toEqual(['SHEET_NOT_CHOSEN']);
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_HAS_ERRORS');
  must(await chooseSheet(ctx, { batchId, version: batch.version, sheetName: '乙表' }));
  const chosen = await preview(batchId);
  expect(chosen.review.lines.map(({ projectName }) => projectName)).toEqual(['乙水渠', '乙机井']);
  expect(must(await confirm(ctx, batchId)).lines).toBe(2);
});

test('a line is made a subsidy or a project, and its village chosen by hand', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('改判')));
  const { batch, villages } = await preview(batchId);
  const village = villages.find(({ name }) => name === '谷洲村');
  if (!village) throw new Error('the village must be in the region data');
  must(await setLineOverride(ctx, { batchId, version: batch.version, row: 4, kind: 'SUBSIDY' }));
  must(await setLineOverride(ctx, { batchId, version: batch.version + 1, row: 5, villageId: village.regionId }));
  const { planId, projects } = must(await confirm(ctx, batchId));
  expect(projects).toBe(1);
  const plan = await findPlan(ctx.actor, planId);
  expect(plan?.lines.map(({ kind }) => kind)).toEqual(['SUBSIDY', 'PROJECT']);
  const project = await db().project.findFirstOrThrow({ where: { planLine: { fundPlanId: planId } } });
  expect(project).toMatchObject({ villageId: village.regionId, villageName: '田江村' });
});

test('two confirms at the same moment: one', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('并发')));
  const results = await Promise.all([1, 2].map(() => confirmImport(ctx, { batchId, version: 1 })));
  expect(results.map((result) => (result.ok ? 'OK' : result.refusal.code)).sort()).toEqual([
    'IMPORT_ALREADY_CONFIRMED',
    'OK',
  ]);
  expect(await db().fundPlan.count({ where: { importBatchId: batchId } })).toBe(1);
});

test('the same table in two batches confirmed at the same moment: one, the other finds duplicates', async () => {
  const ctx = await at('county-b', DAY);
  const bytes = await workbook(table('双批'));
  const ids = [await upload(ctx, bytes), await upload(ctx, bytes)];
  const results = await Promise.all(ids.map((batchId) => confirmImport(ctx, { batchId, version: 1 })));
  expect(results.map((result) => (result.ok ? 'OK' : result.refusal.code)).sort()).toEqual(['IMPORT_DUPLICATE', 'OK']);
});

test('a discarded table is neither changed nor confirmed', async () => {
  const ctx = await at('county-b', DAY);
  const batchId = await upload(ctx, await workbook(table('作废')));
  must(await discardImport(ctx, { batchId, version: 1 }));
  expect(codeOf(await confirm(ctx, batchId))).toBe('IMPORT_DISCARDED');
});
