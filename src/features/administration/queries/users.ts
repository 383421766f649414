import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Role } from '@/domain/permissions';
import { ADMINISTRATORS } from '@/domain/role-rules';
import { isLocked } from '@/domain/sign-in';
import { listLiveSessions } from '@/features/identity/queries';
import type { Prisma, Tx } from '@/server/db';
import { factorState } from '@/server/second-factor';
import { demand } from './demand';

export const USERS_A_PAGE = 50;

export type AccountState = 'ACTIVE' | 'LOCKED' | 'DEACTIVATED';
export type UserRow = {
  id: string;
  username: string;
  staffNumber: string;
  name: Label;
  organisation: Label;
  roles: readonly Role[];
  state: AccountState;
  lastSignInAt: Date | null;
};

type StoredUser = Prisma.UserGetPayload<{ include: { organisation: true } }>;

function stateOf(user: StoredUser, now: Date): AccountState {
  if (user.status === 'DEACTIVATED') return 'DEACTIVATED';
  return isLocked(user, now) ? 'LOCKED' : 'ACTIVE';
}

function toRow(user: StoredUser, now: Date): UserRow {
  return {
    id: user.id,
    username: user.username,
    staffNumber: user.staffNumber,
    name: user.name as Label,
    organisation: user.organisation.name as Label,
    roles: user.roles,
    state: stateOf(user, now),
    lastSignInAt: user.lastSignInAt,
  };
}

function matching(word: string): Prisma.UserWhereInput {
  if (word === '') return {};
  return {
    OR: [
      { username: { contains: word, mode: 'insensitive' } },
      { staffNumber: word },
      { name: { path: ['zh'], string_contains: word } },
      { name: { path: ['en'], string_contains: word } },
    ],
  };
}

/** Which of the three administrators nobody is at present: a fresh platform goes on with these. Refuses NOT_PERMITTED. */
export async function listMissingAdministrators(tx: Tx, actor: Actor): Promise<Role[]> {
  demand(actor, 'user.manage');
  const held = await tx.user.findMany({
    where: { status: 'ACTIVE', roles: { hasSome: [...ADMINISTRATORS] } },
    select: { roles: true },
  });
  return ADMINISTRATORS.filter((role) => !held.some(({ roles }) => roles.includes(role)));
}

export type UserPage = { rows: UserRow[]; next: string | null; previous: string | null };

/** Accounts by username, found by name, username or staff number. `after` and `before` are usernames at the page's edge. */
export async function listUsers(
  tx: Tx,
  actor: Actor,
  { word = '', after, before }: { word?: string; after?: string; before?: string },
  now: Date,
): Promise<UserPage> {
  demand(actor, 'user.manage');
  const backwards = before !== undefined;
  const edge = backwards ? { username: { lt: before } } : after === undefined ? {} : { username: { gt: after } };
  const found = await tx.user.findMany({
    where: { AND: [matching(word), edge] },
    include: { organisation: true },
    orderBy: { username: backwards ? 'desc' : 'asc' },
    take: USERS_A_PAGE + 1,
  });
  const hasMore = found.length > USERS_A_PAGE;
  const page = found.slice(0, USERS_A_PAGE);
  if (backwards) page.reverse();
  const [first, last] = [page.at(0), page.at(-1)];
  return {
    rows: page.map((user) => toRow(user, now)),
    next: last && (backwards || hasMore) ? last.username : null,
    previous: first && (backwards ? hasMore : after !== undefined) ? first.username : null,
  };
}

/** One account with its live sessions; null for an id that nobody has. */
export async function findUser(tx: Tx, actor: Actor, userId: string, now: Date) {
  demand(actor, 'user.manage');
  if (!UUID.test(userId)) return null;
  const user = await tx.user.findUnique({ where: { id: userId }, include: { organisation: true } });
  if (!user) return null;
  return {
    ...toRow(user, now),
    failedSignIns: user.failedSignIns,
    lockedUntil: user.lockedUntil,
    lastSignInAddress: user.lastSignInAddress,
    createdAt: user.createdAt,
    email: user.email,
    mustChangePassword: user.mustChangePassword,
    sessions: await listLiveSessions(tx, userId, now),
    locks: await listLocks(tx, user, now),
    factor: {
      setUpAt: user.factorSetUpAt,
      isRequired: await isAsked(tx, userId),
      codesLeft: await codesLeft(tx, userId),
    },
    external: user.externalSubject,
  };
}

export type LockRow = { where: 'ADDRESS' | 'DEVICE' | 'EVERYWHERE'; address: string | null; until: Date };

/** From where somebody cannot sign in at this moment, and until when. */
async function listLocks(tx: Tx, user: StoredUser, now: Date): Promise<LockRow[]> {
  const running = { userId: user.id, lockedUntil: { gt: now } };
  const rows: { where: LockRow['where']; address: string | null; lockedUntil: Date | null }[] = [
    ...(isLocked(user, now) ? [{ where: 'EVERYWHERE' as const, address: null, lockedUntil: user.lockedUntil }] : []),
    ...(await tx.knownDevice.findMany({ where: running })).map((row) => ({
      ...{ where: 'DEVICE' as const, address: null, lockedUntil: row.lockedUntil },
    })),
    ...(await tx.addressLock.findMany({ where: running, orderBy: { lockedUntil: 'desc' }, take: 20 })).map((row) => ({
      ...{ where: 'ADDRESS' as const, address: row.address, lockedUntil: row.lockedUntil },
    })),
  ];
  return rows.flatMap(({ lockedUntil, ...row }) => (lockedUntil ? [{ ...row, until: lockedUntil }] : []));
}

const codesLeft = (tx: Tx, userId: string) => tx.recoveryCode.count({ where: { userId, usedAt: null } });

async function isAsked(tx: Tx, userId: string): Promise<boolean> {
  return (await factorState(tx, { userId, sessionId: userId }))?.isRequired ?? false;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
