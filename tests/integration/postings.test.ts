import { expect, test } from 'vitest';
import { endPosting, postApprover, settleEndedPostings } from '@/features/authority/mutations-postings';
import { waitsFor } from '@/features/cases/worklist-queries';
import { decideCase } from '@/features/decisions/mutations';
import { db } from '@/server/db';
import { caseAtDecision } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';
const YUAN_1M = 100_000_000n;
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });

async function wanted(username: string, change: object = {}) {
  const [branch, postee] = [await at('approver', DAY), await at(username, DAY)];
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  return {
    userId: postee.actor.userId,
    organisationId: branch.actor.organisation.id,
    programmeId,
    upTo: 450_000_000n,
    validFrom: DAY,
    lastDay: '2026-03-10',
    documentNumber: '示例银派〔2026〕1号',
    ...change,
  };
}

const waits = async (username: string, caseId: string) =>
  (await db().caseRecord.count({ where: { AND: [{ id: caseId }, waitsFor((await at(username, DAY)).actor)] } })) === 1;

test('who is posted decides at the branch within the limit, and nobody else does', async () => {
  const postee = await colleagueOf('hq');
  const { postingId } = must(await postApprover(await at('hq', DAY), await wanted(postee)));
  const caseId = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  const { actor } = await at(postee, DAY);
  expect(await caseOf(caseId)).toMatchObject({ waitingTask: 'DECIDE', waitingUserIds: [actor.userId] });
  expect(await waits(postee, caseId)).toBe(true);
  expect(await waits('approver', caseId)).toBe(false);
  expect(await waits('hq', caseId)).toBe(false);
  for (const name of ['approver', 'hq'])
    expect(codeOf(await decideCase(await at(name, DAY), { ...agree, caseId }))).toBe('NOT_AT_DECISION_LEVEL');
  expect(must(await decideCase(await at(postee, DAY), { ...agree, caseId })).taken).toBe('APPROVED');
  const approval = await db().approval.findFirstOrThrow({ where: { caseId } });
  expect(approval.authority).toMatchObject({ source: 'POSTING', id: postingId });

  // within the branch's own limit the branch decides as ever; above the posting it is head office
  const [small, large] = [await caseAtDecision(), await caseAtDecision({ amountFen: 5n * YUAN_1M })];
  expect(await waits('approver', small)).toBe(true);
  expect(codeOf(await decideCase(await at(postee, DAY), { ...agree, caseId: small }))).toBe('NOT_AT_DECISION_LEVEL');
  expect((await caseOf(large)).decisionOrganisationId).toBe(actor.organisation.id);
  must(await endPosting(await at('hq', DAY), { postingId }));
});

test('a posting that ended names nobody any more, and its cases go up', async () => {
  const postee = await colleagueOf('hq');
  const { postingId } = must(await postApprover(await at('hq', DAY), await wanted(postee)));
  const [called, ran] = [
    await caseAtDecision({ amountFen: 4n * YUAN_1M }),
    await caseAtDecision({ amountFen: 4n * YUAN_1M }),
  ];
  must(await endPosting(await at('hq', DAY), { postingId }));
  expect(codeOf(await endPosting(await at('hq', DAY), { postingId }))).toBe('STATUS_DOES_NOT_ALLOW');
  expect((await caseOf(called)).waitingUserIds).toEqual([]);
  expect(codeOf(await decideCase(await at(postee, DAY), { ...agree, caseId: called }))).toBe('NOT_AT_DECISION_LEVEL');
  expect(must(await decideCase(await at('approver', DAY), { ...agree, caseId: called })).taken).toBe('ESCALATED');

  // one that runs out is settled by the daily job
  const again = must(await postApprover(await at('hq', DAY), await wanted(postee)));
  const caseId = await caseAtDecision({ amountFen: 4n * YUAN_1M });
  expect((await caseOf(caseId)).waitingUserIds).toHaveLength(1);
  await settleEndedPostings(noon('2026-03-10'));
  expect((await caseOf(caseId)).waitingUserIds).toHaveLength(1);
  await settleEndedPostings(noon('2026-03-11'));
  expect((await caseOf(caseId)).waitingUserIds).toEqual([]);
  expect(codeOf(await endPosting(await at('hq', '2026-03-11'), again))).toBe('STATUS_DOES_NOT_ALLOW');
  expect((await caseOf(ran)).status).toBe('OPEN');
});

test('what cannot be is refused', async () => {
  const postee = await colleagueOf('hq');
  const code = async (who: string, change: object = {}) =>
    codeOf(await postApprover(await at(who, DAY), await wanted(postee, change)));
  expect(await code('approver')).toBe('NOT_PERMITTED');
  expect(await code('lead')).toBe('NOT_PERMITTED');
  expect(await code('ins-hq')).toBe('NOT_FOUND');
  expect(await code('hq', { userId: (await at('hq', DAY)).actor.userId })).toBe('OWN_REQUEST');
  expect(await code('hq', { userId: (await at('approver2', DAY)).actor.userId })).toBe('POSTEE_NOT_AVAILABLE');
  expect(await code('hq', { organisationId: (await at('hq', DAY)).actor.organisation.id })).toBe('NOT_FOUND');
  expect(await code('hq', { lastDay: '2026-03-01' })).toBe('GRANT_DAYS');
  const { postingId } = must(await postApprover(await at('hq', DAY), await wanted(postee)));
  expect(await code('hq', { validFrom: '2026-03-10', lastDay: '2026-03-20' })).toBe('POSTING_OVERLAPS');
  expect(codeOf(await endPosting(await at('ins-hq', DAY), { postingId }))).toBe('NOT_FOUND');
  expect(codeOf(await endPosting(await at('approver', DAY), { postingId }))).toBe('NOT_PERMITTED');
  must(await endPosting(await at('hq', DAY), { postingId }));
});
