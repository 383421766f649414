import { beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from '@/domain/figures';
import { getFigures } from '@/features/figures/queries';
import {
  answerInstruction,
  closeInstruction,
  followUpInstruction,
  issueOnCase,
  issueOnFigure,
} from '@/features/instructions/mutations';
import { listAnsweringPeopleOfCase, listPeopleBelow } from '@/features/instructions/people-queries';
import {
  countToAnswer,
  getInstruction,
  type InstructionView,
  listInstructions,
  listInstructionsOfCase,
} from '@/features/instructions/queries';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-03-02';
let caseId = '';
let countyId = '';

const onCase = async (more: Partial<{ addresseeId: string; text: string; dueOn: string; caseId: string }> = {}) => ({
  caseId,
  addresseeId: countyId,
  text: '请于本周内核实用地手续并报告。',
  dueOn: '2026-03-06',
  ...more,
});
const issued = async (more: Parameters<typeof onCase>[0] = {}, day = DAY) =>
  must(await issueOnCase(await at('leader', day), await onCase(more))).instructionId;
const rowOf = (id: string) => db().instruction.findUniqueOrThrow({ where: { id } });
const noticesOf = async (username: string, subjectId: string) =>
  db().notice.findMany({ where: { userId: (await actorFor(username)).userId, subjectId }, orderBy: { id: 'asc' } });

async function whileDeactivated(username: string, run: () => Promise<void>) {
  await db().user.update({ where: { username }, data: { status: 'DEACTIVATED' } });
  await run().finally(() => db().user.update({ where: { username }, data: { status: 'ACTIVE' } }));
}

beforeAll(async () => {
  caseId = await caseAtDueDiligence();
  countyId = (await actorFor('county')).userId;
});

describe('an instruction on a case', () => {
  it('goes to its addressee, is answered, asked again, answered again and closed; the case is not touched', async () => {
    const before = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const instructionId = await issued();
    expect(await noticesOf('county', instructionId)).toMatchObject([{ kind: 'INSTRUCTED', caseId, count: 1 }]);
    expect(await countToAnswer(await actorFor('county'))).toBeGreaterThan(0);

    const county = await at('county', '2026-03-03');
    must(await answerInstruction(county, { instructionId, version: 1, text: '已核实，手续齐全。' }));
    expect(await noticesOf('leader', instructionId)).toMatchObject([{ kind: 'ANSWERED' }]);

    const leader = await at('leader', '2026-03-04');
    const again = { instructionId, version: 2, text: '请附批复文号。', dueOn: '2026-03-10' };
    must(await followUpInstruction(leader, again));
    expect(await rowOf(instructionId)).toMatchObject({ status: 'OPEN', version: 3 });
    must(await answerInstruction(county, { instructionId, version: 3, text: '文号已补。' }));
    must(await closeInstruction(leader, { instructionId, version: 4, text: '' }));

    const thread = await getInstruction(leader.actor, instructionId, leader.now);
    expect(thread).toMatchObject({ status: 'CLOSED', dueOn: '2026-03-10', steps: [], overdue: false });
    expect(thread?.replies.map((reply) => reply.kind)).toEqual(['REPLY', 'FOLLOW_UP', 'REPLY', 'CLOSE']);
    const events = await db().event.findMany({ where: { subjectId: instructionId }, orderBy: { id: 'asc' } });
    expect(events.map((event) => event.kind)).toEqual([
      'instruction.issued',
      'instruction.answered',
      'instruction.followed-up',
      'instruction.answered',
      'instruction.closed',
    ]);
    expect(events.every((event) => event.caseId === caseId && event.countyId === before.countyId)).toBe(true);
    expect(JSON.stringify(events.map((event) => event.payload))).not.toMatch(/\p{Script=Han}/u);
    expect(await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).toEqual(before);
  });

  it('is issued by leaders only, with a text, a deadline that is not past, and on a case in their area', async () => {
    const issue = async (username: string, more: Parameters<typeof onCase>[0] = {}) =>
      codeOf(await issueOnCase(await at(username, DAY), await onCase(more)));
    for (const username of ['office', 'county', 'lead', 'regulator', 'auditor'])
      expect(await issue(username)).toBe('NOT_PERMITTED');
    expect(await issue('leader', { text: '  ' })).toBe('INVALID_INPUT');
    expect(await issue('leader', { text: '字'.repeat(501) })).toBe('INVALID_INPUT');
    expect(await issue('leader', { dueOn: '2026-03-01' })).toBe('DEADLINE_PAST');
    expect(await issue('leader', { caseId: newUuid() })).toBe('NOT_FOUND');
    const elsewhere = await at('leader', DAY);
    const other = await regionId('430500').catch(() => -1);
    const stranger = {
      ...elsewhere,
      actor: { ...elsewhere.actor, scope: { kind: 'REGION', column: 'cityId', regionId: other } as const },
    };
    expect(codeOf(await issueOnCase(stranger, await onCase()))).toBe('NOT_FOUND');
    must(await issueOnCase(elsewhere, await onCase({ dueOn: DAY })));
  });

  it('addresses somebody who sees the case and can answer: nobody of another county, no auditor, not oneself, nobody deactivated', async () => {
    const leader = await at('leader', DAY);
    const to = async (username: string) => {
      const addresseeId = (await actorFor(username)).userId;
      return codeOf(await issueOnCase(leader, await onCase({ addresseeId })));
    };
    for (const username of ['county-b', 'manager-b', 'auditor', 'leader', 'secadmin'])
      expect(await to(username)).toBe('ADDRESSEE_NOT_AVAILABLE');
    await whileDeactivated('lead', async () => expect(await to('lead')).toBe('ADDRESSEE_NOT_AVAILABLE'));
    const people = await listAnsweringPeopleOfCase(leader.actor, caseId);
    const names = people.map((person) => person.id);
    expect(names).toContain(countyId);
    expect(names).toContain((await actorFor('lead')).userId);
    expect(names).not.toContain((await actorFor('county-b')).userId);
    expect(names).not.toContain(leader.actor.userId);
  });

  it('is answered by its addressee alone, closed and asked again by its issuer alone', async () => {
    const instructionId = await issued();
    const step = { instructionId, version: 1, text: '收到' };
    const dueOn = '2026-03-10';
    expect(codeOf(await answerInstruction(await at('office', DAY), step))).toBe('NOT_PERMITTED');
    expect(codeOf(await answerInstruction(await at('lead', DAY), step))).toBe('NOT_PERMITTED');
    expect(codeOf(await answerInstruction(await at('leader', DAY), step))).toBe('NOT_PERMITTED');
    expect(codeOf(await closeInstruction(await at('county', DAY), step))).toBe('NOT_PERMITTED');
    expect(codeOf(await followUpInstruction(await at('county', DAY), { ...step, dueOn }))).toBe('NOT_PERMITTED');
    for (const username of ['county-b', 'manager-b', 'township-b']) {
      expect(codeOf(await answerInstruction(await at(username, DAY), step))).toBe('NOT_FOUND');
      expect(codeOf(await closeInstruction(await at(username, DAY), step))).toBe('NOT_FOUND');
      expect(codeOf(await followUpInstruction(await at(username, DAY), { ...step, dueOn }))).toBe('NOT_FOUND');
    }
    expect(await rowOf(instructionId)).toMatchObject({ status: 'OPEN', version: 1 });
    expect(await db().instructionReply.count({ where: { instructionId } })).toBe(0);
  });

  it('takes each step once, from the state of the table, against the version that was read', async () => {
    const instructionId = await issued();
    const county = await at('county', DAY);
    const leader = await at('leader', DAY);
    const step = { instructionId, version: 1, text: '收到' };
    expect(codeOf(await followUpInstruction(leader, { ...step, dueOn: '2026-03-10' }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await answerInstruction(county, { ...step, text: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await answerInstruction(county, { ...step, text: '字'.repeat(1001) }))).toBe('INVALID_INPUT');
    expect(codeOf(await answerInstruction(county, { ...step, version: 7 }))).toBe('CONFLICT');
    const twice = await Promise.all([answerInstruction(county, step), answerInstruction(county, step)]);
    expect(twice.filter((result) => result.ok)).toHaveLength(1);
    expect(codeOf(await answerInstruction(county, { ...step, version: 2 }))).toBe('STATUS_DOES_NOT_ALLOW');
    const again = { ...step, version: 2, dueOn: '2026-03-01' };
    expect(codeOf(await followUpInstruction(leader, again))).toBe('DEADLINE_PAST');
    must(await closeInstruction(leader, { ...step, version: 2 }));
    expect(codeOf(await closeInstruction(leader, { ...step, version: 3 }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(await db().instructionReply.count({ where: { instructionId } })).toBe(2);
  });

  it('is read by issuer, addressee and who sees the case, and by nobody else', async () => {
    const instructionId = await issued();
    const reads = async (username: string) =>
      (await getInstruction(await actorFor(username), instructionId, noon(DAY))) !== null;
    for (const username of ['leader', 'county', 'office', 'lead', 'manager', 'auditor'])
      expect(await reads(username), username).toBe(true);
    for (const username of ['county-b', 'manager-b', 'station-b', 'secadmin', 'admin', 'auditadmin', 'ins-lead'])
      expect(await reads(username), username).toBe(false);
    expect(await getInstruction(await actorFor('leader'), 'no-id', noon(DAY))).toBeNull();
    expect(await listInstructionsOfCase(await actorFor('county-b'), caseId, noon(DAY))).toBeNull();
    const rows = await listInstructionsOfCase(await actorFor('lead'), caseId, noon(DAY));
    expect(rows?.map((row) => row.id)).toContain(instructionId);
  });
});

describe('the lists', () => {
  it('count what they show, the overdue first, overdue derived from the day', async () => {
    const late = await issued({ dueOn: '2026-03-03' });
    const soon = await issued({ dueOn: '2026-03-30' });
    const county = await actorFor('county');
    const now = noon('2026-03-05');
    const list = await listInstructions(county, 'mine', now, null);
    expect(list.rows).toHaveLength(list.counts.mine);
    expect(list.rows.filter((row) => row.overdue)).toHaveLength(list.overdue);
    const position = (id: string) => list.rows.findIndex((row) => row.id === id);
    expect(position(late)).toBeLessThan(position(soon));
    const firstOnTime = list.rows.findIndex((row) => !row.overdue);
    expect(list.rows.slice(firstOnTime).some((row) => row.overdue)).toBe(false);
    expect(list.rows[position(late)]).toMatchObject({ overdue: true, daysLeft: -2 });
    const onItsDay = await listInstructions(county, 'mine', noon('2026-03-03'), null);
    expect(onItsDay.rows.find((row) => row.id === late)?.overdue).toBe(false);
    const leader = await actorFor('leader');
    const mineOf = await listInstructions(leader, 'issued', now, null);
    expect(mineOf.rows).toHaveLength(mineOf.counts.issued);
    for (const view of ['mine', 'issued', 'closed'] satisfies InstructionView[])
      expect((await listInstructions(await actorFor('county-b'), view, now, null)).rows).toEqual([]);
  });
});

describe('an instruction on a figure', () => {
  const figure = async (more: object = {}) => ({
    measure: 'ACCEPTED' as const,
    regionId: (await actorFor('leader')).organisation.regionId,
    asOf: '2026-03-20',
    ...more,
  });
  const issue = async (username: string, more: { figure?: object; addresseeId?: string; dueOn?: string } = {}) =>
    issueOnFigure(await at(username, '2026-03-20'), {
      addresseeId: more.addresseeId ?? countyId,
      text: '受理进度偏慢，请说明原因。',
      dueOn: more.dueOn ?? '2026-03-27',
      figure: await figure(more.figure),
    });

  it('keeps the value that the dashboard shows, whatever the browser says', async () => {
    const leader = await actorFor('leader');
    const { regionId: place, asOf } = await figure();
    const figures = await getFigures(leader, { regionId: place, asOf }, noon('2026-03-20'));
    if (!figures || 'absent' in figures) throw new Error('no figures');
    const value = totalOf(figures.cells, { measure: 'ACCEPTED', regionId: place });
    expect(value).toBeGreaterThan(0n);
    const { instructionId } = must(await issue('leader', { figure: { value: '999' } }));
    expect((await rowOf(instructionId)).figure).toMatchObject({
      measure: 'ACCEPTED',
      regionId: place,
      asOf,
      value: value.toString(),
    });
    const thread = await getInstruction(await actorFor('county'), instructionId, noon('2026-03-20'));
    expect(thread?.figure?.value).toBe(value.toString());
    expect(thread?.steps).toEqual(['REPLY']);
    // a figure belongs to two people: not even the office reads it
    for (const username of ['office', 'lead', 'county-b', 'auditor'])
      expect(await getInstruction(await actorFor(username), instructionId, noon('2026-03-20'))).toBeNull();
  });

  it('is refused to others, outside the area, for a day to come and to people who are no officials below', async () => {
    expect(codeOf(await issue('office'))).toBe('NOT_PERMITTED');
    expect(codeOf(await issue('leader', { figure: { regionId: 1 } }))).toBe('NOT_FOUND');
    expect(codeOf(await issue('leader', { figure: { asOf: '2026-03-21' } }))).toBe('DATE_IN_FUTURE');
    expect(codeOf(await issue('leader', { dueOn: '2026-03-19' }))).toBe('DEADLINE_PAST');
    const to = async (username: string) =>
      codeOf(await issue('leader', { addresseeId: (await actorFor(username)).userId }));
    for (const username of ['lead', 'county-b', 'leader']) expect(await to(username)).toBe('ADDRESSEE_NOT_AVAILABLE');
    await whileDeactivated('township', async () => expect(await to('township')).toBe('ADDRESSEE_NOT_AVAILABLE'));
  });

  it('offers the active officials below, found by name; nothing stands for everybody', async () => {
    const leader = await actorFor('leader');
    const all = await listPeopleBelow(leader, { officialsOnly: true });
    const ids = all.people.map((person) => person.id);
    expect(ids).toContain(countyId);
    expect(ids).toContain((await actorFor('township')).userId);
    expect(ids).not.toContain((await actorFor('county-b')).userId);
    const found = await listPeopleBelow(leader, { officialsOnly: true, query: '谷营' });
    expect(found.people.map((person) => person.id)).toEqual([(await actorFor('township')).userId]);
    expect((await listPeopleBelow(leader, { query: '没有这个人' })).people).toEqual([]);
    expect((await listPeopleBelow(await actorFor('manager'), {})).people).toEqual([]);
  });
});
