import { beforeAll, expect, it } from 'vitest';
import { idleDays } from '@/domain/idle';
import { listCases } from '@/features/cases/list-queries';
import { homeRegionOf } from '@/features/figures/place-queries';
import { groupByHolder, listStuckCases } from '@/features/stuck/queries';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { actorFor, noon } from '../support/world';

let waiting = '';
let deciding = '';

beforeAll(async () => {
  waiting = await caseAtDueDiligence();
  deciding = await caseAtDecision();
});

const stuckFor = async (username: string, days: number, today: string, regionId?: number) => {
  const actor = await actorFor(username);
  const wanted = { regionId: regionId ?? homeRegionOf(actor) ?? 0, days };
  return listStuckCases(actor, wanted, noon(today));
};

it('finds a case on the working day on which it has lain long enough, by the calendar, and not the day before', async () => {
  const leader = await actorFor('leader');
  const calendar = await read(leader, loadWorkCalendar);
  // both came on Monday 2 March 2026
  for (const today of ['2026-03-06', '2026-03-08', '2026-03-09', '2026-03-16']) {
    const idle = idleDays('2026-03-02', today, calendar);
    const ids = async (days: number) => (await stuckFor('leader', days, today))?.cases.map((row) => row.id) ?? [];
    expect(await ids(idle), today).toEqual(expect.arrayContaining([waiting, deciding]));
    expect(await ids(idle + 1), today).not.toContain(waiting);
  }
  expect((await stuckFor('leader', 4, '2026-03-08'))?.cases.find((row) => row.id === waiting)?.idle).toBe(4);
});

it('says who holds each case, grouped by organisation in the order of names', async () => {
  const list = await stuckFor('leader', 5, '2026-03-16');
  const found = list?.cases.find((row) => row.id === deciding);
  expect(found).toMatchObject({ task: 'DECIDE', holder: { zh: '示例银行兰考县支行' }, idle: 10 });
  const groups = groupByHolder(list?.cases ?? []);
  expect(groups.flatMap((group) => group.cases)).toHaveLength(list?.cases.length ?? -1);
  expect(list?.total).toBe(list?.cases.length);
});

it('leaves out what moved since, what is closed, and everything outside the area', async () => {
  await db().caseRecord.update({ where: { id: waiting }, data: { waitingSince: noon('2026-03-15') } });
  const ids = (await stuckFor('leader', 5, '2026-03-16'))?.cases.map((row) => row.id);
  expect(ids).not.toContain(waiting);
  for (const username of ['county-b', 'manager-b', 'ins-lead'])
    expect((await stuckFor(username, 1, '2026-03-16'))?.cases ?? []).toEqual([]);
  const county = (await actorFor('county')).organisation.regionId;
  expect((await stuckFor('county-b', 1, '2026-03-16', county))?.cases).toEqual([]);
  expect(await stuckFor('secadmin', 1, '2026-03-16', county)).toBeNull();
  expect(await stuckFor('leader', 1, '2026-03-16', 999_999_999)).toBeNull();
});

it('counts as overdue exactly what the list of overdue cases holds', async () => {
  const leader = await actorFor('leader');
  const list = await stuckFor('leader', 5, '2026-06-01');
  const cases = await listCases(leader, { overdue: true }, noon('2026-06-01'));
  expect(list?.overdue).toBe(cases.rows.length);
  expect(list?.overdue).toBeGreaterThan(0);
});
