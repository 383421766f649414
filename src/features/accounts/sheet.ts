import { ROLES } from '@/domain/permissions';
import { findRepeats, readRows } from '@/features/sheet-imports/checks';
import type { SheetDefinition } from '@/features/sheet-imports/definition';
import { type Issued, insertAccounts, issuePasswords, lockAccounts } from './mutations';
import { checkAccounts } from './queries';
import { accountSchema } from './schema';

/** Accounts by Excel: the same fields and the same rules as the form for one; passwords are shown once, as a list. */
export const USER_SHEET: SheetDefinition<Issued[]> = {
  kind: 'USERS',
  permission: 'user.manage',
  home: '/admin/users',
  importPath: '/admin/sheets/users',
  words: 'administration.sheets.users',
  maxRows: 300,
  columns: [
    { code: 'username', required: true },
    { code: 'nameZh', required: true },
    { code: 'nameEn' },
    { code: 'staffNumber', required: true },
    { code: 'organisation', required: true },
    { code: 'roles', required: true, many: true, choices: { values: ROLES, words: 'roles' } },
    { code: 'email' },
  ],
  async check(tx, _ctx, rows) {
    const { values, issues } = readRows(accountSchema, rows);
    const checked = await checkAccounts(tx, values);
    return [
      ...issues,
      ...findRepeats(values, 'username', ({ username }) => username),
      ...findRepeats(values, 'staffNumber', ({ organisation, staffNumber }) => `${organisation} ${staffNumber}`),
      ...checked.issues.map(({ code, params = {}, ...place }) => ({ ...place, key: `refusals.${code}`, params })),
    ];
  },
  prepare: (rows) => issuePasswords(rows.length),
  async write(tx, ctx, rows, { prepared }) {
    await lockAccounts(tx);
    const { values } = readRows(accountSchema, rows);
    const checked = await checkAccounts(tx, values);
    return { secrets: await insertAccounts(tx, ctx, values, checked, prepared) };
  },
};
