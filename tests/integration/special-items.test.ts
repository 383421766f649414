import { expect, test } from 'vitest';
import { decideCase } from '@/features/decisions/mutations';
import { requestSpecialItem, revokeSpecialItem, settleSpecialItem } from '@/features/special-items/mutations';
import { addCaseToItem, removeCaseFromItem } from '@/features/special-items/mutations-cases';
import { getSpecialItem, listSpecialItems } from '@/features/special-items/queries';
import { db } from '@/server/db';
import { caseAtDecision } from '../support/case-at-decision';
import { caseOverLimit, OVER_LIMIT_FEN, plannedSession } from '../support/session';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-03';
const as = (name: string, day = DAY) => at(name, day);
const branchId = async () => (await actorFor('approver')).organisation.id;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;

async function asked(change: object = {}) {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  return {
    title: '冷链仓储专项',
    programmeId: programme.id,
    organisationId: await branchId(),
    ceilingFen: 2n * OVER_LIMIT_FEN,
    approvals: 1,
    validFrom: '2026-03-01',
    validTo: '2026-07-01',
    documentNumber: '示例银专〔2026〕1号',
    reason: '县里冷库集中建设',
    ...change,
  };
}

/** Asked for by the branch and approved by head office. */
async function itemInForce(change: object = {}): Promise<string> {
  const { specialItemId } = must(await requestSpecialItem(await as('approver'), await asked(change)));
  must(await settleSpecialItem(await as('hq'), { specialItemId, approved: true, remark: '' }));
  return specialItemId;
}

test('under an item the branch decides what was above its limit, and the decision says by what', async () => {
  const specialItemId = await itemInForce();
  const caseId = await caseOverLimit();
  const { actor: hq } = await as('hq');
  expect((await caseOf(caseId)).decisionOrganisationId).toBe(hq.organisation.id);
  must(await addCaseToItem(await as('approver2'), { specialItemId, caseId }));
  // it waits for the branch from now on
  expect((await caseOf(caseId)).decisionOrganisationId).toBe(await branchId());
  expect(must(await decideCase(await as('approver'), { ...agree, caseId })).taken).toBe('APPROVED');
  const [approval] = await db().approval.findMany({ where: { caseId } });
  expect(approval?.authority).toMatchObject({ source: 'SPECIAL_ITEM', id: specialItemId });
  const view = await getSpecialItem(await actorFor('approver'), specialItemId, DAY);
  expect(view).toMatchObject({ spentFen: OVER_LIMIT_FEN, cases: 1, phase: 'APPROVED', mayAdd: true, maySettle: false });
  expect(codeOf(await removeCaseFromItem(await as('approver'), { specialItemId, caseId }))).toBe(
    'CASE_DECIDED_ALREADY',
  );
});

test('the request is refused that nobody could use', async () => {
  const ctx = await as('approver');
  const code = async (change: object) => codeOf(await requestSpecialItem(ctx, await asked(change)));
  expect(codeOf(await requestSpecialItem(await as('manager'), await asked()))).toBe('NOT_PERMITTED');
  expect(await code({ organisationId: (await actorFor('hq')).organisation.id })).toBe('NOT_FOUND');
  expect(await code({ programmeId: await branchId() })).toBe('NOT_FOUND');
  expect(await code({ title: ' ' })).toBe('INVALID_INPUT');
  expect(await code({ reason: '长'.repeat(501) })).toBe('INVALID_INPUT');
  expect(await code({ ceilingFen: 0n })).toBe('INVALID_INPUT');
  expect(await code({ approvals: 0 })).toBe('INVALID_INPUT');
  expect(await code({ validTo: '2026-03-01' })).toBe('AUTHORITY_DAYS');
  expect(await code({ validFrom: '2026-01-01', validTo: '2026-02-01' })).toBe('DEADLINE_PAST');
});

test('it is approved by another person, of head office, once', async () => {
  const { specialItemId } = must(await requestSpecialItem(await as('hq'), await asked()));
  const settle = async (who: string, approved = true) =>
    codeOf(await settleSpecialItem(await as(who), { specialItemId, approved, remark: '' }));
  expect(await settle('manager')).toBe('NOT_PERMITTED');
  expect(await settle('approver')).toBe('NOT_HEAD_OFFICE');
  expect(await settle('hq')).toBe('SAME_PERSON');
  expect(await settle('ins-hq')).toBe('NOT_FOUND');
  expect(await settle('hq2', false)).toBe('INVALID_INPUT');
  const revoke = async (who: string, remark = '到期') =>
    codeOf(await revokeSpecialItem(await as(who), { specialItemId, remark }));
  expect(await revoke('hq2')).toBe('STATUS_DOES_NOT_ALLOW');
  must(await settleSpecialItem(await as('hq2'), { specialItemId, approved: true, remark: '' }));
  expect(await settle('hq3')).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await revoke('hq2', ' ')).toBe('INVALID_INPUT');
  expect(await revoke('approver')).toBe('NOT_HEAD_OFFICE');
  // the database says it too
  const self = db().specialItem.update({
    where: { id: specialItemId },
    data: { settledById: (await actorFor('hq')).userId },
  });
  await expect(self).rejects.toThrow();
});

test('a case comes under it that it is about, once, and before anything is decided', async () => {
  const specialItemId = await itemInForce();
  const caseId = await caseOverLimit();
  const add = async (id: string, item = specialItemId, who = 'approver', day = DAY) =>
    codeOf(await addCaseToItem(await as(who, day), { specialItemId: item, caseId: id }));
  const { specialItemId: waiting } = must(await requestSpecialItem(await as('approver'), await asked()));
  expect(await add(caseId, waiting)).toBe('SPECIAL_ITEM_NOT_IN_FORCE');
  expect(await add(caseId, specialItemId, 'approver', '2026-07-01')).toBe('SPECIAL_ITEM_NOT_IN_FORCE');
  expect(await add(caseId, specialItemId, 'manager')).toBe('NOT_PERMITTED');
  expect(await add(caseId, specialItemId, 'approver-b')).toBe('NOT_FOUND');
  const other = await db().programme.create({ data: { code: `S${caseId.slice(-6)}`, name: { zh: '另', en: 'X' } } });
  expect(await add(caseId, await itemInForce({ programmeId: other.id }))).toBe('CASE_OUTSIDE_SPECIAL_ITEM');
  const signed = await caseAtDecision({ amountFen: 200_000_000n });
  must(await decideCase(await as('approver'), { ...agree, caseId: signed }));
  expect(await add(signed)).toBe('CASE_DECIDED_ALREADY');
  const onAgenda = await caseOverLimit();
  await plannedSession([onAgenda]);
  expect(await add(onAgenda)).toBe('IN_SESSION');
  must(await addCaseToItem(await as('approver'), { specialItemId, caseId }));
  expect(await add(caseId)).toBe('CASE_IN_SPECIAL_ITEM');
  expect(await add(caseId, await itemInForce())).toBe('CASE_IN_SPECIAL_ITEM');
  // taken out, it goes back to where the ordinary limits put it
  must(await removeCaseFromItem(await as('approver'), { specialItemId, caseId }));
  const { actor: hq } = await as('hq');
  expect((await caseOf(caseId)).decisionOrganisationId).toBe(hq.organisation.id);
  expect(codeOf(await removeCaseFromItem(await as('approver'), { specialItemId, caseId }))).toBe('NOT_FOUND');
});

test('once it is over or ended the branch decides nothing more under it', async () => {
  const specialItemId = await itemInForce();
  const [late, ended] = [await caseOverLimit(), await caseOverLimit()];
  for (const caseId of [late, ended]) must(await addCaseToItem(await as('approver'), { specialItemId, caseId }));
  // on its last day it no longer holds: the case goes up instead of being signed
  const over = await decideCase(await as('approver', '2026-07-01'), { ...agree, caseId: late });
  expect(must(over).taken).toBe('ESCALATED');
  must(await revokeSpecialItem(await as('hq2'), { specialItemId, remark: '资金收紧' }));
  expect(must(await decideCase(await as('approver'), { ...agree, caseId: ended })).taken).toBe('ESCALATED');
  expect(await db().approval.count({ where: { caseId: { in: [late, ended] } } })).toBe(0);
});

test('two cases at the same time do not together pass its ceiling', async () => {
  const specialItemId = await itemInForce({ ceilingFen: OVER_LIMIT_FEN + 1n });
  const [one, two] = [await caseOverLimit(), await caseOverLimit()];
  for (const caseId of [one, two]) must(await addCaseToItem(await as('approver'), { specialItemId, caseId }));
  const taken = await Promise.all([
    decideCase(await as('approver'), { ...agree, caseId: one }),
    decideCase(await as('approver2'), { ...agree, caseId: two }),
  ]);
  expect(taken.map((result) => must(result).taken).sort()).toEqual(['APPROVED', 'ESCALATED']);
  const sum = await db().caseRecord.aggregate({
    where: { specialItems: { some: { specialItemId } } },
    _sum: { approvedAmountFen: true },
  });
  expect(sum._sum.approvedAmountFen).toBe(OVER_LIMIT_FEN);
});

test('it is read by its organisation and those above, by nobody else', async () => {
  const specialItemId = await itemInForce();
  const reads = async (name: string) => getSpecialItem(await actorFor(name), specialItemId, DAY);
  for (const name of ['approver', 'lead', 'hq']) expect([name, (await reads(name))?.id]).toEqual([name, specialItemId]);
  for (const name of ['manager', 'county', 'leader', 'ins-hq', 'approver-b', 'county-b', 'admin'])
    expect([name, await reads(name)]).toEqual([name, null]);
  const listed = async (name: string) => (await listSpecialItems(await actorFor(name), DAY)).map((row) => row.id);
  expect(await listed('hq')).toContain(specialItemId);
  expect(await listed('approver-b')).toEqual([]);
});
