import { describe, expect, it } from 'vitest';
import { parseProgrammeBody } from '@/domain/programme';
import { itemsFor } from '@/domain/scoring';
import { requestCorrection, settleCorrection } from '@/features/cases/corrections';
import { takeTransition } from '@/features/cases/transitions';
import { getWorklist } from '@/features/cases/worklist-queries';
import { decideCase } from '@/features/decisions/mutations';
import {
  assignManagers,
  confirmReport,
  declareConflict,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { db } from '@/server/db';
import { asOwner } from '../support/as-owner';
import { caseAtDecision, caseAtDueDiligence, fileFor } from '../support/case-at-decision';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';
const caseOf = (id: string) =>
  db().caseRecord.findUniqueOrThrow({ where: { id }, include: { programmeDefinition: true } });

async function seen(caseId: string) {
  return { caseId, version: (await caseOf(caseId)).version };
}

describe('a way round a rule', () => {
  it('by lowering the amount asked for after the report was confirmed is closed', async () => {
    const caseId = await caseAtDueDiligence();
    const [lead, manager, manager2] = [await at('lead', DAY), await at('manager', DAY), await at('manager2', DAY)];
    const people = { managerAId: manager.actor.userId, managerBId: manager2.actor.userId };
    must(await assignManagers(lead, { caseId, version: null, ...people }));
    const visitorIds = Object.values(people);
    const visit = { caseId, visitedOn: DAY, place: '养殖场', observations: '相符', visitorIds };
    await fileFor(caseId, 'SITE_PHOTO', must(await recordSiteVisit(manager, visit)).siteVisitId);
    const { programmeDefinition, applicantKind } = await caseOf(caseId);
    const items = itemsFor(parseProgrammeBody(programmeDefinition.body), applicantKind);
    const report = {
      answers: Object.fromEntries(items.map((item) => [item.code, item.options[0]?.code ?? ''])),
      recommendedAmountFen: 80_000_000n,
      termMonths: 24,
      rateBps: 475,
      repaymentMethod: 'BULLET' as const,
      summary: '还款来源稳定',
      conditions: [],
    };
    must(await saveReport(manager, { caseId, ...report }));
    must(await confirmReport(manager2, { caseId }));

    const correction = { field: 'REQUESTED_AMOUNT', value: '10000000', reason: '写错' } as const;
    must(await requestCorrection(manager, { ...(await seen(caseId)), ...correction }));
    const { id: correctionId } = await db().correction.findFirstOrThrow({ where: { caseId } });
    must(await settleCorrection(lead, { ...(await seen(caseId)), correctionId, confirmed: true }));
    expect(codeOf(await recommendCase(manager, { caseId, version: null }))).toBe('RECOMMENDED_OVER_REQUESTED');
    expect((await caseOf(caseId)).stage).toBe('DUE_DILIGENCE');
  });

  it('by reopening a withdrawn case beside a new one of the same applicant is closed', async () => {
    const first = await caseAtDueDiligence();
    const lead = await at('lead', DAY);
    must(await takeTransition(lead, { ...(await seen(first)), verb: 'withdraw', reason: '不办了' }));
    const second = await caseAtDueDiligence();
    const { operatingEntityId } = await caseOf(first);
    await db().caseRecord.update({ where: { id: second }, data: { operatingEntityId } });
    const reopen = async () => takeTransition(lead, { ...(await seen(first)), verb: 'reopen', reason: '再办' });
    expect(codeOf(await reopen())).toBe('DUPLICATE_APPLICATION');
    must(await takeTransition(lead, { ...(await seen(second)), verb: 'withdraw', reason: '不办了' }));
    must(await reopen());
  });

  it('by approving first and declaring the conflict afterwards is closed: the approval falls', async () => {
    const caseId = await caseAtDecision();
    const { decisionOrganisationId: organisationId } = await caseOf(caseId);
    const rows = await db().authorityLimit.findMany({ where: { organisationId: organisationId ?? '' } });
    const ids = rows.map((row) => row.id);
    await asOwner('UPDATE authority_limit SET approvals = 2 WHERE id = ANY($1)', [ids]);
    const approver = await at('approver', DAY);
    const conditions = [{ text: '增加担保', gate: 'CONTRACT' as const }];
    must(await decideCase(approver, { caseId, version: null, outcome: 'APPROVED', opinion: '同意', conditions }));
    must(await declareConflict(approver, { caseId, statement: '申请人是本人亲戚' }));
    for (const { id, approvals } of rows)
      await asOwner('UPDATE authority_limit SET approvals = $2 WHERE id = $1', [id, approvals]);

    const approvals = await db().approval.findMany({ where: { caseId } });
    expect(approvals).toMatchObject([{ voidReason: 'case.conflict-declared' }]);
    expect(await db().condition.count({ where: { caseId, status: { not: 'VOID' } } })).toBe(0);
  });
});

describe('an address by hand', () => {
  it('with a cursor that is no id opens the first page of the worklist', async () => {
    const lead = await actorFor('lead');
    const first = await getWorklist(lead, 'waiting', noon(DAY), null);
    expect(await getWorklist(lead, 'waiting', noon(DAY), '\u0000x')).toEqual(first);
  });
});
