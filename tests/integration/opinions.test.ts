import { expect, test } from 'vitest';
import { countWorklist, waitsFor } from '@/features/cases/worklist-queries';
import { decideCase } from '@/features/decisions/mutations';
import { declareConflict } from '@/features/due-diligence/mutations';
import { answerOpinion, askOpinion, cancelOpinion } from '@/features/opinions/mutations';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-03';
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const idOf = async (username: string) => (await actorFor(username)).userId;
const ask = async (
  by: string,
  caseId: string,
  kind: 'OPINION' | 'SIGN_BEFORE' | 'SIGN_AFTER',
  of: string,
  change = {},
) =>
  askOpinion(await at(by, DAY), {
    caseId,
    version: null,
    kind,
    personId: await idOf(of),
    question: '请就还款来源发表意见',
    dueOn: '2026-03-05',
    ...change,
  });
const answer = async (by: string, requestId: string, outcome: 'ANSWERED' | 'OBJECTED' = 'ANSWERED', text = '无异议') =>
  answerOpinion(await at(by, DAY), { requestId, outcome, answer: text });
const decide = async (by: string, caseId: string, change: object = {}) =>
  decideCase(await at(by, DAY), { ...agree, caseId, ...change });
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const waits = async (username: string, caseId: string) =>
  (await db().caseRecord.count({ where: { AND: [{ id: caseId }, waitsFor(await actorFor(username))] } })) === 1;

test('an opinion is asked for, seen by who is asked, given, and holds up nothing', async () => {
  const caseId = await caseAtDueDiligence();
  const { requestId } = must(await ask('lead', caseId, 'OPINION', 'legal'));
  const legal = await actorFor('legal');
  expect((await countWorklist(legal)).asked).toBe(1);
  const notice = await db().notice.findFirstOrThrow({ where: { caseId, userId: legal.userId } });
  expect(notice.kind).toBe('OPINION_ASKED');
  expect(codeOf(await ask('lead', caseId, 'OPINION', 'legal'))).toBe('SIGNER_ASKED_ALREADY');
  expect(codeOf(await answer('clerk', requestId))).toBe('NOT_FOUND');
  expect(codeOf(await answer('legal-b', requestId))).toBe('NOT_FOUND');
  expect(codeOf(await answer('legal', requestId, 'OBJECTED'))).toBe('INVALID_INPUT');
  expect(codeOf(await answer('legal', requestId, 'ANSWERED', ' '))).toBe('INVALID_INPUT');
  must(await answer('legal', requestId));
  expect(codeOf(await answer('legal', requestId))).toBe('STATUS_DOES_NOT_ALLOW');
  expect((await countWorklist(legal)).asked).toBe(0);
  const back = await db().notice.findFirstOrThrow({ where: { caseId, kind: 'OPINION_GIVEN' } });
  expect(back.userId).toBe(await idOf('lead'));
  expect(await db().caseDuty.count({ where: { caseId } })).toBe(0);
});

test('an added signer is waited for before anybody approves, and an objection shuts the approval', async () => {
  const caseId = await caseAtDecision();
  const { requestId } = must(await ask('approver', caseId, 'SIGN_BEFORE', 'legal'));
  expect(codeOf(await decide('approver', caseId))).toBe('SIGNERS_OPEN');
  expect(codeOf(await decide('approver2', caseId))).toBe('SIGNERS_OPEN');
  must(await answer('legal', requestId, 'OBJECTED', '担保不足'));
  expect(codeOf(await decide('approver', caseId))).toBe('SIGNER_OBJECTED');
  expect(codeOf(await cancelOpinion(await at('approver', DAY), { requestId }))).toBe('STATUS_DOES_NOT_ALLOW');

  // an objection does not go away by asking again and taking that back, only by the signer's own signature
  const again = must(await ask('approver', caseId, 'SIGN_BEFORE', 'legal'));
  must(await cancelOpinion(await at('approver', DAY), again));
  expect(codeOf(await decide('approver', caseId))).toBe('SIGNER_OBJECTED');
  must(await answer('legal', must(await ask('approver', caseId, 'SIGN_BEFORE', 'legal')).requestId));
  // who signed has a part in the approval: they pay nothing on this case
  expect(await db().caseDuty.findMany({ where: { caseId, duty: 'APPROVAL' } })).toMatchObject([
    { userId: await idOf('legal') },
  ]);
  expect(must(await decide('approver', caseId)).taken).toBe('APPROVED');
});

test('a return after an objection begins a round without it', async () => {
  const caseId = await caseAtDecision();
  const { requestId } = must(await ask('approver', caseId, 'SIGN_BEFORE', 'legal'));
  must(await answer('legal', requestId, 'OBJECTED', '担保不足'));
  const back = { outcome: 'RETURNED', opinion: '补充担保', returnTo: 'DUE_DILIGENCE' };
  expect(must(await decide('approver', caseId, back)).taken).toBe('RETURNED');
  expect(codeOf(await answer('legal', requestId))).toBe('STATUS_DOES_NOT_ALLOW');
});

test('a signer after the others takes the case on with their own approval', async () => {
  const caseId = await caseAtDecision();
  must(await ask('approver', caseId, 'SIGN_AFTER', 'hq'));
  expect(codeOf(await decide('hq', caseId))).toBe('SIGN_AFTER_OTHERS');
  expect(must(await decide('approver', caseId)).taken).toBe('ENDORSED');
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DECISION', approvedAmountFen: null });
  expect(await waits('hq', caseId)).toBe(true);
  expect(await waits('approver2', caseId)).toBe(false);
  expect(codeOf(await decide('approver2', caseId))).toBe('SIGNERS_OPEN');
  expect(codeOf(await decide('approver', caseId))).toBe('SIGNERS_OPEN');
  expect(must(await decide('hq', caseId, { amountFen: 70_000_000n })).taken).toBe('APPROVED');
  expect(await caseOf(caseId)).toMatchObject({ stage: 'CONTRACT', approvedAmountFen: 70_000_000n });
  expect(await db().opinionRequest.findFirstOrThrow({ where: { caseId } })).toMatchObject({ status: 'ANSWERED' });
});

test('two signers after two approvers: each signs, in any order, and the last takes it on', async () => {
  const caseId = await caseAtDecision({ amountFen: 200_000_000n });
  const [third, fourth] = [await colleagueOf('approver'), await colleagueOf('approver')];
  must(await ask('approver', caseId, 'SIGN_AFTER', third));
  must(await ask('approver', caseId, 'SIGN_AFTER', fourth));
  expect(must(await decide('approver', caseId)).taken).toBe('ENDORSED');
  expect(codeOf(await decide(third, caseId))).toBe('SIGN_AFTER_OTHERS');
  expect(must(await decide('approver2', caseId)).taken).toBe('ENDORSED');
  expect(must(await decide(fourth, caseId)).taken).toBe('ENDORSED');
  expect(must(await decide(third, caseId)).taken).toBe('APPROVED');
});

test('the last signer may refuse; one taken back takes the approval of who asked with them', async () => {
  const declined = await caseAtDecision();
  must(await ask('approver', declined, 'SIGN_AFTER', 'approver2'));
  must(await decide('approver', declined));
  expect(must(await decide('approver2', declined, { outcome: 'DECLINED', opinion: '风险过高' })).taken).toBe(
    'DECLINED',
  );

  const caseId = await caseAtDecision();
  const asked = must(await ask('approver', caseId, 'SIGN_AFTER', 'approver2'));
  must(await decide('approver', caseId));
  expect(codeOf(await cancelOpinion(await at('approver2', DAY), asked))).toBe('NOT_YOUR_TASK');
  must(await cancelOpinion(await at('approver', DAY), asked));
  const [approval] = await db().approval.findMany({ where: { caseId } });
  expect(approval).toMatchObject({ voidReason: 'opinion.cancelled' });
  expect(must(await decide('approver', caseId)).taken).toBe('APPROVED');
});

test('who signs last answers in the decision, not beside it', async () => {
  const caseId = await caseAtDecision();
  const { requestId } = must(await ask('approver', caseId, 'SIGN_AFTER', 'approver2'));
  expect(codeOf(await answer('approver2', requestId))).toBe('STATUS_DOES_NOT_ALLOW');
});

test('whoever cannot ask, or be asked, is refused', async () => {
  const caseId = await caseAtDecision();
  const code = async (kind: 'OPINION' | 'SIGN_BEFORE' | 'SIGN_AFTER', of: string, by = 'approver', change = {}) =>
    codeOf(await ask(by, caseId, kind, of, change));
  expect(await code('OPINION', 'legal', 'clerk')).toBe('NOT_YOUR_TASK');
  expect(await code('OPINION', 'legal', 'auditor')).toBe('NOT_PERMITTED');
  expect(await code('OPINION', 'legal', 'approver-b')).toBe('NOT_FOUND');
  expect(await code('OPINION', 'approver')).toBe('SIGNER_NOT_AVAILABLE');
  expect(await code('OPINION', 'legal-b')).toBe('RECIPIENT_OUT_OF_SCOPE');
  expect(await code('OPINION', 'admin')).toBe('RECIPIENT_OUT_OF_SCOPE');
  expect(await code('OPINION', 'legal', 'approver', { question: ' ' })).toBe('INVALID_INPUT');
  expect(await code('OPINION', 'legal', 'approver', { dueOn: '2026-03-02' })).toBe('DEADLINE_PAST');
  // who investigated signs no approval, before or after
  expect(await code('SIGN_BEFORE', 'manager')).toBe('SIGNER_NOT_AVAILABLE');
  expect(await code('SIGN_AFTER', 'legal')).toBe('SIGNER_NOT_AVAILABLE');
  expect(await code('SIGN_AFTER', 'ins-hq')).toBe('RECIPIENT_OUT_OF_SCOPE');
  must(await declareConflict(await at('approver2', DAY), { caseId, statement: '亲属' }));
  expect(await code('SIGN_AFTER', 'approver2')).toBe('SIGNER_NOT_AVAILABLE');

  const early = await caseAtDueDiligence();
  expect(codeOf(await ask('lead', early, 'SIGN_BEFORE', 'legal'))).toBe('NOT_PERMITTED');
  const { requestId } = must(await ask('lead', early, 'OPINION', 'county'));
  expect(codeOf(await cancelOpinion(await at('approver-b', DAY), { requestId }))).toBe('NOT_FOUND');
  expect(codeOf(await cancelOpinion(await at('auditor', DAY), { requestId }))).toBe('NOT_PERMITTED');
  must(await cancelOpinion(await at('lead', DAY), { requestId }));
  expect(codeOf(await answer('county', requestId))).toBe('STATUS_DOES_NOT_ALLOW');
});
