import { expect, test } from 'vitest';
import { addDays } from '@/domain/calendar';
import { listTimeline } from '@/features/cases/timeline-queries';
import { getWorklist, waitsFor } from '@/features/cases/worklist-queries';
import { writeComment } from '@/features/comments/mutations';
import { draftContract } from '@/features/contracts/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { assignManagers, confirmReport, recommendCase, saveReport } from '@/features/due-diligence/mutations';
import { endStandIn, grantStandIn } from '@/features/stand-ins/mutations';
import { db } from '@/server/db';
import { checkSession } from '@/server/session';
import { caseAtDecision, caseAtDueDiligence, investigate } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const idOf = async (username: string) => (await actorFor(username)).userId;

/** `by` arranges that `standIn` does the work of `absent`. */
async function arrange(by: string, absent: string, standIn: string, change: object = {}) {
  return grantStandIn(await at(by, DAY), {
    absentId: await idOf(absent),
    standInId: await idOf(standIn),
    validFrom: DAY,
    lastDay: '2026-03-10',
    reason: '年休假',
    ...change,
  });
}

const end = async (arranged: { standInId: string }) => must(await endStandIn(await at('lead', DAY), arranged));

async function assigned(first: string, second: string): Promise<string> {
  const caseId = await caseAtDueDiligence();
  const managers = { managerAId: await idOf(first), managerBId: await idOf(second) };
  must(await assignManagers(await at('lead', DAY), { caseId, version: null, ...managers }));
  return caseId;
}

const REPORT = {
  answers: {},
  recommendedAmountFen: 80_000_000n,
  termMonths: 24,
  rateBps: 475,
  repaymentMethod: 'BULLET',
  summary: '还款来源稳定',
  conditions: [],
} as const;

test('what waits for the absent person is in the worklist of who stands in, marked, and both names are kept', async () => {
  const helper = await colleagueOf('manager');
  const caseId = await assigned('manager', 'manager2');
  const before = await at(helper, DAY);
  expect(codeOf(await saveReport(before, { caseId, ...REPORT, answers: {}, conditions: [] }))).toBe('NOT_ASSIGNED');
  const arranged = must(await arrange('manager', 'manager', helper));

  const ctx = await at(helper, DAY);
  expect(ctx.actor.standsInFor).toEqual([await idOf('manager')]);
  const list = await getWorklist(ctx.actor, 'waiting', noon(DAY), null);
  const row = list.rows.find((entry) => entry.id === caseId);
  expect(row?.waiting).toMatchObject({ mine: true, inStead: { zh: '示例客户经理甲' } });

  must(await saveReport(ctx, { caseId, ...REPORT, answers: {}, conditions: [] }));
  const timeline = await listTimeline(ctx.actor, caseId);
  expect(timeline?.rows[0]).toMatchObject({ kind: 'report.saved', onBehalfOf: { zh: '示例客户经理甲' } });
  const event = await db().event.findFirstOrThrow({ where: { caseId, kind: 'report.saved' } });
  expect(event).toMatchObject({ actorId: ctx.actor.userId, onBehalfOfId: await idOf('manager') });

  // what they do in their own name stays theirs
  must(await writeComment(ctx, { caseId, text: '已接手', mentionIds: [] }));
  const comment = await db().event.findFirstOrThrow({ where: { caseId, kind: { startsWith: 'comment.' } } });
  expect(comment.onBehalfOfId).toBeNull();

  // both have the duty now: neither does another one on this case, also when the absent one is back
  const duties = await db().caseDuty.findMany({ where: { caseId }, select: { userId: true } });
  expect(duties.map((duty) => duty.userId).sort()).toEqual([ctx.actor.userId, await idOf('manager')].sort());

  await end(arranged);
  const after = await at(helper, DAY);
  expect(after.actor.standsInFor).toEqual([]);
  expect(await db().caseRecord.count({ where: { AND: [{ id: caseId }, waitsFor(after.actor)] } })).toBe(0);
});

test('one person is not both managers of a case, however they stand in', async () => {
  const caseId = await assigned('manager', 'manager2');
  await investigateDraft(caseId);
  const arranged = must(await arrange('lead', 'manager2', 'manager'));
  // the author stands in for the other manager and may still not confirm
  expect(codeOf(await confirmReport(await at('manager', DAY), { caseId }))).toBe('SAME_PERSON');
  await end(arranged);

  const helper = await colleagueOf('manager');
  const [first, second] = [
    must(await arrange('lead', 'manager', helper)),
    must(await arrange('lead', 'manager2', helper)),
  ];
  expect(codeOf(await confirmReport(await at(helper, DAY), { caseId }))).toBe('SAME_PERSON');
  await end(first);
  must(await confirmReport(await at(helper, DAY), { caseId }));
  const report = await db().dueDiligenceReport.findFirstOrThrow({ where: { caseId } });
  expect(report.confirmedById).toBe(await idOf('manager2'));
  must(await recommendCase(await at(helper, DAY), { caseId, version: null }));
  await end(second);
});

/** A whole report by the first manager, not yet confirmed. */
async function investigateDraft(caseId: string) {
  const [manager, manager2] = [await at('manager', DAY), await at('manager2', DAY)];
  await investigate(manager, manager2, caseId, { amountFen: 80_000_000n, termMonths: 24, conditions: [] });
  // back to where only the confirmation is missing
  await db().dueDiligenceReport.updateMany({ where: { caseId }, data: { status: 'DRAFT', confirmedById: null } });
  await db().caseRecord.update({ where: { id: caseId }, data: { stage: 'DUE_DILIGENCE' } });
}

test('who stood in for a manager has investigated, and so has the manager', async () => {
  const helper = await colleagueOf('manager');
  const caseId = await assigned('manager', 'manager2');
  const arranged = must(await arrange('manager', 'manager', helper));
  must(await saveReport(await at(helper, DAY), { caseId, ...REPORT, answers: {}, conditions: [] }));
  await end(arranged);
  const duties = await db().caseDuty.findMany({ where: { caseId, duty: 'DUE_DILIGENCE' } });
  expect(duties.map((row) => row.userId)).toEqual(expect.arrayContaining([await idOf('manager'), await idOf(helper)]));
});

test('who cannot stand in is refused', async () => {
  const code = async (by: string, absent: string, standIn: string, change: object = {}) =>
    codeOf(await arrange(by, absent, standIn, change));
  expect(await code('manager2', 'manager', 'manager2')).toBe('NOT_PERMITTED');
  expect(await code('auditor', 'manager', 'manager2')).toBe('NOT_PERMITTED');
  expect(await code('lead-b', 'manager', 'manager2')).toBe('NOT_FOUND');
  expect(await code('ins-lead', 'manager', 'manager2')).toBe('NOT_FOUND');
  expect(await code('lead', 'manager', 'manager')).toBe('STAND_IN_NOT_AVAILABLE');
  expect(await code('lead', 'manager', 'manager-b')).toBe('STAND_IN_NOT_AVAILABLE');
  expect(await code('lead', 'manager', 'approver')).toBe('STAND_IN_LACKS_ROLE');
  expect(await code('lead', 'manager', 'manager2', { lastDay: '2026-03-01' })).toBe('GRANT_DAYS');
  const gone = await colleagueOf('manager');
  await db().user.update({ where: { username: gone }, data: { status: 'DEACTIVATED' } });
  expect(await code('lead', 'manager', gone)).toBe('STAND_IN_NOT_AVAILABLE');

  const third = await colleagueOf('manager');
  const arranged = must(await arrange('manager', 'manager', 'manager2'));
  expect(await code('lead', 'manager', third, { validFrom: '2026-03-10', lastDay: '2026-03-12' })).toBe(
    'STAND_IN_OVERLAPS',
  );
  // no chain: neither is the stand-in stood in for, nor does the absent one stand in
  expect(await code('manager2', 'manager2', third)).toBe('STAND_IN_CHAIN');
  expect(await code('lead', third, 'manager')).toBe('STAND_IN_CHAIN');
  const later = { validFrom: '2026-03-11', lastDay: '2026-03-12' };
  const second = must(await arrange('manager2', 'manager2', third, later));
  await end(second);

  expect(codeOf(await endStandIn(await at('manager2', DAY), arranged))).toBe('NOT_PERMITTED');
  expect(codeOf(await endStandIn(await at('lead-b', DAY), arranged))).toBe('NOT_FOUND');
  must(await endStandIn(await at('manager', DAY), arranged));
  expect(codeOf(await endStandIn(await at('manager', DAY), arranged))).toBe('STATUS_DOES_NOT_ALLOW');
});

test('a session knows today for whom its person stands in, and no longer the day after', async () => {
  const helper = await colleagueOf('manager');
  const arranged = must(await arrange('lead', 'manager', helper));
  const sessionOn = async (day: string) => {
    const now = noon(day);
    const session = await db().authSession.create({
      data: { userId: await idOf(helper), createdAt: now, lastSeenAt: now, expiresAt: noon(addDays(day, 1)) },
    });
    return (await checkSession(session.id, now)).actor?.standsInFor;
  };
  expect(await sessionOn(DAY)).toEqual([await idOf('manager')]);
  expect(await sessionOn('2026-03-10')).toEqual([await idOf('manager')]);
  expect(await sessionOn('2026-03-11')).toEqual([]);
  await end(arranged);
});

test('who has moved to another office stands in no longer for a colleague of the one before', async () => {
  const arranged = must(await arrange('lead', 'manager', 'manager2'));
  expect((await at('manager2', DAY)).actor.standsInFor).toEqual([await idOf('manager')]);
  const { id, organisationId } = await db().user.findUniqueOrThrow({ where: { username: 'manager2' } });
  const other = await db().user.findUniqueOrThrow({ where: { username: 'manager-b' } });
  await db().user.update({ where: { id }, data: { organisationId: other.organisationId } });
  expect((await at('manager2', DAY)).actor.standsInFor).toEqual([]);
  await db().user.update({ where: { id }, data: { organisationId } });
  await end(arranged);
});

test('a stand-in drafts the contract of an absent manager', async () => {
  const caseId = await caseAtDecision();
  must(await decideCase(await at('approver', DAY), { ...agree, caseId }));
  const helper = await colleagueOf('manager');
  const arranged = must(await arrange('lead', 'manager', helper));
  const refused = await draftContract(await at(helper, DAY), { caseId, version: null, tranches: [] } as never);
  expect(codeOf(refused)).not.toBe('NOT_ASSIGNED');
  await end(arranged);
  expect(codeOf(await draftContract(await at(helper, DAY), { caseId, version: null, tranches: [] } as never))).toBe(
    'NOT_ASSIGNED',
  );
});
