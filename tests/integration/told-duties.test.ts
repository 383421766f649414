import { afterEach, expect, test } from 'vitest';
import { assignManagers, recordSiteVisit, saveReport } from '@/features/due-diligence/mutations';
import { answerOpinion, askOpinion } from '@/features/opinions/mutations';
import { grantStandIn } from '@/features/stand-ins/mutations';
import { transferTask } from '@/features/transfers/mutations';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { expectRowsLikeRecord } from '../support/held-against-record';
import { actorFor, at, must } from '../support/world';

// Ways to a duty on which somebody else stands beside who acts: each leaves an event that names them.
const DAY = '2026-03-02';
const NEXT_DAY = '2026-03-03';
const idOf = async (username: string) => (await actorFor(username)).userId;
const dutiesOf = async (caseId: string) =>
  (await db().caseDuty.findMany({ where: { caseId } })).map((row) => row.userId);

afterEach(() => expectRowsLikeRecord(process.env.DATABASE_URL ?? ''));

async function standIn(absent: string, helper: string): Promise<void> {
  const [absentId, standInId] = [await idOf(absent), await idOf(helper)];
  const arranged = { absentId, standInId, validFrom: DAY, lastDay: '2026-03-10', reason: '年休假' };
  must(await grantStandIn(await at(absent, DAY), arranged));
}

async function assigned(...managers: [string, string]): Promise<string> {
  const caseId = await caseAtDueDiligence();
  await assign(caseId, ...managers);
  return caseId;
}

async function assign(caseId: string, a: string, b: string): Promise<void> {
  const managers = { managerAId: await idOf(a), managerBId: await idOf(b) };
  must(await assignManagers(await at('lead', DAY), { caseId, version: null, ...managers }));
}

test('a stand-in who saves a report as it was has investigated nothing', async () => {
  const caseId = await assigned('manager', 'manager2');
  const terms = { recommendedAmountFen: 80_000_000n, termMonths: 24, rateBps: 475, repaymentMethod: 'BULLET' as const };
  const report = { caseId, answers: {}, summary: '还款来源稳定', conditions: [], ...terms };
  must(await saveReport(await at('manager', DAY), report));
  const helper = await colleagueOf('manager');
  await standIn('manager', helper);
  must(await saveReport(await at(helper, NEXT_DAY), report));
  expect(await dutiesOf(caseId)).toEqual([await idOf('manager')]);
});

test('a visit that is sent again is the same, and with another colleague another', async () => {
  const caseId = await assigned('manager', 'manager2');
  const third = await colleagueOf('manager');
  const visit = async (...who: string[]) => {
    const visitorIds = await Promise.all(who.map(idOf));
    const seen = { caseId, visitedOn: DAY, place: '示例村养殖场', observations: '圈舍三栋在用', visitorIds };
    return must(await recordSiteVisit(await at('manager', NEXT_DAY), seen)).siteVisitId;
  };
  const first = await visit('manager', 'manager2');
  expect(await visit('manager2', 'manager')).toBe(first);
  await assign(caseId, 'manager', third);
  expect(await visit('manager', third)).not.toBe(first);
  expect(await dutiesOf(caseId)).toHaveLength(3);
});

async function askToSign(caseId: string, signer: string): Promise<string> {
  const question = { kind: 'SIGN_BEFORE' as const, question: '请会签', dueOn: '2026-03-05', version: null };
  const asked = { ...question, caseId, personId: await idOf(signer) };
  return must(await askOpinion(await at('approver', DAY), asked)).requestId;
}
const answer = { outcome: 'ANSWERED' as const, answer: '无异议' };

test('a stand-in who answers for a signer counts as one with them', async () => {
  const caseId = await caseAtDecision();
  const signer = await colleagueOf('approver');
  const helper = await colleagueOf('approver');
  const requestId = await askToSign(caseId, signer);
  await standIn(signer, helper);
  must(await answerOpinion(await at(helper, NEXT_DAY), { requestId, ...answer }));
  expect(await dutiesOf(caseId)).toEqual(expect.arrayContaining([await idOf(signer), await idOf(helper)]));
});

test('a signer who answers for themselves does so for nobody they stand in for', async () => {
  const caseId = await caseAtDecision();
  const absent = await colleagueOf('approver');
  const signer = await colleagueOf('approver');
  const requestId = await askToSign(caseId, signer);
  const passedOn = { caseId, version: null, toId: await idOf(absent), reason: '外出培训' };
  must(await transferTask(await at('approver', DAY), passedOn));
  await standIn(absent, signer);
  must(await answerOpinion(await at(signer, NEXT_DAY), { requestId, ...answer }));
  expect(await dutiesOf(caseId)).toContain(await idOf(signer));
  expect(await dutiesOf(caseId)).not.toContain(await idOf(absent));
});
