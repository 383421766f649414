import { beforeAll, describe, expect, it } from 'vitest';
import { answerInstruction, closeInstruction } from '@/features/instructions/mutations';
import { getInstruction } from '@/features/instructions/queries';
import { addDecision, type NewMeeting, recordMeeting } from '@/features/meetings/mutations';
import { getMeeting, listMeetings } from '@/features/meetings/queries';
import { db } from '@/server/db';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-04';
let caseId = '';
let reference = '';

const meeting = (more: Partial<NewMeeting> = {}): NewMeeting => ({
  title: '三月推进会',
  heldOn: '2026-03-03',
  place: '县政府二楼会议室',
  attendees: '县乡村振兴部门、示例银行',
  minutes: '研究推进事项。',
  ...more,
});
const record = async (username: string, more: Partial<NewMeeting> = {}) =>
  recordMeeting(await at(username, DAY), meeting(more));
const decision = async (meetingId: string, addressee: string, more: object = {}) => ({
  meetingId,
  text: '三月底前完成手续。',
  addresseeId: (await actorFor(addressee)).userId,
  dueOn: '2026-03-31',
  caseReference: null,
  ...more,
});

beforeAll(async () => {
  caseId = await caseAtDueDiligence();
  reference = (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).reference;
});

describe('a coordination meeting', () => {
  it('is recorded by county or office; each decision is a dated task with a reply, closed by its recorder', async () => {
    const { meetingId } = must(await record('county'));
    const county = await at('county', DAY);
    const plain = must(await addDecision(county, await decision(meetingId, 'lead')));
    const ofCase = must(await addDecision(county, await decision(meetingId, 'manager', { caseReference: reference })));
    const rows = await db().instruction.findMany({ where: { meetingId }, orderBy: { id: 'asc' } });
    expect(rows.map((row) => [row.id, row.caseId])).toEqual([
      [plain.instructionId, null],
      [ofCase.instructionId, caseId],
    ]);
    const lead = await at('lead', DAY);
    must(await answerInstruction(lead, { instructionId: plain.instructionId, version: 1, text: '已办。' }));
    must(await closeInstruction(county, { instructionId: plain.instructionId, version: 2, text: '' }));
    const view = await getMeeting(county.actor, meetingId, county.now);
    expect(view?.decisions.map((row) => row.status)).toEqual(['CLOSED', 'OPEN']);
    expect(view?.decisions[1]?.case?.reference).toBe(reference);
    const list = await listMeetings(county.actor, noon('2026-04-02'), null);
    expect(list.rows.find((row) => row.id === meetingId)).toMatchObject({ decisions: 2, open: 1, overdue: 1 });
    expect(list.rows).toHaveLength(list.total);
    const notices = await db().notice.findMany({ where: { subjectId: ofCase.instructionId } });
    expect(notices).toMatchObject([{ kind: 'INSTRUCTED', caseId }]);
    const event = await db().event.findFirstOrThrow({ where: { kind: 'meeting.recorded', subjectId: meetingId } });
    expect(JSON.stringify(event.payload)).not.toMatch(/\p{Script=Han}/u);
  });

  it('is refused to others, for a day to come, and half filled in', async () => {
    for (const username of ['leader', 'lead', 'township', 'regulator', 'auditor', 'secadmin'])
      expect(codeOf(await record(username)), username).toBe('NOT_PERMITTED');
    expect(codeOf(await record('office', { heldOn: '2026-03-05' }))).toBe('DATE_IN_FUTURE');
    for (const name of ['title', 'place', 'attendees', 'minutes'])
      expect(codeOf(await record('office', { [name]: ' ' })), name).toBe('INVALID_INPUT');
    expect(codeOf(await record('office', { title: '字'.repeat(101) }))).toBe('INVALID_INPUT');
    expect(codeOf(await record('office', { minutes: '字'.repeat(5001) }))).toBe('INVALID_INPUT');
  });

  it('takes no decision for people elsewhere, on cases elsewhere, in the past, or by others', async () => {
    const { meetingId } = must(await record('county'));
    const decide = async (username: string, addressee: string, more: object = {}) =>
      codeOf(await addDecision(await at(username, DAY), await decision(meetingId, addressee, more)));
    expect(await decide('county', 'manager-b')).toBe('ADDRESSEE_NOT_AVAILABLE');
    expect(await decide('county', 'auditor')).toBe('ADDRESSEE_NOT_AVAILABLE');
    expect(await decide('county', 'county')).toBe('ADDRESSEE_NOT_AVAILABLE');
    expect(await decide('county', 'lead', { caseReference: 'NO-SUCH' })).toBe('NOT_FOUND');
    expect(await decide('county', 'lead', { dueOn: '2026-03-03' })).toBe('DEADLINE_PAST');
    expect(await decide('county', 'lead', { text: ' ' })).toBe('INVALID_INPUT');
    expect(await decide('lead', 'manager')).toBe('NOT_PERMITTED');
    expect(await decide('county-b', 'manager-b')).toBe('NOT_FOUND');
    expect(await db().instruction.count({ where: { meetingId } })).toBe(0);
  });

  it('is read in its area from above, never from beside or below; who answers reads the decision alone', async () => {
    const { meetingId } = must(await record('county'));
    const { meetingId: ofProvince } = must(await record('office'));
    const { instructionId } = must(await addDecision(await at('county', DAY), await decision(meetingId, 'lead')));
    const sees = async (username: string, id: string) =>
      (await getMeeting(await actorFor(username), id, noon(DAY))) !== null;
    for (const username of ['county', 'office', 'leader']) expect(await sees(username, meetingId), username).toBe(true);
    for (const username of ['county-b', 'lead', 'township', 'auditor', 'secadmin'])
      expect(await sees(username, meetingId), username).toBe(false);
    expect(await sees('county', ofProvince)).toBe(false);
    expect(await sees('leader', ofProvince)).toBe(true);
    const thread = async (username: string) => getInstruction(await actorFor(username), instructionId, noon(DAY));
    expect(await thread('lead')).toMatchObject({ steps: ['REPLY'], meeting: { open: false } });
    expect(await thread('leader')).toMatchObject({ steps: [] });
    for (const username of ['manager', 'county-b', 'auditor']) expect(await thread(username), username).toBeNull();
  });
});
