import { beforeEach, describe, expect, it } from 'vitest';
import { USER_SHEET } from '@/features/accounts/sheet';
import { signInWithPassword } from '@/features/identity/mutations-sign-in';
import { confirmSheet, discardSheet, startSheet } from '@/features/sheet-imports/mutations';
import { findSheet } from '@/features/sheet-imports/queries';
import { db } from '@/server/db';
import { watchNewcomers } from '../support/newcomers';
import { workbook } from '../support/sheets';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-11-23';
const now = noon(DAY);
const HEADER = ['用户名 *', '姓名', '英文姓名', '工号', '单位', '岗位', '工作邮箱'];
const BANK = '示例银行兰考县支行';
const line = (username: string, staffNumber: string, roles = '客户经理', organisation = BANK) => [
  username,
  '示例人员',
  '',
  staffNumber,
  organisation,
  roles,
  '',
];

async function upload(rows: readonly (readonly string[])[], username = 'secadmin') {
  const bytes = await workbook(rows);
  return startSheet(await at(username, DAY), USER_SHEET, { fileName: 'accounts.xlsx', bytes });
}
const uploaded = async (rows: readonly (readonly string[])[]) => must(await upload(rows)).sheetId;
const view = async (sheetId: string, username = 'secadmin') =>
  findSheet(await actorFor(username), USER_SHEET, sheetId, now);
const faultsOf = async (rows: readonly (readonly string[])[]) =>
  (await view(await uploaded(rows)))?.issues.map(({ row, column, key }) => `${row} ${column} ${key}`);
const confirm = async (sheetId: string, username = 'secadmin') =>
  confirmSheet(await at(username, DAY), USER_SHEET, { sheetId });
const newcomers = await watchNewcomers();

beforeEach(async () => {
  await db().sheetImport.deleteMany({});
  await newcomers.remove();
});

describe('a table of accounts', () => {
  it('writes nothing before its confirm, then everybody, with a password each that is shown once', async () => {
    const sheetId = await uploaded([
      ['示例单位账号清单'],
      HEADER,
      line('li.si', '001'),
      line('zhao.wu', '002', '信贷负责人、客户经理'),
    ]);
    expect(await view(sheetId)).toMatchObject({ status: 'PREVIEW', rowCount: 2, issues: [] });
    expect(await newcomers.count()).toBe(0);
    const stored = await db().sheetImport.findUniqueOrThrow({ where: { id: sheetId } });
    expect(Buffer.from(stored.rowsCipher).toString('latin1')).not.toContain('li.si');

    const { secrets } = must(await confirm(sheetId));
    expect(secrets.map(({ label }) => label)).toEqual(['li.si', 'zhao.wu']);
    const user = await db().user.findUniqueOrThrow({ where: { username: 'zhao.wu' } });
    expect(user).toMatchObject({ roles: ['CREDIT_LEAD', 'ACCOUNT_MANAGER'], mustChangePassword: true });
    const credentials = { username: 'li.si', password: secrets[0]?.secret ?? '', address: null, agent: null };
    expect(await signInWithPassword(credentials, now)).not.toBeNull();
    expect(await view(sheetId)).toMatchObject({ status: 'CONFIRMED', rows: [] });
  });

  it('says of each wrong cell what is wrong', async () => {
    const faults = await faultsOf([
      HEADER,
      line('li.si', '001'),
      line('Li.Si', '002'),
      line('county', '003'),
      line('qian.qi', '001'),
      line('sun.ba', '004', '客户经理', '没有这个单位'),
      line('zhou.jiu', '005', '放款岗、复核岗'),
      line('wu.shi', '006', '系统管理员，安全管理员，审计管理员', '平台运行单位'),
      line('zheng.x', '007', '审计'),
      line('王', '008', '大管家'),
      ['', '', '', '009', BANK, '客户经理', 'not a mail'],
    ]);
    expect(faults).toEqual([
      '3 username sheets.issues.repeated',
      '4 username refusals.USERNAME_TAKEN',
      '5 staffNumber sheets.issues.repeated',
      '6 organisation refusals.ORGANISATION_UNKNOWN',
      '7 roles refusals.ROLES_FORBIDDEN_TOGETHER',
      '8 roles refusals.ROLES_FORBIDDEN_TOGETHER',
      '9 roles refusals.ROLE_NOT_FOR_ORGANISATION',
      '10 username errors.usernameFormat',
      '10 roles sheets.issues.choiceUnknown',
      '11 username errors.textMissing',
      '11 nameZh errors.textMissing',
      '11 email errors.emailFormat',
    ]);
  });

  it('is not confirmed with a fault in it, and then nobody is written', async () => {
    const sheetId = await uploaded([HEADER, line('li.si', '001'), line('county', '002')]);
    expect(codeOf(await confirm(sheetId))).toBe('SHEET_HAS_ERRORS');
    expect(await newcomers.count()).toBe(0);
  });

  it('is checked again at the confirm: what became taken meanwhile is found', async () => {
    const first = await uploaded([HEADER, line('li.si', '001')]);
    const second = await uploaded([HEADER, line('li.si', '002')]);
    must(await confirm(first));
    expect(codeOf(await confirm(second))).toBe('SHEET_HAS_ERRORS');
  });

  it('is confirmed once, also when it is pressed twice at the same time', async () => {
    const sheetId = await uploaded([HEADER, line('li.si', '001')]);
    const results = await Promise.all([confirm(sheetId), confirm(sheetId)]);
    expect(results.map((result) => (result.ok ? 'ok' : result.refusal.code)).sort()).toEqual([
      'IMPORT_ALREADY_CONFIRMED',
      'ok',
    ]);
    expect(await newcomers.count()).toBe(1);
  });

  it('is found when the same file comes twice', async () => {
    const rows = [HEADER, line('li.si', '001')];
    const bytes = await workbook(rows);
    const start = async () => startSheet(await at('secadmin', DAY), USER_SHEET, { fileName: 'accounts.xlsx', bytes });
    const { sheetId } = must(await start());
    expect(must(await start()).sheetId).toBe(sheetId);
    must(await confirm(sheetId));
    expect(codeOf(await start())).toBe('SHEET_IMPORTED_BEFORE');
  });

  it('belongs to who uploaded it and to who may', async () => {
    const sheetId = await uploaded([HEADER, line('li.si', '001')]);
    expect(await view(sheetId, 'admin')).toBeNull();
    expect(await view('nonsense')).toBeNull();
    expect(codeOf(await confirm(sheetId, 'admin'))).toBe('NOT_PERMITTED');
    expect(codeOf(await upload([HEADER, line('li.si', '001')], 'county'))).toBe('NOT_PERMITTED');
    const secadmin = await db().user.findUniqueOrThrow({ where: { username: 'secadmin' } });
    const { id: _id, ...columns } = secadmin;
    await db().user.create({ data: { ...columns, name: {}, username: 'secadmin2', createdAt: now } });
    expect(codeOf(await confirm(sheetId, 'secadmin2'))).toBe('NOT_FOUND');
  });

  it('can be given up, and is then gone for good', async () => {
    const sheetId = await uploaded([HEADER, line('li.si', '001')]);
    must(await discardSheet(await at('secadmin', DAY), USER_SHEET, { sheetId }));
    expect(codeOf(await confirm(sheetId))).toBe('IMPORT_DISCARDED');
    expect(await view(sheetId)).toMatchObject({ status: 'DISCARDED', rows: [] });
  });

  it('is known by its header, in either language and any order', async () => {
    expect(
      await faultsOf([
        ['Roles', 'username', 'Organisation', 'Staff number', 'Name in Chinese'],
        ['Account manager', 'li.si', 'Sample Bank Lankao branch', '001', '李四'],
      ]),
    ).toEqual([]);
    expect(
      codeOf(
        await upload([
          ['不认识', '的表'],
          ['一', '二'],
        ]),
      ),
    ).toBe('SHEET_HEADER_MISSING');
    expect(codeOf(await upload([HEADER]))).toBe('SHEET_NO_ROWS');
    const many = Array.from({ length: USER_SHEET.maxRows + 1 }, (_, index) => line(`person-${index}`, `${index}`));
    expect(codeOf(await upload([HEADER, ...many]))).toBe('SHEET_TOO_MANY_ROWS');
    const garbage = { fileName: 'x.xlsx', bytes: new Uint8Array([1, 2, 3, 0, 255, 254, 0, 7]) };
    expect(codeOf(await startSheet(await at('secadmin', DAY), USER_SHEET, garbage))).toMatch(/^(FILE_|CSV_)/);
  });

  it('names a column that is missing, one too many and one twice, once each', async () => {
    expect(
      await faultsOf([
        ['用户名', '姓名', '单位', '岗位', '岗位', '备注'],
        ['li.si', '李四', BANK, '客户经理', '', '一句话'],
      ]),
    ).toEqual([
      '1 staffNumber sheets.issues.columnMissing',
      '1 roles sheets.issues.columnTwice',
      '1 null sheets.issues.columnUnknown',
    ]);
  });
});
