import { expect, test } from 'vitest';
import { takeTransition } from '@/features/cases/transitions';
import { assignManagers } from '@/features/due-diligence/mutations';
import { markCaseOpened } from '@/features/notices/mutations';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence, investigate } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const take = async (
  by: string,
  caseId: string,
  verb: 'recall' | 'accept' | 'suspend' | 'resume',
  reason = '材料放错',
) => takeTransition(await at(by, DAY), { caseId, version: (await caseOf(caseId)).version, verb, reason });

test('a recommendation nobody has looked at comes back with its report as it was, and goes on again', async () => {
  const caseId = await caseAtDecision();
  must(await take('manager', caseId, 'recall'));
  expect(await caseOf(caseId)).toMatchObject({
    stage: 'DUE_DILIGENCE',
    waitingTask: 'INVESTIGATE',
    recommendedAmountFen: null,
    decisionOrganisationId: null,
  });
  expect(await db().dueDiligenceReport.findFirstOrThrow({ where: { caseId } })).toMatchObject({ status: 'CONFIRMED' });
  const [event] = await db().event.findMany({ where: { caseId, kind: 'case.recalled' } });
  expect(event?.payload).toMatchObject({ verb: 'recall', from: 'DECISION', to: 'DUE_DILIGENCE' });
  expect(codeOf(await take('manager', caseId, 'recall'))).toBe('NOT_HANDED_ON_BY_YOU');
  // a second visit to the stage has a clock of its own
  const visits = await db().stageVisit.findMany({ where: { caseId, stage: 'DUE_DILIGENCE' } });
  expect(visits).toHaveLength(2);
});

test('a step of acceptance comes back to the step, the last of them from the stage after', async () => {
  const caseId = await caseAtDueDiligence();
  must(await take('lead', caseId, 'recall'));
  expect(await caseOf(caseId)).toMatchObject({ stage: 'ACCEPTANCE', reviewStep: 1 });
  expect(codeOf(await take('county', caseId, 'recall'))).toBe('NOT_HANDED_ON_BY_YOU');
  must(await take('lead', caseId, 'accept'));
  must(await take('lead', caseId, 'recall'));

  await db().caseRecord.update({ where: { id: caseId }, data: { reviewStep: 0 } });
  must(await take('county', caseId, 'accept'));
  expect(await caseOf(caseId)).toMatchObject({ reviewStep: 1 });
  must(await take('county', caseId, 'recall'));
  expect(await caseOf(caseId)).toMatchObject({ stage: 'ACCEPTANCE', reviewStep: 0, waitingRoles: ['COUNTY_OFFICIAL'] });
});

test('it ends when one of those whose turn it is has opened the case; others looking at it do no harm', async () => {
  const caseId = await caseAtDecision();
  must(await markCaseOpened(await at('lead', DAY), { caseId }));
  must(await markCaseOpened(await at('manager', DAY), { caseId }));
  must(await markCaseOpened(await at('approver-b', DAY), { caseId }));
  expect((await caseOf(caseId)).openedAt).toBeNull();
  const { version } = await caseOf(caseId);
  must(await markCaseOpened(await at('approver', DAY), { caseId }));
  must(await markCaseOpened(await at('approver2', DAY), { caseId }));
  expect(await caseOf(caseId)).toMatchObject({ version, openedById: (await actorFor('approver')).userId });
  expect(codeOf(await take('manager', caseId, 'recall'))).toBe('OPENED_ALREADY');
});

test('acting on it counts as having looked; what was not handed on is not recalled', async () => {
  const caseId = await caseAtDueDiligence();
  const managers = { managerAId: (await actorFor('manager')).userId, managerBId: (await actorFor('manager2')).userId };
  const other = await colleagueOf('lead');
  must(await assignManagers(await at(other, DAY), { caseId, version: null, ...managers }));
  expect(codeOf(await take('lead', caseId, 'recall'))).toBe('NOT_HANDED_ON_BY_YOU');
  expect(codeOf(await take(other, caseId, 'recall'))).toBe('NOT_HANDED_ON_BY_YOU');
  must(await take('lead', caseId, 'suspend', '等待核查'));
  expect(codeOf(await take('lead', caseId, 'recall'))).toBe('TRANSITION_NOT_AVAILABLE');
  must(await take('lead', caseId, 'resume', '核查完成'));
  expect(codeOf(await take('lead', caseId, 'recall'))).toBe('NOT_HANDED_ON_BY_YOU');
  await investigate(await at('manager', DAY), await at('manager2', DAY), caseId, {
    amountFen: 80_000_000n,
    termMonths: 24,
    conditions: [],
  });
  expect(codeOf(await take('manager2', caseId, 'recall'))).toBe('NOT_HANDED_ON_BY_YOU');
  expect(codeOf(await take('approver', caseId, 'recall'))).toBe('NOT_PERMITTED');
  expect(codeOf(await take('manager-b', caseId, 'recall'))).toBe('NOT_FOUND');
  expect(codeOf(await take('manager', caseId, 'recall', ' '))).toBe('INVALID_INPUT');
  must(await take('manager', caseId, 'recall'));
});
