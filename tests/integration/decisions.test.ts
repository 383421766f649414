import { expect, test } from 'vitest';
import { changeCase } from '@/features/cases/mutations';
import { decideCase, escalateCase, meetCondition } from '@/features/decisions/mutations';
import { db } from '@/server/db';
import { caseAtDecision, investigate } from '../support/case-at-decision';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-03';
const YUAN_1M = 100_000_000n;
const as = (name: string) => at(name, DAY);
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const eventsOf = (caseId: string, kind: string) => db().event.findMany({ where: { caseId, kind } });
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;

test('within the branch limit one approval decides, and the figures learn the amount', async () => {
  const caseId = await caseAtDecision();
  const conditions = [{ text: '保单生效', gate: 'CONTRACT' as const }];
  const result = must(
    await decideCase(await as('approver'), {
      ...agree,
      caseId,
      amountFen: 70_000_000n,
      termMonths: 12,
      rateBps: 435,
      conditions,
    }),
  );
  expect(result.taken).toBe('APPROVED');
  expect(await caseOf(caseId)).toMatchObject({
    stage: 'CONTRACT',
    approvedAmountFen: 70_000_000n,
    approvedTermMonths: 12,
    approvedRateBps: 435,
    waitingTask: 'DRAFT_CONTRACT',
  });
  const [approved] = await eventsOf(caseId, 'case.approved');
  expect(approved?.payload).toMatchObject({ amountFen: '70000000', given: 1, needed: 1 });
  expect(await db().condition.findMany({ where: { caseId } })).toMatchObject([{ text: '保单生效', status: 'OPEN' }]);
  const [approval] = await db().approval.findMany({ where: { caseId } });
  expect(approval?.authorityLimitId).not.toBeNull();
});

test('a larger amount within the branch limit takes two approvals and settles on the least of both', async () => {
  const caseId = await caseAtDecision({ amountFen: 2n * YUAN_1M });
  const conditions = [{ text: '专户支付', gate: 'DISBURSEMENT' as const }];
  const first = must(await decideCase(await as('approver'), { ...agree, caseId, conditions }));
  expect(first.taken).toBe('ENDORSED');
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DECISION', approvedAmountFen: null });
  expect(codeOf(await decideCase(await as('approver'), { ...agree, caseId }))).toBe('ALREADY_APPROVED_BY_YOU');
  const second = must(
    await decideCase(await as('approver2'), { ...agree, caseId, amountFen: YUAN_1M, rateBps: 500, conditions }),
  );
  expect(second.taken).toBe('APPROVED');
  expect(await caseOf(caseId)).toMatchObject({
    stage: 'CONTRACT',
    approvedAmountFen: YUAN_1M,
    approvedTermMonths: 24,
    approvedRateBps: 475,
  });
  // demanded by both, written once
  expect(await db().condition.count({ where: { caseId } })).toBe(1);
});

test('above the branch limit the case goes up by itself with the reason, and head office decides', async () => {
  const caseId = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  const hq = await as('hq');
  expect((await caseOf(caseId)).decisionOrganisationId).toBe(hq.actor.organisation.id);
  const [escalated] = await eventsOf(caseId, 'case.escalated');
  expect(escalated?.payload).toMatchObject({ amountFen: '400000000', passed: [{ upToFen: '300000000' }, {}] });
  expect(codeOf(await decideCase(await as('approver'), { ...agree, caseId }))).toBe('NOT_AT_DECISION_LEVEL');
  expect(must(await decideCase(hq, { ...agree, caseId })).taken).toBe('APPROVED');
});

test('who is not asked is refused: another bank, another role, an investigator, one with a conflict', async () => {
  const caseId = await caseAtDecision();
  expect(codeOf(await decideCase(await as('approver-b'), { ...agree, caseId }))).toBe('NOT_FOUND');
  expect(codeOf(await decideCase(await as('ins-approver'), { ...agree, caseId }))).toBe('NOT_FOUND');
  expect(codeOf(await decideCase(await as('manager'), { ...agree, caseId }))).toBe('NOT_PERMITTED');
  expect(codeOf(await decideCase(await as('hq'), { ...agree, caseId }))).toBe('NOT_AT_DECISION_LEVEL');

  const both = await as('manager');
  const investigator = { ...both, actor: { ...both.actor, roles: ['ACCOUNT_MANAGER', 'APPROVER'] as const } };
  for (const outcome of ['APPROVED', 'DECLINED'] as const)
    expect(codeOf(await decideCase(investigator, { ...agree, outcome, caseId }))).toBe('SAME_PERSON');

  const { userId } = await actorFor('approver');
  await db().conflictDeclaration.create({
    data: { caseId, userId, statement: '亲属', declaredAt: noon('2026-10-12') },
  });
  expect(codeOf(await decideCase(await as('approver'), { ...agree, caseId }))).toBe('CONFLICT_DECLARED');
});

test('four eyes stands in the database too', async () => {
  const caseId = await caseAtDecision();
  const { userId } = await actorFor('manager');
  const second = db().caseDuty.create({ data: { caseId, userId, duty: 'APPROVAL', takenAt: noon('2026-10-12') } });
  await expect(second).rejects.toThrow();
});

test('amounts, terms and reasons that cannot be are refused, and nothing is written', async () => {
  const caseId = await caseAtDecision();
  const ctx = await as('approver');
  const code = async (change: object) => codeOf(await decideCase(ctx, { ...agree, caseId, ...change }));
  expect(await code({ amountFen: 80_000_001n })).toBe('APPROVED_OVER_RECOMMENDED');
  expect(await code({ amountFen: 0n })).toBe('AMOUNT_OUT_OF_RANGE');
  expect(await code({ amountFen: -5n })).toBe('AMOUNT_OUT_OF_RANGE');
  expect(await code({ termMonths: 25 })).toBe('TERM_OUT_OF_RANGE');
  expect(await code({ rateBps: 601 })).toBe('RATE_OVER_CEILING');
  expect(await code({ conditions: [{ text: '  ', gate: 'CONTRACT' }] })).toBe('INVALID_INPUT');
  expect(await code({ outcome: 'DECLINED', opinion: ' ' })).toBe('INVALID_INPUT');
  expect(await code({ outcome: 'RETURNED', opinion: '' })).toBe('INVALID_INPUT');
  expect(await code({ outcome: 'RETURNED', opinion: '重做' })).toBe('INVALID_INPUT');
  expect(await code({ outcome: 'RETURNED', opinion: '重做', returnTo: 'CONTRACT' })).toBe('TRANSITION_NOT_AVAILABLE');
  expect(await code({ version: 1 })).toBe('CONFLICT');
  expect(await db().approval.count({ where: { caseId } })).toBe(0);
  expect(await db().caseDuty.count({ where: { caseId, duty: 'APPROVAL' } })).toBe(0);
});

test('a missing document shuts the approval, not the decline', async () => {
  const caseId = await caseAtDecision();
  await db().document.updateMany({
    where: { caseId, requirementCode: 'CREDIT_CONSENT' },
    data: { status: 'REJECTED' },
  });
  expect(codeOf(await decideCase(await as('approver'), { ...agree, caseId }))).toBe('DOCUMENTS_MISSING');
  const decline = { caseId, version: null, outcome: 'DECLINED', opinion: '征信授权不全' } as const;
  expect(must(await decideCase(await as('approver'), decline)).taken).toBe('DECLINED');
  expect(await caseOf(caseId)).toMatchObject({ status: 'CLOSED', outcome: 'DECLINED', waitingTask: null });
  expect(codeOf(await decideCase(await as('approver'), { ...agree, caseId }))).toBe('TRANSITION_NOT_AVAILABLE');
});

test('a return voids the approvals of the round, visibly, and the next round starts afresh', async () => {
  const caseId = await caseAtDecision({ amountFen: 2n * YUAN_1M });
  const conditions = [{ text: '保单生效', gate: 'CONTRACT' as const }];
  must(await decideCase(await as('approver'), { ...agree, caseId, conditions }));
  const back = { caseId, version: null, outcome: 'RETURNED', opinion: '补充走访', returnTo: 'DUE_DILIGENCE' } as const;
  expect(must(await decideCase(await as('approver2'), back)).taken).toBe('RETURNED');
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DUE_DILIGENCE', decisionRound: 2, recommendedAmountFen: null });
  const rows = await db().approval.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
  expect(rows).toMatchObject([
    { outcome: 'APPROVED', round: 1, voidReason: 'case.return' },
    { outcome: 'RETURNED', round: 1, voidedAt: null },
  ]);
  expect(await db().condition.findMany({ where: { caseId } })).toMatchObject([{ status: 'VOID' }]);
  const [returned] = await eventsOf(caseId, 'case.returned');
  expect(returned?.payload).toMatchObject({ returnedTo: 'DUE_DILIGENCE', voidedApprovals: 1 });
  // what a person wrote stands beside the event, where it can be erased
  expect(await db().remark.findFirst({ where: { eventId: returned?.id ?? '' } })).toMatchObject({ text: '补充走访' });

  const again = { amountFen: 80_000_000n, termMonths: 12, conditions: [] };
  await investigate(await as('manager'), await as('manager2'), caseId, again);
  expect(must(await decideCase(await as('approver'), { ...agree, caseId })).taken).toBe('APPROVED');
  expect(await caseOf(caseId)).toMatchObject({ stage: 'CONTRACT', approvedAmountFen: 80_000_000n });
});

test('two approvals at the same moment: exactly the needed number stands', async () => {
  const caseId = await caseAtDecision();
  const { version } = await caseOf(caseId);
  const both = await Promise.all(
    ['approver', 'approver2'].map(async (name) => decideCase(await as(name), { ...agree, caseId, version })),
  );
  expect(both.map((result) => (result.ok ? result.value.taken : result.refusal.code)).sort()).toEqual([
    'APPROVED',
    'CONFLICT',
  ]);
  expect(await db().approval.count({ where: { caseId } })).toBe(1);

  const same = await caseAtDecision({ amountFen: 2n * YUAN_1M });
  const ctx = await as('approver');
  const twice = await Promise.all([1, 2].map(() => decideCase(ctx, { ...agree, caseId: same })));
  expect(twice.map((result) => (result.ok ? result.value.taken : result.refusal.code)).sort()).toEqual([
    'ALREADY_APPROVED_BY_YOU',
    'ENDORSED',
  ]);
});

test('authority that ended in between sends the case up, and what was signed under it falls', async () => {
  const caseId = await caseAtDecision({ amountFen: 2n * YUAN_1M });
  const ctx = await as('approver');
  must(await decideCase(ctx, { ...agree, caseId }));
  expect(codeOf(await escalateCase(ctx, { caseId, version: null }))).toBe('TRANSITION_NOT_AVAILABLE');
  const branch = { organisationId: ctx.actor.organisation.id };
  await db().authorityLimit.updateMany({ where: branch, data: { validTo: new Date('2026-03-03') } });
  try {
    expect(must(await decideCase(await as('approver2'), { ...agree, caseId })).taken).toBe('ESCALATED');
    const hq = await as('hq');
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'DECISION',
      decisionOrganisationId: hq.actor.organisation.id,
      waitingOrganisationId: hq.actor.organisation.id,
    });
    expect(await db().approval.findMany({ where: { caseId } })).toMatchObject([{ voidReason: 'case.escalated' }]);
    expect(await eventsOf(caseId, 'case.escalated')).toHaveLength(1);

    const head = { organisationId: hq.actor.organisation.id };
    await db().authorityLimit.updateMany({ where: head, data: { validTo: new Date('2026-03-03') } });
    expect(codeOf(await decideCase(hq, { ...agree, caseId }))).toBe('NO_AUTHORITY');
    await db().authorityLimit.updateMany({ where: head, data: { validTo: null } });
  } finally {
    await db().authorityLimit.updateMany({ where: branch, data: { validTo: null } });
  }
  // the branch has its authority back: head office sends the case down again
  must(await escalateCase(await as('hq'), { caseId, version: null }));
  expect((await caseOf(caseId)).decisionOrganisationId).toBe(ctx.actor.organisation.id);
  expect(await eventsOf(caseId, 'case.rerouted')).toHaveLength(1);
});

test('a condition is met once, with evidence, by who may', async () => {
  const caseId = await caseAtDecision();
  const conditions = [{ text: '保单生效', gate: 'CONTRACT' as const }];
  must(await decideCase(await as('approver'), { ...agree, caseId, conditions }));
  const { id: conditionId } = await db().condition.findFirstOrThrow({ where: { caseId } });
  const met = { conditionId, evidence: '保单 P-2026-1 已生效' };
  expect(codeOf(await meetCondition(await as('approver'), met))).toBe('NOT_PERMITTED');
  expect(codeOf(await meetCondition(await as('manager-b'), met))).toBe('NOT_FOUND');
  expect(codeOf(await meetCondition(await as('manager'), { ...met, evidence: ' ' }))).toBe('INVALID_INPUT');
  must(await meetCondition(await as('manager'), met));
  expect(codeOf(await meetCondition(await as('legal'), met))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await eventsOf(caseId, 'condition.met')).toHaveLength(1);
  const unknown = { ...met, conditionId: '00000000-0000-7000-8000-000000000000' };
  expect(codeOf(await meetCondition(await as('manager'), unknown))).toBe('NOT_FOUND');
});

test('a condition of an endorsed case is not yet owed', async () => {
  const caseId = await caseAtDecision({ amountFen: 2n * YUAN_1M });
  const conditions = [{ text: '保单生效', gate: 'CONTRACT' as const }];
  must(await decideCase(await as('approver'), { ...agree, caseId, conditions }));
  const { id: conditionId } = await db().condition.findFirstOrThrow({ where: { caseId } });
  expect(codeOf(await meetCondition(await as('manager'), { conditionId, evidence: '已办' }))).toBe(
    'STATUS_DOES_NOT_ALLOW',
  );
});

test('nobody endorses or approves past decideCase: the verbs carry the same gates', async () => {
  const caseId = await caseAtDecision();
  const ctx = await as('hq');
  expect(codeOf(await changeCase(ctx, caseId, null, (change) => change.move('approve')))).toBe('NOT_AT_DECISION_LEVEL');
});

test('a sign-off is held against the record', async () => {
  await expectHeldAgainstRecord('APPROVAL');
});
