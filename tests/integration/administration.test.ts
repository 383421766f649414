import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/domain/actor';
import { publishCalendarYear, recomputeDueDays } from '@/features/administration/mutations';
import { listAuthority } from '@/features/administration/queries/authority';
import { findCalendarYear, listCalendarYears } from '@/features/administration/queries/calendar';
import { listEvents } from '@/features/administration/queries/events';
import { findRegions, listOrganisations } from '@/features/administration/queries/places';
import { findUser, listUsers } from '@/features/administration/queries/users';
import { sectionsFor } from '@/features/administration/sections';
import { signInWithPassword } from '@/features/identity/mutations-sign-in';
import { listDefinitions } from '@/features/programmes/queries';
import { read } from '@/server/command';
import { db, type Tx } from '@/server/db';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const now = noon('2026-11-23');
const notice = {
  year: 2027,
  publishedOn: '2026-11-10',
  holidays: '2027-01-01\n2027-02-05 至 2027-02-11',
  workdays: '2027-02-13',
};

async function reading<T>(username: string, run: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> {
  const actor = await actorFor(username);
  return read(actor, (tx) => run(tx, actor));
}

describe('the three administrators', () => {
  it.each([
    ['secadmin', ['users', 'sign-in-rules', 'looks', 'tokens']],
    ['admin', ['organisations', 'regions', 'authority', 'calendar']],
    ['auditadmin', ['events', 'seals']],
    ['auditor', ['retention', 'events', 'seals']],
    ['county', ['retention']],
    ['leader', ['retention']],
    ['manager', []],
    ['township', []],
  ])('%s opens %j and nothing else', async (username, sections) => {
    expect(sectionsFor(await actorFor(username))).toEqual(sections);
  });

  it.each(['admin', 'auditadmin', 'county', 'approver'])('%s reads no accounts', async (username) => {
    await expect(reading(username, (tx, actor) => listUsers(tx, actor, {}, now))).rejects.toThrow('NOT_PERMITTED');
    await expect(reading(username, (tx, actor) => findUser(tx, actor, actor.userId, now))).rejects.toThrow(
      'NOT_PERMITTED',
    );
  });

  it.each(['secadmin', 'admin', 'county', 'leader'])('%s reads no audit trail', async (username) => {
    await expect(reading(username, (tx, actor) => listEvents(tx, actor, {}))).rejects.toThrow('NOT_PERMITTED');
  });

  it.each(['secadmin', 'auditadmin', 'county'])('%s reads and enters no calendar', async (username) => {
    await expect(reading(username, listCalendarYears)).rejects.toThrow('NOT_PERMITTED');
    expect(codeOf(await publishCalendarYear(await at(username, '2026-11-23'), notice))).toBe('NOT_PERMITTED');
  });

  it.each(['secadmin', 'auditadmin', 'county'])('%s reads no organisation tree', async (username) => {
    await expect(reading(username, listOrganisations)).rejects.toThrow('NOT_PERMITTED');
    await expect(reading(username, (tx, actor) => findRegions(tx, actor, '41'))).rejects.toThrow('NOT_PERMITTED');
  });

  it.each(['secadmin', 'auditadmin'])('%s reads no programme', async (username) => {
    await expect(reading(username, (tx, actor) => listDefinitions(tx, actor, now))).rejects.toThrow('NOT_PERMITTED');
    await expect(reading(username, listAuthority)).rejects.toThrow('NOT_PERMITTED');
  });
});

describe('accounts', () => {
  it('are found by name, username and staff number', async () => {
    const namesOf = (word: string) =>
      reading('secadmin', async (tx, actor) =>
        (await listUsers(tx, actor, { word }, now)).rows.map((row) => row.username),
      );
    expect(await namesOf('MANAGER2')).toEqual(expect.arrayContaining(['manager2', 'manager2-b']));
    expect(await namesOf('客户经理甲')).toContain('manager');
    const { staffNumber } = await actorFor('legal');
    expect(await namesOf(staffNumber)).toEqual(['legal']);
    expect(await namesOf('nobody at all')).toEqual([]);
  });

  it('are paged by key, forwards and back', async () => {
    const template = await db().user.findUniqueOrThrow({ where: { username: 'clerk' } });
    const { id: _id, ...columns } = template;
    const copy = { ...columns, name: { zh: '示例', en: 'Sample' } };
    await db().user.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({ ...copy, username: `zz-${String(index).padStart(2, '0')}` })),
    });
    const page = (edges: { after?: string; before?: string }) =>
      reading('secadmin', (tx, actor) => listUsers(tx, actor, { word: 'zz-', ...edges }, now));
    const first = await page({});
    expect(first).toMatchObject({ previous: null, next: 'zz-49' });
    const second = await page({ after: 'zz-49' });
    expect(second.rows.map((row) => row.username).at(0)).toBe('zz-50');
    expect(second).toMatchObject({ previous: 'zz-50', next: null });
    expect(await page({ before: 'zz-50' })).toEqual(first);
  });

  it('say when an id is nobody\u2019s', async () => {
    for (const id of ['nonsense', '00000000-0000-7000-8000-000000000000'])
      expect(await reading('secadmin', (tx, actor) => findUser(tx, actor, id, now))).toBeNull();
  });
});

describe('the calendar', () => {
  it('takes a year, once more where it was wrong, and asks for due days to be computed again', async () => {
    const ctx = await at('admin', '2026-11-23');
    expect(await reading('admin', (tx, actor) => findCalendarYear(tx, actor, 2027))).toBeNull();
    must(await publishCalendarYear(ctx, notice));
    const year = await reading('admin', (tx, actor) => findCalendarYear(tx, actor, 2027));
    expect(year).toMatchObject({
      holidays: [
        { from: '2027-01-01', to: '2027-01-01' },
        { from: '2027-02-05', to: '2027-02-11' },
      ],
      workdays: ['2027-02-13'],
      // 261 weekdays, minus 1 January and five of the seven days in February, plus the Saturday worked
      workingDays: 261 - 6 + 1,
    });
    must(await publishCalendarYear(ctx, { ...notice, workdays: '' }));
    const corrected = await reading('admin', (tx, actor) => findCalendarYear(tx, actor, 2027));
    expect(corrected?.workdays).toEqual([]);
    const events = await db().event.findMany({ where: { kind: 'calendar.published' } });
    expect(events.map((event) => event.payload)).toContainEqual(
      expect.objectContaining({ year: 2027, publishedOn: '2026-11-10', holidays: 8, workdays: 1 }),
    );
    const { rows } = await reading('auditadmin', (tx, actor) => listEvents(tx, actor, { person: 'admin' }));
    expect(rows.find((row) => row.kind === 'calendar.published')?.payload).toContainEqual(['settled', 'CALENDAR 1']);
  });

  it.each([
    [{ holidays: '2027-02-30' }, 'CALENDAR_LINE_UNREADABLE'],
    [{ holidays: '2028-01-01' }, 'CALENDAR_DAY_OF_OTHER_YEAR'],
    [{ holidays: '2027-02-06', workdays: '2027-02-06' }, 'CALENDAR_DAY_TWICE'],
    [{ workdays: '2027-02-15' }, 'CALENDAR_WORKDAY_NOT_WEEKEND'],
    [{ year: 2025 }, 'CALENDAR_YEAR_OVER'],
    [{ publishedOn: '2026-12-01' }, 'DATE_IN_FUTURE'],
  ])('refuses %j with %s and keeps what was there', async (wrong, code) => {
    const before = await db().calendarDay.count();
    expect(codeOf(await publishCalendarYear(await at('admin', '2026-11-23'), { ...notice, ...wrong }))).toBe(code);
    expect(await db().calendarDay.count()).toBe(before);
  });

  it('recomputes where there is nothing to move', async () => {
    expect(await recomputeDueDays(now)).toEqual({ moved: 0 });
  });
});

describe('what is set', () => {
  it('shows organisations as a tree', async () => {
    const rows = await reading('admin', listOrganisations);
    const branch = rows.findIndex((row) => row.name.zh === '示例银行兰考县支行');
    expect(rows[branch]).toMatchObject({ depth: 2, kind: 'BANK', region: '兰考县' });
    expect(rows.slice(0, branch).findLast((row) => row.depth === 0)?.name.zh).toBe('示例银行总行');
  });

  it('finds places by name and by code, with the way to them', async () => {
    const find = (word: string) => reading('admin', (tx, actor) => findRegions(tx, actor, word));
    expect(await find('兰考县')).toContainEqual(
      expect.objectContaining({ code: '410225', level: 'COUNTY', path: '河南省 / 开封市' }),
    );
    expect((await find('4102'))[0]).toMatchObject({ level: 'CITY' });
    expect(await find('')).toEqual([]);
    expect(await find("'; DROP TABLE region; --")).toEqual([]);
  });

  it('shows every limit', async () => {
    const limits = await reading('admin', listAuthority);
    expect(limits.filter((row) => row.organisation.zh === '示例银行兰考县支行').map((row) => row.upToFen)).toEqual([
      100_000_000n,
      300_000_000n,
    ]);
  });
});

describe('the audit trail', () => {
  const trail = (username: string, filter: Parameters<typeof listEvents>[2] = {}) =>
    reading(username, (tx, actor) => listEvents(tx, actor, filter));

  beforeAll(async () => {
    for (const username of ['county', 'county-b', 'clerk', 'clerk-b'])
      await signInWithPassword({ username, password: 'wrong', address: null, agent: null }, now);
  });

  it('shows an auditor the own area only, the audit administrator all', async () => {
    const subjects = async (username: string) =>
      (await trail(username, { area: 'sign-in' })).rows.map((row) => row.subject?.username).sort();
    expect(await subjects('auditor')).toEqual(['clerk', 'county']);
    expect(await subjects('auditadmin')).toEqual(['clerk', 'clerk-b', 'county', 'county-b']);
  });

  it('finds nothing of another area, however it is asked', async () => {
    const [foreign] = (await trail('auditadmin', { person: 'county-b' })).rows;
    expect(foreign).toBeDefined();
    expect((await trail('auditor', { person: 'county-b' })).rows).toEqual([]);
    const newer = (await trail('auditor', { older: 'ffffffff-ffff-7fff-8fff-ffffffffffff' })).rows;
    expect(newer.map((row) => row.id)).not.toContain(foreign?.id);
  });

  it('is narrowed by day and person', async () => {
    expect((await trail('auditadmin', { area: 'sign-in', from: '2026-11-24' })).rows).toEqual([]);
    expect((await trail('auditadmin', { area: 'sign-in', from: '2026-11-23', to: '2026-11-23' })).rows).toHaveLength(4);
    expect((await trail('auditadmin', { area: 'sign-in', to: '2026-11-22' })).rows).toEqual([]);
    expect((await trail('auditadmin', { person: 'clerk' })).rows).toHaveLength(1);
    expect((await trail('auditadmin', { person: 'nobody' })).rows).toEqual([]);
    expect((await trail('auditadmin', { reference: 'A-410225-2017-9999' })).rows).toEqual([]);
  });

  it('is paged by key, newest first, forwards and back', async () => {
    for (let time = 0; time < 60; time += 1)
      await signInWithPassword({ username: 'nobody', password: 'wrong', address: null, agent: null }, now);
    const first = await trail('auditadmin');
    expect(first.rows).toHaveLength(50);
    expect(first.newer).toBeNull();
    const second = await trail('auditadmin', { older: first.older ?? '' });
    expect(second.rows[0]?.id.localeCompare(first.rows.at(-1)?.id ?? '')).toBe(-1);
    expect((await trail('auditadmin', { newer: second.newer ?? '' })).rows).toEqual(first.rows);
  });
});

it('a calendar that was published is held against the record', async () => {
  await expectHeldAgainstRecord(
    'CALENDAR',
    "UPDATE calendar_day SET kind = 'WORKDAY' WHERE kind = 'HOLIDAY' AND extract(year FROM day) = $id",
    'DELETE FROM calendar_day WHERE extract(year FROM day) = $id',
  );
});
