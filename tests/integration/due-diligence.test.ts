import { describe, expect, test } from 'vitest';
import type { ReportContent } from '@/domain/due-diligence-report';
import { itemsFor } from '@/domain/scoring';
import { changeCase } from '@/features/cases/mutations';
import { contractSchema } from '@/features/contracts/schema';
import { decideCase } from '@/features/decisions/mutations';
import {
  assignManagers,
  confirmReport,
  declareConflict,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { getDueDiligence, getReportForm, listAssignable } from '@/features/due-diligence/queries';
import { reportSchema, visitSchema } from '@/features/due-diligence/schema';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence, fileFor } from '../support/case-at-decision';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-03';
const as = (name: string) => at(name, DAY);
const idOf = async (name: string) => (await actorFor(name)).userId;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const eventsOf = (caseId: string, kind: string) => db().event.findMany({ where: { caseId, kind } });

async function assign(
  caseId: string,
  managers = ['manager', 'manager2'],
  lead = 'lead',
  version: number | null = null,
) {
  const [managerAId = '', managerBId = ''] = await Promise.all(managers.map(idOf));
  return assignManagers(await as(lead), { caseId, version, managerAId, managerBId });
}

async function assignedCase(): Promise<string> {
  const caseId = await caseAtDueDiligence();
  must(await assign(caseId));
  return caseId;
}

async function visit(caseId: string, change: { by?: string; visitedOn?: string; visitors?: string[] } = {}) {
  const { by = 'manager', visitedOn = DAY, visitors = ['manager', 'manager2'] } = change;
  return recordSiteVisit(await as(by), {
    caseId,
    visitedOn,
    place: '示例村养殖场',
    observations: '圈舍三栋在用',
    visitorIds: await Promise.all(visitors.map(idOf)),
  });
}

const WHOLE: ReportContent = {
  answers: {
    CREDIT_HISTORY: 'GOOD',
    REPAYMENT_SOURCE: 'STABLE',
    USE_OF_FUNDS: 'VERIFIED',
    YEARS_OF_OPERATION: 'OVER_FIVE',
    DEBT_RATIO: 'UNDER_50',
    LINKAGE_EFFECT: 'SOME',
  },
  recommendedAmountFen: 70_000_000n,
  termMonths: 24,
  rateBps: 475,
  repaymentMethod: 'BULLET',
  summary: '还款来源稳定',
  conditions: [{ text: '保单生效', gate: 'CONTRACT' }],
};

async function save(
  caseId: string,
  change: Partial<ReportContent> & { revision?: number; complete?: boolean } = {},
  by = 'manager',
) {
  return saveReport(await as(by), { caseId, ...WHOLE, ...change });
}

async function confirmedCase(): Promise<string> {
  const caseId = await assignedCase();
  const { siteVisitId } = must(await visit(caseId));
  await fileFor(caseId, 'SITE_PHOTO', siteVisitId);
  must(await save(caseId));
  must(await confirmReport(await as('manager2'), { caseId }));
  return caseId;
}

describe('assignment', () => {
  test('two managers of the branch are assigned and the case waits for them', async () => {
    const caseId = await caseAtDueDiligence();
    expect(await caseOf(caseId)).toMatchObject({ waitingTask: 'ASSIGN', waitingRoles: ['CREDIT_LEAD'] });
    must(await assign(caseId));
    const both = [await idOf('manager'), await idOf('manager2')];
    expect(await caseOf(caseId)).toMatchObject({ waitingTask: 'INVESTIGATE', waitingUserIds: both });
    const [event] = await eventsOf(caseId, 'case.assigned');
    expect(event?.payload).toMatchObject({ managerAId: both[0], managerBId: both[1] });
  });

  test('a new assignment ends the earlier one and takes the confirmation with it', async () => {
    const caseId = await confirmedCase();
    expect(codeOf(await assign(caseId))).toBe('NOTHING_CHANGED');
    must(await assign(caseId, ['manager2', 'manager']));
    expect(await db().caseAssignment.count({ where: { caseId, endedAt: null } })).toBe(2);
    expect(await db().caseAssignment.count({ where: { caseId } })).toBe(4);
    const [report] = await db().dueDiligenceReport.findMany({ where: { caseId } });
    expect(report?.status).toBe('CONFIRMED');
  });

  test('is refused for one person twice, for others than active managers of the branch, and by others than its lead', async () => {
    const caseId = await caseAtDueDiligence();
    expect(codeOf(await assign(caseId, ['manager', 'manager']))).toBe('SAME_PERSON');
    expect(codeOf(await assign(caseId, ['manager', 'manager-b']))).toBe('MANAGER_NOT_AVAILABLE');
    expect(codeOf(await assign(caseId, ['manager', 'ins-manager']))).toBe('MANAGER_NOT_AVAILABLE');
    expect(codeOf(await assign(caseId, ['manager', 'legal']))).toBe('MANAGER_NOT_AVAILABLE');
    await db().user.update({ where: { username: 'manager2' }, data: { status: 'DEACTIVATED' } });
    expect(codeOf(await assign(caseId))).toBe('MANAGER_NOT_AVAILABLE');
    await db().user.update({ where: { username: 'manager2' }, data: { status: 'ACTIVE' } });
    expect(codeOf(await assign(caseId, undefined, 'manager'))).toBe('NOT_PERMITTED');
    expect(codeOf(await assign(caseId, undefined, 'lead-b'))).toBe('NOT_FOUND');
    expect(codeOf(await assign(caseId, undefined, 'ins-lead'))).toBe('NOT_FOUND');
    const { version } = await caseOf(caseId);
    expect(codeOf(await assign(caseId, undefined, 'lead', version - 1))).toBe('CONFLICT');
  });

  test('is refused to whoever holds another duty on the case, and after the stage', async () => {
    const caseId = await caseAtDueDiligence();
    const userId = await idOf('manager2');
    await db().caseDuty.create({ data: { caseId, userId, duty: 'APPROVAL', takenAt: noon('2026-10-12') } });
    expect(codeOf(await assign(caseId))).toBe('SAME_PERSON');
    const listed = await listAssignable(await actorFor('lead'), caseId);
    expect(listed?.find((row) => row.userId === userId)?.refusal?.code).toBe('SAME_PERSON');
    expect(codeOf(await assign(await caseAtDecision()))).toBe('TRANSITION_NOT_AVAILABLE');
  });

  test('the list names the managers of the branch with what they carry, to the lead alone', async () => {
    const caseId = await assignedCase();
    const listed = await listAssignable(await actorFor('lead'), caseId);
    expect(listed?.map((row) => row.part)).toEqual(['MANAGER_A', 'MANAGER_B']);
    for (const row of listed ?? []) expect(row.openCases).toBeGreaterThan(0);
    expect(await listAssignable(await actorFor('manager'), caseId)).toBeNull();
    expect(await listAssignable(await actorFor('lead-b'), caseId)).toBeNull();
  });
});

describe('a declared conflict', () => {
  test('ends the assignment, drops the report, and the person acts no further', async () => {
    const caseId = await confirmedCase();
    const manager = await as('manager');
    must(await declareConflict(manager, { caseId, statement: '申请人是本人亲属' }));
    expect(await caseOf(caseId)).toMatchObject({ waitingTask: 'ASSIGN' });
    const [event] = await eventsOf(caseId, 'case.conflict-declared');
    expect(event?.payload).toEqual({ userId: manager.actor.userId, assigned: true });
    expect(await db().dueDiligenceReport.findMany({ where: { caseId } })).toMatchObject([{ status: 'VOID' }]);

    expect(codeOf(await save(caseId))).toBe('CONFLICT_DECLARED');
    expect(codeOf(await visit(caseId))).toBe('CONFLICT_DECLARED');
    expect(codeOf(await recommendCase(manager, { caseId, version: null }))).toBe('CONFLICT_DECLARED');
    expect(codeOf(await declareConflict(manager, { caseId, statement: '再次申报' }))).toBe('CONFLICT_DECLARED');
    expect(
      codeOf(
        await changeCase(manager, caseId, null, (change) =>
          change.move('return', { to: 'CONSULTATION', reason: '退回' }),
        ),
      ),
    ).toBe('CONFLICT_DECLARED');
    expect(codeOf(await assign(caseId))).toBe('CONFLICT_DECLARED');
    expect(codeOf(await save(caseId, {}, 'manager2'))).toBe('MANAGERS_NOT_ASSIGNED');
    expect((await getReportForm(await actorFor('manager2'), caseId))?.start).toBeNull();
  });

  test('of the one who confirmed makes the report a draft again; anybody who takes part may declare', async () => {
    const caseId = await confirmedCase();
    must(await declareConflict(await as('manager2'), { caseId, statement: '投资于申请人' }));
    expect(await db().dueDiligenceReport.findMany({ where: { caseId } })).toMatchObject([
      { status: 'DRAFT', confirmedById: null },
    ]);
    must(await declareConflict(await as('approver'), { caseId, statement: '申请人是本人亲属' }));
    expect(codeOf(await declareConflict(await as('regulator'), { caseId, statement: '不参与' }))).toBe('NOT_PERMITTED');
    expect(codeOf(await declareConflict(await as('lead-b'), { caseId, statement: '不参与' }))).toBe('NOT_FOUND');
    const view = await getDueDiligence(await actorFor('county'), caseId);
    expect(view?.conflicts).toHaveLength(2);
    expect(JSON.stringify(view?.conflicts)).not.toContain('亲属');
  });
});

describe('the site visit', () => {
  test('is by both assigned managers, who thereby investigate the case', async () => {
    const caseId = await assignedCase();
    const { siteVisitId } = must(await visit(caseId));
    expect(await db().caseDuty.findMany({ where: { caseId }, select: { duty: true } })).toEqual([
      { duty: 'DUE_DILIGENCE' },
      { duty: 'DUE_DILIGENCE' },
    ]);
    await fileFor(caseId, 'SITE_PHOTO', siteVisitId);
    const view = await getDueDiligence(await actorFor('county'), caseId);
    expect(view?.visits).toMatchObject([{ id: siteVisitId, visitedOn: DAY, counts: true, photoCount: 1 }]);
    expect(view?.visits[0]?.photos).toHaveLength(1);
    // the catalogue keeps these photos to those who handle the case
    const leader = await getDueDiligence(await actorFor('leader'), caseId);
    expect(leader?.visits[0]).toMatchObject({ photos: [], photoCount: 1 });
    const [event] = await eventsOf(caseId, 'site-visit.recorded');
    expect(JSON.stringify(event?.payload)).not.toContain('示例村');
  });

  test('is refused with one visitor, another visitor, a wrong day, or from outside', async () => {
    const caseId = await assignedCase();
    const refused = async (change: Parameters<typeof visit>[1]) => codeOf(await visit(caseId, change));
    expect(await refused({ visitors: ['manager'] })).toBe('VISIT_NEEDS_BOTH_MANAGERS');
    expect(await refused({ visitors: ['manager', 'manager'] })).toBe('VISIT_NEEDS_BOTH_MANAGERS');
    expect(await refused({ visitors: ['manager', 'legal'] })).toBe('VISIT_NEEDS_BOTH_MANAGERS');
    expect(await refused({ visitedOn: '2026-03-04' })).toBe('DATE_IN_FUTURE');
    expect(await refused({ visitedOn: '2026-03-01' })).toBe('DATE_OUT_OF_ORDER');
    expect(await refused({ by: 'lead' })).toBe('NOT_PERMITTED');
    expect(await refused({ by: 'manager-b' })).toBe('NOT_FOUND');
    must(await changeCase(await as('lead'), caseId, null, (change) => change.move('suspend', { reason: '等待' })));
    expect(await refused({})).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await visit(await caseAtDueDiligence()))).toBe('MANAGERS_NOT_ASSIGNED');
  });
});

describe('the report', () => {
  test('is a draft of its author with a score that differs by applicant', async () => {
    const caseId = await assignedCase();
    const first = must(
      await save(caseId, { answers: { CREDIT_HISTORY: 'GOOD' }, recommendedAmountFen: null, summary: '' }),
    );
    expect(first).toMatchObject({ version: 1, revision: 1 });
    expect(await db().dueDiligenceReport.findMany({ where: { caseId } })).toMatchObject([
      { status: 'DRAFT', scoreBps: 2_000, recommendedAmountFen: null, authorId: await idOf('manager') },
    ]);
    expect(must(await save(caseId))).toMatchObject({ version: 1, revision: 2 });
    expect(must(await save(caseId))).toMatchObject({ revision: 2 });
    expect(codeOf(await save(caseId, {}, 'manager2'))).toBe('REPORT_NOT_YOURS');
    const view = await getDueDiligence(await actorFor('approver'), caseId);
    expect(view?.report).toMatchObject({ scoreBps: 9_400, missing: [] });
    expect(view?.items).toEqual(itemsFor(view?.facts.definition ?? { reportItems: [] }, 'COOPERATIVE'));
    expect(view?.items.map((item) => item.code)).not.toContain('LABOUR');
  });

  test('drawn from an older state is refused and says where it differs', async () => {
    const caseId = await assignedCase();
    must(await save(caseId, { revision: 0 }));
    must(await save(caseId, { revision: 1, summary: '第二稿' }));
    const stale = await save(caseId, { revision: 1, summary: '另一稿', termMonths: 12 });
    expect(stale).toMatchObject({ ok: false, refusal: { code: 'CONFLICT', params: { fields: 'TERM,SUMMARY' } } });
    expect(codeOf(await save(caseId, { revision: 0, summary: '又一稿' }))).toBe('CONFLICT');
    expect(codeOf(await confirmReport(await as('manager2'), { caseId, revision: 1 }))).toBe('CONFLICT');
  });

  test('may not recommend more than was requested, nor outside of the definition', async () => {
    const caseId = await assignedCase();
    const refused = async (change: Partial<ReportContent>) => codeOf(await save(caseId, change));
    expect(await refused({ recommendedAmountFen: 80_000_001n })).toBe('RECOMMENDED_OVER_REQUESTED');
    expect(await refused({ recommendedAmountFen: -1n })).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await refused({ termMonths: 37 })).toBe('TERM_OUT_OF_RANGE');
    expect(await refused({ rateBps: 601 })).toBe('RATE_OVER_CEILING');
    expect(await refused({ answers: { LABOUR: 'ONE' } })).toBe('INVALID_INPUT');
    expect(await db().dueDiligenceReport.count({ where: { caseId } })).toBe(0);
  });

  test('is confirmed whole, good enough, and by the other manager', async () => {
    const caseId = await assignedCase();
    const confirm = async (name: string) => confirmReport(await as(name), { caseId });
    expect(codeOf(await confirm('manager2'))).toBe('REPORT_INCOMPLETE');
    expect(codeOf(await save(caseId, { complete: true, summary: '' }))).toBe('REPORT_INCOMPLETE');
    must(await save(caseId, { summary: '' }));
    expect(codeOf(await confirm('manager2'))).toBe('REPORT_INCOMPLETE');
    must(await save(caseId, { answers: { ...WHOLE.answers, REPAYMENT_SOURCE: 'WEAK', USE_OF_FUNDS: 'DOUBTFUL' } }));
    expect(codeOf(await confirm('manager2'))).toBe('SCORE_BELOW_MINIMUM');
    must(await save(caseId));
    expect(codeOf(await confirm('manager'))).toBe('SAME_PERSON');
    expect(codeOf(await confirm('lead'))).toBe('NOT_PERMITTED');
    expect(codeOf(await confirm('manager-b'))).toBe('NOT_FOUND');
    must(await confirm('manager2'));
    expect(codeOf(await confirm('manager2'))).toBe('NOTHING_CHANGED');
    must(await save(caseId, { termMonths: 12 }));
    expect(await db().dueDiligenceReport.findMany({ where: { caseId } })).toMatchObject([
      { status: 'DRAFT', confirmedById: null, confirmedAt: null },
    ]);
  });

  test('passes to a new manager when its author is replaced', async () => {
    const caseId = await confirmedCase();
    const spare = await db().user.findUniqueOrThrow({ where: { username: 'legal' } });
    await db().user.update({ where: { id: spare.id }, data: { roles: ['ACCOUNT_MANAGER'] } });
    must(await assign(caseId, ['legal', 'manager2']));
    expect(await db().dueDiligenceReport.findMany({ where: { caseId } })).toMatchObject([{ status: 'DRAFT' }]);
    expect(codeOf(await recommendCase(await as('manager2'), { caseId, version: null }))).toBe('SITE_VISIT_MISSING');
    expect(codeOf(await confirmReport(await as('manager2'), { caseId }))).toBe('REPORT_NOT_CONFIRMED');
    must(await save(caseId, {}, 'legal'));
    expect(await db().dueDiligenceReport.findMany({ where: { caseId } })).toMatchObject([{ authorId: spare.id }]);
    expect(codeOf(await save(caseId))).toBe('NOT_ASSIGNED');
    await db().user.update({ where: { id: spare.id }, data: { roles: spare.roles } });
  });
});

describe('the recommendation', () => {
  test('carries the figures of the report to the decision', async () => {
    const caseId = await confirmedCase();
    expect(codeOf(await recommendCase(await as('lead'), { caseId, version: null }))).toBe('NOT_PERMITTED');
    const { version } = await caseOf(caseId);
    expect(codeOf(await recommendCase(await as('manager'), { caseId, version: version - 1 }))).toBe('CONFLICT');
    must(await recommendCase(await as('manager2'), { caseId, version }));
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'DECISION',
      recommendedAmountFen: 70_000_000n,
      recommendedTermMonths: 24,
      recommendedRateBps: 475,
      decisionOrganisationId: (await actorFor('approver')).organisation.id,
      waitingTask: 'DECIDE',
    });
    const [report] = await db().dueDiligenceReport.findMany({ where: { caseId } });
    expect(report).toMatchObject({ status: 'SUBMITTED' });
    expect(report?.submittedAt).not.toBeNull();
    expect(codeOf(await save(caseId, { termMonths: 12 }))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await recommendCase(await as('manager'), { caseId, version: null }))).toBe(
      'TRANSITION_NOT_AVAILABLE',
    );
  });

  test('needs the visit, its photos and the confirmation', async () => {
    const caseId = await assignedCase();
    const recommend = async () => recommendCase(await as('manager'), { caseId, version: null });
    expect(codeOf(await recommend())).toBe('SITE_VISIT_MISSING');
    const { siteVisitId } = must(await visit(caseId));
    expect(codeOf(await recommend())).toBe('SITE_VISIT_MISSING');
    await fileFor(caseId, 'SITE_PHOTO', siteVisitId);
    expect(codeOf(await recommend())).toBe('REPORT_NOT_CONFIRMED');
    must(await save(caseId));
    expect(codeOf(await recommend())).toBe('REPORT_NOT_CONFIRMED');
    expect(
      codeOf(await recommendCase(await as('manager'), { caseId: await caseAtDueDiligence(), version: null })),
    ).toBe('MANAGERS_NOT_ASSIGNED');
  });

  test('after a return begins a new version and lists what changed', async () => {
    const caseId = await confirmedCase();
    must(await recommendCase(await as('manager'), { caseId, version: null }));
    must(
      await decideCase(await as('approver'), {
        caseId,
        version: null,
        outcome: 'RETURNED',
        opinion: '请下调金额',
        returnTo: 'DUE_DILIGENCE',
      }),
    );
    const form = await getReportForm(await actorFor('manager'), caseId);
    expect(form).toMatchObject({ revision: 0, refusal: null, start: { summary: WHOLE.summary } });
    const changed = { recommendedAmountFen: 60_000_000n, answers: { ...WHOLE.answers, DEBT_RATIO: 'UNDER_70' } };
    expect(must(await save(caseId, { ...changed, revision: 0 }))).toMatchObject({ version: 2, revision: 1 });
    expect(await db().dueDiligenceReport.findMany({ where: { caseId }, orderBy: { version: 'asc' } })).toMatchObject([
      { version: 1, status: 'VOID', recommendedAmountFen: 70_000_000n },
      { version: 2, status: 'DRAFT' },
    ]);
    const approver = await actorFor('approver');
    const view = await getDueDiligence(approver, caseId);
    expect(view?.returns).toMatchObject([
      {
        from: 'DECISION',
        to: 'DUE_DILIGENCE',
        reason: '请下调金额',
        report: {
          fromVersion: 1,
          toVersion: 2,
          changes: [
            { field: 'ITEM', item: { code: 'DEBT_RATIO' }, before: 'UNDER_50', after: 'UNDER_70' },
            { field: 'AMOUNT', before: 70_000_000n, after: 60_000_000n },
          ],
        },
      },
    ]);
    expect(view?.report?.content.recommendedAmountFen).toBe(60_000_000n);
    must(await confirmReport(await as('manager2'), { caseId }));
    must(await recommendCase(await as('manager'), { caseId, version: null }));
  });
});

describe('scope', () => {
  test('another county and another bank see nothing of it', async () => {
    const caseId = await confirmedCase();
    for (const name of ['lead-b', 'manager-b', 'county-b', 'ins-manager', 'admin'])
      expect(await getDueDiligence(await actorFor(name), caseId)).toBeNull();
    expect(await getDueDiligence(await actorFor('manager'), 'not-an-id')).toBeNull();
  });
});

describe('the forms', () => {
  const caseId = '0197a1b2-0000-7000-8000-000000000001';
  const issuesOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
    Object.fromEntries((result.error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]));

  test('of the report takes a draft with gaps and reads what was typed', () => {
    const draft = reportSchema.parse({
      caseId,
      revision: '0',
      intent: 'draft',
      'answer.CREDIT_HISTORY': 'GOOD',
      recommendedAmountFen: '７０',
      rateBps: '4.75%',
      termMonths: '',
      'condition.0.text': ' 保单生效 ',
      'condition.0.gate': 'CONTRACT',
      'condition.1.text': '',
    });
    expect(draft).toMatchObject({
      complete: false,
      answers: { CREDIT_HISTORY: 'GOOD' },
      recommendedAmountFen: 70_000_000n,
      rateBps: 475,
      termMonths: null,
      conditions: [{ text: '保单生效', gate: 'CONTRACT' }],
    });
  });

  test('of the report names each wrong or missing part at its field', () => {
    const result = reportSchema.safeParse({
      caseId,
      revision: '1',
      recommendedAmountFen: '-3',
      rateBps: '4.755',
      'condition.0.text': '长'.repeat(301),
      'condition.0.gate': 'NEVER',
    });
    expect(issuesOf(result)).toMatchObject({ recommendedAmountFen: 'amountNegative', rateBps: 'rateOverPrecise' });
    const owed = reportSchema.safeParse({ caseId, revision: '1', rateBps: '', 'condition.0.text': '长'.repeat(301) });
    expect(issuesOf(owed)).toMatchObject({
      recommendedAmountFen: 'amountMissing',
      termMonths: 'termMissing',
      rateBps: 'rateMissing',
      repaymentMethod: 'choiceMissing',
      summary: 'textMissing',
      'condition.0.text': 'textTooLong',
      'condition.0.gate': 'choiceMissing',
    });
  });

  test('of the report and of the contract has no field for a rate where money is given, and then none', () => {
    const whole = { recommendedAmountFen: '3', termMonths: '12', repaymentMethod: 'BULLET', summary: '可以资助' };
    expect(reportSchema.parse({ caseId, revision: '0', ...whole }).rateBps).toBe(0);
    const terms = { amountFen: '3', termMonths: '12', repaymentMethod: 'BULLET', securityKind: 'NONE' };
    const seen = { caseId, version: '1', revision: '0', idempotencyKey: newUuid() };
    expect(contractSchema.parse({ ...seen, ...terms }).rateBps).toBe(0);
    expect(issuesOf(contractSchema.safeParse({ ...seen, ...terms, rateBps: '0' }))).toEqual({ rateBps: 'rateZero' });
  });

  test('of the visit takes one box or several, and says what is wrong with the day', () => {
    const whole = { caseId, place: '示例村', observations: '圈舍三栋在用', visitorIds: caseId };
    expect(visitSchema.parse({ ...whole, visitedOn: '2026/3/2' })).toMatchObject({
      visitedOn: '2026-03-02',
      visitorIds: [caseId],
    });
    expect(issuesOf(visitSchema.safeParse({ ...whole, visitedOn: '2026-02-30' }))).toEqual({ visitedOn: 'dayInvalid' });
  });
});
