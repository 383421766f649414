import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT_LOCK_AFTER, ADDRESS_TRIES } from '@/domain/sign-in';
import { makeDeviceToken } from '@/features/identity/device';
import { releaseLock } from '@/features/identity/mutations';
import { signInWithPassword } from '@/features/identity/mutations-sign-in';
import { lastAddress } from '@/server/client-address';
import { db } from '@/server/db';
import * as passwords from '@/server/password';
import { removeOldLocks } from '@/server/sign-in-locks';
import { actorFor, at, must, noon } from '../support/world';

// as it is, and counted
vi.mock('@/server/password', { spy: true });

const PASSWORD = process.env.DEMO_PASSWORD ?? 'a-password-for-tests';
const now = noon('2026-11-23');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const OFFICE = '10.0.0.1';
const ATTACKER = '203.0.113.9';

type Try = { username?: string; password?: string; address?: string; device?: string | null; moment?: Date };
const signIn = ({
  username = 'county',
  password = PASSWORD,
  address = OFFICE,
  device = null,
  moment = now,
}: Try = {}) => signInWithPassword({ username, password, address, device, agent: 'Chrome' }, moment);

async function guess(times: number, wanted: Try = {}) {
  for (let time = 0; time < times; time += 1)
    expect(await signIn({ address: ATTACKER, ...wanted, password: `wrong ${time}` })).toBeNull();
}

/** As if so many guesses had been made elsewhere: a hash takes its time. */
const afterGuesses = (count: number) =>
  db().user.update({ where: { username: 'county' }, data: { failedSignIns: count } });

beforeEach(async () => {
  await db().authSession.deleteMany({});
  await db().knownDevice.deleteMany({});
  await db().addressLock.deleteMany({});
  await db().rateWindow.deleteMany({});
  await db().notice.deleteMany({ where: { kind: 'DEVICE_NEW' } });
  await db().user.updateMany({ data: { failedSignIns: 0, lockedUntil: null } });
});

describe('somebody who guesses', () => {
  it('locks the place they guess from, and not its owner out of another', async () => {
    await guess(5);
    expect(await signIn({ address: ATTACKER })).toBeNull();
    expect(await signIn()).not.toBeNull();
  });

  it('is locked for twice as long each time', async () => {
    await guess(5);
    expect(await signIn({ address: ATTACKER, moment: later(29) })).toBeNull();
    await guess(5, { moment: later(31) });
    expect(await signIn({ address: ATTACKER, moment: later(31 + 59) })).toBeNull();
    expect(await signIn({ address: ATTACKER, moment: later(31 + 61) })).not.toBeNull();
  });

  it('from a thousand places shuts out unknown browsers, never the one that the official works on', async () => {
    const device = makeDeviceToken();
    expect(await signIn({ device })).not.toBeNull();
    await afterGuesses(ACCOUNT_LOCK_AFTER - 1);
    await guess(1, { address: '198.51.100.1' });
    expect(await signIn({ address: '192.0.2.7' })).toBeNull();
    expect(await signIn({ address: '192.0.2.7', device: makeDeviceToken() })).toBeNull();
    expect(await signIn({ address: '192.0.2.7', device })).not.toBeNull();
    expect(await signIn({ address: '192.0.2.7', moment: later(31) })).not.toBeNull();
  });

  it('does not lock the official\u2019s own browser by using the official\u2019s address', async () => {
    const device = makeDeviceToken();
    expect(await signIn({ device })).not.toBeNull();
    await guess(5, { address: OFFICE });
    expect(await signIn()).toBeNull();
    expect(await signIn({ device })).not.toBeNull();
  });

  it('on the official\u2019s own browser locks that browser, and the next place is open', async () => {
    const device = makeDeviceToken();
    expect(await signIn({ device })).not.toBeNull();
    await guess(5, { address: OFFICE, device });
    expect(await signIn({ device })).toBeNull();
    expect(await signIn({ address: '192.0.2.8' })).not.toBeNull();
  });

  it('is not listened to after too many tries at whatever accounts, before a hash is computed', async () => {
    const key = { limit: ADDRESS_TRIES.limit, windowMs: ADDRESS_TRIES.minutes * 60_000 };
    await guess(1, { username: 'nobody-of-this-name' });
    await db().rateWindow.updateMany({ where: { key: { startsWith: 'sign-in:' } }, data: { count: key.limit } });
    vi.mocked(passwords.verifyPassword).mockClear();
    for (let time = 0; time < 5; time += 1) expect(await signIn({ address: ATTACKER })).toBeNull();
    expect(passwords.verifyPassword).not.toHaveBeenCalled();
    expect(await signIn()).not.toBeNull();
  });

  it('is let go everywhere by the security administrator at once', async () => {
    await guess(5);
    await guess(5, { address: '198.51.100.2' });
    const { userId } = await actorFor('county');
    must(await releaseLock(await at('secadmin', '2026-11-23'), { userId }));
    for (const address of [ATTACKER, '198.51.100.2']) expect(await signIn({ address })).not.toBeNull();
  });

  it('cannot choose the address that is counted: the nearest proxy\u2019s word is the last', () => {
    expect(lastAddress('1.2.3.4, 5.6.7.8, ::ffff:203.0.113.9')).toBe(ATTACKER);
    expect(lastAddress(null)).toBeNull();
    expect(lastAddress(' , ')).toBeNull();
  });

  it('is forgotten a month later', async () => {
    await guess(1);
    expect(await removeOldLocks(later(60 * 24 * 29))).toBe(0);
    expect(await removeOldLocks(later(60 * 24 * 31))).toBe(1);
  });
});

describe('a browser', () => {
  const told = async () => {
    const { userId } = await actorFor('county');
    return db().notice.findMany({ where: { userId, kind: 'DEVICE_NEW' } });
  };

  it('is no news the first time, nor when it comes back; a second one is told', async () => {
    const device = makeDeviceToken();
    await signIn({ device });
    await signIn({ device, moment: later(1) });
    expect(await told()).toEqual([]);
    await signIn({ device: makeDeviceToken(), moment: later(2) });
    expect(await told()).toHaveLength(1);
    await signIn({ device: null, moment: later(3) });
    expect((await told())[0]?.count).toBe(2);
  });

  it('is known by a hash, and only to the person who used it', async () => {
    const device = makeDeviceToken();
    await signIn({ device });
    const [row] = await db().knownDevice.findMany({});
    expect(Buffer.from(row?.tokenHash ?? []).toString()).not.toContain(device);
    await guess(5, { username: 'township', address: OFFICE, device });
    expect(await signIn({ username: 'township', device })).toBeNull();
    expect(await signIn({ device })).not.toBeNull();
  });
});
