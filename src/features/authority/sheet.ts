import { APPLICANT_KINDS } from '@/domain/stage';
import { readRows } from '@/features/sheet-imports/checks';
import type { SheetDefinition } from '@/features/sheet-imports/definition';
import { checkAuthority, insertAuthority, lockAuthority } from './mutations';
import { authoritySchema } from './schema';

/** Rows of authority by Excel, as the financier's own document lists them. */
export const AUTHORITY_SHEET: SheetDefinition = {
  kind: 'AUTHORITY',
  permission: 'authority.manage',
  home: '/admin/authority',
  importPath: '/admin/sheets/authority',
  words: 'administration.sheets.authority',
  maxRows: 500,
  columns: [
    { code: 'organisation', required: true },
    { code: 'programme', required: true },
    { code: 'applicantKind', choices: { values: APPLICANT_KINDS, words: 'cases.applicantKinds' } },
    { code: 'upTo' },
    { code: 'approvals', required: true },
    { code: 'validFrom', required: true },
    { code: 'validTo' },
    { code: 'documentNumber', required: true },
  ],
  async check(tx, _ctx, rows) {
    const { values, issues } = readRows(authoritySchema, rows);
    const checked = await checkAuthority(tx, values);
    return [
      ...issues,
      ...checked.issues.map(({ code, params = {}, ...place }) => ({ ...place, key: `refusals.${code}`, params })),
    ];
  },
  async write(tx, ctx, rows) {
    await lockAuthority(tx);
    const { values } = readRows(authoritySchema, rows);
    await insertAuthority(tx, ctx, values, await checkAuthority(tx, values));
    return {};
  },
};
