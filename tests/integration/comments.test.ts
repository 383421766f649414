import { describe, expect, it } from 'vitest';
import { COMMENT_LENGTH } from '@/domain/comment';
import { withdrawComment, writeComment } from '@/features/comments/mutations';
import { COMMENTS_PAGE, listComments } from '@/features/comments/queries';
import { declareConflict } from '@/features/due-diligence/mutations';
import { newUuid } from '@/lib/uuid';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-05';
const TEXT = '请核对羊舍面积，张三电话 13800001234';
const say = async (username: string, caseId: string, mentionIds: string[] = [], text = TEXT) =>
  writeComment(await at(username, DAY), { caseId, text, mentionIds });
const idOf = async (username: string) => (await actorFor(username)).userId;
const later = async (username: string, minutes: number) =>
  contextOf(await actorFor(username), new Date(noon(DAY).getTime() + minutes * 60_000));

describe('a comment', () => {
  it('is read by whoever sees the case, and tells whom it names', async () => {
    const caseId = await caseAtDueDiligence();
    const named = [await idOf('lead'), await idOf('county')];
    must(await say('manager', caseId, [...named, named[0] ?? '']));
    for (const reader of ['county', 'lead', 'leader', 'auditor']) {
      const page = await listComments(await actorFor(reader), caseId, noon(DAY));
      expect(page?.rows).toHaveLength(1);
      expect(page?.rows[0]).toMatchObject({ text: TEXT, mayWithdraw: false });
      expect(page?.rows[0]?.mentions).toHaveLength(2);
    }
    const notices = await db().notice.findMany({ where: { caseId, kind: 'MENTIONED' } });
    expect(notices.map((notice) => notice.userId).sort()).toEqual([...named].sort());
  });

  it('leaves its words in no event and in no notice', async () => {
    const caseId = await caseAtDueDiligence();
    must(await say('manager', caseId, [await idOf('lead')]));
    const events = await db().event.findMany({ where: { caseId, kind: 'comment.written' } });
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).toMatchObject({ mentions: 1 });
    const notices = await db().notice.findMany({ where: { caseId } });
    const remarks = await db().remark.findMany({ where: { eventId: events[0]?.id ?? '' } });
    expect(JSON.stringify([events.map((event) => event.payload), notices, remarks])).not.toContain('羊舍');
  });

  it('names somebody again and again on one line of their notices, and nobody of their own', async () => {
    const caseId = await caseAtDueDiligence();
    for (let count = 0; count < 3; count++)
      must(await say('manager', caseId, [await idOf('lead'), await idOf('manager')]));
    const notices = await db().notice.findMany({ where: { caseId, kind: 'MENTIONED' } });
    expect(notices.map((notice) => notice.count)).toEqual([3]);
  });

  it('may be written on a closed case', async () => {
    const caseId = await caseAtDueDiligence();
    await db().caseRecord.update({ where: { id: caseId }, data: { status: 'CLOSED', outcome: 'WITHDRAWN' } });
    must(await say('county', caseId));
  });

  it('pages by key, the newest first', async () => {
    const caseId = await caseAtDueDiligence();
    for (let count = 1; count <= COMMENTS_PAGE + 2; count++) must(await say('manager', caseId, [], `第 ${count} 条`));
    const reader = await actorFor('lead');
    const first = await listComments(reader, caseId, noon(DAY));
    expect(first?.rows[0]?.text).toBe(`第 ${COMMENTS_PAGE + 2} 条`);
    const second = await listComments(reader, caseId, noon(DAY), first?.next ?? '');
    expect(second?.rows.map((row) => row.text)).toEqual(['第 2 条', '第 1 条']);
    expect(second?.next).toBeNull();
  });
});

describe('a comment is taken back', () => {
  it('by its writer within ten minutes: the words are gone, that there was one is not', async () => {
    const caseId = await caseAtDueDiligence();
    const { commentId } = must(await say('manager', caseId));
    const mine = await listComments(await actorFor('manager'), caseId, noon(DAY));
    expect(mine?.rows[0]?.mayWithdraw).toBe(true);
    must(await withdrawComment(await later('manager', 10), { commentId }));
    expect((await db().comment.findUniqueOrThrow({ where: { id: commentId } })).text).toBe('');
    const seen = await listComments(await actorFor('lead'), caseId, noon(DAY));
    expect(seen?.rows[0]).toMatchObject({ text: null, mayWithdraw: false });
    expect(await db().event.count({ where: { caseId, kind: 'comment.withdrawn' } })).toBe(1);
    expect(codeOf(await withdrawComment(await later('manager', 10), { commentId }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('not later, not by another, not from another county', async () => {
    const caseId = await caseAtDueDiligence();
    const { commentId } = must(await say('manager', caseId));
    const late = await withdrawComment(await later('manager', 11), { commentId });
    expect(late).toMatchObject({ refusal: { code: 'COMMENT_TOO_OLD', params: { minutes: 10 } } });
    expect(codeOf(await withdrawComment(await later('lead', 1), { commentId }))).toBe('NOT_PERMITTED');
    for (const stranger of ['county-b', 'manager-b'])
      expect(codeOf(await withdrawComment(await later(stranger, 1), { commentId }))).toBe('NOT_FOUND');
    expect(codeOf(await withdrawComment(await later('manager', 1), { commentId: newUuid() }))).toBe('NOT_FOUND');
  });
});

describe('a comment is refused', () => {
  it('with nothing in it, with too much, and with too many people', async () => {
    const caseId = await caseAtDueDiligence();
    for (const text of ['', '  \n ', '长'.repeat(COMMENT_LENGTH + 1)])
      expect(codeOf(await say('manager', caseId, [], text))).toBe('INVALID_INPUT');
    must(await say('manager', caseId, [], '长'.repeat(COMMENT_LENGTH)));
    const crowd = Array.from({ length: 21 }, () => newUuid());
    expect(codeOf(await say('manager', caseId, crowd))).toBe('INVALID_INPUT');
  });

  it('when it names somebody who cannot see the case, and then nobody is told', async () => {
    const caseId = await caseAtDueDiligence();
    for (const stranger of ['county-b', 'manager-b', 'admin', 'ins-lead'])
      expect(codeOf(await say('manager', caseId, [await idOf('lead'), await idOf(stranger)]))).toBe(
        'MENTION_OUT_OF_SCOPE',
      );
    expect(codeOf(await say('manager', caseId, [newUuid()]))).toBe('MENTION_OUT_OF_SCOPE');
    expect(await db().comment.count({ where: { caseId } })).toBe(0);
    expect(await db().notice.count({ where: { caseId, kind: 'MENTIONED' } })).toBe(0);
  });

  it('to who only reads, who declared a conflict, and who is of another county', async () => {
    const caseId = await caseAtDueDiligence();
    for (const reader of ['leader', 'auditor', 'regulator'])
      expect(codeOf(await say(reader, caseId))).toBe('NOT_PERMITTED');
    for (const stranger of ['county-b', 'manager-b']) {
      expect(codeOf(await say(stranger, caseId))).toBe('NOT_FOUND');
      expect(await listComments(await actorFor(stranger), caseId, noon(DAY))).toBeNull();
    }
    must(await declareConflict(await at('manager2', DAY), { caseId, statement: '申请人系本人亲属' }));
    expect(codeOf(await say('manager2', caseId))).toBe('CONFLICT_DECLARED');
  });
});
