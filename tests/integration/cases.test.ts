import { describe, expect, it } from 'vitest';
import type { Stage } from '@/domain/stage';
import { getCase } from '@/features/cases/queries';
import { listTimeline } from '@/features/cases/timeline-queries';
import { type TransitionInput, takeTransition } from '@/features/cases/transitions';
import { decideCase } from '@/features/decisions/mutations';
import { assignManagers } from '@/features/due-diligence/mutations';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence, fileFor } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const visitsOf = (caseId: string) => db().stageVisit.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10) ?? null;

/** Takes a transition from what stands now, as a form just opened would. */
async function take(username: string, on: string, caseId: string, input: Omit<TransitionInput, 'caseId' | 'version'>) {
  const { version } = await caseOf(caseId);
  return takeTransition(await at(username, on), { caseId, version, ...input });
}

async function lastEvent(caseId: string, kind: string) {
  const event = await db().event.findFirstOrThrow({ where: { caseId, kind }, orderBy: { id: 'desc' } });
  const remark = await db().remark.findUnique({ where: { eventId: event.id } });
  return { ...event, payload: event.payload as Record<string, unknown>, remark: remark?.text ?? null };
}

async function assign(caseId: string, on: string) {
  const [managerA, managerB] = [await actorFor('manager'), await actorFor('manager2')];
  const people = { managerAId: managerA.userId, managerBId: managerB.userId };
  must(await assignManagers(await at('lead', on), { caseId, version: null, ...people }));
}

describe('a request for supplement', () => {
  it('keeps the stage, stops the clock, and gives back the working days that were waited, a make-up day included', async () => {
    // a Wednesday; 1 to 5 May are holidays, Saturday 9 May is worked
    const caseId = await caseAtDueDiligence({ day: '2026-04-29' });
    await assign(caseId, '2026-04-29');
    expect(day((await caseOf(caseId)).dueOn)).toBe('2026-05-13');

    const asked = {
      verb: 'requestSupplement',
      reason: '请补推荐函',
      items: ['RECOMMENDATION_LETTER', 'NO_SUCH'],
    } as const;
    must(await take('manager', '2026-04-30', caseId, { ...asked, items: [...asked.items] }));
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'DUE_DILIGENCE',
      status: 'AWAITING_SUPPLEMENT',
      dueOn: null,
      waitingTask: 'SUPPLEMENT',
    });
    const county = await getCase(await actorFor('county'), caseId, noon('2026-05-08'));
    expect(county?.supplement).toMatchObject({ items: ['RECOMMENDATION_LETTER'], requestedOn: '2026-04-30' });
    expect(county?.clock).toMatchObject({ paused: true, remaining: null });

    expect(codeOf(await take('county', '2026-05-11', caseId, { verb: 'supplement' }))).toBe('SUPPLEMENT_ITEMS_MISSING');
    // what lay there before it was asked for does not answer it
    await fileFor(caseId, 'RECOMMENDATION_LETTER', undefined, noon('2026-04-29'));
    expect(codeOf(await take('county', '2026-05-11', caseId, { verb: 'supplement' }))).toBe('SUPPLEMENT_ITEMS_MISSING');
    await fileFor(caseId, 'RECOMMENDATION_LETTER', undefined, noon('2026-05-08'));
    must(await take('county', '2026-05-11', caseId, { verb: 'supplement', answer: '已补' }));
    const visit = (await visitsOf(caseId)).at(-1);
    expect(visit).toMatchObject({ stage: 'DUE_DILIGENCE', pausedOn: null, pausedWorkingDays: 5, limitWorkingDays: 8 });
    const row = await caseOf(caseId);
    expect(row).toMatchObject({ stage: 'DUE_DILIGENCE', status: 'OPEN', waitingTask: 'INVESTIGATE' });
    expect(day(row.dueOn)).toBe('2026-05-20');
    expect((await lastEvent(caseId, 'case.supplement-requested')).payload).toMatchObject({
      items: ['RECOMMENDATION_LETTER'],
    });
  });

  it('asks for something: nothing, or nothing of the catalogue, is refused', async () => {
    const caseId = await caseAtDueDiligence();
    const ask = (items: string[]) =>
      take('lead', '2026-03-03', caseId, { verb: 'requestSupplement', reason: '补', items });
    expect(codeOf(await ask([]))).toBe('SUPPLEMENT_ITEMS_MISSING');
    expect(codeOf(await ask(['NO_SUCH']))).toBe('SUPPLEMENT_ITEMS_MISSING');
    expect((await caseOf(caseId)).status).toBe('OPEN');
  });

  it('falls when the case is suspended and resumed without it, and may be made again', async () => {
    const caseId = await caseAtDueDiligence();
    const ask = { verb: 'requestSupplement', reason: '补件', items: ['RECOMMENDATION_LETTER'] } as const;
    must(await take('lead', '2026-03-03', caseId, { ...ask, items: [...ask.items] }));
    must(await take('lead', '2026-03-04', caseId, { verb: 'suspend', reason: '申请人外出' }));
    must(await take('lead', '2026-03-06', caseId, { verb: 'resume', reason: '已回' }));
    expect((await getCase(await actorFor('lead'), caseId, noon('2026-03-06')))?.supplement).toBeNull();
    must(await take('lead', '2026-03-09', caseId, { ...ask, items: [...ask.items] }));
    expect((await caseOf(caseId)).status).toBe('AWAITING_SUPPLEMENT');
  });
});

describe('a return', () => {
  it('opens a second visit with a clock of its own, and counts the case as accepted once', async () => {
    const caseId = await caseAtDueDiligence({ day: '2026-03-02' });
    must(await take('lead', '2026-03-04', caseId, { verb: 'return', to: 'ACCEPTANCE', reason: '受理材料有误' }));
    expect(await caseOf(caseId)).toMatchObject({ stage: 'ACCEPTANCE', reviewStep: 0, furthestStage: 'DUE_DILIGENCE' });
    must(await take('county', '2026-03-05', caseId, { verb: 'accept' }));
    must(await take('lead', '2026-03-09', caseId, { verb: 'accept' }));
    const visits = await visitsOf(caseId);
    expect(visits.map((visit) => visit.stage)).toEqual([
      'CONSULTATION',
      'ACCEPTANCE',
      'DUE_DILIGENCE',
      'ACCEPTANCE',
      'DUE_DILIGENCE',
    ]);
    expect(visits.filter((visit) => visit.leftAt === null)).toHaveLength(1);
    expect(visits.at(-1)).toMatchObject({ limitWorkingDays: 8, pausedWorkingDays: 0, enteredAt: noon('2026-03-09') });
    expect(day((await caseOf(caseId)).dueOn)).toBe('2026-03-19');
    const [accepted] = await db().$queryRaw<{ count: number }[]>`
      SELECT coalesce(sum(f.value), 0)::int AS count FROM event e CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
      WHERE e.case_id = ${caseId}::uuid AND f.measure = 'ACCEPTED'`;
    expect(accepted?.count).toBe(1);
  });

  const targets: [Stage, string][] = [
    ['CONSULTATION', '2026-03-10'],
    ['ACCEPTANCE', '2026-03-11'],
    ['DUE_DILIGENCE', '2026-03-12'],
    ['DECISION', '2026-03-13'],
    ['CONTRACT', '2026-03-16'],
  ];

  it.each(targets)(
    'from disbursement to %s voids what falls, visibly, and takes the figures down on its day',
    async (to, on) => {
      const { caseId } = await caseAtDisbursement();
      const before = await caseOf(caseId);
      must(await take('clerk', on, caseId, { verb: 'return', to, reason: '账户信息不符' }));
      const row = await caseOf(caseId);
      const [contractOnly, toInvestigation] = [
        to === 'CONTRACT',
        ['CONSULTATION', 'ACCEPTANCE', 'DUE_DILIGENCE'].includes(to),
      ];
      expect(row).toMatchObject({
        stage: to,
        status: 'OPEN',
        reviewStep: 0,
        furthestStage: 'DISBURSEMENT',
        contractedAmountFen: null,
        approvedAmountFen: contractOnly ? 80_000_000n : null,
        recommendedAmountFen: toInvestigation ? null : 80_000_000n,
        decisionRound: before.decisionRound + (contractOnly ? 0 : 1),
      });

      // nothing is erased: the rows stand there as void
      expect((await db().contract.findMany({ where: { caseId } })).map((contract) => contract.status)).toEqual([
        'VOID',
      ]);
      const approvals = await db().approval.findMany({ where: { caseId } });
      expect(approvals.map((approval) => approval.voidReason)).toEqual([contractOnly ? null : 'case.return']);
      const reports = await db().dueDiligenceReport.findMany({ where: { caseId } });
      expect(reports.map((report) => report.status)).toEqual([toInvestigation ? 'VOID' : 'SUBMITTED']);

      const event = await lastEvent(caseId, 'case.returned');
      expect(event.remark).toBe('账户信息不符');
      expect(event.payload).toMatchObject({
        returnedTo: to,
        from: 'DISBURSEMENT',
        to,
        voidedContractedFen: '80000000',
      });
      expect(event.payload.voidedApprovals).toBe(contractOnly ? undefined : 1);

      const figures = await db().$queryRaw<{ measure: string; stage: string; value: bigint }[]>`
      SELECT measure, stage, sum(value)::bigint AS value FROM figure_now
      WHERE region_id = ${row.countyId} AND owner_id = '00000000-0000-0000-0000-000000000000' AND NOT late AND span = 'DAY' AND starts_on = ${on}::date GROUP BY 1, 2 HAVING sum(value) <> 0 ORDER BY 1, 2`;
      const landed = [
        ['LANDED', '-', -1n],
        ['LANDED_FEN', '-', -80_000_000n],
      ];
      const approved = [
        ['APPROVED', '-', -1n],
        ['FINANCING_FEN', '-', -80_000_000n],
      ];
      const standing = [
        ['STANDING', 'DISBURSEMENT', -1n],
        ['STANDING', to, 1n],
      ];
      const cameBack = [
        ['RETURNED', '-', 1n],
        ['STAYED', 'DISBURSEMENT', 1n],
      ];
      const found = figures.map(({ measure, stage, value }) => [
        measure.replace(/^STAYED_\d+$/, 'STAYED'),
        stage,
        value,
      ]);
      const wanted = [...(contractOnly ? [] : approved), ...landed, ...standing, ...cameBack];
      expect(found).toHaveLength(wanted.length);
      expect(found).toEqual(expect.arrayContaining(wanted));
    },
  );

  it('to the decision lets the same approver decide anew', async () => {
    const { caseId } = await caseAtDisbursement();
    must(await take('clerk', '2026-03-17', caseId, { verb: 'return', to: 'DECISION', reason: '条件变化' }));
    const approver = await at('approver', '2026-03-18');
    must(
      await decideCase(approver, {
        caseId,
        version: null,
        outcome: 'APPROVED',
        opinion: '同意',
        amountFen: 70_000_000n,
      }),
    );
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'CONTRACT',
      approvedAmountFen: 70_000_000n,
      waitingTask: 'DRAFT_CONTRACT',
    });
  });

  it('goes to an earlier stage, never once money was paid, and in the decision only as a vote', async () => {
    const caseId = await caseAtDueDiligence();
    for (const to of ['DUE_DILIGENCE', 'DECISION', 'FOLLOW_UP'] as const)
      expect(codeOf(await take('lead', '2026-03-03', caseId, { verb: 'return', to, reason: '退' }))).toBe(
        'TRANSITION_NOT_AVAILABLE',
      );
    const decided = await caseAtDecision();
    for (const verb of ['return', 'decline'] as const)
      expect(codeOf(await take('approver', '2026-03-03', decided, { verb, to: 'ACCEPTANCE', reason: '退' }))).toBe(
        'TRANSITION_NOT_AVAILABLE',
      );
    const { caseId: paid, trancheIds } = await caseAtDisbursement();
    await payTranche(paid, trancheIds[0]);
    expect(codeOf(await take('county', '2026-04-02', paid, { verb: 'withdraw', reason: '撤' }))).toBe(
      'MONEY_ALREADY_PAID',
    );
  });
});

describe('ends and stops', () => {
  it.each([
    ['withdraw', 'county', 'CLOSED', 'WITHDRAWN', 'case.withdrawn'],
    ['decline', 'lead', 'CLOSED', 'DECLINED', 'case.declined'],
    ['suspend', 'lead', 'SUSPENDED', null, 'case.suspended'],
  ] as const)(
    '%s takes a reason, which stands beside the event and not in it',
    async (verb, who, status, outcome, kind) => {
      const caseId = await caseAtDueDiligence();
      for (const reason of [undefined, '', '   '])
        expect(
          codeOf(await take(who, '2026-03-03', caseId, { verb, ...(reason === undefined ? {} : { reason }) })),
        ).toBe('INVALID_INPUT');
      must(await take(who, '2026-03-03', caseId, { verb, reason: '情况说明一' }));
      expect(await caseOf(caseId)).toMatchObject({ stage: 'DUE_DILIGENCE', status, outcome, dueOn: null });
      const event = await lastEvent(caseId, kind);
      expect(event.remark).toBe('情况说明一');
      expect(JSON.stringify(event.payload)).not.toContain('情况说明一');
    },
  );

  it('resume starts the clock again, and reopen brings a closed case back to the stage where it ended', async () => {
    const caseId = await caseAtDueDiligence({ day: '2026-03-02' });
    const due = day((await caseOf(caseId)).dueOn);
    must(await take('lead', '2026-03-03', caseId, { verb: 'suspend', reason: '停' }));
    expect((await caseOf(caseId)).waitingTask).toBe('RESUME');
    expect(codeOf(await take('lead', '2026-03-06', caseId, { verb: 'resume' }))).toBe('INVALID_INPUT');
    must(await take('county', '2026-03-06', caseId, { verb: 'resume', reason: '续' }));
    expect((await lastEvent(caseId, 'case.resumed')).remark).toBe('续');
    expect([due, day((await caseOf(caseId)).dueOn)]).toEqual(['2026-03-12', '2026-03-17']);

    must(await take('lead', '2026-03-09', caseId, { verb: 'decline', reason: '不符合' }));
    expect((await caseOf(caseId)).waitingTask).toBeNull();
    must(await take('county', '2026-03-10', caseId, { verb: 'reopen', reason: '申诉成立' }));
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'DUE_DILIGENCE',
      status: 'OPEN',
      outcome: null,
      waitingTask: 'ASSIGN',
    });
    const [closed, reopened] = [await lastEvent(caseId, 'case.declined'), await lastEvent(caseId, 'case.reopened')];
    expect([closed.payload.from, closed.payload.to]).toEqual(['DUE_DILIGENCE', undefined]);
    expect([reopened.payload.from, reopened.payload.to]).toEqual([undefined, 'DUE_DILIGENCE']);
  });

  it('lapse ends an approved case that never signed, and the approval counts no more', async () => {
    const caseId = await caseAtDecision();
    must(
      await decideCase(await at('approver', '2026-03-03'), {
        caseId,
        version: null,
        outcome: 'APPROVED',
        opinion: '同意',
      }),
    );
    must(await take('lead', '2026-03-20', caseId, { verb: 'lapse', reason: '逾期未签' }));
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'CONTRACT',
      status: 'CLOSED',
      outcome: 'LAPSED',
      approvedAmountFen: null,
    });
    expect((await lastEvent(caseId, 'case.lapsed')).payload).toMatchObject({
      voidedApprovals: 1,
      voidedApprovedFen: '80000000',
    });
    must(await take('lead', '2026-03-23', caseId, { verb: 'reopen', reason: '申请人说明' }));
    // nothing is approved any more: the way on leads back through the decision
    must(await take('manager', '2026-03-24', caseId, { verb: 'return', to: 'DECISION', reason: '重新审批' }));
    expect(await caseOf(caseId)).toMatchObject({ stage: 'DECISION', waitingTask: 'DECIDE' });
  });

  it('close ends a repaid case, and nothing before', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement({ trancheFen: [80_000_000n] });
    await payTranche(caseId, trancheIds[0], '2026-04-01');
    expect(codeOf(await take('manager', '2026-04-02', caseId, { verb: 'close' }))).toBe('STILL_OUTSTANDING');
    const lines = await db().repaymentPlanLine.findMany({ where: { caseId } });
    const amountFen = lines.reduce((sum, line) => sum + line.principalFen + line.interestFen, 0n);
    must(
      await recordRepayment(await at('clerk', '2026-04-20'), {
        caseId,
        paidOn: '2026-04-20',
        amountFen,
        idempotencyKey: newUuid(),
      }),
    );
    must(await take('manager', '2026-04-21', caseId, { verb: 'close' }));
    expect(await caseOf(caseId)).toMatchObject({
      stage: 'FOLLOW_UP',
      status: 'CLOSED',
      outcome: 'REPAID',
      waitingTask: null,
    });
    expect((await lastEvent(caseId, 'case.closed')).payload).toMatchObject({ from: 'FOLLOW_UP', verb: 'close' });
    expect(codeOf(await take('county', '2026-04-22', caseId, { verb: 'reopen', reason: '误' }))).toBe(
      'MONEY_ALREADY_PAID',
    );
  });

  it('certify is no end of this programme', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement({ trancheFen: [80_000_000n] });
    await payTranche(caseId, trancheIds[0]);
    expect(codeOf(await take('county', '2026-04-02', caseId, { verb: 'certify', reason: '验收' }))).toBe(
      'TRANSITION_NOT_AVAILABLE',
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['submit', 'county'],
    ['accept', 'county'],
    ['lapse', 'lead'],
    ['supplement', 'county'],
    ['resume', 'lead'],
    ['reopen', 'county'],
    ['close', 'county'],
  ] as const)('%s from due diligence: the table has no such transition', async (verb, who) => {
    const caseId = await caseAtDueDiligence();
    expect(codeOf(await take(who, '2026-03-03', caseId, { verb, reason: '因' }))).toBe('TRANSITION_NOT_AVAILABLE');
  });

  it('a stale form: somebody else moved the case', async () => {
    const caseId = await caseAtDueDiligence();
    const { version } = await caseOf(caseId);
    must(await take('lead', '2026-03-03', caseId, { verb: 'suspend', reason: '停' }));
    const late = await takeTransition(await at('county', '2026-03-03'), {
      caseId,
      version,
      verb: 'withdraw',
      reason: '撤',
    });
    expect(codeOf(late)).toBe('CONFLICT');
    expect((await caseOf(caseId)).status).toBe('SUSPENDED');
  });

  it('leaves the attempt on record and nothing else', async () => {
    const caseId = await caseAtDueDiligence();
    const before = await caseOf(caseId);
    const counted = async () => {
      const where = { where: { caseId } };
      return [
        await db().event.count(where),
        await db().stageVisit.count(where),
        await db().supplementRequest.count(where),
        await db().remark.count(where),
      ];
    };
    const [rows, ctx] = [await counted(), await at('auditor', '2026-03-03')];
    const tried = await takeTransition(ctx, { caseId, version: before.version, verb: 'withdraw', reason: '撤' });
    expect(codeOf(tried)).toBe('NOT_PERMITTED');
    expect(await caseOf(caseId)).toEqual(before);
    expect(await counted()).toEqual(rows);
    const events = await db().event.findMany({ where: { requestId: ctx.requestId } });
    expect(events).toMatchObject([
      {
        kind: 'attempt.refused',
        actorId: ctx.actor.userId,
        payload: { code: 'NOT_PERMITTED', attemptedCaseId: caseId },
      },
    ]);
  });

  it('an id that does not exist is not found, by page, timeline and command', async () => {
    const [caseId, county] = [newUuid(), await actorFor('county')];
    const tried = await takeTransition(await at('county', '2026-03-03'), {
      caseId,
      version: 1,
      verb: 'withdraw',
      reason: '撤',
    });
    expect(codeOf(tried)).toBe('NOT_FOUND');
    for (const id of [caseId, 'no-uuid', '']) {
      expect(await getCase(county, id, noon('2026-03-03'))).toBeNull();
      expect(await listTimeline(county, id)).toBeNull();
    }
  });
});
