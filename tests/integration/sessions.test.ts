import { describe, expect, test } from 'vitest';
import { takeTransition } from '@/features/cases/transitions';
import { decideCase, escalateCase } from '@/features/decisions/mutations';
import { sessionMinutesData } from '@/features/sessions/minutes-queries';
import { addCases, editItem, removeItem } from '@/features/sessions/mutations-agenda';
import { cancelSession, editSession, planSession } from '@/features/sessions/mutations-plan';
import {
  admitMember,
  castVote,
  closeSession,
  openSession,
  recuse,
  settleItem,
} from '@/features/sessions/mutations-sitting';
import { getSession, listCandidates, listSessions } from '@/features/sessions/queries';
import { db } from '@/server/db';
import { caseAtDecision, take } from '../support/case-at-decision';
import {
  approveItem,
  caseOverLimit,
  itemOf,
  OVER_LIMIT_FEN,
  plannedSession,
  planOf,
  SESSION_DAY,
  sittingSession,
  voteFor,
} from '../support/session';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const as = (name: string) => at(name, SESSION_DAY);
const idOf = async (name: string) => (await actorFor(name)).userId;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const against = { vote: 'AGAINST', opinion: '担保不足' } as const;
const yes = { vote: 'FOR', opinion: '' } as const;

describe('planning', () => {
  test('calls the members and puts cases on the agenda with what was recommended', async () => {
    const caseId = await caseAtDecision({
      amountFen: OVER_LIMIT_FEN,
      conditions: [{ text: '追加保证人', gate: 'CONTRACT' }],
    });
    const sessionId = await plannedSession([caseId]);
    const told = { kind: 'SESSION_CALLED', subjectId: sessionId } as const;
    expect(await db().notice.count({ where: { ...told, userId: await idOf('hq2') } })).toBe(1);
    // whoever calls it is not told of it
    expect(await db().notice.count({ where: { ...told, userId: await idOf('hq') } })).toBe(0);
    const [item] = await db().sessionItem.findMany({ where: { sessionId } });
    expect(item).toMatchObject({ amountFen: OVER_LIMIT_FEN, termMonths: 24, rateBps: 475, status: 'PENDING' });
    expect(item?.conditions).toEqual([{ text: '追加保证人', gate: 'CONTRACT' }]);
    expect(item?.pack).toMatchObject({
      recommendedAmountFen: OVER_LIMIT_FEN.toString(),
      authority: { source: 'LIMIT', approvals: 1, upToFen: null },
    });
    const view = await getSession(await actorFor('hq2'), sessionId);
    expect(view?.items).toMatchObject([{ case: { id: caseId }, tally: { quorum: 2, outcome: null } }]);
  });

  test('refuses who may not plan and what cannot work', async () => {
    const plan = await planOf();
    const ctx = await as('hq');
    const code = async (change: object) => codeOf(await planSession(ctx, { ...plan, ...change }));
    expect(codeOf(await planSession(await as('manager'), plan))).toBe('NOT_PERMITTED');
    expect(codeOf(await planSession(await as('county'), plan))).toBe('NOT_PERMITTED');
    expect(await code({ programmeId: await idOf('hq') })).toBe('NOT_FOUND');
    expect(await code({ title: ' ' })).toBe('INVALID_INPUT');
    expect(await code({ place: '长'.repeat(101) })).toBe('INVALID_INPUT');
    expect(await code({ plannedAt: noon('2026-03-02') })).toBe('DEADLINE_PAST');
    expect(await code({ memberIds: [] })).toBe('MEMBERS_MISSING');
    expect(await code({ chairId: await idOf('approver') })).toBe('CHAIR_NOT_A_MEMBER');
    expect(await code({ quorum: 4 })).toBe('QUORUM_OUT_OF_RANGE');
    expect(await code({ mode: 'RATIO', ratioBps: 5_000 })).toBe('RATIO_OUT_OF_RANGE');
    // an approver of the branch, and somebody who approves nothing
    expect(await code({ memberIds: [...plan.memberIds, await idOf('approver')] })).toBe('MEMBER_NOT_ELIGIBLE');
    expect(await code({ memberIds: [...plan.memberIds, await idOf('manager')] })).toBe('MEMBER_NOT_ELIGIBLE');
  });

  test('is changed until it begins, by a form that is not stale', async () => {
    const sessionId = await plannedSession([], { members: ['hq2', 'hq'] });
    const { programmeId: _, ...plan } = await planOf({ mode: 'ANY' });
    const ctx = await as('hq');
    must(await editSession(ctx, { ...plan, sessionId, revision: 1 }));
    expect(await db().sessionMember.count({ where: { sessionId } })).toBe(3);
    const called = { kind: 'SESSION_CALLED', subjectId: sessionId, userId: await idOf('hq3') } as const;
    expect(await db().notice.count({ where: called })).toBe(1);
    expect(codeOf(await editSession(ctx, { ...plan, sessionId, revision: 1 }))).toBe('CONFLICT');
    expect(codeOf(await editSession(ctx, { ...plan, sessionId, revision: 2, quorum: 9 }))).toBe('QUORUM_OUT_OF_RANGE');
    expect(codeOf(await editSession(await as('manager'), { ...plan, sessionId, revision: 2 }))).toBe('NOT_PERMITTED');
    must(await cancelSession(ctx, { sessionId, reason: '改期' }));
    expect(codeOf(await editSession(ctx, { ...plan, sessionId, revision: 2 }))).toBe('SESSION_NOT_PLANNED');
    expect(codeOf(await cancelSession(ctx, { sessionId, reason: '改期' }))).toBe('STATUS_DOES_NOT_ALLOW');
  });
});

describe('the agenda', () => {
  test('takes only cases that wait for this organisation, of this programme, signed by nobody', async () => {
    const sessionId = await plannedSession([]);
    const ctx = await as('hq');
    const add = async (caseId: string, id = sessionId, by = ctx) =>
      codeOf(await addCases(by, { sessionId: id, caseIds: [caseId] }));
    expect(codeOf(await addCases(ctx, { sessionId, caseIds: [] }))).toBe('INVALID_INPUT');
    expect(await add(await caseAtDecision())).toBe('NOT_AT_DECISION_LEVEL');
    const caseId = await caseOverLimit();
    expect(await add(caseId, sessionId, await as('manager'))).toBe('NOT_PERMITTED');
    expect(await add(caseId, sessionId, await as('approver'))).toBe('NOT_FOUND');
    const other = await db().programme.create({ data: { code: `X${caseId.slice(-6)}`, name: { zh: '另', en: 'X' } } });
    const elsewhere = must(await planSession(ctx, { ...(await planOf()), programmeId: other.id }));
    expect(await add(caseId, elsewhere.sessionId)).toBe('CASE_OF_ANOTHER_PROGRAMME');
    await db().caseRecord.update({ where: { id: caseId }, data: { status: 'SUSPENDED' } });
    expect(await add(caseId)).toBe('CASE_NOT_AT_DECISION');
    await db().caseRecord.update({ where: { id: caseId }, data: { status: 'OPEN' } });
    must(await addCases(ctx, { sessionId, caseIds: [caseId] }));
    expect(await add(caseId)).toBe('CASE_ON_ANOTHER_AGENDA');
    // two signatures are needed at the branch, and one is given
    const signed = await caseAtDecision({ amountFen: 200_000_000n });
    const agreed = { caseId: signed, version: null, outcome: 'APPROVED', opinion: '' } as const;
    must(await decideCase(await as('approver'), agreed));
    const branch = await as('approver2');
    const plan = await planOf({ members: ['approver', 'approver2'], chair: 'approver2' });
    const atBranch = must(await planSession(branch, plan));
    expect(await add(signed, atBranch.sessionId, branch)).toBe('CASE_SIGNED_ALREADY');
  });

  test('two sessions put one case on at the same time: one gets it, and the database says so too', async () => {
    const caseId = await caseOverLimit();
    const [first, second] = [await plannedSession([]), await plannedSession([], { by: 'hq2', chair: 'hq2' })];
    const answers = await Promise.all([
      addCases(await as('hq'), { sessionId: first, caseIds: [caseId] }),
      addCases(await as('hq2'), { sessionId: second, caseIds: [caseId] }),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]))).toEqual(['CASE_ON_ANOTHER_AGENDA']);
    const taken = await db().sessionItem.findFirstOrThrow({ where: { caseId } });
    const twin = db().sessionItem.create({
      data: {
        caseId,
        sessionId: taken.sessionId === first ? second : first,
        sequence: 1,
        round: 1,
        amountFen: 1n,
        termMonths: 1,
        rateBps: 1,
        pack: {},
      },
    });
    await expect(twin).rejects.toThrow();
  });

  test('proposes no more than was recommended, and a case may be taken off and come back', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await plannedSession([caseId]);
    const ids = await itemOf(sessionId, caseId);
    const ctx = await as('hq');
    const edit = async (change: object) => codeOf(await editItem(ctx, { ...ids, conditions: [], ...change }));
    expect(await edit({ amountFen: OVER_LIMIT_FEN + 1n })).toBe('APPROVED_OVER_RECOMMENDED');
    expect(await edit({ amountFen: 0n })).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await edit({ termMonths: 25 })).toBe('TERM_OUT_OF_RANGE');
    expect(await edit({ rateBps: 601 })).toBe('RATE_OVER_CEILING');
    expect(await edit({ conditions: [{ text: ' ', gate: 'CONTRACT' }] })).toBe('INVALID_INPUT');
    must(
      await editItem(ctx, { ...ids, amountFen: 350_000_000n, conditions: [{ text: '监管账户', gate: 'CONTRACT' }] }),
    );
    expect(codeOf(await removeItem(ctx, { ...ids, reason: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await removeItem(await as('manager'), { ...ids, reason: '材料待补' }))).toBe('NOT_PERMITTED');
    must(await removeItem(ctx, { ...ids, reason: '材料待补' }));
    expect(codeOf(await removeItem(ctx, { ...ids, reason: '材料待补' }))).toBe('ITEM_SETTLED');
    expect(await edit({})).toBe('ITEM_SETTLED');
    must(await addCases(ctx, { sessionId, caseIds: [caseId] }));
    expect(await db().sessionItem.findUniqueOrThrow({ where: { id: ids.itemId } })).toMatchObject({
      status: 'PENDING',
      amountFen: OVER_LIMIT_FEN,
    });
  });

  test('keeps a single approver off its cases, and lets go of what is withdrawn', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await plannedSession([caseId]);
    for (const outcome of ['APPROVED', 'DECLINED', 'RETURNED'] as const) {
      const input = { caseId, version: null, outcome, opinion: '同意', returnTo: 'DUE_DILIGENCE' as const };
      expect(codeOf(await decideCase(await as('hq'), input))).toBe('IN_SESSION');
    }
    expect(codeOf(await escalateCase(await as('hq'), { caseId, version: null }))).toBe('IN_SESSION');
    const { version } = await caseOf(caseId);
    must(await takeTransition(await as('county'), { caseId, version, verb: 'withdraw', reason: '申请人放弃' }));
    expect(await db().sessionItem.findFirst({ where: { sessionId } })).toMatchObject({ status: 'REMOVED' });
    expect(codeOf(await openSession(await as('hq'), { sessionId, presentIds: [await idOf('hq2')] }))).toBe(
      'AGENDA_EMPTY',
    );
  });
});

describe('the sitting', () => {
  test('decides a case: votes, signatures, terms, conditions, and the way on through all gates', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await plannedSession([caseId]);
    const ids = await itemOf(sessionId, caseId);
    const conditions = [{ text: '监管账户', gate: 'DISBURSEMENT' as const }];
    must(await editItem(await as('hq'), { ...ids, amountFen: 350_000_000n, conditions }));
    const presentIds = [await idOf('hq2'), await idOf('hq3')];
    expect(must(await openSession(await as('hq'), { sessionId, presentIds })).number).toMatch(/^2026-\d{3}$/);
    await approveItem(ids);
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'CONTRACT',
      approvedAmountFen: 350_000_000n,
      approvedTermMonths: 24,
      approvedRateBps: 475,
    });
    const approvals = await db().approval.findMany({ where: { caseId } });
    expect(approvals).toHaveLength(3);
    for (const row of approvals)
      expect(row).toMatchObject({ outcome: 'APPROVED', sessionItemId: ids.itemId, authority: { source: 'LIMIT' } });
    expect(await db().caseDuty.count({ where: { caseId, duty: 'APPROVAL' } })).toBe(3);
    expect(await db().condition.findMany({ where: { caseId } })).toMatchObject([{ text: '监管账户', status: 'OPEN' }]);
    const [event] = await db().event.findMany({ where: { caseId, kind: 'case.approved' } });
    expect(event?.payload).toMatchObject({ sessionId, votesFor: 3, votesAgainst: 0, given: 3, amountFen: '350000000' });
    must(await closeSession(await as('hq'), { sessionId }));
    const minutes = await sessionMinutesData(db(), sessionId);
    expect(minutes).toMatchObject({
      place: '总行第一会议室',
      members: [{ present: true }, { present: true }, { present: true }],
      items: [{ result: 'APPROVED', amountFen: 350_000_000n, votes: [{}, {}, {}] }],
    });
  });

  test('declines, or returns to an earlier stage, what was voted down', async () => {
    const [declined, returned] = [await caseOverLimit(), await caseOverLimit()];
    const sessionId = await sittingSession([declined, returned]);
    const [first, second] = [await itemOf(sessionId, declined), await itemOf(sessionId, returned)];
    const chair = await as('hq');
    for (const ids of [first, second]) {
      expect(codeOf(await castVote(await as('hq2'), { ...ids, vote: 'AGAINST', opinion: ' ' }))).toBe('INVALID_INPUT');
      must(await castVote(await as('hq2'), { ...ids, ...against }));
    }
    const settle = async (ids: typeof first, input: object) =>
      settleItem(chair, { ...ids, result: 'DECLINED', opinion: '担保不足', ...input });
    expect(codeOf(await settle(first, { result: 'APPROVED' }))).toBe('RESULT_NOT_VOTED');
    expect(codeOf(await settle(first, { opinion: '' }))).toBe('INVALID_INPUT');
    expect(codeOf(await settle(second, { result: 'RETURNED' }))).toBe('INVALID_INPUT');
    expect(codeOf(await settle(second, { result: 'RETURNED', returnTo: 'FOLLOW_UP' }))).toBe(
      'TRANSITION_NOT_AVAILABLE',
    );
    must(await settle(first, {}));
    must(await settle(second, { result: 'RETURNED', returnTo: 'DUE_DILIGENCE' }));
    expect(await caseOf(declined)).toMatchObject({ status: 'CLOSED', outcome: 'DECLINED' });
    expect(await caseOf(returned)).toMatchObject({ stage: 'DUE_DILIGENCE', decisionRound: 2, approvedAmountFen: null });
    expect(await db().approval.findMany({ where: { caseId: declined } })).toMatchObject([{ outcome: 'DECLINED' }]);
    expect(codeOf(await settle(first, {}))).toBe('ITEM_SETTLED');
  });

  test('refuses below the quorum, before it begins and after it is over', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await plannedSession([caseId], { quorum: 3 });
    const ids = await itemOf(sessionId, caseId);
    expect(codeOf(await castVote(await as('hq2'), { ...ids, ...yes }))).toBe('SESSION_NOT_OPEN');
    const presentIds = [await idOf('hq2')];
    expect(codeOf(await openSession(await as('hq2'), { sessionId, presentIds }))).toBe('NOT_PRESIDING');
    expect(codeOf(await openSession(await as('hq'), { sessionId, presentIds }))).toBe('SESSION_BELOW_QUORUM');
    expect(codeOf(await closeSession(await as('hq'), { sessionId }))).toBe('SESSION_NOT_OPEN');
    expect(codeOf(await admitMember(await as('hq'), { sessionId, userId: await idOf('hq3') }))).toBe(
      'SESSION_NOT_OPEN',
    );
    must(await openSession(await as('hq'), { sessionId, presentIds: [...presentIds, await idOf('hq3')] }));
    expect(codeOf(await openSession(await as('hq'), { sessionId, presentIds }))).toBe('SESSION_NOT_PLANNED');
    expect(codeOf(await addCases(await as('hq'), { sessionId, caseIds: [caseId] }))).toBe('SESSION_NOT_PLANNED');
    // one stands aside: two of three are left, and three were wanted
    must(await recuse(await as('hq3'), { ...ids, statement: '系申请人亲属' }));
    expect(codeOf(await castVote(await as('hq2'), { ...ids, ...yes }))).toBe('SESSION_BELOW_QUORUM');
    expect(codeOf(await settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' }))).toBe(
      'SESSION_BELOW_QUORUM',
    );
    expect(codeOf(await closeSession(await as('hq'), { sessionId }))).toBe('ITEMS_PENDING');
    expect(codeOf(await removeItem(await as('hq2'), { ...ids, reason: '改期' }))).toBe('NOT_PRESIDING');
    must(await removeItem(await as('hq'), { ...ids, reason: '改期' }));
    expect(codeOf(await closeSession(await as('hq2'), { sessionId }))).toBe('NOT_PRESIDING');
    must(await closeSession(await as('hq'), { sessionId }));
    expect(codeOf(await removeItem(await as('hq'), { ...ids, reason: '改期' }))).toBe('SESSION_NOT_OPEN');
    expect((await caseOf(caseId)).stage).toBe('DECISION');
  });

  test('counts no recused member, lets no investigator vote, and nobody twice', async () => {
    const caseId = await caseOverLimit();
    // somebody of head office who had gone to the site
    await db().caseDuty.create({
      data: { caseId, userId: await idOf('hq3'), duty: 'DUE_DILIGENCE', takenAt: noon(SESSION_DAY) },
    });
    const sessionId = await sittingSession([caseId], { quorum: 1, mode: 'ANY' });
    const ids = await itemOf(sessionId, caseId);
    expect(codeOf(await castVote(await as('hq3'), { ...ids, ...yes }))).toBe('MEMBER_RECUSED');
    expect(codeOf(await recuse(await as('hq3'), { ...ids, statement: '利害关系' }))).toBe('MEMBER_RECUSED');
    expect(codeOf(await recuse(await as('hq'), { ...ids, statement: ' ' }))).toBe('INVALID_INPUT');
    must(await recuse(await as('hq'), { ...ids, statement: '系申请人亲属' }));
    expect(codeOf(await castVote(await as('hq'), { ...ids, ...yes }))).toBe('MEMBER_RECUSED');
    // the chair stood aside, so the first in the order who may vote presides
    expect(codeOf(await settleItem(await as('hq2'), { ...ids, result: 'APPROVED', opinion: '' }))).toBe(
      'VOTES_MISSING',
    );
    await voteFor(ids, 'hq2');
    expect(codeOf(await castVote(await as('hq2'), { ...ids, ...yes }))).toBe('ALREADY_VOTED');
    expect(codeOf(await settleItem(await as('hq3'), { ...ids, result: 'APPROVED', opinion: '' }))).toBe(
      'NOT_PRESIDING',
    );
    must(await settleItem(await as('hq2'), { ...ids, result: 'APPROVED', opinion: '' }));
    const signed = await db().approval.findMany({ where: { caseId } });
    expect(signed.map((row) => row.approverId)).toEqual([await idOf('hq2')]);
    expect(codeOf(await castVote(await as('hq'), { ...ids, ...yes }))).toBe('ITEM_SETTLED');
    // standing aside holds for the case, not for the evening
    expect(await db().conflictDeclaration.count({ where: { caseId, userId: await idOf('hq') } })).toBe(1);
  });

  test('goes one after the other, and the first against ends it', async () => {
    const [one, two] = [await caseOverLimit(), await caseOverLimit()];
    const sessionId = await sittingSession([one, two], { mode: 'IN_TURN' });
    const [first, second] = [await itemOf(sessionId, one), await itemOf(sessionId, two)];
    expect(codeOf(await castVote(await as('hq3'), { ...first, ...yes }))).toBe('NOT_YOUR_TURN');
    await voteFor(first, 'hq2');
    must(await castVote(await as('hq3'), { ...first, ...against }));
    expect(codeOf(await castVote(await as('hq'), { ...first, ...yes }))).toBe('NOT_YOUR_TURN');
    must(await settleItem(await as('hq'), { ...first, result: 'DECLINED', opinion: '担保不足' }));
    await approveItem(second);
    expect((await caseOf(two)).stage).toBe('CONTRACT');
  });

  test('is for its members who are there; who comes late is written down by the chair', async () => {
    const caseId = await caseOverLimit();
    const members = ['hq2', 'hq'];
    const sessionId = await sittingSession([caseId], { members, quorum: 1, present: ['hq'], mode: 'ALL' });
    const ids = await itemOf(sessionId, caseId);
    expect(codeOf(await castVote(await as('hq3'), { ...ids, ...yes }))).toBe('NOT_A_MEMBER');
    expect(codeOf(await castVote(await as('hq2'), { ...ids, ...yes }))).toBe('MEMBER_NOT_PRESENT');
    expect(codeOf(await admitMember(await as('hq2'), { sessionId, userId: await idOf('hq2') }))).toBe('NOT_PRESIDING');
    expect(codeOf(await admitMember(await as('hq'), { sessionId, userId: await idOf('hq3') }))).toBe('NOT_A_MEMBER');
    must(await admitMember(await as('hq'), { sessionId, userId: await idOf('hq2') }));
    await voteFor(ids, 'hq');
    expect(codeOf(await settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' }))).toBe('VOTES_MISSING');
    await voteFor(ids, 'hq2');
    must(await settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' }));
  });

  test('opens no gate: a document rejected during the sitting, a case that was suspended', async () => {
    const [one, two] = [await caseOverLimit(), await caseOverLimit()];
    const sessionId = await sittingSession([one, two], { mode: 'ANY' });
    const [first, second] = [await itemOf(sessionId, one), await itemOf(sessionId, two)];
    await voteFor(first, 'hq2');
    await voteFor(second, 'hq2');
    await db().document.updateMany({
      where: { caseId: one, requirementCode: 'CREDIT_CONSENT' },
      data: { status: 'REJECTED' },
    });
    const settle = async (ids: typeof first) =>
      codeOf(await settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' }));
    expect(await settle(first)).toBe('DOCUMENTS_MISSING');
    // nothing of the refused attempt stands
    expect(await db().approval.count({ where: { caseId: one } })).toBe(0);
    expect(await db().sessionItem.findUniqueOrThrow({ where: { id: first.itemId } })).toMatchObject({
      status: 'PENDING',
    });
    const { version } = await caseOf(two);
    must(await takeTransition(await as('lead'), { caseId: two, version, verb: 'suspend', reason: '核实舆情' }));
    expect(await settle(second)).toBe('CASE_NOT_AT_DECISION');
    expect(codeOf(await castVote(await as('hq3'), { ...second, ...yes }))).toBe('CASE_NOT_AT_DECISION');
    must(await removeItem(await as('hq'), { ...second, reason: '已中止' }));
  });

  test('two settle one item at the same time: it is decided once', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await sittingSession([caseId], { mode: 'ANY' });
    const ids = await itemOf(sessionId, caseId);
    await voteFor(ids, 'hq2', 'hq3');
    const input = { ...ids, result: 'APPROVED', opinion: '' } as const;
    const answers = await Promise.all([settleItem(await as('hq'), input), settleItem(await as('hq'), input)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]))).toEqual(['ITEM_SETTLED']);
    expect(await db().event.count({ where: { caseId, kind: 'case.approved' } })).toBe(1);
    expect(await db().approval.count({ where: { caseId } })).toBe(2);
  });

  test('whoever voted requests and releases no payment of the case', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await sittingSession([caseId], { mode: 'ANY' });
    await voteFor(await itemOf(sessionId, caseId), 'hq2');
    const twice = db().caseDuty.create({
      data: { caseId, userId: await idOf('hq2'), duty: 'PAYMENT_REQUEST', takenAt: noon(SESSION_DAY) },
    });
    await expect(twice).rejects.toThrow();
  });

  test('is called off while nothing is decided, and its cases are free again', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await sittingSession([caseId]);
    expect(codeOf(await cancelSession(await as('hq2'), { sessionId, reason: '改期' }))).toBe('NOT_PRESIDING');
    expect(codeOf(await cancelSession(await as('hq'), { sessionId, reason: '' }))).toBe('INVALID_INPUT');
    must(await cancelSession(await as('hq'), { sessionId, reason: '改期' }));
    const agreed = { caseId, version: null, outcome: 'APPROVED', opinion: '' } as const;
    must(await decideCase(await as('hq'), agreed));
    const settled = await caseOverLimit();
    const other = await sittingSession([settled], { mode: 'ANY' });
    await voteFor(await itemOf(other, settled), 'hq2');
    must(await settleItem(await as('hq'), { ...(await itemOf(other, settled)), result: 'APPROVED', opinion: '' }));
    expect(codeOf(await cancelSession(await as('hq'), { sessionId: other, reason: '改期' }))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
  });

  test('numbers the sittings of an organisation and year without a gap', async () => {
    const numbers: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const sessionId = await plannedSession([await caseOverLimit()]);
      const presentIds = [await idOf('hq2')];
      numbers.push(must(await openSession(await as('hq'), { sessionId, presentIds })).number);
    }
    const [first, second] = numbers.map((number) => Number(number.slice(5)));
    expect(second).toBe((first ?? 0) + 1);
  });
});

describe('who reads it', () => {
  test('its own organisation and those above, not the branch, another bank or the county', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await plannedSession([caseId]);
    const reads = async (name: string) => getSession(await actorFor(name), sessionId);
    expect(await reads('hq3')).not.toBeNull();
    for (const name of [
      'approver',
      'lead',
      'manager',
      'ins-hq',
      'approver-b',
      'lead-b',
      'county',
      'county-b',
      'leader',
      'admin',
    ])
      expect([name, await reads(name)]).toEqual([name, null]);
    const listed = async (name: string) => (await listSessions(await actorFor(name), null)).rows.map((row) => row.id);
    expect(await listed('hq2')).toContain(sessionId);
    expect(await listed('approver-b')).toEqual([]);
    expect(await listed('ins-hq')).toEqual([]);
    expect(await getSession(await actorFor('hq'), 'no-id')).toBeNull();
    // head office reads the sessions of its branches
    const plan = await planOf({ members: ['approver', 'approver2'], chair: 'approver' });
    const branch = must(await planSession(await as('approver'), plan));
    expect(await listed('hq2')).toContain(branch.sessionId);
  });

  test('offers as candidates what waits for this organisation and stands on no agenda', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await plannedSession([]);
    const offered = async () => (await listCandidates(await actorFor('hq'), sessionId)).map((row) => row.id);
    expect(await offered()).toContain(caseId);
    expect(await offered()).not.toContain(await caseAtDecision());
    must(await addCases(await as('hq'), { sessionId, caseIds: [caseId] }));
    expect(await offered()).not.toContain(caseId);
    expect(await listCandidates(await actorFor('approver-b'), sessionId)).toEqual([]);
  });
});

test('a case that went back waits for no session until it comes again', async () => {
  const caseId = await caseOverLimit();
  const sessionId = await sittingSession([caseId]);
  const ids = await itemOf(sessionId, caseId);
  must(await castVote(await as('hq2'), { ...ids, ...against }));
  must(await settleItem(await as('hq'), { ...ids, result: 'RETURNED', opinion: '补充走访', returnTo: 'ACCEPTANCE' }));
  await take(await as('county'), caseId, 'accept');
  expect((await caseOf(caseId)).decisionRound).toBe(2);
  expect(codeOf(await addCases(await as('hq'), { sessionId: await plannedSession([]), caseIds: [caseId] }))).toBe(
    'CASE_NOT_AT_DECISION',
  );
});

test('what a session settled is held against the record', async () => {
  await expectHeldAgainstRecord('SESSION_ITEM');
});
