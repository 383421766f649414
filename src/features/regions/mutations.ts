import 'server-only';
import { checkExtraRegion, FIRST_EXTRA_REGION, pathBelow } from '@/domain/extra-region';
import { can } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { findNamedRegion, type NamedRegion } from './queries';
import type { RegionInput } from './schema';

export type RegionColumn = 'name' | 'parent' | 'code' | 'validFrom';
export type RegionIssue = { row: number; column: RegionColumn } & RefusalValue;
type Row = { row: number; value: RegionInput };

/**
 * What stands against these units, and where each would lie: the place above unknown or of a wrong level, a code of the
 * wrong length or in use, a name that the place above has already, a day ahead.
 */
export async function checkRegions(tx: Tx, ctx: Context, rows: readonly Row[]) {
  const issues: RegionIssue[] = [];
  const parentOf = new Map<number, NamedRegion>();
  for (const { row, value } of rows) {
    const { name, code, level } = value;
    if (value.validFrom > today(ctx)) issues.push({ row, column: 'validFrom', code: 'DATE_IN_FUTURE' });
    const parent = await findNamedRegion(tx, value.parent);
    if ('code' in parent) {
      issues.push({ row, column: 'parent', ...parent });
      continue;
    }
    parentOf.set(row, parent);
    const refusal = checkExtraRegion(level, parent.level, code);
    if (refusal) issues.push({ row, column: refusal.code === 'REGION_CODE_DIGITS' ? 'code' : 'parent', ...refusal });
    const open = { validTo: null };
    if (code !== null && (await tx.regionVersion.findFirst({ where: { ...open, code } })))
      issues.push({ row, column: 'code', code: 'REGION_CODE_TAKEN', params: { code } });
    if (await tx.regionVersion.findFirst({ where: { ...open, name, parentId: parent.id } }))
      issues.push({ row, column: 'name', code: 'REGION_NAME_TAKEN', params: { name } });
  }
  return { issues, parentOf };
}

/** Units one after the other: an id is the next one, and a name taken meanwhile is found. */
export async function lockRegions(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('region'))::text`;
}

/** Writes checked units with their events. Guarded by the caller. */
export async function insertRegions(
  tx: Tx,
  ctx: Context,
  rows: readonly Row[],
  parentOf: ReadonlyMap<number, NamedRegion>,
): Promise<void> {
  const last = await tx.region.aggregate({ _max: { id: true }, where: { id: { gte: FIRST_EXTRA_REGION } } });
  let id = last._max.id ?? FIRST_EXTRA_REGION - 1;
  for (const { row, value } of rows) {
    const parent = parentOf.get(row);
    if (!parent) throw new Error('a unit without a place above it');
    id += 1;
    const path = pathBelow(parent, value.level, id);
    const { provinceId, cityId, countyId, townshipId } = path;
    await tx.region.create({ data: { id, level: value.level } });
    await tx.regionVersion.create({
      data: {
        regionId: id,
        code: value.code,
        name: value.name,
        parentId: parent.id,
        provinceId,
        cityId,
        countyId,
        townshipId,
        validFrom: toDate(value.validFrom),
      },
    });
    await recordEvent(tx, ctx, {
      kind: 'region.added',
      payload: { regionId: id, level: value.level, parentId: parent.id, code: value.code, validFrom: value.validFrom },
      scope: { provinceId, cityId, countyId, townshipId },
    });
  }
}

/**
 * Adds a unit that the national extract lacks. Refuses NOT_PERMITTED, DATE_IN_FUTURE, REGION_UNKNOWN {name},
 * REGION_AMBIGUOUS {name, count}, REGION_PARENT_LEVEL, REGION_CODE_DIGITS {digits}, REGION_CODE_TAKEN {code},
 * REGION_NAME_TAKEN {name}.
 */
export function addRegion(ctx: Context, input: RegionInput): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'organisation.manage')) refuse('NOT_PERMITTED');
    await lockRegions(tx);
    const rows = [{ row: 1, value: input }];
    const { issues, parentOf } = await checkRegions(tx, ctx, rows);
    const [issue] = issues;
    if (issue) refuse(issue.code, issue.params);
    await insertRegions(tx, ctx, rows, parentOf);
    return {};
  });
}
