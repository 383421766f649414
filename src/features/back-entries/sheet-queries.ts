import 'server-only';
import { checkBackEntry } from '@/domain/back-entry-checks';
import type { Day } from '@/domain/calendar';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { reachOf } from '@/features/applicants/places';
import { type Branch, definitionInForce, listBranches, listProgrammes } from '@/features/consultations/programmes';
import type { SheetIssue, SheetRow } from '@/features/sheet-imports/definition';
import { normaliseText } from '@/lib/text';
import { type Context, today } from '@/server/command';
import type { Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';
import { definitionFor, joinProblems, type Problem } from './entry-queries';
import type { Typed } from './fields';
import { readBackEntry } from './schema';

/** Where a row's case belongs, found from the names that stand in it. */
export type SheetPlace = {
  programmeId: string;
  provinceId: number;
  townshipId: number;
  villageId: number | null;
  branchId: string | null;
};

type Township = { regionId: number; name: string; code: string | null; provinceId: number; countyId: number };

/**
 * Place, programme and branch of each row, and what cannot be found: townships are those that the person reaches, by name
 * or code, and a paper file that was entered in that county before is marked.
 */
export async function findSheetPlaces(
  tx: Tx,
  ctx: Context,
  rows: readonly SheetRow[],
): Promise<{ places: (SheetPlace | null)[]; issues: SheetIssue[] }> {
  const issues: SheetIssue[] = [];
  const townships = await reachableTownships(tx, ctx);
  const known = new Map<string, { programmes: Awaited<ReturnType<typeof listProgrammes>>; branches: Branch[] }>();
  const places: (SheetPlace | null)[] = [];
  for (const row of rows) {
    const cell = (code: string) => normaliseText(row.cells[code] ?? '');
    const say = (column: string, key: string, params?: SheetIssue['params']) => {
      issues.push({ row: row.row, column, key, ...(params ? { params } : {}) });
      return null;
    };
    places.push(await findPlaceOf());

    async function findPlaceOf(): Promise<SheetPlace | null> {
      for (const code of ['paperReference', 'programme', 'township'])
        if (cell(code) === '') return say(code, 'errors.textMissing');
      const found = townships.filter((entry) => entry.name === cell('township') || entry.code === cell('township'));
      const [township] = found;
      if (!township || found.length > 1)
        return say('township', `back-entries.sheet.${township ? 'townshipTwice' : 'townshipUnknown'}`);
      const { provinceId, countyId, regionId: townshipId } = township;
      const programme = (await programmesOf(provinceId)).find((entry) => {
        const { zh, en } = entry.name;
        return [entry.code, zh, en].some((word) => word.toLowerCase() === cell('programme').toLowerCase());
      });
      if (!programme) return say('programme', 'back-entries.sheet.programmeUnknown');
      const branches = await branchesOf(programme.id, township);
      const named = branches.filter(({ name }) => name.zh === cell('branch') || name.en === cell('branch'));
      const branch = cell('branch') === '' && branches.length === 1 ? branches[0] : named[0];
      if (!branch) return say('branch', 'back-entries.sheet.branchUnknown');
      const villageId = await villageOf(tx, townshipId, cell('village'));
      if (villageId === undefined) return say('village', 'back-entries.sheet.villageUnknown');
      const before = await crossing(tx, 'one paper, one case', () =>
        tx.backEntry.findFirst({
          where: { countyId, paperReference: cell('paperReference'), status: { not: 'REFUSED' } },
          select: { id: true },
        }),
      );
      if (before) say('paperReference', 'refusals.BACK_ENTRY_EXISTS', { reference: cell('paperReference') });
      return { programmeId: programme.id, provinceId, townshipId, villageId, branchId: branch.id };
    }
  }
  return { places, issues };

  async function programmesOf(provinceId: number) {
    const key = `programmes ${provinceId}`;
    const kept = known.get(key)?.programmes ?? (await listProgrammes(tx, provinceId, today(ctx)));
    known.set(key, { programmes: kept, branches: [] });
    return kept;
  }

  async function branchesOf(programmeId: string, { provinceId, countyId }: Township) {
    const key = `branches ${programmeId} ${countyId}`;
    const definition = await definitionInForce(tx, programmeId, provinceId, today(ctx));
    const kept =
      known.get(key)?.branches ??
      (definition ? await listBranches(tx, ctx.actor, definition, { provinceId, countyId }, today(ctx)) : []);
    known.set(key, { programmes: [], branches: kept });
    return kept;
  }
}

async function reachableTownships(tx: Tx, ctx: Context): Promise<Township[]> {
  const reach = reachOf(ctx.actor);
  if (!reach) return [];
  const { townshipId, villageId: _village, ...upper } = reach;
  const rows = await tx.regionVersion.findMany({
    where: {
      ...upper,
      ...(townshipId === undefined ? {} : { regionId: townshipId }),
      validTo: null,
      region: { level: 'TOWNSHIP' },
    },
    select: { regionId: true, name: true, code: true, provinceId: true, countyId: true },
  });
  return rows.flatMap((row) => {
    const { provinceId, countyId } = row;
    return provinceId === null || countyId === null ? [] : [{ ...row, provinceId, countyId }];
  });
}

/** The village of this name; null where none is named, undefined where the township has none of that name. */
async function villageOf(tx: Tx, townshipId: number, name: string): Promise<number | null | undefined> {
  if (name === '') return null;
  const row = await tx.regionVersion.findFirst({
    where: { parentId: townshipId, validTo: null, OR: [{ name }, { code: name }] },
    select: { regionId: true },
  });
  return row?.regionId;
}

/** What stands against a row's paper case, as its form would say it; scans come later and are none of a sheet's. */
export async function checkPaper(
  tx: Tx,
  place: SheetPlace,
  paper: { applicantKind: ApplicantKind; stage: Stage; typed: Typed; today: Day },
): Promise<Problem[]> {
  const { applicantKind, stage, typed, today: day } = paper;
  const read = readBackEntry(typed, { applicantKind, stage });
  const definition = await definitionFor(tx, place, read.body.consultedOn, day);
  const issues = definition ? checkBackEntry({ ...read.body, scans: {} }, definition.body, day) : [];
  return joinProblems(read.unreadable, issues);
}
