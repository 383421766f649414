import { ORGANISATION_KINDS } from '@/domain/role-rules';
import { findRepeats, readRows } from '@/features/sheet-imports/checks';
import type { SheetDefinition } from '@/features/sheet-imports/definition';
import { insertOrganisations, lockOrganisations } from './mutations';
import { checkOrganisations } from './queries';
import { organisationSchema } from './schema';

/** Organisations by Excel: a head office and its branches may stand in one table, the parent above. */
export const ORGANISATION_SHEET: SheetDefinition = {
  kind: 'ORGANISATIONS',
  permission: 'organisation.manage',
  home: '/admin/organisations',
  importPath: '/admin/sheets/organisations',
  words: 'administration.sheets.organisations',
  maxRows: 500,
  columns: [
    {
      code: 'kind',
      required: true,
      choices: { values: ORGANISATION_KINDS, words: 'administration.organisationKinds' },
    },
    { code: 'nameZh', required: true },
    { code: 'nameEn' },
    { code: 'region', required: true },
    { code: 'parent' },
  ],
  async check(tx, _ctx, rows) {
    const { values, issues } = readRows(organisationSchema, rows);
    const checked = await checkOrganisations(tx, values);
    const repeats = findRepeats(values, 'nameZh', ({ nameZh }) => nameZh);
    const said = new Set(repeats.map(({ row }) => `${row} nameZh`));
    const news = checked.issues.filter(({ row, column }) => !said.has(`${row} ${column}`));
    return [
      ...issues,
      ...repeats,
      ...news.map(({ code, params = {}, ...place }) => ({ ...place, key: `refusals.${code}`, params })),
    ];
  },
  async write(tx, ctx, rows) {
    await lockOrganisations(tx);
    const { values } = readRows(organisationSchema, rows);
    const { placedOf } = await checkOrganisations(tx, values);
    await insertOrganisations(tx, ctx, values, placedOf);
    return {};
  },
};
