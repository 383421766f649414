import { beforeEach, describe, expect, it } from 'vitest';
import {
  deactivateUser,
  endOwnSession,
  reactivateUser,
  releaseLock,
  revokeUserSessions,
} from '@/features/identity/mutations';
import { signInWithPassword } from '@/features/identity/mutations-sign-in';
import { getProfile, listLiveSessions } from '@/features/identity/queries';
import { contextOf, read } from '@/server/command';
import { db } from '@/server/db';
import { checkSession } from '@/server/session';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const PASSWORD = process.env.DEMO_PASSWORD ?? 'a-password-for-tests';
const now = noon('2026-11-23');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const signIn = (username: string, password = PASSWORD, moment = now) =>
  signInWithPassword({ username, password, address: '10.0.0.1', agent: 'Chrome' }, moment);

async function signedIn(username: string, moment = now) {
  const session = await signIn(username, PASSWORD, moment);
  if (!session) throw new Error(`${username} could not sign in`);
  return session.sessionId;
}

async function fail(username: string, times: number, moment = now) {
  for (let time = 0; time < times; time += 1) expect(await signIn(username, 'wrong', moment)).toBeNull();
}

const eventsOf = async (username: string) => {
  const user = await db().user.findUniqueOrThrow({ where: { username } });
  const rows = await db().event.findMany({ where: { subjectId: user.id }, orderBy: { id: 'asc' } });
  return rows.map((row) => row.kind);
};

beforeEach(async () => {
  await db().user.updateMany({ data: { failedSignIns: 0, lockedUntil: null, status: 'ACTIVE' } });
  await db().addressLock.deleteMany({});
  await db().rateWindow.deleteMany({});
});

describe('signing in', () => {
  it('opens a session that says who it is, and a new one each time', async () => {
    const [first, second] = [await signedIn('county'), await signedIn('county')];
    expect(first).not.toBe(second);
    const { actor } = await checkSession(first, now);
    expect(actor).toMatchObject({ username: 'county', sessionId: first, roles: ['COUNTY_OFFICIAL'] });
    expect(actor?.scope).toMatchObject({ kind: 'REGION', column: 'countyId' });
  });

  it('answers a wrong name, a wrong password, a locked and a deactivated account alike', async () => {
    expect(await signIn('nobody', PASSWORD)).toBeNull();
    expect(await signIn('county', 'wrong')).toBeNull();
    await db().user.update({ where: { username: 'township' }, data: { lockedUntil: later(10) } });
    expect(await signIn('township')).toBeNull();
    await db().user.update({ where: { username: 'station' }, data: { status: 'DEACTIVATED' } });
    expect(await signIn('station')).toBeNull();
  });

  it('records failures without the name that was typed', async () => {
    await signIn('somebody-secret', 'wrong');
    const row = await db().event.findFirstOrThrow({ where: { kind: 'sign-in.failed' }, orderBy: { id: 'desc' } });
    expect(row).toMatchObject({ subjectId: null, actorId: null, payload: { reason: 'UNKNOWN_USER' } });
    expect(JSON.stringify(row)).not.toContain('somebody-secret');
  });

  it('shows the sign-in before this one', async () => {
    await signedIn('leader', later(-60));
    const sessionId = await signedIn('leader');
    const actor = { ...(await actorFor('leader')), sessionId };
    const profile = await read(actor, (tx) => getProfile(tx, actor, now));
    expect(profile.previousSignIn).toEqual({ at: later(-60), address: '10.0.0.1' });
  });
});

describe('the lock', () => {
  it('closes after the fifth wrong password in a row, and opens after thirty minutes', async () => {
    await fail('manager', 5);
    expect(await signIn('manager')).toBeNull();
    expect(await signIn('manager', PASSWORD, later(29))).toBeNull();
    expect(await signIn('manager', PASSWORD, later(30))).not.toBeNull();
    expect(await eventsOf('manager')).toEqual([
      ...Array(5).fill('sign-in.failed'),
      'account.locked',
      'sign-in.failed',
      'sign-in.failed',
      'session.started',
    ]);
  });

  it('counts only failures in a row', async () => {
    await fail('manager2', 4);
    await signedIn('manager2');
    await fail('manager2', 4);
    expect(await signIn('manager2')).not.toBeNull();
  });

  it('counts failures that arrive together', async () => {
    await Promise.all(Array.from({ length: 5 }, () => signIn('legal', 'wrong')));
    expect(await signIn('legal')).toBeNull();
  });

  it('is lifted by the security administrator, once', async () => {
    await fail('clerk', 5);
    const { userId } = await actorFor('clerk');
    must(await releaseLock(await at('secadmin', '2026-11-23'), { userId }));
    expect(await signIn('clerk')).not.toBeNull();
    expect(await eventsOf('clerk')).toContain('account.released');
    expect(codeOf(await releaseLock(await at('secadmin', '2026-11-23'), { userId }))).toBe('STATUS_DOES_NOT_ALLOW');
  });
});

describe('a session', () => {
  it('ends when it is revoked, on the next request', async () => {
    const sessionId = await signedIn('approver');
    const { userId } = await actorFor('approver');
    expect(must(await revokeUserSessions(await at('secadmin', '2026-11-23'), { userId }))).toEqual({ count: 1 });
    expect(await checkSession(sessionId, now)).toEqual({ actor: null, phase: 'REVOKED' });
    expect(await eventsOf('approver')).toContain('session.revoked');
  });

  it('ends after thirty minutes without a request, and is kept by requests', async () => {
    const sessionId = await signedIn('approver2');
    expect((await checkSession(sessionId, later(29))).actor).not.toBeNull();
    expect((await checkSession(sessionId, later(58))).actor).not.toBeNull();
    expect(await checkSession(sessionId, later(89))).toEqual({ actor: null, phase: 'IDLE' });
  });

  it('notes that it was seen at most once a minute', async () => {
    const id = await signedIn('lead');
    const seenAt = async () => (await db().authSession.findUniqueOrThrow({ where: { id } })).lastSeenAt;
    await checkSession(id, new Date(now.getTime() + 59_000));
    expect(await seenAt()).toEqual(now);
    await checkSession(id, later(2));
    expect(await seenAt()).toEqual(later(2));
  });

  it('says when it ends by itself, and is not kept by being asked for it', async () => {
    const id = await signedIn('legal');
    const asked = (minutes: number) => checkSession(id, later(minutes), { isUse: false });
    expect(await checkSession(id, now)).toMatchObject({ endsAt: later(30) });
    expect(await asked(10)).toMatchObject({ endsAt: later(30) });
    expect(await checkSession(id, later(20))).toMatchObject({ endsAt: later(50) });
    for (let minute = 25; minute <= 50; minute += 5) expect(await asked(minute)).toMatchObject({ endsAt: later(50) });
    expect(await asked(51)).toEqual({ actor: null, phase: 'IDLE' });
    const busy = await signedIn('legal');
    for (let minute = 20; minute < 720; minute += 20) await checkSession(busy, later(minute));
    expect(await checkSession(busy, later(719))).toMatchObject({ endsAt: later(720) });
  });

  it('ends after twelve hours, however busy', async () => {
    const sessionId = await signedIn('hq');
    for (let minute = 20; minute < 720; minute += 20) await checkSession(sessionId, later(minute));
    expect(await checkSession(sessionId, later(720))).toEqual({ actor: null, phase: 'EXPIRED' });
  });

  it('carries new roles from the next request on', async () => {
    const sessionId = await signedIn('regulator');
    await db().user.update({ where: { username: 'regulator' }, data: { roles: ['AUDITOR'] } });
    expect((await checkSession(sessionId, now)).actor?.roles).toEqual(['AUDITOR']);
    await db().user.update({ where: { username: 'regulator' }, data: { roles: ['REGULATOR'] } });
  });

  it('is ended by its owner only', async () => {
    const mine = await signedIn('checker');
    const other = await signedIn('auditor');
    const ctx = contextOf(await actorFor('checker'), now);
    expect(codeOf(await endOwnSession(ctx, { sessionId: other }))).toBe('NOT_FOUND');
    must(await endOwnSession(ctx, { sessionId: mine }));
    expect((await checkSession(mine, now)).actor).toBeNull();
    expect((await checkSession(other, now)).actor).not.toBeNull();
    expect(await eventsOf('checker')).toContain('session.ended');
  });

  it('is nobody\u2019s when no row has its id', async () => {
    expect((await checkSession('00000000-0000-7000-8000-000000000000', now)).actor).toBeNull();
  });

  it('is listed while it lives', async () => {
    const actor = await actorFor('office');
    const { userId } = actor;
    await signedIn('office', later(-45));
    const live = await signedIn('office');
    const sessions = await read(actor, (tx) => listLiveSessions(tx, userId, now));
    expect(sessions.map((session) => session.id)).toEqual([live]);
  });
});

describe('an account', () => {
  it('is shut with its sessions, and opened again', async () => {
    const sessionId = await signedIn('ins-lead');
    const { userId } = await actorFor('ins-lead');
    must(await deactivateUser(await at('secadmin', '2026-11-23'), { userId }));
    expect((await checkSession(sessionId, now)).actor).toBeNull();
    expect(await signIn('ins-lead')).toBeNull();
    must(await reactivateUser(await at('secadmin', '2026-11-23'), { userId }));
    expect(await signIn('ins-lead')).not.toBeNull();
    expect((await checkSession(sessionId, now)).actor).toBeNull();
    expect(await eventsOf('ins-lead')).toEqual(
      expect.arrayContaining(['user.deactivated', 'session.revoked', 'user.reactivated']),
    );
  });

  it('is not shut by its owner', async () => {
    const ctx = await at('secadmin', '2026-11-23');
    expect(codeOf(await deactivateUser(ctx, { userId: ctx.actor.userId }))).toBe('OWN_ACCOUNT');
  });

  it('stays open when it is the last security administrator', async () => {
    const { id: _id, ...secadmin } = await db().user.findUniqueOrThrow({ where: { username: 'secadmin' } });
    await db().user.create({ data: { ...secadmin, name: { zh: '示例', en: 'Sample' }, username: 'secadmin2' } });
    const [first, second] = [await at('secadmin', '2026-11-23'), await at('secadmin2', '2026-11-23')];
    const results = await Promise.all([
      deactivateUser(first, { userId: second.actor.userId }),
      deactivateUser(second, { userId: first.actor.userId }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok).map(codeOf)).toEqual(['LAST_SECURITY_ADMIN']);
  });

  it.each(['admin', 'auditadmin', 'county', 'auditor', 'leader'])('is not managed by %s', async (username) => {
    const ctx = await at(username, '2026-11-23');
    const { userId } = await actorFor('manager');
    for (const act of [deactivateUser, reactivateUser, releaseLock, revokeUserSessions])
      expect(codeOf(await act(ctx, { userId }))).toBe('NOT_PERMITTED');
  });

  it('is not found under an id that nobody has', async () => {
    const ctx = await at('secadmin', '2026-11-23');
    const userId = '00000000-0000-7000-8000-000000000000';
    for (const act of [deactivateUser, reactivateUser, releaseLock, revokeUserSessions])
      expect(codeOf(await act(ctx, { userId }))).toBe('NOT_FOUND');
  });
});
