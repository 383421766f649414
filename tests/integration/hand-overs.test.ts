import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '@/domain/permissions';

import { changeCase } from '@/features/cases/mutations';
import { getWorklist } from '@/features/cases/worklist-queries';
import { registerConsultation } from '@/features/consultations/mutations';
import { assignManagers, declareConflict, recordSiteVisit } from '@/features/due-diligence/mutations';
import { previewHandOver } from '@/features/hand-overs/item-queries';
import { handOverWork } from '@/features/hand-overs/mutations';
import { listLeavers } from '@/features/hand-overs/people-queries';
import { getHandOver, listHandOvers } from '@/features/hand-overs/queries';
import { issueOnCase } from '@/features/instructions/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { householdConsultation } from '../support/consultation';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-03';
const idOf = async (username: string) => (await actorFor(username)).userId;
const caseOf = (id: string) =>
  db().caseRecord.findUniqueOrThrow({ where: { id }, include: { assignments: { where: { endedAt: null } } } });

/** A colleague of `like` with these roles. */
async function hire(username: string, like: string, roles: Role[]): Promise<string> {
  const known = await db().user.findUniqueOrThrow({ where: { username: like } });
  const name = { zh: `示例${username}`, en: username };
  const { id } = await db().user.create({
    data: { username, name, passwordHash: 'none', staffNumber: username, organisationId: known.organisationId, roles },
  });
  return id;
}

async function assigned(caseId: string, a = 'manager', b = 'manager2'): Promise<string> {
  const managers = { managerAId: await idOf(a), managerBId: await idOf(b) };
  must(await assignManagers(await at('lead', DAY), { caseId, version: null, ...managers }));
  return caseId;
}

const give = async (by: string, from: string, to: string, reason = '调离') =>
  handOverWork(await at(by, DAY), { fromId: await idOf(from), toId: await idOf(to), reason });

beforeAll(async () => {
  await hire('leaver', 'manager', ['ACCOUNT_MANAGER']);
  await hire('newcomer', 'manager', ['ACCOUNT_MANAGER']);
  await hire('reviewer', 'manager', ['LEGAL_REVIEWER']);
});

describe('a hand-over', () => {
  it('moves investigations, consultations, supplements and instructions, each with its event, and tells the successor once', async () => {
    const investigated = await assigned(await caseAtDueDiligence(), 'leaver', 'manager2');
    const about = { caseId: investigated, text: '请加快。', dueOn: '2026-03-20', addresseeId: await idOf('leaver') };
    const { instructionId } = must(await issueOnCase(await at('leader', DAY), about));
    const opened = await caseAtDueDiligence();
    await db().caseRecord.update({ where: { id: opened }, data: { createdById: await idOf('leaver') } });
    must(
      await changeCase(await at('lead', DAY), opened, null, (change) =>
        change.move('requestSupplement', { reason: '缺材料' }),
      ),
    );
    expect((await caseOf(opened)).waitingUserIds).toEqual([await idOf('leaver')]);

    const preview = await previewHandOver(await actorFor('lead'), await idOf('leaver'), await idOf('newcomer'));
    expect(preview?.items.map((item) => [item.kind, item.kept])).toEqual([
      ['INVESTIGATION', null],
      ['SUPPLEMENT', null],
      ['INSTRUCTION', null],
    ]);
    const { handOverId, moved, kept } = must(await give('lead', 'leaver', 'newcomer'));
    expect([moved, kept]).toEqual([3, 0]);

    const newcomer = await actorFor('newcomer');
    const after = await caseOf(investigated);
    expect(after.assignments.map((row) => [row.part, row.userId])).toEqual(
      expect.arrayContaining([['MANAGER_A', newcomer.userId]]),
    );
    expect(after.waitingUserIds).toContain(newcomer.userId);
    expect(after.waitingUserIds).not.toContain(await idOf('leaver'));
    expect((await caseOf(opened)).waitingUserIds).toEqual([newcomer.userId]);
    expect(await db().instruction.findUniqueOrThrow({ where: { id: instructionId } })).toMatchObject({
      addresseeId: newcomer.userId,
      status: 'OPEN',
      version: 2,
    });
    const issuer = await db().notice.findMany({ where: { kind: 'INSTRUCTION_MOVED' } });
    expect(issuer).toMatchObject([{ userId: await idOf('leader'), subjectId: instructionId, caseId: investigated }]);
    const ids = (await getWorklist(newcomer, 'waiting', noon(DAY), null)).rows.map((row) => row.id);
    expect(ids).toEqual(expect.arrayContaining([investigated, opened]));

    const events = await db().event.findMany({ where: { kind: 'case.handed-over' } });
    expect(events.map((event) => event.caseId).sort()).toEqual([investigated, opened].sort());
    expect(events.every((event) => (event.payload as { handOverId: string }).handOverId === handOverId)).toBe(true);
    expect(await db().event.count({ where: { kind: 'instruction.handed-over', subjectId: instructionId } })).toBe(1);
    const notices = await db().notice.findMany({ where: { userId: newcomer.userId, kind: 'HANDED_OVER' } });
    expect(notices).toMatchObject([{ subjectId: handOverId, payload: { count: 3 }, count: 1 }]);
    expect(codeOf(await give('lead', 'leaver', 'newcomer'))).toBe('NOTHING_TO_HAND_OVER');
    // and back, so that what follows starts from a leaver with work
    must(await give('lead', 'newcomer', 'leaver'));
  });

  it('moves a consultation that is not submitted yet', async () => {
    const station = await at('station', DAY);
    const { id: caseId } = must(await registerConsultation(station, await householdConsultation(7001)));
    const row = await caseOf(caseId);
    const owner = await db().user.findUniqueOrThrow({ where: { id: row.createdById } });
    await hire('colleague', owner.username, ['STATION_WORKER']);
    must(await give('county', owner.username, 'colleague'));
    expect((await caseOf(caseId)).waitingUserIds).toEqual([await idOf('colleague')]);
    // who opened it stays, in the case and in the record
    expect(await caseOf(caseId)).toMatchObject({ createdById: owner.id, takenOverById: await idOf('colleague') });
    await hire('third', owner.username, ['STATION_WORKER']);
    must(await give('county', 'colleague', 'third'));
    expect((await caseOf(caseId)).waitingUserIds).toEqual([await idOf('third')]);
    expect(codeOf(await give('county', 'colleague', owner.username))).toBe('NOTHING_TO_HAND_OVER');
    const first = await db().event.findFirstOrThrow({ where: { caseId, kind: 'case.opened' } });
    expect(first.actorId).toBe(owner.id);
  });

  it('keeps what collides with the other manager, four eyes and declared conflicts, says why, and moves the rest', async () => {
    const withOther = await assigned(await caseAtDueDiligence(), 'leaver', 'newcomer');
    const free = await assigned(await caseAtDueDiligence(), 'leaver', 'manager2');
    const conflicted = await assigned(await caseAtDueDiligence(), 'leaver', 'manager2');
    must(await declareConflict(await at('newcomer', DAY), { caseId: conflicted, statement: '亲属' }));
    const duty = await assigned(await caseAtDueDiligence(), 'leaver', 'manager2');
    await db().caseDuty.create({
      data: { caseId: duty, userId: await idOf('newcomer'), duty: 'APPROVAL', takenAt: noon(DAY) },
    });
    const makers = await assigned(await caseAtDueDiligence(), 'leaver', 'manager2');
    must(await declareConflict(await at('lead', DAY), { caseId: makers, statement: '同乡' }));

    const { handOverId } = must(await give('lead', 'leaver', 'newcomer'));
    const view = await getHandOver(await actorFor('lead'), handOverId);
    const resultOf = (caseId: string) => view?.items.find((item) => item.href === `/cases/${caseId}`)?.kept;
    expect(resultOf(withOther)).toBe('OTHER_MANAGER');
    expect(resultOf(conflicted)).toBe('CONFLICT_DECLARED');
    expect(resultOf(duty)).toBe('HOLDS_OTHER_DUTY');
    expect(resultOf(makers)).toBe('MAKER_CONFLICT');
    expect(resultOf(free)).toBeNull();
    for (const caseId of [withOther, conflicted, duty, makers]) {
      expect((await caseOf(caseId)).assignments.map((row) => row.userId)).toContain(await idOf('leaver'));
      expect(await db().event.count({ where: { caseId, kind: 'case.handed-over' } })).toBe(0);
    }
    expect((await caseOf(free)).assignments.map((row) => row.userId)).toContain(await idOf('newcomer'));
  });

  it('after a return: a visit is of those who investigate now, no longer of the leaver', async () => {
    const caseId = await caseAtDecision();
    must(
      await changeCase(await at('approver', DAY), caseId, null, (change) =>
        change.move('return', { to: 'DUE_DILIGENCE', reason: '补充' }),
      ),
    );
    await assigned(caseId, 'leaver', 'manager2');
    must(await give('lead', 'leaver', 'newcomer'));
    const newcomer = await at('newcomer', DAY);
    const visit = {
      caseId,
      visitedOn: DAY,
      place: '养殖场',
      observations: '相符',
      visitorIds: [await idOf('leaver'), newcomer.actor.userId],
    };
    expect(codeOf(await recordSiteVisit(newcomer, visit))).toBe('VISIT_NEEDS_BOTH_MANAGERS');
  });
});

describe('refused', () => {
  beforeAll(async () => {
    await assigned(await caseAtDueDiligence(), 'leaver', 'manager2');
  });

  it('to whoever may not hand over, and of people out of reach', async () => {
    for (const by of ['manager', 'approver', 'office', 'leader', 'auditor', 'admin'])
      expect(codeOf(await give(by, 'leaver', 'newcomer')), by).toBe('NOT_PERMITTED');
    for (const by of ['county', 'county-b', 'lead-b', 'ins-lead'])
      expect(codeOf(await give(by, 'leaver', 'newcomer')), by).toBe('NOT_FOUND');
    expect(codeOf(await give('county-b', 'station', 'county'))).toBe('NOT_FOUND');
    const unknown = { fromId: await idOf('leaver'), toId: newUuid(), reason: '调离' };
    expect(codeOf(await handOverWork(await at('lead', DAY), unknown))).toBe('NOT_FOUND');
  });

  it('without a reason, to oneself, to somebody elsewhere, to a deactivated person, to somebody without the right', async () => {
    expect(codeOf(await give('lead', 'leaver', 'newcomer', '  '))).toBe('INVALID_INPUT');
    expect(codeOf(await give('lead', 'leaver', 'newcomer', '字'.repeat(501)))).toBe('INVALID_INPUT');
    expect(codeOf(await give('lead', 'leaver', 'leaver'))).toBe('SUCCESSOR_IS_LEAVER');
    expect(codeOf(await give('lead', 'leaver', 'manager-b'))).toBe('SUCCESSOR_ELSEWHERE');
    expect(codeOf(await give('secadmin', 'leaver', 'manager-b'))).toBe('SUCCESSOR_ELSEWHERE');
    expect(codeOf(await give('lead', 'leaver', 'reviewer'))).toBe('SUCCESSOR_CANNOT_TAKE');
    await db().user.update({ where: { username: 'newcomer' }, data: { status: 'DEACTIVATED' } });
    expect(codeOf(await give('lead', 'leaver', 'newcomer'))).toBe('SUCCESSOR_NOT_ACTIVE');
    await db().user.update({ where: { username: 'newcomer' }, data: { status: 'ACTIVE' } });
  });

  it('nothing is moved by a refusal', async () => {
    const held = await db().caseAssignment.count({ where: { userId: await idOf('leaver'), endedAt: null } });
    expect(held).toBeGreaterThan(0);
    expect(codeOf(await give('lead', 'leaver', 'reviewer'))).toBe('SUCCESSOR_CANNOT_TAKE');
    expect(await db().caseAssignment.count({ where: { userId: await idOf('leaver'), endedAt: null } })).toBe(held);
  });
});

describe('a security administrator', () => {
  it('hands over the work of anybody, also of a deactivated person, and learns references but no names', async () => {
    const secadmin = await actorFor('secadmin');
    await db().user.update({ where: { username: 'leaver' }, data: { status: 'DEACTIVATED' } });
    const preview = await previewHandOver(secadmin, await idOf('leaver'), await idOf('newcomer'));
    expect(preview?.items.length).toBeGreaterThan(0);
    expect(preview?.items.every((item) => item.named === null)).toBe(true);
    expect(preview?.items.some((item) => item.reference !== null)).toBe(true);
    expect(JSON.stringify(preview?.items)).not.toContain('养殖');

    const { handOverId, moved } = must(await give('secadmin', 'leaver', 'newcomer'));
    expect(moved).toBeGreaterThan(0);
    const view = await getHandOver(secadmin, handOverId);
    expect(view?.items.every((item) => item.title === null && item.href === null)).toBe(true);
    const event = await db().event.findFirstOrThrow({ where: { kind: 'case.handed-over' }, orderBy: { id: 'desc' } });
    expect(event.actorId).toBe(secadmin.userId);
    expect(event.countyId).not.toBeNull();
    await db().user.update({ where: { username: 'leaver' }, data: { status: 'ACTIVE' } });
  });
});

describe('the list', () => {
  it('shows a hand-over to its maker, its two people, the unit and the security administrator, to nobody else', async () => {
    const [row] = await db().handOver.findMany({ orderBy: { id: 'asc' }, take: 1 });
    const sees = async (username: string) => (await getHandOver(await actorFor(username), row?.id ?? '')) !== null;
    for (const username of ['lead', 'leaver', 'newcomer', 'secadmin'])
      expect(await sees(username), username).toBe(true);
    for (const username of ['county', 'county-b', 'lead-b', 'manager', 'leader', 'admin', 'auditadmin'])
      expect(await sees(username), username).toBe(false);
    const list = await listHandOvers(await actorFor('lead'), null);
    expect(list.rows).toHaveLength(list.total);
    expect((await listHandOvers(await actorFor('lead-b'), null)).rows).toEqual([]);
  });

  it('offers to each maker the people within reach only', async () => {
    const idsFor = async (username: string, query = '') =>
      (await listLeavers(await actorFor(username), query)).people.map((person) => person.id);
    expect(await idsFor('lead')).toContain(await idOf('leaver'));
    expect(await idsFor('lead')).not.toContain(await idOf('county'));
    expect(await idsFor('county')).toContain(await idOf('station'));
    expect(await idsFor('county')).not.toContain(await idOf('leaver'));
    expect(await idsFor('county')).not.toContain(await idOf('station-b'));
    expect(await idsFor('secadmin', 'station-b')).toEqual([await idOf('station-b')]);
    expect(await idsFor('manager')).toEqual([]);
    expect(await previewHandOver(await actorFor('county-b'), await idOf('station'), null)).toBeNull();
  });
});
