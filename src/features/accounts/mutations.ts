import 'server-only';
import { type Actor, covers, type Label, scopeOf } from '@/domain/actor';
import { can, type Role } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { openItemsOf } from '@/features/hand-overs/item-queries';
import { findPerson } from '@/features/hand-overs/people-queries';
import {
  lockSecurityAdministrators,
  lockUser,
  mustLeaveOne,
  recordAbout,
  revokeSessions,
} from '@/features/identity/mutations';
import type { Secret } from '@/lib/action-result';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { makeOneTimePassword } from '@/server/one-time';
import { organisationScope } from '@/server/organisation-scope';
import { hashPassword } from '@/server/password';
import { mustProveAgain } from '@/server/second-factor';
import { liftLocks } from '@/server/sign-in-locks';
import { type CheckedAccounts, checkAccounts } from './queries';
import type { AccountEdit, AccountInput } from './schema';

/** A one-time password and what is stored of it. */
export type Issued = { password: string; passwordHash: string };

/** Makes one-time passwords with their hashes: takes some 30 ms each, so before a transaction and never inside one. */
export async function issuePasswords(count: number): Promise<Issued[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const password = makeOneTimePassword();
      return { password, passwordHash: await hashPassword(password) };
    }),
  );
}

async function demand(tx: Tx, ctx: Context): Promise<void> {
  if (!can(ctx.actor, 'user.manage')) refuse('NOT_PERMITTED');
  await mustProveAgain(tx, ctx);
}

/** Accounts one after the other, so that a user name or staff number is found taken rather than lost to a race. */
export async function lockAccounts(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('app_user'))::text`;
}

/** Writes checked accounts that must change their password first, each with its event. Guarded by the caller. */
export async function insertAccounts(
  tx: Tx,
  ctx: Context,
  rows: readonly { row: number; value: AccountInput }[],
  { organisationOf }: CheckedAccounts,
  issued: readonly Issued[],
): Promise<Secret[]> {
  const scopes = new Map<string, Awaited<ReturnType<typeof organisationScope>>>();
  for (const [index, { row, value }] of rows.entries()) {
    const organisation = organisationOf.get(row);
    const secret = issued[index];
    if (!organisation || !secret) throw new Error('an account without an organisation or a password');
    const id = newUuid();
    await tx.user.create({
      data: {
        id,
        username: value.username,
        passwordHash: secret.passwordHash,
        ...columnsOf(value, organisation.id),
        mustChangePassword: true,
        createdAt: ctx.now,
      },
    });
    const scope = scopes.get(organisation.id) ?? (await organisationScope(tx, organisation));
    scopes.set(organisation.id, scope);
    const payload = { roles: [...value.roles], organisationId: organisation.id };
    await recordEvent(tx, ctx, { kind: 'user.opened', payload, subjectId: id, scope });
  }
  return rows.map(({ value }, index) => ({ label: value.username, secret: issued[index]?.password ?? '' }));
}

function columnsOf(value: AccountEdit, organisationId: string) {
  return {
    name: { zh: value.nameZh, en: value.nameEn ?? '' },
    staffNumber: value.staffNumber,
    organisationId,
    roles: [...value.roles],
    email: value.email,
  };
}

/**
 * Opens an account with a one-time password that comes back once. Refuses NOT_PERMITTED, ORGANISATION_UNKNOWN {name},
 * ORGANISATION_AMBIGUOUS {name, count}, ROLES_MISSING, ROLES_FORBIDDEN_TOGETHER {first, second},
 * ROLE_NOT_FOR_ORGANISATION {role}, USERNAME_TAKEN {username}, STAFF_NUMBER_TAKEN {staffNumber},
 * FACTOR_NEEDED.
 */
export async function openAccount(ctx: Context, input: AccountInput): Promise<Result<{ secrets: Secret[] }>> {
  const issued = can(ctx.actor, 'user.manage') ? await issuePasswords(1) : [];
  return write(ctx, async (tx) => {
    await demand(tx, ctx);
    await lockAccounts(tx);
    const rows = [{ row: 1, value: input }];
    const checked = await checkAccounts(tx, rows);
    const [issue] = checked.issues;
    if (issue) refuse(issue.code, issue.params);
    return { secrets: await insertAccounts(tx, ctx, rows, checked, issued) };
  });
}

/**
 * Changes name, staff number, organisation, roles and address of an account; what the person may do and see changes with
 * their next request. Refuses as openAccount, and NOT_FOUND, OWN_ROLES, NOTHING_CHANGED, LAST_SECURITY_ADMIN,
 * OPEN_WORK_LEFT {count}.
 */
export function editAccount(
  ctx: Context,
  { userId, ...input }: AccountEdit & { userId: string },
): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    await demand(tx, ctx);
    await lockAccounts(tx);
    await lockSecurityAdministrators(tx);
    const user = await lockUser(tx, userId);
    const checked = await checkAccounts(tx, [{ row: 1, value: input }], userId);
    const [issue] = checked.issues;
    if (issue) refuse(issue.code, issue.params);
    const organisation = checked.organisationOf.get(1) ?? refuse('NOT_FOUND');
    const next = columnsOf(input, organisation.id);
    const before = {
      name: user.name,
      staffNumber: user.staffNumber,
      organisationId: user.organisationId,
      roles: user.roles,
      email: user.email,
    };
    const changed = (Object.keys(next) as (keyof typeof next)[]).filter((name) => !isSame(next[name], before[name]));
    if (changed.length === 0) refuse('NOTHING_CHANGED');
    if (userId === ctx.actor.userId && (changed.includes('roles') || changed.includes('organisationId')))
      refuse('OWN_ROLES');
    if (user.roles.includes('SECURITY_ADMIN') && !input.roles.includes('SECURITY_ADMIN'))
      await mustLeaveOne(tx, userId);
    await refuseWorkLeft(tx, userId, { ...organisation, name: organisation.name as Label }, input.roles);
    await tx.user.update({ where: { id: userId }, data: next });
    // what the person is called stays out of the trail; what they may do stands in it
    await recordAbout(tx, ctx, userId, 'user.changed', {
      fields: changed.join(','),
      ...(changed.includes('roles') ? { rolesBefore: user.roles.join(','), roles: next.roles.join(',') } : {}),
      ...(changed.includes('organisationId')
        ? { organisationBefore: user.organisationId, organisationId: organisation.id }
        : {}),
    });
    return {};
  });
}

/** OPEN_WORK_LEFT when the person would no longer see work that is theirs: nobody could hand it over any more. */
async function refuseWorkLeft(
  tx: Tx,
  userId: string,
  organisation: Actor['organisation'],
  roles: readonly Role[],
): Promise<void> {
  const leaver = await findPerson(tx, userId);
  if (!leaver) return;
  const { items } = await openItemsOf(tx, leaver.actor);
  const scope = scopeOf(organisation, roles);
  const left = items.filter(({ facts }) => facts !== null && !covers(scope, facts));
  if (left.length > 0) refuse('OPEN_WORK_LEFT', { count: left.length });
}

/** Equal as stored: labels by their words, roles whatever their order. */
function isSame(left: unknown, right: unknown): boolean {
  const plain = (value: unknown) => {
    if (Array.isArray(value)) return JSON.stringify([...value].sort());
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return JSON.stringify(Object.entries(value).sort());
  };
  return plain(left) === plain(right);
}

/**
 * Gives an account a new one-time password, which comes back once; its sessions end and a lock is lifted. Refuses
 * NOT_PERMITTED, NOT_FOUND, OWN_ACCOUNT, STATUS_DOES_NOT_ALLOW (deactivated), FACTOR_NEEDED.
 */
export async function resetPassword(
  ctx: Context,
  { userId }: { userId: string },
): Promise<Result<{ secrets: Secret[] }>> {
  const [issued] = can(ctx.actor, 'user.manage') ? await issuePasswords(1) : [];
  return write(ctx, async (tx) => {
    await demand(tx, ctx);
    const user = await lockUser(tx, userId);
    if (userId === ctx.actor.userId) refuse('OWN_ACCOUNT');
    if (user.status !== 'ACTIVE') refuse('STATUS_DOES_NOT_ALLOW');
    if (!issued) throw new Error('no password was made');
    await tx.user.update({
      where: { id: userId },
      data: { passwordHash: issued.passwordHash, mustChangePassword: true },
    });
    await liftLocks(tx, userId, ctx.now);
    await recordAbout(tx, ctx, userId, 'password.reset', {});
    await revokeSessions(tx, ctx, userId, 'PASSWORD_RESET');
    return { secrets: [{ label: user.username, secret: issued.password }] };
  });
}
