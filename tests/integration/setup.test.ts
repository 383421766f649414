import { beforeEach, describe, expect, it } from 'vitest';
import { openAccount } from '@/features/accounts/mutations';
import { signInWithPassword } from '@/features/identity/mutations-sign-in';
import { setUpFirstAdministrator } from '@/features/setup/mutations';
import { isSetupOpen } from '@/features/setup/queries';
import { setupSchema } from '@/features/setup/schema';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { formatSetup, renewSetupCode } from '../../scripts/lib/setup-code';
import { asOwner } from '../support/as-owner';
import { codeOf, must, noon } from '../support/world';

const now = noon('2026-11-23');
const form = {
  code: '',
  organisationZh: '某省平台运行单位',
  organisationEn: null,
  username: 'first',
  nameZh: '示例人员',
  nameEn: null,
  newPassword: 'correct horse battery',
  newPasswordAgain: 'correct horse battery',
};
const owner = () => {
  if (!process.env.DATABASE_URL) throw new Error('no owner of the test database');
  return process.env.DATABASE_URL;
};
const renew = async () => (await renewSetupCode(owner(), now)) ?? 'no code';
const setUp = (code: string, changes: Partial<typeof form> = {}, at = now) =>
  setUpFirstAdministrator({ ...form, ...changes, code }, at);

beforeEach(async () => {
  const made = { username: { startsWith: 'first' } };
  await db().authSession.deleteMany({ where: { user: made } });
  await asOwner("DELETE FROM app_user WHERE username LIKE 'first%'");
  await db().user.updateMany({ data: { status: 'DEACTIVATED' } });
  await db().organisation.updateMany({ where: { kind: 'OPERATOR' }, data: { active: false } });
  await db().setupCode.deleteMany({});
  await db().rateWindow.deleteMany({});
});

describe('an empty database', () => {
  it('gives a code at its start, keeps only its hash and makes a new one at the next', async () => {
    const [first, second] = [await renew(), await renew()];
    expect(first).toMatch(/^([a-z0-9]{4}-){3}[a-z0-9]{4}$/);
    expect(first).not.toBe(second);
    expect(JSON.stringify(await db().setupCode.findMany())).not.toContain(second);
    expect(formatSetup('http://127.0.0.1:3000', second)).toContain('http://127.0.0.1:3000/setup');
    expect(await isSetupOpen()).toBe(true);
    expect(codeOf(await setUp(first))).toBe('SETUP_CODE_WRONG');
    must(await setUp(second));
  });

  it('gets its operator and the first security administrator, who opens the other accounts', async () => {
    const code = await renew();
    must(await setUp(code.toUpperCase().replaceAll('-', ' ')));
    const credentials = { username: 'first', password: form.newPassword, address: null, agent: null };
    expect(await signInWithPassword(credentials, now)).not.toBeNull();
    const actor = await actorNamed(db(), 'first');
    expect(actor).toMatchObject({ roles: ['SECURITY_ADMIN'], organisation: { kind: 'OPERATOR', level: 'NATION' } });
    expect(await db().event.count({ where: { kind: 'setup.completed', subjectId: actor.userId } })).toBe(1);
    const second = { username: 'first.second', nameZh: '另一人', nameEn: null, staffNumber: '2', email: null };
    const organisation = form.organisationZh;
    must(await openAccount(contextOf(actor, now), { ...second, organisation, roles: ['SYSTEM_ADMIN'] }));
  });

  it('is set up once: the code is used, the page is gone and the next start gives none', async () => {
    const code = await renew();
    const results = await Promise.all([setUp(code), setUp(code, { username: 'first2' })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await isSetupOpen()).toBe(false);
    expect(codeOf(await setUp(code, { username: 'first3' }))).toBe('SETUP_CODE_WRONG');
    expect(await renewSetupCode(owner(), now)).toBeNull();
  });

  it('keeps the operator it has', async () => {
    await db().organisation.updateMany({ where: { kind: 'OPERATOR' }, data: { active: true } });
    const before = await db().organisation.count();
    must(await setUp(await renew()));
    expect(await db().organisation.count()).toBe(before);
  });
});

describe('the code', () => {
  it('answers alike whether it is wrong, used or was never made, and is not guessed', async () => {
    expect(codeOf(await setUp('abcd-abcd-abcd-abcd'))).toBe('SETUP_CODE_WRONG');
    const code = await renew();
    for (let time = 1; time < 10; time += 1) expect(codeOf(await setUp('guess'))).toBe('SETUP_CODE_WRONG');
    expect(codeOf(await setUp(code))).toBe('TOO_MANY_TRIES');
    must(await setUp(code, {}, new Date(now.getTime() + 15 * 60_000)));
  });

  it('is asked before anything else is told, and survives a password that is refused', async () => {
    const code = await renew();
    expect(codeOf(await setUp('wrong', { newPassword: 'short' }))).toBe('SETUP_CODE_WRONG');
    expect(codeOf(await setUp(code, { newPassword: 'short' }))).toBe('PASSWORD_TOO_SHORT');
    expect(codeOf(await setUp(code, { username: 'county' }))).toBe('USERNAME_TAKEN');
    must(await setUp(code));
  });

  it('opens nothing where somebody can sign in', async () => {
    const code = await renew();
    await db().user.updateMany({ where: { username: 'county' }, data: { status: 'ACTIVE' } });
    expect(await isSetupOpen()).toBe(false);
    expect(codeOf(await setUp(code))).toBe('SETUP_CODE_WRONG');
  });
});

describe('the form', () => {
  it('wants the same password twice and a user name that is one', () => {
    const read = (changes: object) =>
      setupSchema.safeParse({ ...form, code: 'x', organisationEn: '', nameEn: '', ...changes });
    expect(read({}).success).toBe(true);
    expect(read({ newPasswordAgain: 'another one' }).error?.issues[0]).toMatchObject({
      path: ['newPasswordAgain'],
      message: 'passwordsDiffer',
    });
    expect(read({ username: '王' }).success).toBe(false);
  });
});
