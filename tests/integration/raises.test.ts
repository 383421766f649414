import { expect, test } from 'vitest';
import { requestRaise, revokeRaise, settleRaise } from '@/features/authority/mutations-raises';
import { decideCase } from '@/features/decisions/mutations';
import { db } from '@/server/db';
import { asOwner } from '../support/as-owner';
import { caseAtDecision } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';
const YUAN_1M = 100_000_000n;
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });

async function wanted(change: object = {}) {
  const approver = await at('approver', DAY);
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  return {
    organisationId: approver.actor.organisation.id,
    programmeId,
    applicantKind: null,
    upTo: 5n * YUAN_1M,
    approvals: 1,
    validFrom: DAY,
    lastDay: '2026-03-10',
    reason: '示范季集中投放',
    ...change,
  };
}

const granted = { outcome: 'APPROVED', documentNumber: '示例银授〔2026〕3号', remark: null } as const;

async function raised(change: object = {}): Promise<string> {
  const { raiseId } = must(await requestRaise(await at('approver', DAY), await wanted(change)));
  must(await settleRaise(await at('hq', DAY), { raiseId, ...granted }));
  return raiseId;
}

const end = (raiseId: string) => db().authorityRaise.update({ where: { id: raiseId }, data: { status: 'REVOKED' } });

test('asked for by a branch it allows nothing; granted by head office it is authority until its last day', async () => {
  const { raiseId } = must(await requestRaise(await at('lead', DAY), await wanted()));
  const before = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  const hq = await at('hq', DAY);
  expect((await caseOf(before)).decisionOrganisationId).toBe(hq.actor.organisation.id);

  must(await settleRaise(hq, { raiseId, ...granted }));
  const caseId = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  const approver = await at('approver', '2026-03-10');
  expect((await caseOf(caseId)).decisionOrganisationId).toBe(approver.actor.organisation.id);
  expect(must(await decideCase(approver, { ...agree, caseId })).taken).toBe('APPROVED');
  const approval = await db().approval.findFirstOrThrow({ where: { caseId } });
  expect(approval.authority).toMatchObject({ source: 'RAISE', id: raiseId, documentNumber: granted.documentNumber });
  const kinds = await db().event.findMany({ where: { kind: { startsWith: 'raise.' } }, orderBy: { id: 'asc' } });
  expect(kinds.map((event) => event.kind)).toEqual(['raise.requested', 'raise.approved']);
  await end(raiseId);
});

test('a raise already over: the approval is refused its authority and the case goes up', async () => {
  const raiseId = await raised();
  const caseId = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  const late = await at('approver', '2026-03-11');
  expect(must(await decideCase(late, { ...agree, caseId })).taken).toBe('ESCALATED');
  const hq = await at('hq', DAY);
  expect(await caseOf(caseId)).toMatchObject({
    stage: 'DECISION',
    approvedAmountFen: null,
    decisionOrganisationId: hq.actor.organisation.id,
  });
  expect(await db().approval.count({ where: { caseId } })).toBe(0);
  expect(codeOf(await decideCase(late, { ...agree, caseId }))).toBe('NOT_AT_DECISION_LEVEL');
  await end(raiseId);
});

test('a raise taken back: what waits under it goes up', async () => {
  const raiseId = await raised();
  const caseId = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  const hq = await at('hq', '2026-03-03');
  expect(codeOf(await revokeRaise(hq, { raiseId, remark: ' ' }))).toBe('INVALID_INPUT');
  must(await revokeRaise(hq, { raiseId, remark: '投放结束' }));
  expect(codeOf(await revokeRaise(hq, { raiseId, remark: '投放结束' }))).toBe('STATUS_DOES_NOT_ALLOW');
  const approver = await at('approver', '2026-03-03');
  expect(must(await decideCase(approver, { ...agree, caseId })).taken).toBe('ESCALATED');
});

test('what cannot be asked for is refused', async () => {
  const approver = await at('approver', DAY);
  const code = async (change: object) => codeOf(await requestRaise(approver, await wanted(change)));
  expect(await code({ upTo: 3n * YUAN_1M })).toBe('RAISE_NOT_HIGHER');
  expect(await code({ lastDay: '2026-03-01' })).toBe('GRANT_DAYS');
  expect(await code({ programmeId: approver.requestId })).toBe('PROGRAMME_UNKNOWN');
  expect(await code({ organisationId: (await at('hq', DAY)).actor.organisation.id })).toBe('NOT_FOUND');
  expect(await code({ organisationId: (await at('approver-b', DAY)).actor.organisation.id })).toBe('NOT_FOUND');
  expect(codeOf(await requestRaise(await at('manager', DAY), await wanted()))).toBe('NOT_PERMITTED');
  expect(codeOf(await requestRaise(await at('ins-approver', DAY), await wanted()))).toBe('NOT_FOUND');
});

test('head office gives no more than it holds', async () => {
  const head = (await at('hq', DAY)).actor.organisation.id;
  const limit = await db().authorityLimit.findFirstOrThrow({ where: { organisationId: head } });
  const setTo = (upToFen: bigint | null) =>
    asOwner('UPDATE authority_limit SET up_to_fen = $2 WHERE id = $1', [limit.id, upToFen]);
  await setTo(4n * YUAN_1M);
  expect(codeOf(await requestRaise(await at('approver', DAY), await wanted()))).toBe('OVER_OWN_AUTHORITY');
  await setTo(null);
});

test('only another person of head office settles it, once, and says why', async () => {
  const { raiseId } = must(await requestRaise(await at('hq', DAY), await wanted()));
  const settle = async (name: string, change: object = {}) =>
    codeOf(await settleRaise(await at(name, DAY), { raiseId, ...granted, ...change }));
  expect(await settle('hq')).toBe('OWN_REQUEST');
  expect(await settle('approver')).toBe('NOT_PERMITTED');
  expect(await settle('manager')).toBe('NOT_PERMITTED');
  expect(await settle('ins-hq')).toBe('NOT_FOUND');
  expect(await settle('approver-b')).toBe('NOT_FOUND');
  const other = await colleagueOf('hq');
  expect(await settle(other, { documentNumber: null })).toBe('INVALID_INPUT');
  expect(await settle(other, { outcome: 'REFUSED' })).toBe('INVALID_INPUT');
  const late = { raiseId, ...granted };
  expect(codeOf(await settleRaise(await at(other, '2026-03-11'), late))).toBe('GRANT_DAYS');
  must(
    await settleRaise(await at(other, DAY), { raiseId, outcome: 'REFUSED', documentNumber: null, remark: '额度紧张' }),
  );
  expect(await settle(other)).toBe('STATUS_DOES_NOT_ALLOW');
  expect(codeOf(await revokeRaise(await at(other, DAY), { raiseId, remark: '收回' }))).toBe('STATUS_DOES_NOT_ALLOW');
});
