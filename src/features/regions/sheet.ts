import { findRepeats, readRows } from '@/features/sheet-imports/checks';
import type { SheetDefinition } from '@/features/sheet-imports/definition';
import { checkRegions, insertRegions, lockRegions } from './mutations';
import { EXTRA_LEVEL_NAMES, regionSchema } from './schema';

/** Units that the national extract lacks, by Excel. The place above must exist already: a new township goes before its villages. */
export const REGION_SHEET: SheetDefinition = {
  kind: 'REGIONS',
  permission: 'organisation.manage',
  home: '/admin/regions',
  importPath: '/admin/sheets/regions',
  words: 'administration.sheets.regions',
  maxRows: 500,
  columns: [
    {
      code: 'level',
      required: true,
      choices: { values: EXTRA_LEVEL_NAMES, words: 'administration.levels' },
    },
    { code: 'name', required: true },
    { code: 'parent', required: true },
    { code: 'code' },
    { code: 'validFrom', required: true },
  ],
  async check(tx, ctx, rows) {
    const { values, issues } = readRows(regionSchema, rows);
    const checked = await checkRegions(tx, ctx, values);
    return [
      ...issues,
      ...findRepeats(values, 'code', ({ code }) => code),
      ...findRepeats(values, 'name', ({ parent, name }) => `${parent} ${name}`),
      ...checked.issues.map(({ code, params = {}, ...place }) => ({ ...place, key: `refusals.${code}`, params })),
    ];
  },
  async write(tx, ctx, rows) {
    await lockRegions(tx);
    const { values } = readRows(regionSchema, rows);
    const { parentOf } = await checkRegions(tx, ctx, values);
    await insertRegions(tx, ctx, values, parentOf);
    return {};
  },
};
