import { beforeAll, describe, expect, test } from 'vitest';
import { BULK_LIMITS, type BulkLimits } from '@/domain/bulk-import';
import { faultFile } from '@/features/bulk-imports/fault-file';
import { cancelBulkImport, startBulkImport } from '@/features/bulk-imports/mutations';
import { runBulkImport } from '@/features/bulk-imports/mutations-run';
import { findFaults, listBulkImports, sumFaults } from '@/features/bulk-imports/queries';
import { startImport } from '@/features/projects/mutations';
import { findImport } from '@/features/projects/queries-import';
import { db } from '@/server/db';
import { readSpreadsheet } from '@/server/spreadsheet';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-11-20';
const REQUEST = 'e0000000-0000-4000-8000-000000000000';
/** Batches of three rows, so that a few rows are several transactions. */
const SMALL: BulkLimits = { ...BULK_LIMITS, batch: 3 };
const HEAD = '村名,项目名称,建设内容,金额（万元）';

let countyId = 0;
let code = '';
beforeAll(async () => {
  const { scope } = await actorFor('county-b');
  countyId = scope.kind === 'REGION' ? scope.regionId : 0;
  code = (await db().regionVersion.findFirstOrThrow({ where: { regionId: countyId, validTo: null } })).code ?? '';
});

async function* chunks(text: string) {
  yield new TextEncoder().encode(text);
}
const list = (rows: string[]) => `\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`;
const projects = (name: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `苗儿村,${name}${from + at},新建,${from + at + 1}`);

async function send(text: string, { username = 'county-b', fileName = '2023.csv' } = {}): Promise<string> {
  return must(await startBulkImport(await at(username, DAY), { fileName, bytes: chunks(text) })).importId;
}
const run = (id: string, limits = SMALL) => runBulkImport(id, noon(DAY), REQUEST, limits);
const rowOf = (id: string) => db().bulkImport.findUniqueOrThrow({ where: { id } });
const taken = (id: string) => db().project.findMany({ where: { bulkImportId: id }, orderBy: { reference: 'asc' } });

describe('a long list', () => {
  test('is taken in batches with an event each, numbered without gaps; duplicates and faults stay out', async () => {
    const id = await send(
      list([
        ...projects('渠', 0, 4),
        '苗儿村,渠1,新建,9',
        '苗儿村,渠 3。,新建,9',
        '苗儿村,,新建,5',
        '没有村,塘,新建,5',
        '',
        ',县里的路,硬化,12.345',
      ]),
    );
    await run(id);
    expect(await rowOf(id)).toMatchObject({
      status: 'DONE',
      rowsRead: 11,
      rowsTaken: 5,
      rowsDuplicate: 2,
      rowsFaulty: 2,
      takenFen: 22_345_000n,
      finishedAt: noon(DAY),
    });
    const entered = await taken(id);
    const numbers = entered.map(({ reference }) => Number(reference.split('-').at(-1)));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(entered[0]).toMatchObject({ name: '渠0', year: 2023, countyId, plannedAmountFen: 1_000_000n });
    expect(entered.every(({ bigrams, initials }) => bigrams.length > 0 && initials.length > 0)).toBe(true);
    expect(entered.find(({ name }) => name === '县里的路')).toMatchObject({ villageId: null, villageName: null });
    const events = await db().event.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    expect(events.map(({ kind, countyId }) => [kind, countyId])).toEqual([
      ['import.bulk-started', countyId],
      ['projects.entered', countyId],
      ['projects.entered', countyId],
      ['projects.entered', countyId],
      ['import.bulk-finished', countyId],
    ]);
    const counts = events.flatMap(({ payload }) => (payload as { count?: number }).count ?? []);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  test('begun again after a crash goes on behind the last batch and doubles nothing', async () => {
    const id = await send(list(projects('井', 0, 8)));
    const marked = await rowOf(id);
    await run(id);
    // as if the process had died behind the second batch: its mark stands, and what came after was never written
    const last = (await taken(id)).slice(6);
    await db().project.deleteMany({ where: { id: { in: last.map((row) => row.id) } } });
    await db().bulkImport.update({
      where: { id },
      data: { status: 'RUNNING', rowsRead: 7, rowsTaken: 6, finishedAt: null },
    });
    expect(marked.rowsRead).toBe(0);
    await run(id);
    expect(await rowOf(id)).toMatchObject({ status: 'DONE', rowsRead: 9, rowsTaken: 8, rowsDuplicate: 0 });
    expect((await taken(id)).map(({ name }) => name)).toEqual(Array.from({ length: 8 }, (_, at) => `井${at}`));
    await run(id);
    expect(await taken(id)).toHaveLength(8);
  });

  test('two workers on one list write each row once', async () => {
    const id = await send(list(projects('桥', 0, 20)));
    await Promise.all([run(id), run(id)]);
    expect(await rowOf(id)).toMatchObject({ status: 'DONE', rowsTaken: 20 });
    expect(await taken(id)).toHaveLength(20);
  });

  test('knows what a list before brought, and the small import knows what a long list brought', async () => {
    const first = await send(list(projects('棚', 0, 2)));
    await run(first);
    const again = await send(list(projects('棚', 0, 3)));
    await run(again);
    expect(await rowOf(again)).toMatchObject({ rowsTaken: 1, rowsDuplicate: 2 });
    const small = ['2023年安排表,,,', '单位：万元,,,', '村名,项目名称,建设内容,金额', '苗儿村,棚1,新建,7'].join('\n');
    const { batchId } = must(
      await startImport(await at('county-b', DAY), { fileName: 'small.csv', bytes: new TextEncoder().encode(small) }),
    );
    expect((await findImport(await actorFor('county-b'), batchId))?.review).toMatchObject({ duplicates: 1 });
  });

  test('its faulty rows come back under its own head, and mended are taken', async () => {
    const id = await send(list(['苗儿村,坝1,新建,约20', '没有村,坝2,"=SUM(A1)，甲",5', '苗儿村,坝3,新建,3']));
    await run(id);
    const actor = await actorFor('county-b');
    const found = await findFaults(actor, id);
    expect(
      found?.rows.map(({ row, faults }) => [row, ...faults.map(({ code, column }) => `${column} ${code}`)]),
    ).toEqual([
      [2, 'D AMOUNT_APPROXIMATE'],
      [3, 'A VILLAGE_UNKNOWN'],
    ]);
    expect(await sumFaults(actor, id)).toEqual([
      { column: 'A', code: 'VILLAGE_UNKNOWN', field: 'village', count: 1 },
      { column: 'D', code: 'AMOUNT_APPROXIMATE', field: 'amount', count: 1 },
    ]);
    if (!found) throw new Error('it is there');
    const mended = found.rows.map((row) => ({
      ...row,
      cells: row.row === 2 ? row.cells.with(3, '20') : row.cells.with(0, '苗儿村'),
    }));
    const bytes = await faultFile({ ...found, rows: mended }, { issue: '问题', row: '原表行号', describe: () => '改' });
    const sent = must(
      await startBulkImport(await at('county-b', DAY), {
        fileName: '问题清单-2023.xlsx',
        bytes: new Uint8Array(bytes),
      }),
    );
    await run(sent.importId);
    expect(await rowOf(sent.importId)).toMatchObject({ status: 'DONE', rowsTaken: 2, rowsFaulty: 0 });
    expect((await taken(sent.importId)).map(({ content }) => content)).toContain('=SUM(A1)，甲');
  });

  test('in GB18030 is read; broken or undecodable it ends with the reason, and what was taken stays', async () => {
    const gbk = Uint8Array.from([0xcf, 0xee, 0xc4, 0xbf, 0xc3, 0xfb, 0xb3, 0xc6]);
    const decoded = new TextDecoder('gb18030').decode(gbk);
    expect(decoded).toBe('项目名称');
    const yuan = Uint8Array.from([...gbk, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x28, 0xd4, 0xaa, 0x29, 0x0a]);
    const ascii = new TextEncoder().encode('Road A,500\n');
    const sent = must(
      await startBulkImport(await at('county-b', DAY), {
        fileName: '2022.csv',
        bytes: Uint8Array.from([...yuan, ...ascii]),
      }),
    );
    await run(sent.importId);
    expect(await rowOf(sent.importId)).toMatchObject({ status: 'DONE', rowsTaken: 1, takenFen: 50_000n });

    const broken = await send(`${list([...projects('闸', 0, 60)])}苗儿村,"闸60,新建,5\n`);
    await run(broken);
    expect(await rowOf(broken)).toMatchObject({ status: 'FAILED', failure: 'FILE_BROKEN' });
    expect((await rowOf(broken)).rowsTaken).toBe((await taken(broken)).length);

    const long = await send(list(projects('涵', 0, 8)));
    await run(long, { ...SMALL, rows: 6 });
    expect(await rowOf(long)).toMatchObject({ status: 'FAILED', failure: 'TOO_MANY_ROWS', rowsTaken: 6 });

    const noUnit = await send('项目名称,金额\n路,5\n');
    await run(noUnit);
    expect(await rowOf(noUnit)).toMatchObject({ status: 'FAILED', failure: 'UNIT_MISSING', rowsRead: 0 });
  });

  test('a row of a hundred thousand cells, and one that a quote swallowed, still come back in a file that can be read', async () => {
    const wide = `没有村,坝,新建,5${','.repeat(120_000)}`;
    const swallowed = `没有村,"${'苗儿村,坝,新建,5\n'.repeat(4_000)}",新建,5`;
    const id = await send(list(['苗儿村,宽坝,新建,3', wide, swallowed]));
    await run(id);
    expect(await rowOf(id)).toMatchObject({ status: 'DONE', rowsTaken: 1, rowsFaulty: 2 });
    const found = await findFaults(await actorFor('county-b'), id);
    if (!found) throw new Error('it is there');
    const bytes = await faultFile(found, { issue: '问题', row: '原表行号', describe: () => '改' });
    const read = await readSpreadsheet(bytes, '问题清单.xlsx');
    expect(read.ok && read.sheets[0]?.rows).toHaveLength(3);
  });

  test('keeps no more faulty rows than somebody can mend', async () => {
    const id = await send(list(Array.from({ length: 7 }, (_, at) => `苗儿村,,新建,${at}`)));
    await run(id, { ...SMALL, faultsKept: 4 });
    expect(await rowOf(id)).toMatchObject({ status: 'DONE', rowsFaulty: 7 });
    expect((await findFaults(await actorFor('county-b'), id))?.rows).toHaveLength(4);
  });
});

describe('who may', () => {
  test('one list of an area at a time; cancelled it takes nothing more', async () => {
    const id = await send(list(projects('站', 0, 5)));
    const second = await startBulkImport(await at('county-b', DAY), { fileName: '2023.csv', bytes: chunks(list([])) });
    expect(codeOf(second)).toBe('BULK_IMPORT_UNDER_WAY');
    must(await cancelBulkImport(await at('county-b', DAY), { importId: id }));
    await run(id);
    expect(await rowOf(id)).toMatchObject({ status: 'CANCELLED', rowsTaken: 0 });
    expect(codeOf(await cancelBulkImport(await at('county-b', DAY), { importId: id }))).toBe('BULK_IMPORT_OVER');
  });

  test('a row of another county is a fault, by code and by name', async () => {
    const head = '区划代码,项目名称,金额（万元）';
    const other = await regionId('430502').catch(() => 0);
    expect(other).not.toBe(countyId);
    const id = await send([head, `${code},塔,5`, '430502,塔,5', '某县,塔,5'].join('\n'));
    await run(id);
    expect(await rowOf(id)).toMatchObject({ rowsTaken: 1, rowsFaulty: 2 });
    expect(await sumFaults(await actorFor('county-b'), id)).toMatchObject([{ code: 'COUNTY_OUTSIDE', count: 2 }]);
  });

  test('only who may import, and nobody sees or ends another county’s', async () => {
    const bytes = () => chunks(list(projects('泵', 0, 1)));
    for (const username of ['manager', 'station', 'leader'])
      expect(codeOf(await startBulkImport(await at(username, DAY), { fileName: '2023.csv', bytes: bytes() }))).toBe(
        'NOT_PERMITTED',
      );
    const id = await send(list(projects('泵', 0, 1).concat('苗儿村,,新建,5')));
    const foreign = await actorFor('county');
    expect((await listBulkImports(foreign)).map((row) => row.id)).not.toContain(id);
    expect(await findFaults(foreign, id)).toBeNull();
    expect(await sumFaults(foreign, id)).toEqual([]);
    expect(codeOf(await cancelBulkImport(await at('county', DAY), { importId: id }))).toBe('NOT_FOUND');
    await run(id);
    expect(await findFaults(foreign, id)).toBeNull();
    expect(await findFaults(await actorFor('manager'), id)).toBeNull();
  });

  test('who lost the right before the job ran gets nothing', async () => {
    const id = await send(list(projects('窖', 0, 2)));
    const user = await db().user.findFirstOrThrow({ where: { username: 'county-b' } });
    await db().user.update({ where: { id: user.id }, data: { status: 'DEACTIVATED' } });
    await run(id);
    await db().user.update({ where: { id: user.id }, data: { status: user.status } });
    expect(await rowOf(id)).toMatchObject({ status: 'FAILED', failure: 'NO_LONGER_ALLOWED', rowsTaken: 0 });
  });

  test('an empty file is refused and leaves nothing', async () => {
    const before = await db().storedFile.count();
    expect(codeOf(await startBulkImport(await at('county-b', DAY), { fileName: 'a.csv', bytes: chunks('') }))).toBe(
      'FILE_EMPTY',
    );
    expect(await db().storedFile.count()).toBe(before);
  });
});
