import { beforeAll, describe, expect, it } from 'vitest';
import { takeTransition } from '@/features/cases/transitions';
import { registerConsultation } from '@/features/consultations/mutations';
import { assignManagers } from '@/features/due-diligence/mutations';
import { markAllRead, markCaseOpened, markNoticeRead } from '@/features/notices/mutations';
import { tellDue } from '@/features/notices/mutations-daily';
import { noticeHref } from '@/features/notices/notice-href';
import { countNotices, countUnread, hasUnreadAbout, listNotices, NOTICE_PAGE_SIZE } from '@/features/notices/queries';
import { write } from '@/server/command';
import { db } from '@/server/db';
import { notify } from '@/server/notify';
import { caseAtDecision, caseAtDueDiligence, fileFor } from '../support/case-at-decision';
import { householdConsultation } from '../support/consultation';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const idOf = async (username: string) => (await actorFor(username)).userId;

/** Kinds of the unread notices that this person has about a case. */
async function toldOf(username: string, caseId: string): Promise<string[]> {
  const rows = await db().notice.findMany({ where: { userId: await idOf(username), caseId, readAt: null } });
  return rows.map((row) => row.kind).sort();
}

let caseId = '';

beforeAll(async () => {
  caseId = await caseAtDueDiligence();
}, 120_000);

describe('somebody is told', () => {
  it('when a case is assigned to them, and not again while nothing changes', async () => {
    const lead = await at('lead', '2026-03-02');
    const managers = { managerAId: await idOf('manager'), managerBId: await idOf('manager2') };
    must(await assignManagers(lead, { caseId, version: null, ...managers }));
    expect(await toldOf('manager', caseId)).toEqual(['ASSIGNED']);
    expect(await toldOf('manager2', caseId)).toEqual(['ASSIGNED']);
    const [row] = await db().notice.findMany({ where: { caseId, userId: managers.managerAId } });
    expect(row).toMatchObject({ count: 1, payload: { task: 'INVESTIGATE' } });
    // only the role: who holds it finds it in the worklist
    expect(await db().notice.count({ where: { kind: 'ASSIGNED', caseId, userId: await idOf('lead') } })).toBe(0);
  });

  it('when it comes back to their stage, once and not by two notices', async () => {
    const returned = must(
      await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(61)),
    ).id;
    for (const code of ['APPLICATION_FORM']) await fileFor(returned, code);
    await db().caseRecord.update({ where: { id: returned }, data: { stage: 'ACCEPTANCE', waitingTask: 'ACCEPT' } });
    await db().stageVisit.updateMany({
      where: { caseId: returned },
      data: { leftAt: noon('2026-03-03'), leftById: await idOf('township') },
    });
    const input = { caseId: returned, version: (await caseOf(returned)).version, verb: 'return' } as const;
    must(await takeTransition(await at('county', '2026-03-03'), { ...input, to: 'CONSULTATION', reason: '补充用途' }));
    expect(await toldOf('station', returned)).toEqual(['RETURNED']);
    expect(await toldOf('township', returned)).toEqual(['RETURNED']);
    const [row] = await db().notice.findMany({ where: { caseId: returned, kind: 'RETURNED' } });
    expect(row?.payload).toEqual({ stage: 'CONSULTATION' });
  });

  it('when the supplement they asked for is there; who must bring it is told that it is owed', async () => {
    const county = await at('county', '2026-03-03');
    const owing = must(
      await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(62)),
    ).id;
    await db().caseRecord.update({ where: { id: owing }, data: { stage: 'ACCEPTANCE' } });
    await db().stageVisit.updateMany({ where: { caseId: owing }, data: { stage: 'ACCEPTANCE' } });
    const ask = { caseId: owing, version: (await caseOf(owing)).version, verb: 'requestSupplement' } as const;
    must(await takeTransition(county, { ...ask, items: ['APPLICATION_FORM'], reason: '缺签字' }));
    expect(await toldOf('station', owing)).toEqual(['ASSIGNED']);
    await fileFor(owing, 'APPLICATION_FORM', undefined, noon('2026-03-04'));
    const answer = { caseId: owing, version: (await caseOf(owing)).version, verb: 'supplement' } as const;
    must(await takeTransition(await at('station', '2026-03-04'), answer));
    expect(await toldOf('county', owing)).toEqual(['ANSWERED']);
  });

  it('never of their own act', async () => {
    const station = await at('station', '2026-03-02');
    const own = must(await registerConsultation(station, await householdConsultation(63))).id;
    expect(await toldOf('station', own)).toEqual([]);
  });

  it('of nothing that was refused', async () => {
    const ctx = await at('lead', '2026-03-02');
    const before = await db().notice.count();
    const managers = { managerAId: await idOf('manager'), managerBId: await idOf('manager-b') };
    const refused = await caseAtDueDiligence();
    expect(codeOf(await assignManagers(ctx, { caseId: refused, version: null, ...managers }))).toBe(
      'MANAGER_NOT_AVAILABLE',
    );
    expect(await db().notice.count({ where: { caseId: refused } })).toBe(0);
    expect(await db().notice.count()).toBe(before);
  });
});

describe('a due day', () => {
  it('is announced to the named holders once a day, on working days only', async () => {
    const deciding = await caseAtDecision();
    const late = await caseAtDueDiligence();
    const managers = { managerAId: await idOf('manager'), managerBId: await idOf('manager2') };
    must(await assignManagers(await at('lead', '2026-03-02'), { caseId: late, version: null, ...managers }));
    await db().caseRecord.update({ where: { id: late }, data: { dueOn: new Date('2026-03-04') } });
    await db().caseRecord.update({ where: { id: deciding }, data: { dueOn: new Date('2026-03-04') } });

    await tellDue(noon('2026-03-03'));
    expect(await toldOf('manager', late)).toEqual(['ASSIGNED']);
    expect(await tellDue(noon('2026-03-04'))).toBeGreaterThanOrEqual(2);
    expect(await toldOf('manager', late)).toEqual(['ASSIGNED', 'DUE']);
    // waits for a role only
    expect(await db().notice.count({ where: { kind: 'DUE', caseId: deciding } })).toBe(0);

    expect(await tellDue(new Date('2026-03-04T20:00:00+08:00'))).toBe(0);
    const line = { where: { kind: 'DUE' as const, caseId: late, userId: managers.managerAId } };
    expect((await db().notice.findFirstOrThrow(line)).count).toBe(1);
    await tellDue(noon('2026-03-05'));
    expect((await db().notice.findFirstOrThrow(line)).count).toBe(2);
    // a Saturday
    expect(await tellDue(noon('2026-03-07'))).toBe(0);

    // read in the meantime, it is announced anew the next day; who has left hears nothing
    must(await markCaseOpened(await at('manager', '2026-03-05'), { caseId: late }));
    await db().user.update({ where: { id: managers.managerBId }, data: { status: 'DEACTIVATED' } });
    await tellDue(noon('2026-03-06'));
    await db().user.update({ where: { id: managers.managerBId }, data: { status: 'ACTIVE' } });
    expect(await db().notice.count(line)).toBe(2);
    expect((await db().notice.findFirstOrThrow({ where: { ...line.where, userId: managers.managerBId } })).count).toBe(
      2,
    );
  });
});

describe('the inbox', () => {
  it('holds a storm of notices about one case as one line, with its count', async () => {
    const manager = await actorFor('manager');
    await db().notice.deleteMany({ where: { userId: manager.userId } });
    for (let n = 0; n < 10; n++)
      must(
        await write(await at('lead', '2026-03-09'), async (tx) => {
          const ctx = await at('lead', '2026-03-09');
          for (let k = 0; k < 100; k++) await notify(tx, ctx, [manager.userId], { kind: 'URGED', caseId });
        }),
      );
    const { rows } = await listNotices(manager, { unreadOnly: true, after: null });
    expect(rows.map((row) => [row.kind, row.count])).toEqual([['URGED', 1000]]);
    expect(await countUnread(manager)).toBe(1);
  }, 60_000);

  it('is read page by page, the latest first, each line once', async () => {
    const manager = await actorFor('manager');
    const many = 2 * NOTICE_PAGE_SIZE + 5;
    await db().$executeRaw`INSERT INTO notice (id, user_id, kind, subject_id, created_at, updated_at)
      SELECT uuidv7(), ${manager.userId}::uuid, 'EXPORT_READY', uuidv7(), now(), timestamptz '2026-03-01' + (n % 11) * interval '1 hour'
      FROM generate_series(1, ${many}) n`;
    const seen: string[] = [];
    const times: number[] = [];
    for (let after: string | null = null, round = 0; round < 10; round++) {
      const page = await listNotices(manager, { unreadOnly: false, after });
      expect(page.rows.length).toBeLessThanOrEqual(NOTICE_PAGE_SIZE);
      seen.push(...page.rows.map((row) => row.id));
      times.push(...page.rows.map((row) => row.updatedAt.getTime()));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(many + 1);
    expect(seen).toHaveLength(await countNotices(manager));
    expect([...times].sort((a, b) => b - a)).toEqual(times);
    // an address by hand begins at the first page; somebody else's line is no place to begin
    expect((await listNotices(manager, { unreadOnly: false, after: 'x' })).rows[0]?.id).toBe(seen[0]);
    expect((await listNotices(await actorFor('lead-b'), { unreadOnly: false, after: seen[0] ?? '' })).rows).toEqual([]);
  });

  it('is read line by line or all at once, and only by its owner', async () => {
    const [manager, other] = [await at('manager', '2026-03-10'), await at('manager-b', '2026-03-10')];
    const { rows } = await listNotices(manager.actor, { unreadOnly: true, after: null });
    const noticeId = rows[0]?.id ?? '';
    expect(codeOf(await markNoticeRead(other, { noticeId }))).toBe('NOT_FOUND');
    must(await markNoticeRead(manager, { noticeId }));
    must(await markNoticeRead(manager, { noticeId }));
    const unread = await countUnread(manager.actor);
    expect(
      (await listNotices(manager.actor, { unreadOnly: true, after: null })).rows.map((row) => row.id),
    ).not.toContain(noticeId);
    expect(must(await markAllRead(other, { until: noon('2026-03-31') }))).toBe(0);
    // what comes after the page was drawn stays unread
    await write(await at('lead', '2026-03-20'), async (tx) =>
      notify(tx, await at('lead', '2026-03-20'), [manager.actor.userId], { kind: 'COPIED', caseId }),
    );
    expect(must(await markAllRead(manager, { until: noon('2026-03-10') }))).toBe(unread);
    expect(await countUnread(manager.actor)).toBe(1);
    expect(await hasUnreadAbout(manager.actor, caseId)).toBe(true);
    must(await markCaseOpened(manager, { caseId }));
    expect(await hasUnreadAbout(manager.actor, caseId)).toBe(false);
  });

  it('shows nothing of a case that is no longer in the reader’s area, and leads nowhere', async () => {
    const other = await actorFor('manager-b');
    await write(await at('lead', '2026-03-20'), async (tx) =>
      notify(tx, await at('lead', '2026-03-20'), [other.userId], { kind: 'COPIED', caseId }),
    );
    const [row] = (await listNotices(other, { unreadOnly: true, after: null })).rows;
    expect(row?.about).toBeNull();
    expect(row && noticeHref(row)).toBeNull();
  });

  it('knows where each kind leads', () => {
    const about = { reference: 'A', title: 'B' };
    const href = (kind: Parameters<typeof noticeHref>[0]['kind'], subjectId: string | null = null) =>
      noticeHref({ kind, caseId: 'c', subjectId, about });
    for (const kind of ['ASSIGNED', 'RETURNED', 'DUE', 'URGED', 'MENTIONED', 'COPIED', 'ANSWERED'] as const)
      expect(href(kind)).toMatch(/^\/cases\/c/);
    expect(href('INSTRUCTED', 's')).toBe('/instructions/s');
    expect(href('ANSWERED', 's')).toBe('/instructions/s');
    expect(href('HANDED_OVER')).toBe('/worklist');
    expect(href('EXPORT_READY')).toBe('/exports');
  });
});
