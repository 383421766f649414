import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import readXlsx from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { EXPORT_LIMITS, type ExportLimits } from '@/domain/sheet';
import { listCases } from '@/features/cases/list-queries';
import { registerConsultation } from '@/features/consultations/mutations';
import { cancelExport, exportList, openExport } from '@/features/exports/mutations';
import { removeExpiredExports, runExport } from '@/features/exports/mutations-run';
import { listExports } from '@/features/exports/queries';
import { type ExportRequest, openSource } from '@/features/exports/source';
import { streamCsv } from '@/features/exports/write-file';
import { saveListSetting } from '@/features/lists/mutations';
import { db } from '@/server/db';
import { cooperativeConsultation, householdConsultation } from '../support/consultation';
import { at, codeOf, must, noon } from '../support/world';

const DAY = '2026-05-06';
const CASES: ExportRequest = { list: 'cases', query: '', locale: 'zh-CN', unit: 'WAN' };
const SMALL: ExportLimits = { atOnce: 10, workbook: 60, batch: 7 };
const HEAD_ROWS = 6;

const bytesOf = (key: string) =>
  readFileSync(path.join(process.env.DATA_DIR ?? '', 'files', key.slice(0, 2), key.slice(2, 4), key));

async function sheetOf(bytes: Buffer) {
  const [sheet] = await readXlsx(bytes);
  const rows = sheet?.data ?? [];
  return {
    head: rows.slice(0, HEAD_ROWS - 1),
    heads: rows[HEAD_ROWS - 1],
    data: rows.slice(HEAD_ROWS, -1),
    sums: rows.at(-1),
  };
}

async function fileOf(username: string, request: ExportRequest) {
  const exported = must(await exportList(await at(username, DAY), request));
  if (exported.kind !== 'FILE') throw new Error('it was not handed over at once');
  return sheetOf(exported.bytes);
}

async function queued(username: string, request: ExportRequest, limits: ExportLimits) {
  const exported = must(await exportList(await at(username, DAY), request, limits));
  if (exported.kind !== 'QUEUED') throw new Error('it was not queued');
  return exported.exportId;
}

const exportRow = (id: string) => db().export.findUniqueOrThrow({ where: { id } });
const run = (id: string, limits: ExportLimits) =>
  runExport(id, noon(DAY), 'e0000000-0000-4000-8000-000000000000', limits);

beforeAll(async () => {
  const walnut = must(await registerConsultation(await at('county', '2026-03-02'), await cooperativeConsultation(41)));
  const household = { ...(await householdConsultation(42)), title: '=SUM(A1:A9)养羊' };
  must(await registerConsultation(await at('station', '2026-03-02'), household));
  await db().$executeRaw`
    INSERT INTO case_record
    SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'reference', 'COPY-' || lpad(n::text, 3, '0'),
      'requested_amount_fen', 12345678900 + n, 'bigrams', '{}'::text, 'waiting_roles', '{}'::text, 'waiting_user_ids', '{}'::text))).*
    FROM case_record c, generate_series(1, 90) n WHERE c.id = ${walnut.id}::uuid`;
}, 120_000);

describe('an export at once', () => {
  it('holds exactly the rows of the list, in its order, with exact amounts and their sum', async () => {
    const query = 'sort=-amount&kind=COOPERATIVE';
    const actor = (await at('county', DAY)).actor;
    const paging = { ...readPaging({ sort: '-amount' }, LISTS.cases.sorts), size: 500 };
    const list = await listCases(actor, { applicantKinds: ['COOPERATIVE'] }, noon(DAY), paging);
    const { head, heads, data, sums } = await fileOf('county', { ...CASES, query });
    expect(list.rows.length).toBeGreaterThan(90);
    expect(data.map((row) => row[0])).toEqual(list.rows.map((row) => row.reference));
    const amountAt = heads?.indexOf('金额（万元）') ?? -1;
    expect(data.map((row) => BigInt(Math.round(Number(row[amountAt]) * 1e6)))).toEqual(
      list.rows.map((row) => row.amountFen),
    );
    expect(BigInt(Math.round(Number(sums?.[amountAt]) * 1e6))).toBe(list.pageTotals.amountFen);
    expect(head.map((row) => String(row[0]))).toEqual([
      '案件',
      '金额单位：万元',
      '口径：主体：农民专业合作社',
      '数据截止：2026-05-06 12:00',
      expect.stringMatching(/^导出人：.+导出时间：2026-05-06 12:00$/),
    ]);
  });

  it('follows the columns of the person, in their order', async () => {
    const ctx = await at('county', DAY);
    must(
      await saveListSetting(ctx, {
        list: 'cases',
        columns: ['title', 'reference', 'consultedOn', 'outstanding'],
        density: 'tight',
        pageSize: 20,
      }),
    );
    const { heads } = await fileOf('county', { ...CASES, unit: 'YUAN' });
    expect(heads?.filter(Boolean)).toEqual(['项目名称', '编号', '咨询日期', '余额（元）']);
    must(await saveListSetting(ctx, { list: 'cases', columns: [], density: 'compact', pageSize: 50 }));
  });

  it('masks persons and runs no formula', async () => {
    const ctx = await at('station', DAY);
    must(
      await saveListSetting(ctx, {
        list: 'cases',
        columns: ['reference', 'title', 'applicant'],
        density: 'compact',
        pageSize: 50,
      }),
    );
    const exported = must(await exportList(ctx, { ...CASES, query: 'kind=HOUSEHOLD' }));
    if (exported.kind !== 'FILE') throw new Error('at once');
    const { data } = await sheetOf(exported.bytes);
    const name = (await db().caseRecord.findFirstOrThrow({ where: { applicantKind: 'HOUSEHOLD' } })).applicantName;
    expect(data).toHaveLength(1);
    expect(data[0]?.[1]).toBe('=SUM(A1:A9)养羊');
    expect(data[0]?.[2]).toMatch(/^.\*+$/);
    expect(JSON.stringify(data)).not.toContain(name);
    expect(exported.fileName).toBe('案件 20260506-1200.xlsx');
  });

  it('is recorded with list, count and the codes of its filters, and with nothing that was typed', async () => {
    await fileOf('county', { ...CASES, query: 'q=%E5%BC%A0%E4%B8%89&stage=CONSULTATION' });
    const event = await db().event.findFirstOrThrow({ where: { kind: 'list.exported' }, orderBy: { id: 'desc' } });
    expect(event.payload).toEqual({
      list: 'cases',
      rows: 0,
      filters: ['q', 'stage'],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('gives somebody of another county none of these rows, and an administrator no file', async () => {
    const { data } = await fileOf('county-b', CASES);
    expect(data).toEqual([]);
    expect(codeOf(await exportList(await at('secadmin', DAY), CASES))).toBe('NOT_PERMITTED');
    expect(codeOf(await exportList(await at('station', DAY), { ...CASES, list: 'payments' }))).toBe('NOT_PERMITTED');
  });

  it('knows the other lists too, in English', async () => {
    const first = { payments: 'Reference', projects: 'Reference', households: 'Head', entities: 'Name' } as const;
    for (const list of ['payments', 'projects', 'households', 'entities'] as const) {
      const { heads } = await fileOf('county', { ...CASES, list, locale: 'en' });
      expect(heads?.[0], list).toBe(first[list]);
    }
  });

  it('masks the households it lists, their heads and what was typed to find them', async () => {
    const person = await db().person.findFirstOrThrow({ where: { relation: 'HEAD' } });
    const row = await db().caseRecord.findFirstOrThrow({ where: { personId: person.id } });
    for (const typed of [person.name, '13900000042']) {
      const query = new URLSearchParams({ q: typed }).toString();
      const { head, data } = await fileOf('station', { ...CASES, list: 'households', query });
      expect(data).toHaveLength(1);
      expect(data[0]?.[0]).toMatch(/^.\*+$/);
      expect(data[0]?.[4]).toMatch(/^\d{3}\*{11}[\dX]{4}$/);
      expect(JSON.stringify([head, data])).not.toContain(typed);
      expect(JSON.stringify([head, data])).not.toContain(row.applicantName);
    }
    expect((await fileOf('county-b', { ...CASES, list: 'households' })).data).toEqual([]);
    expect(codeOf(await exportList(await at('manager', DAY), { ...CASES, list: 'households' }))).toBe('NOT_PERMITTED');
  });
});

describe('a larger export', () => {
  it('is written by a job as one workbook, told of, and fetched by its requester alone', async () => {
    const id = await queued('county', CASES, { ...SMALL, workbook: 1_000 });
    expect(codeOf(await openExport(await at('county', DAY), id))).toBe('NOT_FOUND');
    await run(id, { ...SMALL, workbook: 1_000 });
    const row = await exportRow(id);
    expect(row).toMatchObject({ status: 'READY', rowsDone: row.rowsTotal });
    const { data } = await sheetOf(bytesOf(row.fileKey ?? ''));
    expect(data).toHaveLength(row.rowsTotal ?? -1);
    expect(await db().notice.count({ where: { subjectId: id, kind: 'EXPORT_READY' } })).toBe(1);
    expect(must(await openExport(await at('county', DAY), id)).key).toBe(row.fileKey);
    expect((await exportRow(id)).downloads).toBe(1);
    for (const username of ['county-b', 'office', 'township'])
      expect(codeOf(await openExport(await at(username, DAY), id))).toBe('NOT_FOUND');
    expect(codeOf(await openExport(await at('county', DAY), 'nonsense'))).toBe('NOT_FOUND');
    // run once more, as after a crash: nothing happens to a finished one
    await run(id, SMALL);
    expect((await exportRow(id)).fileKey).toBe(row.fileKey);
  });

  it('is CSV beyond one workbook: byte order mark, every row once, a formula guarded, read in batches', async () => {
    const id = await queued('county', { ...CASES, query: 'sort=reference' }, SMALL);
    await run(id, SMALL);
    const row = await exportRow(id);
    expect(row.fileName).toMatch(/\.csv$/);
    const text = bytesOf(row.fileKey ?? '').toString('utf8');
    expect(text.startsWith('\uFEFF案件')).toBe(true);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(HEAD_ROWS + (row.rowsTotal ?? 0) + 1);
    const references = lines.slice(HEAD_ROWS, -1).map((line) => line.split(',')[0] ?? '');
    expect(new Set(references).size).toBe(row.rowsTotal);
    expect([...references].sort()).toEqual(references);
    expect(text).toContain(",'=SUM(A1:A9)养羊,");
    expect(text).toContain('12345.678901');
  });

  it('ends when it is cancelled, before it runs and while it runs, and leaves no file', async () => {
    const ctx = await at('county', DAY);
    const waiting = await queued('county', CASES, SMALL);
    expect(codeOf(await cancelExport(await at('county-b', DAY), { exportId: waiting }))).toBe('NOT_FOUND');
    must(await cancelExport(ctx, { exportId: waiting }));
    expect(codeOf(await cancelExport(ctx, { exportId: waiting }))).toBe('EXPORT_OVER');
    await run(waiting, SMALL);
    expect(await exportRow(waiting)).toMatchObject({ status: 'CANCELLED', fileKey: null });
    const running = await queued('county', CASES, SMALL);
    const written = run(running, { ...SMALL, batch: 1 });
    while ((await exportRow(running)).rowsDone === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    must(await cancelExport(ctx, { exportId: running }));
    await written;
    expect(await exportRow(running)).toMatchObject({ status: 'CANCELLED', fileKey: null });
  });

  it('makes one wait who has three under way', async () => {
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push(await queued('lead', CASES, { ...SMALL, atOnce: 0 }));
    expect(codeOf(await exportList(await at('lead', DAY), CASES, { ...SMALL, atOnce: 0 }))).toBe('EXPORTS_UNDER_WAY');
    for (const id of ids) must(await cancelExport(await at('lead', DAY), { exportId: id }));
  });

  it('is gone after its time, and for whoever moved to another area', async () => {
    const id = await queued('county', CASES, SMALL);
    await run(id, SMALL);
    const { fileKey } = await exportRow(id);
    expect(codeOf(await openExport(await at('county', '2026-05-07'), id))).toBe('NOT_FOUND');
    const ctx = await at('county', DAY);
    const moved = {
      ...ctx,
      actor: { ...ctx.actor, scope: { kind: 'REGION', column: 'countyId', regionId: 1 } as const },
    };
    expect(codeOf(await openExport(moved, id))).toBe('NOT_FOUND');
    expect(codeOf(await openExport({ ...ctx, actor: { ...ctx.actor, roles: [] } }, id))).toBe('NOT_FOUND');
    const states = (await listExports(ctx.actor, noon('2026-05-08'))).filter((row) => row.id === id);
    expect(states.map(({ state }) => state)).toEqual(['EXPIRED']);
    await removeExpiredExports(noon('2026-05-08'));
    expect(() => bytesOf(fileKey ?? '')).toThrow('ENOENT');
    await removeExpiredExports(noon('2026-07-01'));
    expect(await db().export.count({ where: { id } })).toBe(0);
  });

  it('fails for who may no longer export when the job comes to it', async () => {
    const id = await queued('township', CASES, { ...SMALL, atOnce: 0 });
    await db().export.update({ where: { id }, data: { scope: 'countyId:1' } });
    await run(id, SMALL);
    expect(await exportRow(id)).toMatchObject({ status: 'FAILED', fileKey: null });
  });
});

it('an export larger than memory is streamed: no piece holds more than one batch, and every row comes once', async () => {
  const { id } = await db().caseRecord.findFirstOrThrow({ where: { reference: 'COPY-001' } });
  await db().$executeRaw`
    INSERT INTO case_record
    SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'reference', 'MANY-' || n, 'bigrams', '{}'::text,
      'waiting_roles', '{}'::text, 'waiting_user_ids', '{}'::text))).*
    FROM case_record c, generate_series(1, 2000) n WHERE c.id = ${id}::uuid`;
  const { actor } = await at('county', DAY);
  const source = await openSource(actor, CASES, noon(DAY));
  const total = await source.count();
  const progress: number[] = [];
  const pieces: string[] = [];
  const onProgress = async (rows: number) => {
    progress.push(rows);
  };
  for await (const piece of streamCsv(actor, CASES, source, noon(DAY), 250, onProgress))
    pieces.push(new TextDecoder().decode(piece));
  const lines = pieces.map((piece) => piece.trimEnd().split('\r\n'));
  expect(Math.max(...lines.map((part) => part.length))).toBe(250);
  expect(progress.at(-1)).toBe(total);
  expect(progress.length).toBe(Math.ceil(total / 250));
  const rows = lines.slice(1, -1).flat();
  expect(rows).toHaveLength(total);
  expect(new Set(rows.map((line) => line.split(',')[0])).size).toBe(total);
}, 120_000);

/** What is still held after the rest was collected, in bytes. */
function heapHeld(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

it('an export of 60 000 rows goes to the background and is written whole, in memory that does not grow with it', async () => {
  const ROWS = 60_000;
  // operating entities are the cheapest rows; every list is written by the same code
  const model = await db().operatingEntity.findFirstOrThrow();
  await db().$executeRaw`
    INSERT INTO operating_entity
    SELECT uuidv7(), kind, name, pinyin, initials, '{}', 'HEAP-' || n, province_id, city_id, county_id, township_id, village_id,
      contact_name, contact_phone_cipher, contact_phone_index, leading_enterprise, employs_poor_households, created_by_id, created_at
    FROM operating_entity, generate_series(1, ${ROWS}::int) n WHERE id = ${model.id}::uuid`;
  const id = await queued('county', { ...CASES, list: 'entities' }, EXPORT_LIMITS);
  const { rowsTotal, fileName } = await exportRow(id);
  expect(rowsTotal).toBeGreaterThanOrEqual(ROWS);
  expect(fileName).toMatch(/\.csv$/);
  const before = heapHeld();
  const held: number[] = [];
  const watch = setInterval(() => held.push(heapHeld()), 1_000);
  await run(id, { ...EXPORT_LIMITS, batch: 2_000 });
  clearInterval(watch);
  held.push(heapHeld());
  const row = await exportRow(id);
  expect(row).toMatchObject({ status: 'READY', rowsDone: rowsTotal });
  const text = bytesOf(row.fileKey ?? '').toString('utf8');
  expect(text.trimEnd().split('\r\n')).toHaveLength(HEAD_ROWS + (rowsTotal ?? 0) + 1);
  expect(new Set(text.match(/HEAP-\d+/g)).size).toBe(ROWS);
  // all rows at once would hold several times as much
  expect((Math.max(...held) - before) / 2 ** 20).toBeLessThan(32);
}, 120_000);
