import { beforeAll, describe, expect, it } from 'vitest';
import { PAGE_SIZE } from '@/features/cases/list-queries';
import { listPeopleOfCase } from '@/features/cases/people-queries';
import { takeTransition } from '@/features/cases/transitions';
import {
  countDue,
  countWorklist,
  getNextInQueue,
  getWorklist,
  WORKLIST_VIEWS,
  type WorklistRow,
  type WorklistView,
} from '@/features/cases/worklist-queries';
import { registerConsultation } from '@/features/consultations/mutations';
import { discardDraft } from '@/features/drafts/mutations';
import { countDrafts, listDrafts } from '@/features/drafts/queries';
import { assignManagers } from '@/features/due-diligence/mutations';
import { markCaseOpened } from '@/features/notices/mutations';
import { acceptTicked, copyCase, urgeCase } from '@/features/worklist/mutations';
import { getReach, listChosenCases, listPeopleOfAll } from '@/features/worklist/queries';
import { bulkSchema, copySchema, readChosen } from '@/features/worklist/schema';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { PEOPLE } from '../../prisma/seed/people';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { BEITA, cooperativeConsultation, householdConsultation } from '../support/consultation';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const NOW = noon('2026-03-05');
const WITH_CASES = PEOPLE.filter((person) => !person.role.endsWith('_ADMIN')).map((person) => person.username);
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const idOf = async (username: string) => (await actorFor(username)).userId;

async function pages(username: string, view: WorklistView): Promise<WorklistRow[]> {
  const [actor, rows] = [await actorFor(username), [] as WorklistRow[]];
  for (let cursor: string | null = null; ; ) {
    const page = await getWorklist(actor, view, NOW, cursor);
    rows.push(...page.rows);
    if (page.next === null || rows.length > 1_000) return rows;
    cursor = page.next;
  }
}

let deciding = '';
let consulted = '';
let otherCounty = '';

beforeAll(async () => {
  deciding = await caseAtDecision();
  consulted = must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(42))).id;
  otherCounty = must(
    await registerConsultation(await at('county-b', '2026-03-02'), await cooperativeConsultation(43, BEITA)),
  ).id;
}, 240_000);

describe('the worklist', () => {
  it.each(WITH_CASES)('of %s counts what it lists, in every view', async (username) => {
    const counts = await countWorklist(await actorFor(username));
    for (const view of WORKLIST_VIEWS) {
      const rows = await pages(username, view);
      expect([view, rows.length]).toEqual([view, counts[view]]);
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      if (view === 'waiting' || view === 'handed-on') {
        const due = await countDue(await actorFor(username), view, NOW);
        expect(due.overdue).toBe(rows.filter((row) => row.clock.overdue).length);
        for (const row of rows) expect(row.waiting?.mine ?? false).toBe(view === 'waiting');
      }
    }
  });

  it('is searched in every view by reference or its end, name and initials, and counts what it finds', async () => {
    const station = await actorFor('station');
    const { reference, title, initials, pinyin } = await caseOf(consulted);
    for (const view of ['waiting', 'started', 'done'] as const) {
      const all = await getWorklist(station, view, NOW, null);
      expect(all.rows.map((row) => row.id)).toContain(consulted);
      for (const query of [reference, reference.slice(-6), title.slice(1, 4), initials.slice(0, 4), pinyin]) {
        const { rows, found } = await getWorklist(station, view, NOW, null, query);
        expect(
          rows.map((row) => row.id),
          `${view} ${query}`,
        ).toContain(consulted);
        expect(found).toBe(rows.length);
      }
      expect(await getWorklist(station, view, NOW, null, '%')).toEqual({ rows: [], next: null, found: 0 });
      expect((await getWorklist(station, view, NOW, null, (await caseOf(otherCounty)).reference)).rows).toEqual([]);
    }
    const manager = await actorFor('manager');
    for (const view of ['handed-on', 'copied'] as const)
      expect((await getWorklist(manager, view, NOW, null, 'zzz')).found).toBe(0);
  });

  it('gives every open case to somebody who sees it', async () => {
    const seen = new Set<string>();
    for (const username of WITH_CASES) for (const row of await pages(username, 'waiting')) seen.add(row.id);
    const open = await db().caseRecord.findMany({ where: { status: { not: 'CLOSED' } } });
    expect(open.filter((row) => !seen.has(row.id)).map((row) => `${row.stage} ${row.waitingTask}`)).toEqual([]);
  });

  it('shows what somebody did, once each and the last act first, and what they began', async () => {
    const done = await pages('manager', 'done');
    expect(done.map((row) => row.id)).toContain(deciding);
    expect(done.every((row) => row.actedAt !== null)).toBe(true);
    expect((await pages('station', 'started')).map((row) => row.id)).toEqual([consulted]);
    expect((await pages('station-b', 'started')).map((row) => row.id)).toEqual([]);
    expect((await pages('manager-b', 'done')).map((row) => row.id)).not.toContain(deciding);
  });

  it('says of what was handed on whom it waits for and since when', async () => {
    const row = (await pages('manager', 'handed-on')).find((entry) => entry.id === deciding);
    expect(row?.waiting).toMatchObject({ task: 'DECIDE', mine: false });
    expect(row?.waiting?.organisation).not.toBeNull();
    expect(row?.waitingSince).toEqual(noon('2026-03-02'));
    expect(row?.urge).toEqual({ urgedAt: null, mayUrge: true });
  });

  it('has its drafts by the title they were given, and only the own ones', async () => {
    const [station, township] = [await at('station', '2026-03-05'), await at('township', '2026-03-05')];
    const draft = await db().draft.create({
      data: {
        userId: station.actor.userId,
        formKey: 'consultation:new',
        href: '/cases/new?kind=HOUSEHOLD',
        bodyCipher: encrypt(JSON.stringify({ title: '肉羊养殖', values: {} })),
        savedAt: NOW,
      },
    });
    expect(await listDrafts(station.actor)).toEqual([
      { formKey: draft.formKey, title: '肉羊养殖', href: '/cases/new?kind=HOUSEHOLD', savedAt: NOW },
    ]);
    expect(await countDrafts(station.actor)).toBe(1);
    for (const query of ['养殖', 'ryyz', 'yangzhi'])
      expect(await listDrafts(station.actor, query), query).toHaveLength(1);
    expect(await listDrafts(station.actor, '核桃')).toEqual([]);
    expect(await listDrafts(township.actor)).toEqual([]);
    must(await discardDraft(township, draft.formKey));
    expect(await countDrafts(station.actor)).toBe(1);
    for (const query of ['养殖', 'ryyz', 'yangzhi'])
      expect(await listDrafts(station.actor, query), query).toHaveLength(1);
    expect(await listDrafts(station.actor, '核桃')).toEqual([]);
    expect(codeOf(await discardDraft(await at('admin', '2026-03-05'), draft.formKey))).toBe('NOT_PERMITTED');
    must(await discardDraft(station, draft.formKey));
    expect(await countDrafts(station.actor)).toBe(0);
  });
});

describe('who may be told of a case', () => {
  it('are those whose own scope covers it, without administrators', async () => {
    const people = await listPeopleOfCase(await actorFor('manager'), consulted);
    const names = await db().user.findMany({ where: { id: { in: people.map((person) => person.id) } } });
    const usernames = names.map((user) => user.username);
    expect(usernames).toEqual(
      expect.arrayContaining(['station', 'township', 'county', 'lead', 'manager', 'approver', 'office', 'hq']),
    );
    expect(usernames.filter((name) => name.endsWith('-b') || name.endsWith('admin'))).toEqual([]);
  });

  it('is asked by somebody who sees it, and leaves out who has left', async () => {
    expect(await listPeopleOfCase(await actorFor('manager-b'), deciding)).toEqual([]);
    expect(await listPeopleOfCase(await actorFor('manager'), 'no id')).toEqual([]);
    const id = await idOf('township');
    await db().user.update({ where: { id }, data: { status: 'DEACTIVATED' } });
    const people = await listPeopleOfCase(await actorFor('manager'), consulted);
    await db().user.update({ where: { id }, data: { status: 'ACTIVE' } });
    expect(people.map((person) => person.id)).not.toContain(id);
  });
});

describe('an urge', () => {
  it('tells the holders of the role where nobody is named, once a working day', async () => {
    const friday = await at('manager', '2026-03-06');
    const { told } = must(await urgeCase(friday, { caseId: deciding }));
    const notices = await db().notice.findMany({ where: { kind: 'URGED', caseId: deciding } });
    expect(notices).toHaveLength(told);
    expect(notices.map((notice) => notice.userId)).toContain(await idOf('approver'));
    expect(notices[0]?.payload).toEqual({ task: 'DECIDE' });
    expect((await db().event.findFirstOrThrow({ where: { caseId: deciding, kind: 'case.urged' } })).actorId).toBe(
      friday.actor.userId,
    );
    const again = await urgeCase(friday, { caseId: deciding });
    expect(again).toEqual({ ok: false, refusal: { code: 'URGED_TODAY', params: { next: '2026-03-09' } } });
    expect(codeOf(await urgeCase(await at('manager', '2026-03-08'), { caseId: deciding }))).toBe('URGED_TODAY');
    // another person may, and the same one on Monday; the notice is one line all the while
    must(await urgeCase(await at('lead', '2026-03-06'), { caseId: deciding }));
    must(await urgeCase(await at('manager', '2026-03-09'), { caseId: deciding }));
    const lines = await db().notice.findMany({ where: { kind: 'URGED', userId: await idOf('approver') } });
    expect(lines.map((line) => line.count)).toEqual([3]);
    const reach = await getReach(await actorFor('manager'), deciding, noon('2026-03-09'));
    expect(reach).toMatchObject({ waitsForOthers: true, mayUrge: false, urgedAt: noon('2026-03-09') });
  });

  it('tells whom it names, and nobody else', async () => {
    must(await urgeCase(await at('county', '2026-03-06'), { caseId: consulted }));
    const lines = await db().notice.findMany({ where: { kind: 'URGED', caseId: consulted } });
    expect(lines.map((line) => line.userId)).toEqual([await idOf('station')]);
  });

  it('is refused to who would remind themselves, out of scope, without the permission, and when it waits for nobody', async () => {
    expect(codeOf(await urgeCase(await at('station', '2026-03-10'), { caseId: consulted }))).toBe('WAITS_FOR_YOU');
    expect(codeOf(await urgeCase(await at('manager-b', '2026-03-10'), { caseId: deciding }))).toBe('NOT_FOUND');
    expect(codeOf(await urgeCase(await at('auditor', '2026-03-10'), { caseId: deciding }))).toBe('NOT_PERMITTED');
    const closed = await caseAtDueDiligence();
    const { version } = await caseOf(closed);
    const withdraw = { caseId: closed, version, verb: 'withdraw', reason: '撤' } as const;
    must(await takeTransition(await at('county', '2026-03-05'), withdraw));
    expect(codeOf(await urgeCase(await at('county', '2026-03-10'), { caseId: closed }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('says so when nobody is left who could do it', async () => {
    const station = { where: { id: await idOf('station') } };
    const others = { where: { roles: { hasSome: ['STATION_WORKER', 'TOWNSHIP_OFFICER'] as never[] } } };
    const county = await at('county', '2026-03-11');
    await db().caseRecord.update({ where: { id: consulted }, data: { waitingRoles: ['STATION_WORKER'] } });
    await db().user.updateMany({ ...others, data: { status: 'DEACTIVATED' } });
    const result = await urgeCase(county, { caseId: consulted });
    await db().user.updateMany({ ...others, data: { status: 'ACTIVE' } });
    expect((await db().user.findUniqueOrThrow(station)).status).toBe('ACTIVE');
    expect(codeOf(result)).toBe('NOBODY_TO_URGE');
  });
});

describe('a copy', () => {
  it('stands unread in the worklist of who got it until they open the case', async () => {
    const county = await actorFor('county');
    must(await copyCase(await at('manager', '2026-03-05'), { caseId: deciding, userIds: [county.userId] }));
    const [row] = await pages('county', 'copied');
    expect(row).toMatchObject({ id: deciding, copied: { unread: true, at: noon('2026-03-05') } });
    expect(await db().notice.count({ where: { kind: 'COPIED', userId: county.userId, readAt: null } })).toBe(1);
    must(await markCaseOpened(await at('county', '2026-03-06'), { caseId: deciding }));
    expect((await pages('county', 'copied'))[0]?.copied?.unread).toBe(false);
    expect(await db().notice.count({ where: { kind: 'COPIED', userId: county.userId, readAt: null } })).toBe(0);
    expect((await getReach(await actorFor('manager'), deciding, NOW))?.copies).toMatchObject([{ read: true }]);
    // sent again it is unread again, and still one row
    must(await copyCase(await at('lead', '2026-03-07'), { caseId: deciding, userIds: [county.userId] }));
    expect((await pages('county', 'copied')).map((entry) => entry.copied?.unread)).toEqual([true]);
  });

  it('is refused to who could not open the case, and then nobody gets it', async () => {
    const ctx = await at('manager', '2026-03-05');
    const before = await db().caseCopy.count();
    for (const username of ['county-b', 'station-b', 'secadmin']) {
      const userIds = [await idOf('office'), await idOf(username)];
      const result = await copyCase(ctx, { caseId: deciding, userIds });
      expect(result).toEqual({ ok: false, refusal: { code: 'RECIPIENT_OUT_OF_SCOPE', params: { count: 1 } } });
    }
    expect(await db().caseCopy.count()).toBe(before);
    expect(codeOf(await copyCase(ctx, { caseId: deciding, userIds: [ctx.actor.userId] }))).toBe('RECIPIENT_MISSING');
    const stranger = await at('manager-b', '2026-03-05');
    expect(codeOf(await copyCase(stranger, { caseId: deciding, userIds: [ctx.actor.userId] }))).toBe('NOT_FOUND');
  });

  it('offers only people who can open all of the chosen cases', async () => {
    const actor = await actorFor('county');
    const people = await listPeopleOfAll(actor, [deciding, consulted]);
    const ids = people.map((person) => person.id);
    expect(ids).not.toContain(actor.userId);
    expect(ids).toContain(await idOf('lead'));
    expect(await listPeopleOfAll(actor, [deciding, otherCounty])).toEqual([]);
    expect(await listChosenCases(actor, [otherCounty, deciding])).toMatchObject([{ id: deciding }]);
  });
});

describe('several at once', () => {
  const row = (id: string, version: number) => `${id}:${version}`;

  it('reads what was ticked, or the one row whose button was pressed', () => {
    const id = '019a0000-0000-7000-8000-000000000001';
    expect(bulkSchema.parse({ act: 'accept', 'case[]': [row(id, 3), row(id, 3)] })).toEqual({
      act: 'accept',
      'case[]': [{ caseId: id, version: 3 }],
    });
    expect(bulkSchema.parse({ one: `urge=${row(id, 4)}` })).toEqual({
      act: 'urge',
      'case[]': [{ caseId: id, version: 4 }],
    });
    expect(readChosen([row(id, 3), id, 'x', "1'; --"])).toEqual([id]);
  });

  it.each([
    [{ act: 'accept' }, 'nothingTicked'],
    [{ act: 'accept', 'case[]': '' }, 'nothingTicked'],
    [{ act: 'accept', 'case[]': ['not a row', '../x:1'] }, 'nothingTicked'],
    [{ one: 'urge=' }, 'nothingTicked'],
    [
      {
        act: 'urge',
        'case[]': Array.from({ length: 51 }, (_, n) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}:1`),
      },
      'tooManyTicked',
    ],
  ])('says what is wrong with %j', (input, message) => {
    expect(bulkSchema.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('takes no decision and no payment', () => {
    for (const act of ['approve', 'decline', 'return', 'disburse', 'release', undefined])
      expect(bulkSchema.safeParse({ act, 'case[]': row(deciding, 1) }).success).toBe(false);
    expect(bulkSchema.safeParse({ one: `approve=${row(deciding, 1)}` }).success).toBe(false);
  });

  it('wants at least one colleague and at most twenty for a copy', () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, n) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    const read = (ids: unknown) => copySchema.safeParse({ 'case[]': row(deciding, 1), 'person[]': ids });
    expect(read(undefined).error?.issues[0]?.message).toBe('recipientMissing');
    expect(read(['x']).error?.issues[0]?.message).toBe('recipientMissing');
    expect(read(people(21)).error?.issues[0]?.message).toBe('tooManyRecipients');
    expect(read(people(20)).success).toBe(true);
  });

  it('accepts each by its own rules: one that is not ready is refused and holds up no other', async () => {
    const lead = await at('lead', '2026-03-05');
    const ready = await caseAtDueDiligence();
    await db().caseRecord.update({ where: { id: ready }, data: { stage: 'ACCEPTANCE', reviewStep: 1 } });
    const at1 = (await caseOf(ready)).version;
    expect(codeOf(await acceptTicked(lead, { caseId: ready, version: at1 - 1 }))).toBe('CONFLICT');
    expect(codeOf(await acceptTicked(lead, { caseId: deciding, version: (await caseOf(deciding)).version }))).toBe(
      'TRANSITION_NOT_AVAILABLE',
    );
    must(await acceptTicked(lead, { caseId: ready, version: at1 }));
    expect((await caseOf(ready)).stage).toBe('DUE_DILIGENCE');
  });
});

describe('after one item', () => {
  it('comes the next of the list that still waits, with how many are done', async () => {
    const lead = await at('lead', '2026-03-05');
    const queue: string[] = [];
    for (let n = 0; n < 3; n++) queue.push(await caseAtDueDiligence());
    const [first = '', second = '', third = ''] = queue;
    expect(await getNextInQueue(lead.actor, first, queue)).toBeNull();
    const managers = { managerAId: await idOf('manager'), managerBId: await idOf('manager2') };
    must(await assignManagers(lead, { caseId: second, version: null, ...managers }));
    expect(await getNextInQueue(lead.actor, second, queue)).toMatchObject({
      next: { id: third },
      progress: { done: 1, total: 3 },
    });
    must(await assignManagers(lead, { caseId: third, version: null, ...managers }));
    // the one that was skipped comes at the end
    expect(await getNextInQueue(lead.actor, third, queue)).toMatchObject({
      next: { id: first },
      progress: { done: 2, total: 3 },
    });
    must(await assignManagers(lead, { caseId: first, version: null, ...managers }));
    const last = await getNextInQueue(lead.actor, first, queue);
    expect(last?.progress).toEqual({ done: 3, total: 3 });
    expect(queue).not.toContain(last?.next?.id);
    // not opened from the list: no count, and what is first in the worklist
    expect((await getNextInQueue(lead.actor, first, ['']))?.progress).toBeNull();
    expect(await getNextInQueue(await actorFor('manager-b'), first, queue)).toMatchObject({ next: null });
  });
});

describe('pages', () => {
  const MANY = 2 * PAGE_SIZE + 7;

  beforeAll(async () => {
    // copies of one case that waits for the county: some due, some on the same day, some without a due day, some green
    await db().$executeRaw`
      INSERT INTO case_record
      SELECT (jsonb_populate_record(c, jsonb_build_object(
        'id', uuidv7(), 'reference', 'COPY-' || n, 'waiting_roles', '{COUNTY_OFFICIAL}'::text, 'waiting_user_ids', '{}'::text,
        'bigrams', '{}'::text, 'waiting_task', 'ACCEPT', 'lane', CASE WHEN n % 10 = 0 THEN 'GREEN' ELSE 'NORMAL' END,
        'due_on', CASE WHEN n % 3 = 0 THEN NULL ELSE date '2026-05-01' + (n % 7) END))).*
      FROM case_record c, generate_series(1, ${MANY}) n WHERE c.id = ${consulted}::uuid`;
    await db().$executeRaw`
      INSERT INTO case_copy (case_id, user_id, copied_by_id, copied_at)
      SELECT id, ${await idOf('county')}::uuid, created_by_id, timestamptz '2026-03-01' + (row_number() OVER () % 9) * interval '1 day'
      FROM case_record WHERE reference LIKE 'COPY-%'`;
  });

  it.each(WORKLIST_VIEWS)('of %s hold every case once', async (view) => {
    for (const username of ['county', 'station']) {
      const rows = await pages(username, view);
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      expect(rows.length).toBe((await countWorklist(await actorFor(username)))[view]);
    }
  });

  it('of what waits: green channel first, then by due day, those without one last', async () => {
    const rows = await pages('county', 'waiting');
    expect(rows.length).toBeGreaterThanOrEqual(MANY);
    const keys = rows.map((row) => `${row.lane === 'GREEN' ? 0 : 1} ${row.clock.dueOn ?? '9999'} ${row.id}`);
    expect([...keys].sort()).toEqual(keys);
  });

  it('counts what is due soon over all pages, not over the one that is shown', async () => {
    const rows = await pages('county', 'waiting');
    const now = noon('2026-04-30');
    const soon = rows.filter(
      (row) => row.clock.dueOn && row.clock.dueOn >= '2026-04-30' && row.clock.dueOn <= '2026-05-08',
    );
    const { dueSoon } = await countDue(await actorFor('county'), 'waiting', now);
    expect(dueSoon).toBeGreaterThan(0);
    expect(dueSoon).toBeLessThanOrEqual(soon.length);
  });
});
