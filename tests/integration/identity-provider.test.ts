import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as start } from '@/app/api/provider/start/route';
import { deactivateUser } from '@/features/identity/mutations';
import { linkIdentity, signInWithProvider } from '@/features/identity/mutations-provider';
import { beginAtProvider, CALLBACK, finishAtProvider, issuer, signOutAtProvider } from '@/features/identity/provider';
import { db } from '@/server/db';
import { checkSession } from '@/server/session';
import { type Claims, TestProvider } from '../support/identity-provider';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';
const now = noon(DAY);
const SUBJECT = 'somebody-at-the-provider';
const provider = new TestProvider();

const link = async (username: string, subject: string | null, by = 'secadmin') =>
  linkIdentity(await at(by, DAY), { userId: (await actorFor(username)).userId, subject });

/** The whole way of a browser, from the sign-in page to a session; null where the portal lets nobody in. */
async function comeBy(subject: string) {
  const { url, checks } = await beginAtProvider('/worklist');
  const claims = await finishAtProvider(await provider.signIn(url, subject), checks);
  return signInWithProvider(claims, { address: '10.0.0.1', agent: 'Chrome' }, now);
}

beforeAll(async () => {
  await provider.start(new URL(CALLBACK, process.env.NEXTAUTH_URL).href);
  const settings = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'fuqiao' };
  Object.assign(process.env, settings, { OIDC_CLIENT_SECRET: 'a-secret-of-the-client-for-tests' });
});
afterAll(() => provider.stop());

beforeEach(async () => {
  provider.tampering = null;
  await db().authSession.deleteMany({});
  await db().user.updateMany({ data: { externalIssuer: null, externalSubject: null, status: 'ACTIVE' } });
});

describe('the way to the provider', () => {
  it.each(['cross-site', 'same-site'])('is not begun by another site: %s', async (site) => {
    const answer = await start(
      new Request('http://portal/api/provider/start', { headers: { 'sec-fetch-site': site } }),
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  });
});

describe('a person whom the provider knows', () => {
  it('is signed in as the account that was linked to them', async () => {
    expect(issuer()).toBe(provider.issuer);
    must(await link('county', SUBJECT));
    const session = await comeBy(SUBJECT);
    const check = await checkSession(session?.sessionId ?? '', now);
    expect(check).toMatchObject({ actor: { username: 'county' }, owes: null, mustChangePassword: false });
    const row = await db().authSession.findFirstOrThrow({});
    expect(row).toMatchObject({ method: 'PROVIDER', factorAt: null });
  });

  it('is nobody here before an administrator has linked them, whatever they are called', async () => {
    // the subject is a user name of ours: nothing is matched by it, and no account is made
    const before = await db().user.count();
    expect(await comeBy('county')).toBeNull();
    expect(await db().user.count()).toBe(before);
    const row = await db().event.findFirstOrThrow({ where: { kind: 'sign-in.failed' }, orderBy: { id: 'desc' } });
    expect(row).toMatchObject({ subjectId: null, payload: { reason: 'UNKNOWN_SUBJECT' } });
  });

  it('is not let in once the account is shut or the link taken away', async () => {
    must(await link('county', SUBJECT));
    const session = await comeBy(SUBJECT);
    must(await link('county', null));
    expect((await checkSession(session?.sessionId ?? '', now)).actor).toBeNull();
    expect(await comeBy(SUBJECT)).toBeNull();
    must(await link('county', SUBJECT));
    const { userId } = await actorFor('county');
    must(await deactivateUser(await at('secadmin', DAY), { userId }));
    expect(await comeBy(SUBJECT)).toBeNull();
  });

  it('has shown two factors where the provider says so, and owes ours where it does not', async () => {
    const rule = { where: { kind: 'SECOND_FACTOR.DISBURSEMENT_CHECKER' } };
    await db().identityRule.update({ ...rule, data: { value: 1 } });
    must(await link('checker', SUBJECT));
    const owed = async () => {
      const check = await checkSession((await comeBy(SUBJECT))?.sessionId ?? '', now);
      return check.actor && check.owes;
    };
    expect(await owed()).toBe('SET_UP');
    provider.tampering = { change: (claims) => ({ ...claims, amr: ['pwd', 'otp'] }) };
    await db().user.updateMany({
      where: { username: 'checker' },
      data: { factorSetUpAt: now, factorCipher: Buffer.alloc(1) },
    });
    expect(await owed()).toBeNull();
    provider.tampering = { change: (claims) => ({ ...claims, amr: ['pwd'] }) };
    expect(await owed()).toBe('CODE');
    await db().user.updateMany({ where: { username: 'checker' }, data: { factorSetUpAt: null, factorCipher: null } });
    await db().identityRule.update({ ...rule, data: { value: 0 } });
  });

  it('may sign out over there too', async () => {
    const place = await signOutAtProvider();
    expect(place?.href).toContain(`${provider.issuer}/session/end`);
    expect(place?.searchParams.get('client_id')).toBe('fuqiao');
  });
});

describe('an answer that does not fit', () => {
  const begin = async () => {
    const { url, checks } = await beginAtProvider('/');
    return { checks, search: await provider.signIn(url, SUBJECT) };
  };

  it('is refused with another state, nonce or proof of who began', async () => {
    for (const wrong of [{ state: 'another' }, { nonce: 'another' }, { verifier: 'x'.repeat(43) }]) {
      const { checks, search } = await begin();
      await expect(finishAtProvider(search, { ...checks, ...wrong }), JSON.stringify(wrong)).rejects.toThrow();
    }
  });

  it.each<[string, (claims: Claims) => Claims]>([
    ['another audience', (claims) => ({ ...claims, aud: 'another-client' })],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://sso.example.org' })],
    ['a time that is over', (claims) => ({ ...claims, exp: 1_000_000_000 })],
    ['no subject', ({ sub: _sub, ...claims }) => claims],
  ])('is refused with %s, although rightly signed', async (_what, change) => {
    const { checks, search } = await begin();
    provider.tampering = { change };
    await expect(finishAtProvider(search, checks)).rejects.toThrow();
  });

  it('is refused when somebody changed the token under its signature', async () => {
    const { checks, search } = await begin();
    provider.tampering = { change: (claims) => ({ ...claims, sub: 'the-leader' }), signed: false };
    await expect(finishAtProvider(search, checks)).rejects.toThrow();
  });

  it('serves once', async () => {
    const { checks, search } = await begin();
    await finishAtProvider(search, checks);
    await expect(finishAtProvider(search, checks)).rejects.toThrow();
  });

  it('is refused without an answer at all', async () => {
    const { checks } = await begin();
    await expect(finishAtProvider(`?error=access_denied&state=${checks.state}`, checks)).rejects.toThrow();
    await expect(finishAtProvider('', checks)).rejects.toThrow();
  });
});

describe('linking', () => {
  it('is the security administrator\u2019s, of one account to one subject, never of their own', async () => {
    must(await link('county', SUBJECT));
    expect(codeOf(await link('county', SUBJECT))).toBe('NOTHING_CHANGED');
    expect(codeOf(await link('township', SUBJECT))).toBe('IDENTITY_TAKEN');
    expect(codeOf(await link('secadmin', SUBJECT))).toBe('OWN_ACCOUNT');
    for (const by of ['admin', 'auditadmin', 'county', 'manager-b'])
      expect(codeOf(await link('township', 'other', by))).toBe('NOT_PERMITTED');
    const rows = await db().event.findMany({ where: { kind: 'identity.linked' } });
    expect(JSON.stringify(rows.map(({ payload }) => payload))).not.toContain(SUBJECT);
  });
});
