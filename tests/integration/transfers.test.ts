import { expect, test } from 'vitest';
import { takeTransition } from '@/features/cases/transitions';
import { waitsFor } from '@/features/cases/worklist-queries';
import { decideCase } from '@/features/decisions/mutations';
import { requestPayment } from '@/features/disbursements/mutations';
import { declareConflict } from '@/features/due-diligence/mutations';
import { takeBackTask, transferTask } from '@/features/transfers/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { colleagueOf } from '../support/colleague';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-03';
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const idOf = async (username: string) => (await actorFor(username)).userId;
const pass = async (by: string, caseId: string, to: string, change: object = {}) =>
  transferTask(await at(by, DAY), { caseId, version: null, toId: await idOf(to), reason: '外出培训', ...change });
const waits = async (username: string, caseId: string) =>
  (await db().caseRecord.count({ where: { AND: [{ id: caseId }, waitsFor(await actorFor(username))] } })) === 1;

test('the task in hand goes to a named colleague, who alone does it, and ends with the step', async () => {
  const caseId = await caseAtDecision();
  must(await pass('approver', caseId, 'approver2'));
  expect(await waits('approver2', caseId)).toBe(true);
  expect(await waits('approver', caseId)).toBe(false);
  const told = { caseId, userId: await idOf('approver2') };
  expect(await db().notice.findMany({ where: told })).toMatchObject([
    { kind: 'TRANSFERRED', payload: { task: 'DECIDE' } },
  ]);
  expect(codeOf(await decideCase(await at('approver', DAY), { ...agree, caseId }))).toBe('TRANSFERRED_TO_ANOTHER');
  expect(must(await decideCase(await at('approver2', DAY), { ...agree, caseId })).taken).toBe('APPROVED');
  expect(await db().caseTransfer.count({ where: { caseId, endedAt: null } })).toBe(0);
  const [event] = await db().event.findMany({ where: { caseId, kind: 'case.transferred' } });
  expect(event?.payload).toEqual({ task: 'DECIDE', toId: await idOf('approver2') });
});

test('it is passed on again, and taken back by who passed it on or heads the office', async () => {
  const caseId = await caseAtDecision();
  const third = await colleagueOf('approver');
  must(await pass('approver', caseId, 'approver2'));
  expect(codeOf(await pass('approver', caseId, third))).toBe('NOT_YOUR_TASK');
  must(await pass('approver2', caseId, third));
  expect(await waits(third, caseId)).toBe(true);
  const seen = { caseId, version: null };
  expect(codeOf(await takeBackTask(await at('approver', DAY), seen))).toBe('NOT_YOUR_TASK');
  must(await takeBackTask(await at('approver2', DAY), seen));
  expect(codeOf(await takeBackTask(await at('approver2', DAY), seen))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await waits('approver', caseId)).toBe(true);
  must(await pass('approver', caseId, third));
  must(await takeBackTask(await at('lead', DAY), seen));
  expect(await waits('approver2', caseId)).toBe(true);
});

test('a step of acceptance passed on binds nobody in the next step', async () => {
  const county = await colleagueOf('county');
  const caseId = await caseAtDueDiligence();
  await db().caseRecord.update({ where: { id: caseId }, data: { stage: 'ACCEPTANCE', reviewStep: 0 } });
  const seen = async () => (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).version;
  must(await pass('county', caseId, county));
  const accept = async (by: string) =>
    takeTransition(await at(by, DAY), { caseId, version: await seen(), verb: 'accept' });
  expect(codeOf(await accept('county'))).toBe('TRANSFERRED_TO_ANOTHER');
  must(await accept(county));
  expect(await waits('lead', caseId)).toBe(true);
  must(await accept('lead'));
});

test('money is asked for by the colleague alone', async () => {
  const clerk = await colleagueOf('clerk');
  const { caseId, trancheIds } = await caseAtDisbursement();
  must(await pass('clerk', caseId, clerk));
  const ask = async (by: string) =>
    requestPayment(await at(by, '2026-04-10'), {
      caseId,
      trancheId: trancheIds[0] ?? '',
      idempotencyKey: newUuid(),
    } as never);
  expect(codeOf(await ask('clerk'))).toBe('TRANSFERRED_TO_ANOTHER');
  must(await ask(clerk));
});

test('who may not do it does not get it', async () => {
  const caseId = await caseAtDecision();
  expect(codeOf(await pass('approver', caseId, 'hq'))).toBe('COLLEAGUE_NOT_AVAILABLE');
  expect(codeOf(await pass('approver', caseId, 'manager'))).toBe('COLLEAGUE_NOT_AVAILABLE');
  expect(codeOf(await pass('approver', caseId, 'approver'))).toBe('COLLEAGUE_NOT_AVAILABLE');
  expect(codeOf(await pass('approver', caseId, 'approver-b'))).toBe('COLLEAGUE_NOT_AVAILABLE');
  expect(codeOf(await pass('approver', caseId, 'approver2', { reason: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await pass('approver', caseId, 'approver2', { version: 1 }))).toBe('CONFLICT');
  expect(codeOf(await pass('clerk', caseId, 'approver2'))).toBe('NOT_YOUR_TASK');
  expect(codeOf(await pass('auditor', caseId, 'approver2'))).toBe('NOT_PERMITTED');
  expect(codeOf(await pass('approver-b', caseId, 'approver2'))).toBe('NOT_FOUND');

  const investigator = await idOf('manager');
  await db().user.update({ where: { id: investigator }, data: { roles: ['APPROVER'] } });
  expect(codeOf(await pass('approver', caseId, 'manager'))).toBe('COLLEAGUE_NOT_AVAILABLE');
  await db().user.update({ where: { id: investigator }, data: { roles: ['ACCOUNT_MANAGER'] } });

  const gone = await colleagueOf('approver');
  await db().user.update({ where: { username: gone }, data: { status: 'DEACTIVATED' } });
  expect(codeOf(await pass('approver', caseId, gone))).toBe('COLLEAGUE_NOT_AVAILABLE');
  must(await declareConflict(await at('approver2', DAY), { caseId, statement: '亲属' }));
  expect(codeOf(await pass('approver', caseId, 'approver2'))).toBe('COLLEAGUE_NOT_AVAILABLE');
  expect(codeOf(await takeBackTask(await at('approver-b', DAY), { caseId, version: null }))).toBe('NOT_FOUND');
});

test('what belongs to named people is assigned anew instead', async () => {
  const caseId = await caseAtDueDiligence();
  const helper = await colleagueOf('lead');
  must(await pass('lead', caseId, helper));
  expect(await waits('lead', caseId)).toBe(false);
  const decided = await caseAtDecision();
  must(await decideCase(await at('approver', DAY), { ...agree, caseId: decided }));
  expect(codeOf(await pass('manager', decided, 'manager2'))).toBe('TASK_NOT_TRANSFERABLE');
});
