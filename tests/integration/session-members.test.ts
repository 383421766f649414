import { expect, test } from 'vitest';
import { getMinutes } from '@/features/sessions/minutes-queries';
import { castVote, closeSession, settleItem } from '@/features/sessions/mutations-sitting';
import { getSession, listSessions } from '@/features/sessions/queries';
import { db } from '@/server/db';
import { colleagueOf } from '../support/colleague';
import { caseOverLimit, itemOf, SESSION_DAY, sittingSession, voteFor } from '../support/session';
import { actorFor, at, codeOf, must, regionId } from '../support/world';

const as = (name: string) => at(name, SESSION_DAY);
const shut = (username: string) => db().user.update({ where: { username }, data: { status: 'DEACTIVATED' } });

/** A sitting of three who are there and come and go, over one case. */
async function threeSit() {
  const members = [await colleagueOf('hq'), await colleagueOf('hq'), await colleagueOf('hq')] as const;
  const [chair] = members;
  const caseId = await caseOverLimit();
  const sessionId = await sittingSession([caseId], { members: [...members], chair, by: chair, present: [...members] });
  return { members, sessionId, ids: await itemOf(sessionId, caseId) };
}

test('a member whose account is shut is counted no more; who is left decides', async () => {
  const { members, ids, sessionId } = await threeSit();
  const [chair, second, third] = members;
  await shut(third);
  const view = await getSession(await actorFor(chair), sessionId);
  expect(view?.members.filter((row) => row.gone)).toHaveLength(1);
  expect(view?.items[0]?.tally.voters).toHaveLength(2);
  await voteFor(ids, second, chair);
  must(await settleItem(await as(chair), { ...ids, result: 'APPROVED', opinion: '' }));
  must(await closeSession(await as(chair), { sessionId }));
});

test('a vote given before the account was shut stands, and the first who is left leads in the place of a chair who has gone', async () => {
  const { members, ids, sessionId } = await threeSit();
  const [chair, second, third] = members;
  await voteFor(ids, chair);
  await shut(chair);
  expect(codeOf(await closeSession(await as(third), { sessionId }))).toBe('NOT_PRESIDING');
  await voteFor(ids, second, third);
  expect(codeOf(await settleItem(await as(third), { ...ids, result: 'APPROVED', opinion: '' }))).toBe('NOT_PRESIDING');
  must(await settleItem(await as(second), { ...ids, result: 'APPROVED', opinion: '' }));
  const approvals = await db().approval.count({ where: { sessionItemId: ids.itemId, outcome: 'APPROVED' } });
  expect(approvals).toBe(3);
  must(await closeSession(await as(second), { sessionId }));
  // what is over stays as it was
  const minutes = await getMinutes(await actorFor(second), sessionId);
  expect(minutes?.items[0]).toMatchObject({ result: 'APPROVED', votesFor: 3 });
});

test('below the quorum without them nothing is voted', async () => {
  const { members, ids } = await threeSit();
  const [chair, second, third] = members;
  await shut(second);
  await db().user.update({ where: { username: third }, data: { roles: ['CREDIT_LEAD'] } });
  const vote = { ...ids, vote: 'FOR', opinion: '' } as const;
  expect(codeOf(await castVote(await as(chair), vote))).toBe('SESSION_BELOW_QUORUM');
});

test('auditors and the regulator of the region read it and its minutes, of their own cases alone, and decide nothing', async () => {
  const caseId = await caseOverLimit();
  const sessionId = await sittingSession([caseId]);
  const ids = await itemOf(sessionId, caseId);
  for (const name of ['auditor', 'regulator']) {
    const actor = await actorFor(name);
    const view = await getSession(actor, sessionId);
    expect(view).toMatchObject({ mayPlan: false, mayVote: false, leads: false, items: [{ case: { id: caseId } }] });
    expect((await listSessions(actor, null)).rows.map((row) => row.id)).toContain(sessionId);
    expect((await getMinutes(actor, sessionId))?.items).toHaveLength(1);
    expect(codeOf(await castVote(await as(name), { ...ids, vote: 'FOR', opinion: '' }))).toBe('NOT_PERMITTED');
    const hunan = await regionId('43');
    const elsewhere = { ...actor, scope: { kind: 'REGION', column: 'provinceId', regionId: hunan } } as const;
    expect(await getSession(elsewhere, sessionId)).toBeNull();
    expect(await getMinutes(elsewhere, sessionId)).toBeNull();
    expect((await listSessions(elsewhere, null)).rows).toEqual([]);
  }
});
