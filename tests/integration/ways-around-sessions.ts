import { grantLane } from '@/features/cases/mutations-lane';
import { decideCase } from '@/features/decisions/mutations';
import { saveDefinition } from '@/features/programmes/mutations';
import { addCases } from '@/features/sessions/mutations-agenda';
import { castVote, openSession, recuse, settleItem } from '@/features/sessions/mutations-sitting';
import { db } from '@/server/db';
import { caseAtDecision } from '../support/case-at-decision';
import { caseOverLimit, itemOf, plannedSession, SESSION_DAY, sittingSession, voteFor } from '../support/session';
import { once, type Way } from '../support/ways';
import { actorFor, at, must } from '../support/world';

const yes = { vote: 'FOR', opinion: '同意' } as const;
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const as = (name: string) => at(name, SESSION_DAY);
const idOf = async (username: string) => (await actorFor(username)).userId;
const reject = (caseId: string) =>
  db().document.updateMany({ where: { caseId, requirementCode: 'CREDIT_CONSENT' }, data: { status: 'REJECTED' } });

const planned = once(async () => {
  const caseId = await caseOverLimit();
  return { caseId, sessionId: await plannedSession([caseId]) };
});
const sitting = once(async () => {
  const caseId = await caseOverLimit();
  return { caseId, ids: await itemOf(await sittingSession([caseId]), caseId) };
});
/** Three are needed and three are there, of whom one stands aside. */
const oneAside = once(async () => {
  const caseId = await caseOverLimit();
  const ids = await itemOf(await sittingSession([caseId], { quorum: 3 }), caseId);
  must(await recuse(await as('hq3'), { ...ids, statement: '亲属' }));
  return ids;
});

export const WAYS_THROUGH_A_SESSION: readonly Way[] = [
  {
    name: 'one approver signs what is on an agenda',
    gate: 'NOT_IN_SESSION',
    code: 'IN_SESSION',
    prepare: async () => {
      const { caseId } = await planned();
      return async () => decideCase(await as('hq'), { ...agree, caseId });
    },
  },
  {
    name: 'two sessions decide one case',
    code: 'CASE_ON_ANOTHER_AGENDA',
    prepare: async () => {
      const { caseId } = await planned();
      const sessionId = await plannedSession([], { by: 'hq2', chair: 'hq2' });
      return async () => addCases(await as('hq2'), { sessionId, caseIds: [caseId] });
    },
  },
  {
    name: 'a sitting opens below its quorum',
    code: 'SESSION_BELOW_QUORUM',
    prepare: async () => {
      const { sessionId } = await planned();
      return async () => openSession(await as('hq'), { sessionId, presentIds: [await idOf('hq')] });
    },
  },
  {
    name: 'it votes on after one who stood aside left it below its quorum',
    code: 'SESSION_BELOW_QUORUM',
    prepare: async () => {
      const ids = await oneAside();
      return async () => castVote(await as('hq2'), { ...ids, ...yes });
    },
  },
  {
    name: 'a recused member votes',
    code: 'MEMBER_RECUSED',
    prepare: async () => {
      const ids = await oneAside();
      return async () => castVote(await as('hq3'), { ...ids, ...yes });
    },
  },
  {
    name: 'a member who investigated votes',
    code: 'MEMBER_RECUSED',
    prepare: async () => {
      const caseId = await caseOverLimit();
      const duty = { caseId, userId: await idOf('hq3'), duty: 'DUE_DILIGENCE' } as const;
      await db().caseDuty.create({ data: { ...duty, takenAt: new Date(0) } });
      const ids = await itemOf(await sittingSession([caseId]), caseId);
      return async () => castVote(await as('hq3'), { ...ids, ...yes });
    },
  },
  {
    name: 'an approver who is no member votes',
    code: 'NOT_A_MEMBER',
    prepare: async () => {
      const caseId = await caseOverLimit();
      const sessionId = await sittingSession([caseId], { members: ['hq', 'hq2'], present: ['hq', 'hq2'] });
      const ids = await itemOf(sessionId, caseId);
      return async () => castVote(await as('hq3'), { ...ids, ...yes });
    },
  },
  {
    name: 'the chair settles before everybody voted',
    code: 'VOTES_MISSING',
    prepare: async () => {
      const { ids } = await sitting();
      await voteFor(ids, 'hq2');
      return async () => settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' });
    },
  },
  {
    name: 'the chair approves what was voted down',
    code: 'RESULT_NOT_VOTED',
    prepare: async () => {
      const caseId = await caseOverLimit();
      const ids = await itemOf(await sittingSession([caseId]), caseId);
      must(await castVote(await as('hq2'), { ...ids, vote: 'AGAINST', opinion: '担保不足' }));
      return async () => settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' });
    },
  },
  {
    // the same sitting as of the chair who would not wait
    name: 'everybody votes for a case whose document was rejected',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const { caseId, ids } = await sitting();
      await voteFor(ids, 'hq3', 'hq');
      await reject(caseId);
      return async () => settleItem(await as('hq'), { ...ids, result: 'APPROVED', opinion: '' });
    },
  },
];

const published = () =>
  db().programmeDefinition.findFirstOrThrow({ where: { programme: { code: 'A' }, status: 'PUBLISHED' } });

export const WAYS_BY_ANOTHER_RULE: readonly Way[] = [
  {
    name: 'the green channel leaves a document out',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const caseId = await caseAtDecision();
      const lane = { caseId, version: null, criterion: 'KEY_PROJECT', reason: '县重点项目' };
      must(await grantLane(await as('county'), lane));
      await reject(caseId);
      return async () => decideCase(await as('approver'), { ...agree, caseId });
    },
  },
  {
    name: 'a version in use is altered',
    code: 'STATUS_DOES_NOT_ALLOW',
    prepare: async () => {
      const { id: definitionId, revision } = await published();
      const edit = { definitionId, revision, section: 'catalogue', part: { catalogue: [] } } as const;
      return async () => saveDefinition(await as('admin'), edit);
    },
  },
  {
    name: 'a later version that asks for no document frees no case under way',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const caseId = await caseAtDecision();
      const { programmeId, provinceId, documentNumber, body } = await published();
      await db().programmeDefinition.create({
        data: {
          ...{ programmeId, provinceId, documentNumber, version: 9, status: 'PUBLISHED' },
          body: { ...(body as object), catalogue: [] },
          effectiveFrom: new Date('2026-03-02'),
        },
      });
      await reject(caseId);
      return async () => decideCase(await as('approver'), { ...agree, caseId });
    },
  },
];
