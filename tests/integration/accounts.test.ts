import { beforeEach, describe, expect, it } from 'vitest';
import { editAccount, openAccount, resetPassword } from '@/features/accounts/mutations';
import { accountSchema } from '@/features/accounts/schema';
import { assignManagers } from '@/features/due-diligence/mutations';
import { handOverWork } from '@/features/hand-overs/mutations';
import { deactivateUser, reactivateUser } from '@/features/identity/mutations';
import { changeOwnPassword } from '@/features/identity/mutations-password';
import { signInWithPassword } from '@/features/identity/mutations-sign-in';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { checkSession } from '@/server/session';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { watchNewcomers } from '../support/newcomers';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-11-23';
const now = noon(DAY);
const newcomers = await watchNewcomers();
const OWN = 'correct horse battery';
const person = {
  username: 'wang.xiaoming',
  nameZh: '王晓明',
  nameEn: null,
  staffNumber: 'L-001',
  organisation: '示例银行兰考县支行',
  roles: ['ACCOUNT_MANAGER' as const],
  email: null,
};
const { username: _username, ...fields } = person;
const signIn = (username: string, password: string) =>
  signInWithPassword({ username, password, address: null, agent: null }, now);
const opened = async (changes: Partial<typeof person> = {}) => {
  const [secret] = must(await openAccount(await at('secadmin', DAY), { ...person, ...changes })).secrets;
  if (!secret) throw new Error('no password came back');
  const user = await db().user.findUniqueOrThrow({ where: { username: secret.label } });
  return { user, password: secret.secret };
};

beforeEach(async () => {
  await newcomers.remove();
  await db().rateWindow.deleteMany({});
});

describe('opening an account', () => {
  it('gives a one-time password that lets in, and nothing but its change', async () => {
    const { user, password } = await opened();
    expect(user).toMatchObject({ mustChangePassword: true, status: 'ACTIVE', roles: ['ACCOUNT_MANAGER'] });
    expect(user.passwordHash).not.toContain(password);
    const session = await signIn(person.username, password);
    expect(await checkSession(session?.sessionId ?? '', now)).toMatchObject({ mustChangePassword: true });
    const event = await db().event.findFirstOrThrow({ where: { kind: 'user.opened', subjectId: user.id } });
    expect(event.countyBranchId).toBe(user.organisationId);
    expect(JSON.stringify(event.payload)).not.toMatch(/王晓明|wang/);
  });

  it.each([
    [{ username: 'county' }, 'USERNAME_TAKEN'],
    [{ organisation: '没有这个单位' }, 'ORGANISATION_UNKNOWN'],
    [{ roles: [] }, 'ROLES_MISSING'],
    [{ roles: ['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER'] }, 'ROLES_FORBIDDEN_TOGETHER'],
    [
      { roles: ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'], organisation: '平台运行单位' },
      'ROLES_FORBIDDEN_TOGETHER',
    ],
    [{ roles: ['AUDITOR'] }, 'ROLE_NOT_FOR_ORGANISATION'],
  ])('refuses %j', async (changes, code) => {
    const input = { ...person, ...changes } as Parameters<typeof openAccount>[1];
    expect(codeOf(await openAccount(await at('secadmin', DAY), input))).toBe(code);
  });

  it('refuses a staff number twice in one organisation, not in two', async () => {
    await opened();
    const second = { ...person, username: 'wang.2' };
    expect(codeOf(await openAccount(await at('secadmin', DAY), second))).toBe('STAFF_NUMBER_TAKEN');
    await opened({ username: 'wang.3', organisation: '第二示例银行北塔区支行' });
  });

  it.each(['admin', 'auditadmin', 'county', 'lead'])('is not for %s', async (username) => {
    expect(codeOf(await openAccount(await at(username, DAY), person))).toBe('NOT_PERMITTED');
  });

  it('takes one of two at once', async () => {
    const ctx = await at('secadmin', DAY);
    const results = await Promise.all([openAccount(ctx, person), openAccount(ctx, { ...person, staffNumber: 'L-2' })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(codeOf(results.find(({ ok }) => !ok) ?? must(results[0] as never))).toBe('USERNAME_TAKEN');
  });

  it('reads user names in small letters and knows what is none', () => {
    const read = (username: string) => accountSchema.safeParse({ ...person, nameEn: '', email: '', username });
    expect(read('Wang.XiaoMing').data?.username).toBe('wang.xiaoming');
    for (const wrong of ['', 'a', '王晓明', '-wang', 'wang xiaoming', 'x'.repeat(33)])
      expect(read(wrong).success, wrong).toBe(false);
  });

  it('is kept out by the database where two administrators would be one person', async () => {
    const { user } = await opened();
    const both = db().user.update({ where: { id: user.id }, data: { roles: ['SYSTEM_ADMIN', 'AUDIT_ADMIN'] } });
    await expect(both).rejects.toThrow(/app_user_administrator_alone/);
  });
});

describe('changing an account', () => {
  it('counts from the next request on', async () => {
    const { user, password } = await opened();
    const session = await signIn(person.username, password);
    must(
      await editAccount(await at('secadmin', DAY), {
        ...fields,
        userId: user.id,
        organisation: '第二示例银行北塔区支行',
        roles: ['LEGAL_REVIEWER'],
      }),
    );
    const { actor } = await checkSession(session?.sessionId ?? '', now);
    expect(actor).toMatchObject({ roles: ['LEGAL_REVIEWER'], organisation: { level: 'COUNTY' } });
    expect(actor?.scope).toMatchObject({ column: 'countyBranchId', organisationId: actor?.organisation.id });
    const event = await db().event.findFirstOrThrow({ where: { kind: 'user.changed', subjectId: user.id } });
    expect(event.payload).toMatchObject({ rolesBefore: 'ACCOUNT_MANAGER', roles: 'LEGAL_REVIEWER' });
  });

  it('keeps the rules of opening, one’s own roles and an account without changes', async () => {
    const { user } = await opened();
    const ctx = await at('secadmin', DAY);
    const edit = { ...fields, userId: user.id };
    expect(codeOf(await editAccount(ctx, edit))).toBe('NOTHING_CHANGED');
    expect(codeOf(await editAccount(ctx, { ...edit, roles: ['ACCOUNT_MANAGER', 'APPROVER'] }))).toBe(
      'ROLES_FORBIDDEN_TOGETHER',
    );
    expect(codeOf(await editAccount(await at('admin', DAY), edit))).toBe('NOT_PERMITTED');
    expect(codeOf(await editAccount(ctx, { ...edit, userId: '00000000-0000-7000-8000-000000000000' }))).toBe(
      'NOT_FOUND',
    );
    const own = { ...edit, userId: ctx.actor.userId, organisation: '平台运行单位', roles: ['SYSTEM_ADMIN' as const] };
    expect(codeOf(await editAccount(ctx, own))).toBe('OWN_ROLES');
  });

  it('waits until work that would be out of sight is handed over', async () => {
    const caseId = await caseAtDueDiligence();
    const { user } = await opened();
    const lead = await at('lead', DAY);
    const managerBId = (await actorFor('manager2')).userId;
    must(await assignManagers(lead, { caseId, version: null, managerAId: user.id, managerBId }));
    const secadmin = await at('secadmin', DAY);
    const moved = { ...fields, userId: user.id, organisation: '第二示例银行北塔区支行' };
    const refused = await editAccount(secadmin, moved);
    expect(refused).toEqual({ ok: false, refusal: { code: 'OPEN_WORK_LEFT', params: { count: 1 } } });
    expect((await db().user.findUniqueOrThrow({ where: { id: user.id } })).organisationId).toBe(user.organisationId);
    const toId = (await actorFor('manager')).userId;
    must(await handOverWork(lead, { fromId: user.id, toId, reason: '轮岗' }));
    must(await editAccount(secadmin, moved));
  });

  it('leaves a security administrator, also when two take the role from each other at once', async () => {
    const [first, second] = [
      await at('secadmin', DAY),
      await opened({ username: 'sec.second', organisation: '平台运行单位', roles: ['SECURITY_ADMIN'] as never }),
    ];
    const other = contextOf(await actorFor('sec.second'), now);
    const toSystem = (userId: string, name: string, staffNumber: string) => ({
      ...fields,
      nameZh: name,
      staffNumber,
      organisation: '平台运行单位',
      roles: ['SYSTEM_ADMIN' as const],
      userId,
    });
    const results = await Promise.all([
      editAccount(first, toSystem(second.user.id, '甲', 'S-2')),
      editAccount(other, toSystem(first.actor.userId, '乙', 'S-1')),
    ]);
    expect(results.map((result) => (result.ok ? 'done' : result.refusal.code)).sort()).toEqual([
      'LAST_SECURITY_ADMIN',
      'done',
    ]);
    expect(await db().user.count({ where: { status: 'ACTIVE', roles: { has: 'SECURITY_ADMIN' } } })).toBe(1);
    await db().user.update({ where: { id: first.actor.userId }, data: { roles: ['SECURITY_ADMIN'] } });
  });
});

describe('a reset password', () => {
  it('ends the sessions and lets nobody in with the old one', async () => {
    const { user, password } = await opened();
    const session = await signIn(person.username, password);
    const [secret] = must(await resetPassword(await at('secadmin', DAY), { userId: user.id })).secrets;
    expect(await checkSession(session?.sessionId ?? '', now)).toMatchObject({ actor: null, phase: 'REVOKED' });
    expect(await signIn(person.username, password)).toBeNull();
    expect(await signIn(person.username, secret?.secret ?? '')).not.toBeNull();
  });

  it('is not for oneself, not for others and not for a shut account', async () => {
    const { user } = await opened();
    const ctx = await at('secadmin', DAY);
    expect(codeOf(await resetPassword(ctx, { userId: ctx.actor.userId }))).toBe('OWN_ACCOUNT');
    expect(codeOf(await resetPassword(await at('admin', DAY), { userId: user.id }))).toBe('NOT_PERMITTED');
    must(await deactivateUser(ctx, { userId: user.id }));
    expect(codeOf(await resetPassword(ctx, { userId: user.id }))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await reactivateUser(ctx, { userId: user.id }));
    must(await resetPassword(ctx, { userId: user.id }));
  });
});

describe('one’s own password', () => {
  const change = async (username: string, oldPassword: string, newPassword: string) =>
    changeOwnPassword(contextOf(await actorFor(username), now), { oldPassword, newPassword });

  it('replaces the one-time one and opens the rest', async () => {
    const { password } = await opened();
    const session = await signIn(person.username, password);
    const other = await signIn(person.username, password);
    const { actor } = await checkSession(session?.sessionId ?? '', now);
    if (!actor) throw new Error('not signed in');
    must(await changeOwnPassword(contextOf(actor, now), { oldPassword: password, newPassword: OWN }));
    expect(await checkSession(session?.sessionId ?? '', now)).toMatchObject({ mustChangePassword: false });
    expect(await checkSession(other?.sessionId ?? '', now)).toMatchObject({ phase: 'REVOKED' });
    expect(await signIn(person.username, password)).toBeNull();
    expect(await signIn(person.username, OWN)).not.toBeNull();
  });

  it('keeps the rules', async () => {
    const { password } = await opened();
    const { username } = person;
    expect(codeOf(await change(username, 'wrong', OWN))).toBe('PASSWORD_WRONG');
    expect(codeOf(await change(username, password, 'short'))).toBe('PASSWORD_TOO_SHORT');
    expect(codeOf(await change(username, password, 'Wang.Xiaoming'))).toBe('PASSWORD_IS_USERNAME');
    expect(codeOf(await change(username, password, password))).toBe('PASSWORD_UNCHANGED');
  });

  it('is not guessed beside an open session', async () => {
    const { password } = await opened();
    for (let time = 0; time < 5; time += 1)
      expect(codeOf(await change(person.username, 'wrong', OWN))).toBe('PASSWORD_WRONG');
    expect(codeOf(await change(person.username, password, OWN))).toBe('TOO_MANY_TRIES');
  });
});
