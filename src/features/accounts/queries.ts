import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { checkRoles, checkRolesTogether } from '@/domain/role-rules';
import type { Tx } from '@/server/db';
import type { AccountEdit } from './schema';

const SUGGESTED = 1_000;

/** Names of active organisations, for the field in which one is typed. Refuses NOT_PERMITTED. */
export async function listOrganisationNames(tx: Tx, actor: Pick<Actor, 'roles'>): Promise<Label[]> {
  if (!can(actor, 'user.manage')) refuse('NOT_PERMITTED');
  const rows = await tx.organisation.findMany({
    where: { active: true },
    select: { name: true },
    orderBy: [{ regionId: 'asc' }, { id: 'asc' }],
    take: SUGGESTED,
  });
  return rows.map(({ name }) => name as Label);
}

export type Organisation = Awaited<ReturnType<typeof readOrganisations>>[number];

/** Active organisations of these names, Chinese or English. */
async function readOrganisations(tx: Tx, names: readonly string[]) {
  const own = [...new Set(names)];
  return tx.organisation.findMany({
    where: {
      active: true,
      OR: own.flatMap((name) => [{ name: { path: ['zh'], equals: name } }, { name: { path: ['en'], equals: name } }]),
    },
  });
}

export type AccountRow = { row: number; value: AccountEdit & { username?: string } };
export type AccountIssue = {
  row: number;
  column: 'username' | 'staffNumber' | 'organisation' | 'roles';
} & RefusalValue;
export type CheckedAccounts = { issues: AccountIssue[]; organisationOf: Map<number, Organisation> };

/**
 * What stands against these accounts: organisation unknown or not the only one of its name, roles that do not fit or do
 * not go together, a user name or (within the organisation) a staff number in use. `except` is the account being edited.
 */
export async function checkAccounts(tx: Tx, rows: readonly AccountRow[], except?: string): Promise<CheckedAccounts> {
  const found = await readOrganisations(
    tx,
    rows.map(({ value }) => value.organisation),
  );
  const organisationOf = new Map<number, Organisation>();
  const issues: AccountIssue[] = [];
  for (const { row, value } of rows) {
    const named = found.filter(({ name }) => Object.values(name as Label).includes(value.organisation));
    const [organisation] = named;
    const params = { name: value.organisation, count: named.length };
    if (named.length > 1) issues.push({ row, column: 'organisation', code: 'ORGANISATION_AMBIGUOUS', params });
    if (!organisation) issues.push({ row, column: 'organisation', code: 'ORGANISATION_UNKNOWN', params });
    if (organisation && named.length === 1) organisationOf.set(row, organisation);
    const refusal = organisation ? checkRoles(value.roles, organisation.kind) : checkRolesTogether(value.roles);
    if (refusal) issues.push({ row, column: 'roles', ...refusal });
  }
  return { issues: [...issues, ...(await findTaken(tx, rows, organisationOf, except))], organisationOf };
}

async function findTaken(
  tx: Tx,
  rows: readonly AccountRow[],
  organisationOf: ReadonlyMap<number, Organisation>,
  except: string | undefined,
): Promise<AccountIssue[]> {
  const usernames = rows.flatMap(({ value }) => (value.username === undefined ? [] : [value.username]));
  const taken = await tx.user.findMany({
    where: { username: { in: usernames, mode: 'insensitive' } },
    select: { username: true },
  });
  const names = new Set(taken.map(({ username }) => username.toLowerCase()));
  const staff = await tx.user.findMany({
    where: {
      staffNumber: { in: rows.map(({ value }) => value.staffNumber) },
      organisationId: { in: [...organisationOf.values()].map(({ id }) => id) },
      ...(except ? { id: { not: except } } : {}),
    },
    select: { staffNumber: true, organisationId: true },
  });
  const numbers = new Set(staff.map(({ staffNumber, organisationId }) => `${organisationId} ${staffNumber}`));
  return rows.flatMap(({ row, value }): AccountIssue[] => {
    const { username, staffNumber } = value;
    const own: AccountIssue[] = [];
    if (username !== undefined && names.has(username))
      own.push({ row, column: 'username', code: 'USERNAME_TAKEN', params: { username } });
    if (numbers.has(`${organisationOf.get(row)?.id} ${staffNumber}`))
      own.push({ row, column: 'staffNumber', code: 'STAFF_NUMBER_TAKEN', params: { staffNumber } });
    return own;
  });
}
