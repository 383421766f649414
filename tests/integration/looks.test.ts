import { beforeAll, describe, expect, it } from 'vitest';
import { LOOKS_PER_DAY_DEFAULT } from '@/domain/looks';
import { type RevealInput, revealPersonalData } from '@/features/applicants/mutations-reveal';
import { registerConsultation } from '@/features/consultations/mutations';
import { type AllowInput, allowLooks } from '@/features/personal-data/mutations-looks';
import { listLooks } from '@/features/personal-data/queries-looks';
import { type Context, read } from '@/server/command';
import { toDate } from '@/server/dates';
import { db } from '@/server/db';
import { provePassword } from '@/server/looks';
import { householdConsultation } from '../support/consultation';
import { freshAt, inFreshSession } from '../support/fresh-session';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';
const PASSWORD = process.env.DEMO_PASSWORD ?? 'a-password-for-tests';
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
let look: RevealInput;

beforeAll(async () => {
  const { id } = must(await registerConsultation(await at('station', DAY), await householdConsultation(611)));
  const row = await db().caseRecord.findUniqueOrThrow({ where: { id } });
  look = { field: 'PHONE', subjectId: row.personId ?? '', caseId: null, reason: 'CONTACT_APPLICANT', note: '约定走访' };
}, 60_000);

const limitOf = async () => {
  const row = await db().policyValue.findFirst({ where: { kind: 'LOOKS_PER_DAY' } });
  return Number(row?.value ?? LOOKS_PER_DAY_DEFAULT);
};
const setLooks = async (username: string, looks: number, day = DAY) => {
  const { userId } = await actorFor(username);
  const key = { userId, day: toDate(day) };
  await db().lookCount.upsert({ where: { userId_day: key }, create: { ...key, looks }, update: { looks } });
};

describe('a look at personal data', () => {
  it('wants the password of the last five minutes, takes it once more, and counts each look', async () => {
    const old = later(await freshAt('county', DAY), 6);
    expect(codeOf(await revealPersonalData(old, look))).toBe('PASSWORD_NEEDED');
    expect(codeOf(await revealPersonalData(await at('county', DAY), look))).toBe('PASSWORD_NEEDED');
    expect(await provePassword(old, 'not the password')).toEqual({ code: 'PASSWORD_WRONG' });
    expect(codeOf(await revealPersonalData(old, look))).toBe('PASSWORD_NEEDED');
    expect(await provePassword(old, PASSWORD)).toBeNull();
    must(await revealPersonalData(later(old, 5), look));
    expect(codeOf(await revealPersonalData(later(old, 6), look))).toBe('PASSWORD_NEEDED');
    const { userId } = old.actor;
    // a look that was refused is none
    expect(await db().lookCount.findMany({ where: { userId } })).toMatchObject([{ looks: 1, allowed: 0 }]);
  });

  it('ends the session with the fifth wrong password', async () => {
    const ctx = await freshAt('township', DAY);
    for (let n = 1; n < 5; n++) expect(await provePassword(ctx, `wrong ${n}`)).toEqual({ code: 'PASSWORD_WRONG' });
    expect(await provePassword(ctx, 'wrong 5')).toMatchObject({ code: 'TOO_MANY_TRIES' });
    expect(await provePassword(ctx, PASSWORD)).toEqual({ code: 'SESSION_ENDED' });
  });

  it('of somebody who came from the identity provider wants a new sign-in there', async () => {
    const ctx = await freshAt('county', DAY);
    await db().authSession.update({ where: { id: ctx.actor.sessionId }, data: { method: 'PROVIDER' } });
    expect(await provePassword(ctx, PASSWORD)).toEqual({ code: 'SESSION_ENDED' });
    must(await revealPersonalData(ctx, look));
    expect(codeOf(await revealPersonalData(later(ctx, 6), look))).toBe('SIGN_IN_AGAIN');
  });

  it('of another person’s session is no proof', async () => {
    const ctx = await freshAt('county', DAY);
    const { actor } = await freshAt('station', DAY);
    const stolen = { ...ctx, actor: { ...ctx.actor, sessionId: actor.sessionId } };
    expect(codeOf(await revealPersonalData(stolen, look))).toBe('PASSWORD_NEEDED');
  });
});

describe('the looks of a day', () => {
  const DAY_2 = '2026-03-03';
  const allow = (input: Partial<AllowInput> & { userId: string }): AllowInput => ({
    extra: 2,
    reason: '集中回访，已电话核实',
    ...input,
  });

  it('end at the limit; the security administrator is told, and allows a number more', async () => {
    const station = await freshAt('station', DAY_2);
    const limit = await limitOf();
    await setLooks('station', limit - 1, DAY_2);
    must(await revealPersonalData(station, look));
    const refused = await revealPersonalData(station, look);
    expect(refused).toEqual({ ok: false, refusal: { code: 'LOOKS_USED_UP', params: { limit } } });
    await revealPersonalData(station, look);
    const { userId } = station.actor;
    const secadmin = await at('secadmin', DAY_2);
    const told = { userId: secadmin.actor.userId, kind: 'LOOKS_USED_UP' as const };
    expect(await db().notice.findMany({ where: told })).toMatchObject([{ subjectId: userId, count: 2 }]);
    const rows = await read(secadmin.actor, (tx) => listLooks(tx, secadmin.actor, DAY_2));
    expect(rows).toMatchObject([{ userId, looks: limit, limit, isUsedUp: true }]);

    expect(codeOf(await allowLooks(await at('county', DAY_2), allow({ userId })))).toBe('NOT_PERMITTED');
    expect(codeOf(await allowLooks(secadmin, allow({ userId, extra: 0 })))).toBe('INVALID_INPUT');
    expect(codeOf(await allowLooks(secadmin, allow({ userId, reason: ' ' })))).toBe('INVALID_INPUT');
    expect(codeOf(await allowLooks(secadmin, allow({ userId: secadmin.actor.userId })))).toBe('SAME_PERSON');
    expect(codeOf(await allowLooks(await at('secadmin', '2026-03-04'), allow({ userId })))).toBe('NOT_FOUND');
    must(await allowLooks(secadmin, allow({ userId })));
    must(await revealPersonalData(station, look));
    must(await revealPersonalData(station, look));
    expect(codeOf(await revealPersonalData(station, look))).toBe('LOOKS_USED_UP');
    const events = await db().event.findMany({ where: { kind: 'looks.allowed', subjectId: userId } });
    expect(events).toMatchObject([{ actorId: secadmin.actor.userId, payload: { day: DAY_2, extra: 2 } }]);
  });

  it('are counted one by one when two come at once', async () => {
    const county = await freshAt('county', DAY_2);
    await setLooks('county', (await limitOf()) - 1, DAY_2);
    const results = await Promise.all([revealPersonalData(county, look), revealPersonalData(county, look)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('cannot be raised or unmade by oneself, even past the application’s rules', async () => {
    const { userId } = await actorFor('county');
    await expect(
      db().$transaction(async (tx) => {
        await tx.$queryRaw`SELECT set_config('fuqiao.user_id', ${userId}, true)`;
        await tx.$executeRaw`UPDATE look_count SET allowed = 99 WHERE user_id = ${userId}::uuid`;
      }),
    ).rejects.toThrow('further looks');
    await expect(db().$executeRaw`UPDATE look_count SET looks = 0 WHERE user_id = ${userId}::uuid`).rejects.toThrow(
      'stay counted',
    );
  });

  it('are nobody else’s to read', async () => {
    for (const name of ['county', 'admin', 'auditadmin', 'leader']) {
      const actor = await actorFor(name);
      await expect(read(actor, (tx) => listLooks(tx, actor, DAY_2))).rejects.toThrow('NOT_PERMITTED');
    }
    const ctx = await inFreshSession(await at('county-b', DAY_2));
    expect(codeOf(await revealPersonalData(ctx, look))).toBe('NOT_FOUND');
  });
});
