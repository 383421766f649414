import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { branchOf, checkPlacing, type ParentOrganisation } from '@/domain/organisation-tree';
import { can } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { findNamedRegion, type NamedRegion } from '@/features/regions/queries';
import { newUuid } from '@/lib/uuid';
import type { Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';
import type { OrganisationInput } from './schema';

type Row = { row: number; value: OrganisationInput };
export type OrganisationIssue = { row: number; column: 'nameZh' | 'nameEn' | 'region' | 'parent' } & RefusalValue;

/** An organisation as it will stand: with its id, so that one further down in the same table can hang below it. */
export type Placed = ParentOrganisation & { id: string; parentId: string | null };

const namesOf = ({ nameZh, nameEn }: Pick<OrganisationInput, 'nameZh' | 'nameEn'>) =>
  nameEn === null ? [nameZh] : [nameZh, nameEn];

/** Active organisations of these names, Chinese or English. */
function readNamed(tx: Tx, names: readonly string[]) {
  return tx.organisation.findMany({
    where: {
      active: true,
      OR: [...new Set(names)].flatMap((name) => [
        { name: { path: ['zh'], equals: name } },
        { name: { path: ['en'], equals: name } },
      ]),
    },
  });
}

/**
 * What stands against these organisations, in the order of the rows, and where each will stand. A parent may be one of
 * the rows above. `own`: the organisation being edited, which keeps its id and may keep its name.
 */
export async function checkOrganisations(tx: Tx, rows: readonly Row[], own?: { id: string }) {
  const known = await readNamed(
    tx,
    rows.flatMap(({ value }) => [...namesOf(value), ...(value.parent === null ? [] : [value.parent])]),
  );
  const byName = new Map<string, Placed[]>();
  const remember = (names: readonly string[], placed: Placed) => {
    for (const name of new Set(names)) byName.set(name, [...(byName.get(name) ?? []), placed]);
  };
  for (const row of known)
    if (row.id !== own?.id)
      remember(
        Object.values(row.name as Label).filter((name) => name !== ''),
        row,
      );

  const issues: OrganisationIssue[] = [];
  const placedOf = new Map<number, Placed>();
  for (const { row, value } of rows) {
    for (const [column, name] of [
      ['nameZh', value.nameZh],
      ['nameEn', value.nameEn],
    ] as const)
      if (name !== null && byName.has(name))
        issues.push({ row, column, code: 'ORGANISATION_NAME_TAKEN', params: { name } });
    const parent = findParent(value.parent, byName);
    if (parent && 'code' in parent) issues.push({ row, column: 'parent', ...parent });
    const region = await findNamedRegion(tx, value.region);
    if ('code' in region) issues.push({ row, column: 'region', ...region });
    else if (!parent || !('code' in parent)) {
      const { placed, issue } = place(row, value, region, parent, own?.id ?? newUuid());
      if (issue) issues.push(issue);
      else {
        placedOf.set(row, placed);
        remember(namesOf(value), placed);
      }
    }
  }
  return { issues, placedOf };
}

function findParent(name: string | null, byName: ReadonlyMap<string, Placed[]>): Placed | RefusalValue | null {
  if (name === null) return null;
  const named = [...new Set(byName.get(name) ?? [])];
  const [parent] = named;
  if (!parent) return { code: 'PARENT_UNKNOWN', params: { name } };
  return named.length > 1 ? { code: 'ORGANISATION_AMBIGUOUS', params: { name, count: named.length } } : parent;
}

function place(row: number, { kind }: OrganisationInput, region: NamedRegion, parent: Placed | null, id: string) {
  const refusal = checkPlacing(kind, { regionId: region.id, level: region.level, within: region.within }, parent);
  const column = refusal?.code === 'LEVEL_NOT_FOR_KIND' ? ('region' as const) : ('parent' as const);
  const placed: Placed = {
    id,
    kind,
    level: region.level,
    regionId: region.id,
    parentId: parent?.id ?? null,
    ...branchOf(kind, region.level, id, parent),
  };
  return { placed, issue: refusal ? { row, column, ...refusal } : null };
}

/** What hangs on an organisation: with anything there it keeps its place, and with anything active it stays active. */
export function countDependents(tx: Tx, id: string) {
  return crossing(tx, 'what hangs on an organisation', () => dependentsOf(tx, id));
}

async function dependentsOf(tx: Tx, id: string) {
  const [people, activePeople, children, activeChildren, cases, openCases] = await Promise.all([
    tx.user.count({ where: { organisationId: id } }),
    tx.user.count({ where: { organisationId: id, status: 'ACTIVE' } }),
    tx.organisation.count({ where: { parentId: id } }),
    tx.organisation.count({ where: { parentId: id, active: true } }),
    tx.caseRecord.count({ where: casesOf(id) }),
    tx.caseRecord.count({ where: { ...casesOf(id), status: { not: 'CLOSED' } } }),
  ]);
  return { people, activePeople, children, activeChildren, cases, openCases };
}

const casesOf = (id: string) => ({
  OR: [
    { handlingOrganisationId: id },
    { decisionOrganisationId: id },
    { financierId: id },
    { provincialBranchId: id },
    { countyBranchId: id },
  ],
});

/** One organisation as its form shows it; null for an id that does not exist. Refuses NOT_PERMITTED. */
export async function findOrganisation(tx: Tx, actor: Pick<Actor, 'roles'>, id: string) {
  if (!can(actor, 'organisation.manage')) refuse('NOT_PERMITTED');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
  const row = await tx.organisation.findUnique({ where: { id }, include: { parent: true } });
  if (!row) return null;
  const region = await tx.regionVersion.findFirst({ where: { regionId: row.regionId, validTo: null } });
  return {
    id,
    kind: row.kind,
    level: row.level,
    name: row.name as Label,
    parent: (row.parent?.name ?? null) as Label | null,
    regionName: region?.name ?? '',
    region: region?.code ?? (await pathName(tx, row.regionId)),
    active: row.active,
    dependents: await countDependents(tx, id),
  };
}

/** Names from the outside in, for a place without a code. */
async function pathName(tx: Tx, regionId: number): Promise<string> {
  const row = await tx.regionVersion.findFirst({ where: { regionId, validTo: null } });
  if (!row?.parentId || row.parentId === regionId) return row?.name ?? '';
  return `${await pathName(tx, row.parentId)}/${row.name}`;
}

/** Names of active organisations, for the field in which a parent is typed. Refuses NOT_PERMITTED. */
export async function listParentNames(tx: Tx, actor: Pick<Actor, 'roles'>): Promise<Label[]> {
  if (!can(actor, 'organisation.manage')) refuse('NOT_PERMITTED');
  const rows = await tx.organisation.findMany({
    where: { active: true, kind: { not: 'STATION' } },
    select: { name: true },
    orderBy: [{ regionId: 'asc' }, { id: 'asc' }],
    take: 1_000,
  });
  return rows.map(({ name }) => name as Label);
}
