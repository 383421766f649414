import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';
import { checkOrganisations, countDependents, type Placed } from './queries';
import type { OrganisationEdit, OrganisationInput } from './schema';

function demand(ctx: Context) {
  if (!can(ctx.actor, 'organisation.manage')) refuse('NOT_PERMITTED');
}

/** Organisations one after the other: names are told apart by reading, and trees are not cut while they grow. */
export async function lockOrganisations(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('organisation'))::text`;
}

/** Writes checked organisations with their events, parents before what hangs below them. Guarded by the caller. */
export async function insertOrganisations(
  tx: Tx,
  ctx: Context,
  rows: readonly { row: number; value: OrganisationInput }[],
  placedOf: ReadonlyMap<number, Placed>,
): Promise<void> {
  for (const { row, value } of rows) {
    const placed = placedOf.get(row);
    if (!placed) throw new Error('an organisation without a place');
    await tx.organisation.create({ data: { ...columnsOf(value, placed), kind: placed.kind, createdAt: ctx.now } });
    await recordAbout(tx, ctx, placed, 'organisation.created', {
      kind: placed.kind,
      level: placed.level,
      parentId: placed.parentId,
    });
  }
}

function columnsOf({ nameZh, nameEn }: Pick<OrganisationInput, 'nameZh' | 'nameEn'>, placed: Placed) {
  const { id, level, regionId, parentId, financierId, provincialBranchId, countyBranchId } = placed;
  const name = { zh: nameZh, en: nameEn ?? '' };
  return { id, name, level, regionId, parentId, financierId, provincialBranchId, countyBranchId };
}

type Scoped = Parameters<typeof organisationScope>[1] & { id: string };

async function recordAbout(
  tx: Tx,
  ctx: Context,
  organisation: Scoped,
  kind: string,
  payload: Record<string, string | null>,
) {
  const scope = await organisationScope(tx, organisation);
  await recordEvent(tx, ctx, { kind, payload, subjectId: organisation.id, scope });
}

/**
 * Creates an organisation in its place of the tree. Refuses NOT_PERMITTED, ORGANISATION_NAME_TAKEN {name}, PARENT_UNKNOWN
 * {name}, ORGANISATION_AMBIGUOUS {name, count}, REGION_UNKNOWN {name}, REGION_AMBIGUOUS {name, count}, LEVEL_NOT_FOR_KIND,
 * PARENT_MISSING, PARENT_NOT_FOR_KIND, PARENT_ELSEWHERE.
 */
export function createOrganisation(ctx: Context, input: OrganisationInput): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    demand(ctx);
    await lockOrganisations(tx);
    const rows = [{ row: 1, value: input }];
    const { issues, placedOf } = await checkOrganisations(tx, rows);
    const [issue] = issues;
    if (issue) refuse(issue.code, issue.params);
    await insertOrganisations(tx, ctx, rows, placedOf);
    return {};
  });
}

/**
 * Changes names, and while nothing hangs on it the place and the parent; the kind never. Refuses as createOrganisation,
 * and NOT_FOUND, NOTHING_CHANGED, ORGANISATION_IN_USE (place or parent of one with people, parts or cases).
 */
export function editOrganisation(
  ctx: Context,
  { organisationId: id, ...input }: OrganisationEdit,
): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    demand(ctx);
    await lockOrganisations(tx);
    const before = (await tx.organisation.findUnique({ where: { id } })) ?? refuse('NOT_FOUND');
    const value = { ...input, kind: before.kind };
    const { issues, placedOf } = await checkOrganisations(tx, [{ row: 1, value }], { id });
    const [issue] = issues;
    if (issue) refuse(issue.code, issue.params);
    const placed = placedOf.get(1) ?? refuse('NOT_FOUND');
    const next = columnsOf(value, placed);
    const name = before.name as { zh: string; en: string };
    const renamed = name.zh !== next.name.zh || name.en !== next.name.en;
    const moved = before.regionId !== next.regionId || before.parentId !== next.parentId;
    if (!renamed && !moved) refuse('NOTHING_CHANGED');
    if (moved) {
      const { people, children, cases } = await countDependents(tx, id);
      if (people + children + cases > 0) refuse('ORGANISATION_IN_USE', { people, children, cases });
    }
    await tx.organisation.update({ where: { id }, data: next });
    await recordAbout(tx, ctx, placed, 'organisation.changed', {
      fields: [...(renamed ? ['name'] : []), ...(moved ? ['place'] : [])].join(','),
      nameBefore: renamed ? name.zh : null,
      name: renamed ? next.name.zh : null,
    });
    return {};
  });
}

/**
 * Takes an organisation out of use; nothing is erased. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, and
 * ORGANISATION_STILL_ACTIVE {people, children, cases} while active people, parts or open cases hang on it.
 */
export function deactivateOrganisation(ctx: Context, { organisationId: id }: { organisationId: string }) {
  return write(ctx, async (tx) => {
    demand(ctx);
    await lockOrganisations(tx);
    const organisation = (await tx.organisation.findUnique({ where: { id } })) ?? refuse('NOT_FOUND');
    if (!organisation.active) refuse('STATUS_DOES_NOT_ALLOW');
    const { activePeople: people, activeChildren: children, openCases: cases } = await countDependents(tx, id);
    if (people + children + cases > 0) refuse('ORGANISATION_STILL_ACTIVE', { people, children, cases });
    await tx.organisation.update({ where: { id }, data: { active: false } });
    await recordAbout(tx, ctx, organisation, 'organisation.deactivated', {});
    return {};
  });
}

/**
 * Takes an organisation into use again. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (in use already),
 * PARENT_INACTIVE, and ORGANISATION_NAME_TAKEN {name} where another one bears its name by now.
 */
export function reactivateOrganisation(ctx: Context, { organisationId: id }: { organisationId: string }) {
  return write(ctx, async (tx) => {
    demand(ctx);
    await lockOrganisations(tx);
    const organisation =
      (await tx.organisation.findUnique({ where: { id }, include: { parent: true } })) ?? refuse('NOT_FOUND');
    if (organisation.active) refuse('STATUS_DOES_NOT_ALLOW');
    if (organisation.parent && !organisation.parent.active) refuse('PARENT_INACTIVE');
    const { zh } = organisation.name as { zh: string };
    const namesake = { active: true, name: { path: ['zh'], equals: zh } };
    if (await tx.organisation.findFirst({ where: namesake })) refuse('ORGANISATION_NAME_TAKEN', { name: zh });
    await tx.organisation.update({ where: { id }, data: { active: true } });
    await recordAbout(tx, ctx, organisation, 'organisation.reactivated', {});
    return {};
  });
}
