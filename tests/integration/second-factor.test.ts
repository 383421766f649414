import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { ROLES } from '@/domain/permissions';
import { ASKED_OF, RECOVERY_CODES } from '@/domain/second-factor';
import { editAccount, openAccount, resetPassword } from '@/features/accounts/mutations';
import { makeToken } from '@/features/api-tokens/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { makeDeviceToken } from '@/features/identity/device';
import {
  deactivateUser,
  endOtherSessions,
  reactivateUser,
  releaseLock,
  revokeUserSessions,
} from '@/features/identity/mutations';
import {
  beginFactor,
  confirmFactor,
  removeFactor,
  renewCodes,
  resetFactor,
} from '@/features/identity/mutations-factor';
import { changeOwnPassword } from '@/features/identity/mutations-password';
import { linkIdentity } from '@/features/identity/mutations-provider';
import { setIdentityRules } from '@/features/identity/mutations-rules';
import { renewSession, signInWithPassword } from '@/features/identity/mutations-sign-in';
import { getFactor } from '@/features/identity/queries';
import { rulesOf } from '@/features/identity/queries-rules';
import { newUuid } from '@/lib/uuid';
import { type Context, contextOf, read } from '@/server/command';
import { db } from '@/server/db';
import { provePassword } from '@/server/looks';
import { authenticatorOf, proveFactor } from '@/server/second-factor';
import { checkSession } from '@/server/session';
import { caseAtDecision } from '../support/case-at-decision';
import { caseAtDisbursement, meetOpenConditions } from '../support/case-at-disbursement';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const PASSWORD = process.env.DEMO_PASSWORD ?? 'a-password-for-tests';
const DAY = '2026-03-02';
const now = noon(DAY);
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const codeAt = (secret: string, moment: Date) => authenticatorOf(secret, '').generate({ timestamp: moment.getTime() });
const device = makeDeviceToken();

async function signIn(username: string, moment = now): Promise<string> {
  const from = { address: '10.0.0.1', agent: 'Chrome', device };
  const session = await signInWithPassword({ username, password: PASSWORD, ...from }, moment);
  if (!session) throw new Error(`${username} could not sign in`);
  return session.sessionId;
}

/** A context of this person in a session that a password has opened. */
async function inSession(username: string, moment = now): Promise<Context> {
  const sessionId = await signIn(username, moment);
  return contextOf({ ...(await actorFor(username)), sessionId }, moment);
}
const atMoment = (ctx: Context, moment: Date): Context => ({ ...ctx, now: moment });

/** The same with an authenticator that was just set up, a minute ago, and its recovery codes. */
async function withFactor(username: string): Promise<{ ctx: Context; secret: string; codes: string[] }> {
  const ctx = await inSession(username, later(-60));
  const { secret } = must(await beginFactor(ctx));
  const { codes } = must(await confirmFactor(ctx, { code: codeAt(secret, later(-60)) }));
  return { ctx: atMoment(ctx, now), secret, codes };
}

const setRule = (role: string, value: 0 | 1) =>
  db().identityRule.upsert({
    where: { kind: `SECOND_FACTOR.${role}` },
    create: { kind: `SECOND_FACTOR.${role}`, value, changedAt: now },
    update: { value },
  });
/** As in an installation that begins: the app itself takes no rule away. */
async function forgetRules(): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await owner.connect();
  await owner.query('DELETE FROM identity_rule');
  await owner.end();
}
const eventsOf = async (username: string) => {
  const { userId } = await actorFor(username);
  return (await db().event.findMany({ where: { subjectId: userId }, orderBy: { id: 'asc' } })).map(({ kind }) => kind);
};

beforeEach(async () => {
  await db().recoveryCode.deleteMany({});
  await db().authSession.deleteMany({});
  await db().knownDevice.deleteMany({});
  await db().addressLock.deleteMany({});
  await db().rateWindow.deleteMany({});
  await db().user.updateMany({
    data: {
      ...{ factorCipher: null, factorSetUpAt: null, factorLastStep: null, factorPending: null },
      ...{ failedSignIns: 0, lockedUntil: null, passwordChangedAt: null },
    },
  });
  await db().identityRule.updateMany({ data: { value: 0 } });
});

describe('setting up an authenticator', () => {
  it('keeps the secret encrypted, wants a first code, ends other sessions and gives ten codes once', async () => {
    const other = await signIn('checker');
    const { ctx, secret, codes } = await withFactor('checker');
    expect(new Set(codes).size).toBe(RECOVERY_CODES);
    const stored = await db().user.findUniqueOrThrow({ where: { username: 'checker' } });
    expect(Buffer.from(stored.factorCipher ?? []).toString('latin1')).not.toContain(secret);
    expect(stored.factorPending).toBeNull();
    const rows = await db().recoveryCode.findMany({});
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
    expect((await checkSession(other, now)).actor).toBeNull();
    expect(await checkSession(ctx.actor.sessionId, now)).toMatchObject({ owes: null });
    expect(await eventsOf('checker')).toContain('factor.set-up');
    expect(codeOf(await beginFactor(ctx))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(await read(ctx.actor, (tx) => getFactor(tx, ctx.actor))).toMatchObject({ isSetUp: true, codesLeft: 10 });
  });

  it('shows the same key until it is confirmed, with a picture made here', async () => {
    const ctx = await inSession('checker');
    const first = must(await beginFactor(ctx));
    expect(must(await beginFactor(ctx))).toEqual(first);
    expect(first.uri).toContain('otpauth://totp/');
    const { pending } = await read(ctx.actor, (tx) => getFactor(tx, ctx.actor));
    expect(pending?.svg).toContain('<svg');
    expect(pending?.secret).toBe(first.secret);
  });

  it('refuses a wrong first code, the fifth of which locks', async () => {
    const ctx = await inSession('checker');
    must(await beginFactor(ctx));
    for (let time = 0; time < 5; time += 1)
      expect(codeOf(await confirmFactor(ctx, { code: '000000' }))).toBe('FACTOR_WRONG');
    expect(codeOf(await confirmFactor(ctx, { code: '000000' }))).toBe('TOO_MANY_TRIES');
  });

  it('is set up by nobody who finds the desk unattended: the password is typed again first', async () => {
    const ctx = await inSession('checker');
    const { secret } = must(await beginFactor(ctx));
    const unattended = later(6 * 60);
    const code = codeAt(secret, unattended);
    expect(codeOf(await confirmFactor(atMoment(ctx, unattended), { code }))).toBe('PASSWORD_NEEDED');
    await db().user.update({ where: { id: ctx.actor.userId }, data: { factorPending: null } });
    expect(codeOf(await beginFactor(atMoment(ctx, unattended)))).toBe('PASSWORD_NEEDED');
    expect(await provePassword(atMoment(ctx, unattended), PASSWORD)).toBeNull();
    must(await beginFactor(atMoment(ctx, unattended)));
  });

  it('is asked again of an administrator before anybody is kept out, let in or moved', async () => {
    const { ctx } = await withFactor('secadmin');
    const { userId } = await actorFor('station');
    const unattended = atMoment(ctx, later(30 * 60));
    const edit = {
      nameZh: '某',
      nameEn: null,
      staffNumber: 'x',
      organisation: 'x',
      roles: ['STATION_WORKER'],
      email: null,
    };
    const tries = {
      deactivateUser: await deactivateUser(unattended, { userId }),
      reactivateUser: await reactivateUser(unattended, { userId }),
      revokeUserSessions: await revokeUserSessions(unattended, { userId }),
      releaseLock: await releaseLock(unattended, { userId }),
      resetFactor: await resetFactor(unattended, { userId }),
      resetPassword: await resetPassword(unattended, { userId }),
      editAccount: await editAccount(unattended, { userId, ...edit } as never),
      openAccount: await openAccount(unattended, { username: 'anybody', ...edit } as never),
      linkIdentity: await linkIdentity(unattended, { userId, subject: null }),
    };
    for (const [name, result] of Object.entries(tries)) expect([name, codeOf(result)]).toEqual([name, 'FACTOR_NEEDED']);
    const token = { username: 'auditor', purpose: 'x', lastDay: DAY };
    const holder = { ...unattended, actor: { ...unattended.actor, roles: ROLES } };
    expect(codeOf(await makeToken(holder, token))).toBe('FACTOR_NEEDED');
    expect((await db().user.findUniqueOrThrow({ where: { id: userId } })).status).toBe('ACTIVE');
  });

  it('is nothing without a beginning', async () => {
    expect(codeOf(await confirmFactor(await inSession('checker'), { code: '123456' }))).toBe('STATUS_DOES_NOT_ALLOW');
  });
});

describe('signing in with an authenticator', () => {
  it('opens nothing before the code, and another session after it', async () => {
    const { secret } = await withFactor('checker');
    const ctx = await inSession('checker');
    const { sessionId } = ctx.actor;
    expect(await checkSession(sessionId, now)).toMatchObject({ owes: 'CODE' });
    expect(await renewSession(sessionId, device, now)).toBeNull();
    expect(await proveFactor(ctx, codeAt(secret, now))).toBeNull();
    const next = await renewSession(sessionId, device, now);
    expect(next?.sessionId).not.toBe(sessionId);
    expect((await checkSession(sessionId, now)).actor).toBeNull();
    expect(await checkSession(next?.sessionId ?? '', now)).toMatchObject({ owes: null });
    expect(await eventsOf('checker')).toContain('factor.proved');
  });

  it('takes a code of the step before and after, none further off, and none twice', async () => {
    const { secret } = await withFactor('checker');
    const ctx = await inSession('checker');
    const code = (await proveFactor(ctx, codeAt(secret, later(60))))?.code;
    expect(code).toBe('FACTOR_WRONG');
    expect(await proveFactor(ctx, codeAt(secret, later(-30)))).toBeNull();
    expect((await proveFactor(ctx, codeAt(secret, later(-30))))?.code).toBe('FACTOR_WRONG');
    expect(await proveFactor(ctx, codeAt(secret, later(30)))).toBeNull();
    expect((await proveFactor(ctx, codeAt(secret, now)))?.code).toBe('FACTOR_WRONG');
  });

  it('lets only one of two have the same code at the same moment', async () => {
    const { secret } = await withFactor('checker');
    const [one, two] = [await inSession('checker'), await inSession('checker')];
    const code = codeAt(secret, now);
    const answers = await Promise.all([proveFactor(one, code), proveFactor(two, code)]);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  });

  it('ends at the fifth wrong code, and the right password does not wash wrong codes away', async () => {
    await withFactor('checker');
    for (let time = 0; time < 4; time += 1) {
      const ctx = await inSession('checker');
      expect((await proveFactor(ctx, '000000'))?.code).toBe('FACTOR_WRONG');
    }
    const last = await inSession('checker');
    expect((await proveFactor(last, '000000'))?.code).toBe('TOO_MANY_TRIES');
    expect((await checkSession(last.actor.sessionId, now)).actor).toBeNull();
    await expect(signIn('checker')).rejects.toThrow();
  });

  it('takes each recovery code once, however it is typed, and none of the old after they are renewed', async () => {
    const { ctx: own, codes } = await withFactor('checker');
    const [first = '', second = ''] = codes;
    const ctx = await inSession('checker');
    expect(await proveFactor(ctx, first.toUpperCase().replace('-', ' '))).toBeNull();
    expect((await proveFactor(ctx, first))?.code).toBe('FACTOR_WRONG');
    expect(must(await renewCodes(own)).codes).toHaveLength(RECOVERY_CODES);
    expect((await proveFactor(ctx, second))?.code).toBe('FACTOR_WRONG');
  });

  it('comes before a new password: a stolen one changes nothing', async () => {
    await withFactor('checker');
    await db().user.update({ where: { username: 'checker' }, data: { mustChangePassword: true } });
    const check = await checkSession(await signIn('checker'), now);
    expect(check).toMatchObject({ mustChangePassword: true, owes: 'CODE' });
    await db().user.update({ where: { username: 'checker' }, data: { mustChangePassword: false } });
  });
});

describe('the rule of a role', () => {
  it('starts with the factor asked of the six roles where nobody has set anything, and holds on the next request', async () => {
    const sessionId = await signIn('checker');
    expect(await checkSession(sessionId, now)).toMatchObject({ owes: null });
    await forgetRules();
    expect((await rulesOf(db())).roles).toEqual(ROLES.filter((role) => ASKED_OF.includes(role)));
    expect(await checkSession(sessionId, now)).toMatchObject({ owes: 'SET_UP' });
    expect(await checkSession(await signIn('county'), now)).toMatchObject({ owes: null });
    for (const role of ASKED_OF) await setRule(role, 0);
  });

  it('is set by the security administrator, with an event for each change', async () => {
    const ctx = await inSession('secadmin');
    must(await setIdentityRules(ctx, { roles: ['DISBURSEMENT_CHECKER', 'LEADER'], passwordDays: 90 }));
    expect(await rulesOf(db())).toEqual({ roles: ['LEADER', 'DISBURSEMENT_CHECKER'], passwordDays: 90 });
    const events = await db().event.findMany({ where: { kind: 'identity-rule.changed' } });
    expect(events.map(({ payload }) => payload)).toContainEqual({ kind: 'SECOND_FACTOR.LEADER', before: 0, value: 1 });
    const same = { roles: ['LEADER', 'DISBURSEMENT_CHECKER'] as const, passwordDays: 90 };
    expect(codeOf(await setIdentityRules(ctx, same))).toBe('NOTHING_CHANGED');
    expect(codeOf(await setIdentityRules(ctx, { ...same, passwordDays: 731 }))).toBe('INVALID_INPUT');
    for (const username of ['admin', 'auditadmin', 'hq', 'county-b'])
      expect(codeOf(await setIdentityRules(await inSession(username), same))).toBe('NOT_PERMITTED');
    must(await setIdentityRules(ctx, { roles: [], passwordDays: 0 }));
  });

  it('wants the administrator\u2019s own factor first, where it asks for one', async () => {
    await setRule('SECURITY_ADMIN', 1);
    const ctx = await inSession('secadmin');
    expect(codeOf(await setIdentityRules(ctx, { roles: [], passwordDays: 0 }))).toBe('FACTOR_NEEDED');
  });

  it('ends passwords after the days that it sets, and none by itself', async () => {
    const sessionId = await signIn('county');
    const old = { passwordChangedAt: later(-100 * 86_400) };
    await db().user.update({ where: { username: 'county' }, data: old });
    expect(await checkSession(sessionId, now)).toMatchObject({ mustChangePassword: false });
    const days = { kind: 'PASSWORD_DAYS', value: 90, changedAt: now };
    await db().identityRule.upsert({ where: { kind: days.kind }, create: days, update: days });
    expect(await checkSession(sessionId, now)).toMatchObject({ mustChangePassword: true });
    const ctx = contextOf({ ...(await actorFor('county')), sessionId }, now);
    must(await changeOwnPassword(ctx, { oldPassword: PASSWORD, newPassword: 'four quiet rivers meet' }));
    expect(await checkSession(sessionId, now)).toMatchObject({ mustChangePassword: false });
    must(await changeOwnPassword(ctx, { oldPassword: 'four quiet rivers meet', newPassword: PASSWORD }));
  });
});

describe('an approval and a release', () => {
  it('want the factor proved within five minutes, and then go on as they were', async () => {
    const caseId = await caseAtDecision();
    const { version, recommendedAmountFen } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const input = {
      ...{ caseId, version, outcome: 'APPROVED' as const, opinion: '同意' },
      ...{ amountFen: recommendedAmountFen ?? 0n, termMonths: 24, rateBps: 475, repaymentMethod: 'BULLET' as const },
      conditions: [],
    };
    const { ctx, secret } = await withFactor('approver');
    const tooLate = atMoment(ctx, later(5 * 60));
    expect(codeOf(await decideCase(tooLate, input))).toBe('FACTOR_NEEDED');
    expect(await db().approval.count({ where: { caseId } })).toBe(0);
    expect(await proveFactor(tooLate, codeAt(secret, tooLate.now))).toBeNull();
    must(await decideCase(tooLate, input));
    expect(await db().approval.count({ where: { caseId } })).toBe(1);
  });

  it('of a payment is refused without it, and the same key pays once with it', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    await meetOpenConditions(caseId);
    const [trancheId = ''] = trancheIds;
    const clerk = await at('clerk', DAY);
    const { paymentId } = must(await requestPayment(clerk, { caseId, trancheId, idempotencyKey: newUuid() }));
    await setRule('DISBURSEMENT_CHECKER', 1);
    const release = { paymentId, idempotencyKey: newUuid() };
    expect(codeOf(await releasePayment(await inSession('checker'), release))).toBe('FACTOR_NEEDED');
    expect(await db().payment.findUniqueOrThrow({ where: { id: paymentId } })).toMatchObject({ status: 'REQUESTED' });
    const { ctx } = await withFactor('checker');
    must(await releasePayment(ctx, release));
    must(await releasePayment(ctx, release));
    expect(await db().payment.count({ where: { trancheId, status: 'RELEASED' } })).toBe(1);
  });
});

describe('a lost authenticator', () => {
  it('is taken away by another security administrator, who never takes away their own', async () => {
    const { ctx } = await withFactor('checker');
    const { userId } = ctx.actor;
    must(await resetFactor(await at('secadmin', DAY), { userId }));
    expect((await checkSession(ctx.actor.sessionId, now)).actor).toBeNull();
    expect(await db().recoveryCode.count({ where: { userId } })).toBe(0);
    expect(await db().notice.count({ where: { userId, kind: 'FACTOR_RESET' } })).toBe(1);
    expect(await eventsOf('checker')).toContain('factor.reset');
    expect(codeOf(await resetFactor(await at('secadmin', DAY), { userId }))).toBe('STATUS_DOES_NOT_ALLOW');
    const own = await at('secadmin', DAY);
    expect(codeOf(await resetFactor(own, { userId: own.actor.userId }))).toBe('OWN_ACCOUNT');
    for (const username of ['admin', 'auditadmin', 'county', 'manager-b'])
      expect(codeOf(await resetFactor(await at(username, DAY), { userId }))).toBe('NOT_PERMITTED');
  });

  it('is removed by its owner with a fresh code only', async () => {
    const { ctx } = await withFactor('checker');
    const tooLate = atMoment(ctx, later(600));
    expect(codeOf(await removeFactor(tooLate))).toBe('FACTOR_NEEDED');
    expect(codeOf(await renewCodes(tooLate))).toBe('FACTOR_NEEDED');
    must(await removeFactor(ctx));
    expect(codeOf(await removeFactor(ctx))).toBe('STATUS_DOES_NOT_ALLOW');
    await setRule('DISBURSEMENT_CHECKER', 1);
    expect(await checkSession(ctx.actor.sessionId, now)).toMatchObject({ owes: 'SET_UP' });
  });
});

describe('what somebody is', () => {
  it('changes under an open session: role taken, organisation moved, account shut', async () => {
    const secadmin = await at('secadmin', DAY);
    const named = { username: 'mover', nameZh: '示例人员', nameEn: null, staffNumber: 'M1', email: null };
    const account = { ...named, organisation: '兰考县领导小组', roles: ['LEADING_GROUP_OFFICER', 'LEADER'] as const };
    must(await openAccount(secadmin, { ...account, roles: [...account.roles] }));
    const { userId } = await actorFor('mover');
    const { id: sessionId } = await db().authSession.create({
      data: { userId, createdAt: now, lastSeenAt: now, expiresAt: later(3_600) },
    });
    const seen = async () => (await checkSession(sessionId, now)).actor;
    expect((await seen())?.scope).toMatchObject({ kind: 'REGION', column: 'countyId' });
    const { username: _name, ...edit } = account;
    must(await editAccount(secadmin, { userId, ...edit, roles: ['LEADER'] }));
    expect((await seen())?.roles).toEqual(['LEADER']);
    const moved = { ...edit, roles: ['LEADING_GROUP_OFFICER' as const], organisation: '河南省领导小组办公室' };
    must(await editAccount(secadmin, { userId, ...moved }));
    expect((await seen())?.scope).toMatchObject({ kind: 'REGION', column: 'provinceId' });
    await db().user.update({ where: { id: userId }, data: { status: 'DEACTIVATED' } });
    expect(await seen()).toBeNull();
  });

  it('is never two administrators nor one besides anything, and nobody gives it to themselves: so says the database', async () => {
    const set = (roles: string[]) =>
      db().$executeRaw`UPDATE app_user SET roles = ${roles}::text[]::"Role"[] WHERE username = 'admin'`;
    await expect(set(['SYSTEM_ADMIN', 'AUDIT_ADMIN'])).rejects.toThrow(/administrator/);
    await expect(set(['SYSTEM_ADMIN', 'LEADER'])).rejects.toThrow(/app_user_administrator_alone/);
    const { userId } = await actorFor('county');
    const own = db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT set_config('fuqiao.user_id', ${userId}, true)`;
      await tx.user.update({ where: { id: userId }, data: { roles: ['COUNTY_OFFICIAL', 'LEADER'] } });
    });
    await expect(own).rejects.toThrow(/own roles/);
  });

  it('ends every other session of one\u2019s own and leaves this one', async () => {
    const others = [await signIn('county'), await signIn('county')];
    const ctx = await inSession('county');
    const stranger = await signIn('county-b');
    expect(must(await endOtherSessions(ctx))).toEqual({ count: 2 });
    for (const id of others) expect((await checkSession(id, now)).actor).toBeNull();
    for (const id of [ctx.actor.sessionId, stranger]) expect((await checkSession(id, now)).actor).not.toBeNull();
  });
});
