import { beforeAll, describe, expect, it } from 'vitest';
import { homeRegionOf } from '@/features/figures/place-queries';
import { makeScreen, revokeScreen } from '@/features/screens/mutations';
import { listScreens } from '@/features/screens/queries';
import { screenSchema } from '@/features/screens/schema';
import { openScreen } from '@/features/screens/session-queries';
import { getWall } from '@/features/screens/wall-queries';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-03-02';
let programmeId = '';
const input = async (more: object = {}) => ({
  name: '示例大厅',
  regionId: await regionId('410225'),
  programmeIds: [programmeId],
  days: 90,
  ...more,
});

beforeAll(async () => {
  programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
});

describe('a screen', () => {
  it('is opened by its key, which is kept nowhere, and shows with the eyes of its maker', async () => {
    const { screenId, key } = must(await makeScreen(await at('county', DAY), await input()));
    const kept = await db().screen.findUniqueOrThrow({ where: { id: screenId } });
    expect(JSON.stringify(kept)).not.toContain(key);
    const events = await db().event.findMany({ where: { subjectId: screenId } });
    expect(events.map((event) => event.kind)).toEqual(['screen.made']);
    expect(JSON.stringify(events)).not.toContain(key);
    const opened = await openScreen(key, noon(DAY));
    expect(opened).toMatchObject({ id: screenId, programmeIds: [programmeId] });
    if ('dark' in opened) throw new Error('dark');
    expect(opened.actor.scope).toEqual((await actorFor('county')).scope);
    const row = (await listScreens(await actorFor('county'), noon(DAY)))?.rows.find(({ id }) => id === screenId);
    expect(row).toMatchObject({ phase: 'LIVE', lastSeenAt: noon(DAY) });
  });

  it('is dark with a wrong key, after its days, and from the moment it is taken back', async () => {
    const county = await at('county', DAY);
    const { screenId, key } = must(await makeScreen(county, await input({ days: 30 })));
    expect(await openScreen(`${key}x`, noon(DAY))).toEqual({ dark: 'UNKNOWN' });
    expect(await openScreen(key, noon('2026-03-31'))).not.toHaveProperty('dark');
    expect(await openScreen(key, noon('2026-04-01'))).toEqual({ dark: 'EXPIRED' });
    expect(codeOf(await revokeScreen(await at('county', '2026-04-02'), { screenId }))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await revokeScreen(county, { screenId }));
    expect(await openScreen(key, noon(DAY))).toEqual({ dark: 'REVOKED' });
    expect(codeOf(await revokeScreen(county, { screenId }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('is dark once its maker is gone, has another post or another office', async () => {
    const { key } = must(await makeScreen(await at('county', DAY), await input()));
    const { userId, organisation, roles } = await actorFor('county');
    const change = (data: object) => db().user.update({ where: { id: userId }, data });
    const other = (await actorFor('office')).organisation.id;
    for (const data of [{ status: 'DEACTIVATED' }, { roles: ['STATION_WORKER'] }, { organisationId: other }]) {
      await change(data);
      expect(await openScreen(key, noon(DAY))).toEqual({ dark: 'MAKER' });
      await change({ status: 'ACTIVE', roles: [...roles], organisationId: organisation.id });
    }
    expect(await openScreen(key, noon(DAY))).not.toHaveProperty('dark');
  });

  it('is made by who answers for a unit, of what they see', async () => {
    for (const username of ['station', 'manager', 'approver', 'regulator', 'admin', 'secadmin'])
      expect(codeOf(await makeScreen(await at(username, DAY), await input())), username).toBe('NOT_PERMITTED');
    for (const more of [{ regionId: 999_999_999 }, { regionId: 1 }, { programmeIds: [newUuid()] }])
      expect(codeOf(await makeScreen(await at('county', DAY), await input(more)))).toBe('NOT_FOUND');
    expect((await makeScreen(await at('leader', DAY), await input())).ok).toBe(true);
    expect((await makeScreen(await at('lead', DAY), await input())).ok).toBe(true);
  });

  it('is listed and taken back in its own office', async () => {
    const { screenId } = must(await makeScreen(await at('county', DAY), await input()));
    for (const username of ['county-b', 'lead', 'leader']) {
      const screens = await listScreens(await actorFor(username), noon(DAY));
      expect(screens?.rows.map((row) => row.id)).not.toContain(screenId);
      expect(codeOf(await revokeScreen(await at(username, DAY), { screenId }))).toBe('NOT_FOUND');
    }
    expect(codeOf(await revokeScreen(await at('station', DAY), { screenId }))).toBe('NOT_PERMITTED');
    expect(await listScreens(await actorFor('station'), noon(DAY))).toBeNull();
    expect(await listScreens(await actorFor('admin'), noon(DAY))).toBeNull();
  });
});

it('a form without a name, a place, a programme or with days of its own says so', () => {
  const fields = { name: '大厅', regionId: '3', 'programme[]': [newUuid()], days: '90' };
  const wrong = (more: object) =>
    screenSchema.safeParse({ ...fields, ...more }).error?.issues.map(({ path, message }) => `${path}: ${message}`);
  expect(wrong({})).toBeUndefined();
  expect(wrong({ name: ' ' })).toEqual(['name: textMissing']);
  expect(wrong({ regionId: '' })).toEqual(['regionId: choiceMissing']);
  expect(wrong({ 'programme[]': undefined })).toEqual(['programme[]: choiceMissing']);
  expect(wrong({ 'programme[]': ['x'] })).toEqual(['programme[]: choiceMissing']);
  expect(wrong({ days: '9999' })).toEqual(['days: choiceUnknown']);
});

describe('a wall', () => {
  it('shows the latest approvals of its place, and of nobody who they are', async () => {
    const { caseId } = await caseAtDisbursement();
    const record = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const now = noon('2026-03-20');
    for (const username of ['leader', 'county', 'lead']) {
      const actor = await actorFor(username);
      for (const regionId of [homeRegionOf(actor) ?? 0, record.townshipId]) {
        const wall = await getWall(actor, { regionId }, now);
        expect(wall?.approvals.length, `${username} ${regionId}`).toBeGreaterThan(0);
        expect(Object.keys(wall?.approvals[0] ?? {}).sort()).toEqual(['amountFen', 'day', 'id', 'kind', 'place']);
        expect(JSON.stringify(wall?.approvals, (_key, value) => String(value))).not.toContain(record.title);
      }
    }
    const other = await actorFor('county-b');
    expect((await getWall(other, { regionId: homeRegionOf(other) ?? 0 }, now))?.approvals).toEqual([]);
    expect(await getWall(other, { regionId: await regionId('410225') }, now)).toBeNull();
  });
});
