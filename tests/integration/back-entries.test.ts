import { describe, expect, test } from 'vitest';
import { STAGES } from '@/domain/stage';
import {
  discardBackEntry,
  saveBackEntry,
  startBackEntry,
  submitBackEntry,
  takeOverBackEntry,
} from '@/features/back-entries/mutations';
import { removeScan, storeScan } from '@/features/back-entries/mutations-scans';
import { confirmBackEntry, refuseBackEntry } from '@/features/back-entries/mutations-settle';
import { getBackEntry, listBackEntries } from '@/features/back-entries/queries';
import { getCase } from '@/features/cases/queries';
import { checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { formKeys } from '@/features/drafts/form-keys';
import { saveDraft } from '@/features/drafts/mutations';
import { getDraft } from '@/features/drafts/queries';
import { assignManagers } from '@/features/due-diligence/mutations';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { openAllDueReports } from '@/features/follow-up/mutations-reports';
import { newUuid } from '@/lib/uuid';
import { toDay } from '@/server/dates';
import { db } from '@/server/db';
import { samplePdf } from '../../prisma/seed/sample-files';
import { expectBalanced } from '../support/books';
import { fileFor, investigate, take } from '../support/case-at-decision';
import { BEITA, LANKAO, organisationId, stationPlace } from '../support/consultation';
import { findWrongFigures } from '../support/invariants';
import { backEnteredCase, draftEntry, ENTERED_ON, paperFields } from '../support/paper-case';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = ENTERED_ON;
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const entryOf = (id: string) => db().backEntry.findUniqueOrThrow({ where: { id } });
const eventsOf = (caseId: string) => db().event.findMany({ where: { caseId }, orderBy: { id: 'asc' } });

async function submitted(...args: Parameters<typeof draftEntry>) {
  const entry = await draftEntry(...args);
  must(await submitBackEntry(await at('county', DAY), entry));
  return { ...entry, revision: entry.revision + 1 };
}

describe('a paper case becomes a case at its stage', () => {
  test.each(STAGES)('%s: stage, visits, waiting and figures, each on its original day', async (stage) => {
    const caseId = await backEnteredCase(stage);
    const row = await caseOf(caseId);
    expect(row).toMatchObject({ stage, furthestStage: stage, status: 'OPEN', waitingTask: expect.any(String) });
    expect(toDay(row.consultedOn)).toBe('2025-03-03');
    const visits = await db().stageVisit.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
    expect(visits.map((visit) => visit.stage)).toEqual(STAGES.slice(0, STAGES.indexOf(stage) + 1));
    expect(visits.filter((visit) => visit.leftAt === null).map((visit) => visit.stage)).toEqual([stage]);
    const events = await eventsOf(caseId);
    const reached = events.flatMap((event) => (event.payload as { reached?: string[] }).reached ?? []);
    expect(reached).toEqual(STAGES.slice(0, STAGES.indexOf(stage) + 1));
    expect(new Set(events.map((event) => toDay(event.recordedAt)))).toEqual(new Set([DAY]));
    expect(toDay(events.find((event) => event.kind === 'case.opened')?.occurredOn ?? null)).toBe('2025-03-03');
    expect(events.filter((event) => event.kind === 'case.back-entered')).toHaveLength(1);
    expect(await findWrongFigures()).toEqual([]);
    expect((await getCase(await actorFor('lead'), caseId, noon(DAY)))?.facts.stage).toBe(stage);
    await expectBalanced(caseId);
  });

  test('the figures move on the original days, recorded today', async () => {
    const caseId = await backEnteredCase('FOLLOW_UP');
    const on = async (kind: string) =>
      (await eventsOf(caseId)).filter((event) => event.kind === kind).map((event) => toDay(event.occurredOn));
    expect(await on('case.accepted')).toEqual(['2025-03-10']);
    expect(await on('case.recommended')).toEqual(['2025-03-20']);
    expect(await on('case.approved')).toEqual(['2025-12-01']);
    expect(await on('contract.signed')).toEqual(['2025-12-05']);
    expect(await on('payment.released')).toEqual(['2025-12-10', '2026-01-10']);
    expect(await on('repayment.recorded')).toEqual(['2026-02-10']);
    const { countyId } = await caseOf(caseId);
    const { financing } = await db().$queryRaw<
      { financing: bigint }[]
    >`SELECT coalesce(sum(value), 0)::bigint AS financing FROM figure_now
        WHERE region_id = ${countyId} AND owner_id = '00000000-0000-0000-0000-000000000000' AND late AND span = 'DAY' AND measure = 'FINANCING_FEN' AND starts_on = ${DAY}::date`.then(
      ([row]) => row ?? { financing: 0n },
    );
    expect(financing % 5_000_000n).toBe(0n);
    expect(financing).toBeGreaterThan(0n);
  });

  test('money: contract, instalments, vouchers, balance and plan are those of the paper', async () => {
    const caseId = await backEnteredCase('FOLLOW_UP');
    const row = await caseOf(caseId);
    expect(row).toMatchObject({
      contractedAmountFen: 5_000_000n,
      disbursedAmountFen: 4_000_000n,
      outstandingAmountFen: 3_750_000n,
      waitingTask: 'REQUEST_PAYMENT',
    });
    const contract = await db().contract.findFirstOrThrow({ where: { caseId } });
    expect(contract).toMatchObject({ status: 'SIGNED', legalCheckedById: null });
    expect(contract.number).toMatch(/-2025-C\d{4}$/);
    const tranches = await db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
    expect(tranches.map((entry) => [entry.status, entry.amountFen])).toEqual([
      ['RELEASED', 3_000_000n],
      ['RELEASED', 1_000_000n],
      ['PLANNED', 1_000_000n],
    ]);
    const payments = await db().payment.findMany({ where: { caseId }, orderBy: { releasedOn: 'asc' } });
    expect(payments.map((entry) => toDay(entry.releasedOn))).toEqual(['2025-12-10', '2026-01-10']);
    expect(payments[0]?.voucherNumber).toMatch(/-2025-V\d{4}$/);
    expect(await db().caseDuty.count({ where: { caseId } })).toBe(0);
    const plan = await db().repaymentPlanLine.findMany({ where: { caseId }, orderBy: { dueOn: 'asc' } });
    expect(plan[0]).toMatchObject({ paidPrincipalFen: 125_000n });
    expect(plan.reduce((sum, line) => sum + line.paidInterestFen, 0n)).toBe(20_050n);
  });

  test('scans become documents, checked by whoever confirmed as far as their role sees them', async () => {
    const byCounty = await backEnteredCase('DECISION', { kind: 'COOPERATIVE', by: 'lead', confirmedBy: 'county' });
    const documents = await db().document.findMany({ where: { caseId: byCounty } });
    const statusOf = (code: string) => documents.find((entry) => entry.requirementCode === code)?.status;
    expect(statusOf('APPLICATION_FORM')).toBe('CHECKED');
    expect(statusOf('FINANCIAL_STATEMENT')).toBe('UPLOADED');
  });
});

describe('from then on it is a case like any other', () => {
  const managersOf = async () => {
    const [a, b] = [await at('manager', DAY), await at('manager2', DAY)];
    return { a, b, managerAId: a.actor.userId, managerBId: b.actor.userId };
  };
  const assign = async (caseId: string) => {
    const { managerAId, managerBId } = await managersOf();
    must(await assignManagers(await at('lead', DAY), { caseId, version: null, managerAId, managerBId }));
  };

  test('at acceptance it is accepted by county and bank', async () => {
    const caseId = await backEnteredCase('ACCEPTANCE', { by: 'lead', confirmedBy: 'county' });
    for (const code of ['IDENTITY_COPY', 'CREDIT_CONSENT', 'PRIVACY_CONSENT']) await fileFor(caseId, code);
    await take(await at('county', DAY), caseId, 'accept');
    await take(await at('lead', DAY), caseId, 'accept');
    expect((await caseOf(caseId)).stage).toBe('DUE_DILIGENCE');
  });

  test('at due diligence it is assigned, investigated and recommended', async () => {
    const caseId = await backEnteredCase('DUE_DILIGENCE');
    expect((await caseOf(caseId)).waitingTask).toBe('ASSIGN');
    await assign(caseId);
    const { a, b } = await managersOf();
    await investigate(a, b, caseId, { amountFen: 5_000_000n, termMonths: 24, conditions: [] });
    expect((await caseOf(caseId)).stage).toBe('DECISION');
  });

  test('at decision it is decided by whoever holds authority today', async () => {
    const caseId = await backEnteredCase('DECISION');
    must(await decideCase(await at('approver', DAY), { caseId, version: null, outcome: 'APPROVED', opinion: '同意' }));
    expect(await caseOf(caseId)).toMatchObject({ stage: 'CONTRACT', approvedAmountFen: 5_500_000n });
  });

  test('at contract its lead gives it to two managers, who draft and sign', async () => {
    const caseId = await backEnteredCase('CONTRACT');
    expect((await caseOf(caseId)).waitingTask).toBe('ASSIGN');
    await assign(caseId);
    const manager = await at('manager', DAY);
    must(
      await draftContract(manager, {
        caseId,
        version: null,
        amountFen: 5_000_000n,
        termMonths: 24,
        rateBps: 475,
        repaymentMethod: 'BULLET',
        securityKind: 'NONE',
        securityReference: null,
        linkedHouseholds: null,
        tranches: [{ plannedOn: '2026-04-01', amountFen: 5_000_000n }],
      }),
    );
    must(await checkContract(await at('legal', DAY), { caseId, version: null, outcome: 'PASSED', opinion: '合规' }));
    await fileFor(caseId, 'SIGNED_CONTRACT');
    must(await signContract(manager, { caseId, version: null, signedOn: DAY }));
    expect((await caseOf(caseId)).stage).toBe('DISBURSEMENT');
  });

  test('at disbursement it is paid', async () => {
    const caseId = await backEnteredCase('DISBURSEMENT');
    await fileFor(caseId, 'DISBURSEMENT_REQUEST');
    const [tranche] = await db().tranche.findMany({ where: { caseId } });
    const key = () => newUuid();
    const { paymentId } = must(
      await requestPayment(await at('clerk', '2026-04-01'), {
        caseId,
        trancheId: tranche?.id ?? '',
        idempotencyKey: key(),
      }),
    );
    must(await releasePayment(await at('checker', '2026-04-01'), { paymentId, idempotencyKey: key() }));
    expect(await caseOf(caseId)).toMatchObject({ stage: 'FOLLOW_UP', disbursedAmountFen: 5_000_000n });
    await expectBalanced(caseId);
  });

  test('at follow-up it is repaid and closed; reports begin with the month in which it was entered', async () => {
    const caseId = await backEnteredCase('FOLLOW_UP', { fields: { restPlannedOn: '' } });
    expect((await caseOf(caseId)).waitingTask).toBe('ASSIGN');
    await assign(caseId);
    expect((await caseOf(caseId)).waitingTask).toBe('COLLECT_REPAYMENT');
    await openAllDueReports(noon('2026-05-02'));
    const reports = await db().followUpReport.findMany({ where: { caseId }, orderBy: { periodOn: 'asc' } });
    expect(reports.map((report) => toDay(report.periodOn))).toEqual(['2026-03-01', '2026-04-01']);
    const plan = await db().repaymentPlanLine.findMany({ where: { caseId } });
    const amountFen = plan.reduce(
      (sum, line) => sum + line.principalFen + line.interestFen - line.paidPrincipalFen - line.paidInterestFen,
      0n,
    );
    const clerk = await at('clerk', '2026-05-02');
    must(await recordRepayment(clerk, { caseId, paidOn: '2026-05-02', amountFen, idempotencyKey: newUuid() }));
    await expectBalanced(caseId);
    await take(await at('manager', '2026-05-02'), caseId, 'close');
    expect(await caseOf(caseId)).toMatchObject({ status: 'CLOSED', outcome: 'REPAID' });
    expect(await findWrongFigures()).toEqual([]);
  });
});

describe('what is refused', () => {
  test('balances that do not add up: the draft stays, and nothing is handed on', async () => {
    const entry = await draftEntry('FOLLOW_UP', { fields: { outstandingAmountFen: '40000' } });
    const result = await submitBackEntry(await at('county', DAY), entry);
    expect(result).toEqual({ ok: false, refusal: { code: 'BACK_ENTRY_INCOMPLETE', params: { count: 1 } } });
    expect((await entryOf(entry.id)).status).toBe('DRAFT');
  });

  test('the same paper case twice, until the first is refused', async () => {
    const county = await at('county', DAY);
    const first = await submitted('CONSULTATION');
    const again = async () =>
      startBackEntry(county, {
        programmeId: (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id,
        kind: 'HOUSEHOLD',
        ...(await stationPlace(LANKAO)),
        branchId: await organisationId(LANKAO.branch),
        stage: 'CONSULTATION',
        paperReference: first.paperReference,
      });
    expect(codeOf(await again())).toBe('BACK_ENTRY_EXISTS');
    must(await refuseBackEntry(await at('lead', DAY), { ...first, reason: '扫描件不清' }));
    must(await again());
    // and the refused one cannot come back under the number that is taken again
    const saved = await saveBackEntry(county, {
      ...first,
      revision: first.revision + 1,
      stage: 'CONSULTATION',
      typed: {},
    });
    expect(codeOf(saved)).toBe('BACK_ENTRY_EXISTS');
  });

  test('what somebody who has left had begun is gone on with by a colleague, whom another person confirms', async () => {
    const entry = await draftEntry('CONSULTATION', { by: 'manager' });
    const lead = await at('lead', DAY);
    expect(codeOf(await takeOverBackEntry(lead, entry))).toBe('NOT_PERMITTED');
    const { userId } = (await at('manager', DAY)).actor;
    await db().user.update({ where: { id: userId }, data: { status: 'DEACTIVATED' } });
    try {
      expect((await getBackEntry(lead.actor, entry.id, DAY))?.takeable).toBe(true);
      const both = await Promise.all([
        takeOverBackEntry(lead, entry),
        takeOverBackEntry(await at('county', DAY), entry),
      ]);
      expect(both.filter((result) => result.ok)).toHaveLength(1);
      const { enteredById, revision } = await entryOf(entry.id);
      const [taker, other] = enteredById === lead.actor.userId ? ['lead', 'county'] : ['county', 'lead'];
      must(await submitBackEntry(await at(taker, DAY), { id: entry.id, revision }));
      const seen = { id: entry.id, revision: revision + 1 };
      expect(codeOf(await takeOverBackEntry(await at(other, DAY), seen))).toBe('STATUS_DOES_NOT_ALLOW');
      expect(codeOf(await confirmBackEntry(await at(taker, DAY), seen))).toBe('SAME_PERSON');
      must(await confirmBackEntry(await at(other, DAY), seen));
    } finally {
      await db().user.update({ where: { id: userId }, data: { status: 'ACTIVE' } });
    }
  });

  test('whoever entered it does not confirm it, by rule and in the database', async () => {
    const entry = await submitted('CONSULTATION');
    expect(codeOf(await confirmBackEntry(await at('county', DAY), entry))).toBe('SAME_PERSON');
    expect(codeOf(await refuseBackEntry(await at('county', DAY), { ...entry, reason: '不对' }))).toBe('SAME_PERSON');
    const { enteredById } = await entryOf(entry.id);
    await expect(
      db().backEntry.update({ where: { id: entry.id }, data: { settledById: enteredById } }),
    ).rejects.toThrow();
  });

  test('roles without the right, and another county, which finds nothing', async () => {
    const entry = await submitted('CONSULTATION');
    expect(codeOf(await confirmBackEntry(await at('manager', DAY), entry))).toBe('NOT_PERMITTED');
    expect(codeOf(await confirmBackEntry(await at('county-b', DAY), entry))).toBe('NOT_FOUND');
    const draft = await draftEntry('CONSULTATION');
    const save = { ...draft, stage: 'CONSULTATION' as const, typed: {} };
    expect(codeOf(await saveBackEntry(await at('county-b', DAY), save))).toBe('NOT_FOUND');
    expect(codeOf(await saveBackEntry(await at('lead', DAY), save))).toBe('NOT_PERMITTED');
    expect(codeOf(await submitBackEntry(await at('manager-b', DAY), draft))).toBe('NOT_FOUND');
    const scan = {
      backEntryId: draft.id,
      requirementCode: 'APPLICATION_FORM',
      fileName: 'a.pdf',
      bytes: samplePdf('a'),
    };
    expect(codeOf(await storeScan(await at('county-b', DAY), scan))).toBe('NOT_FOUND');
    const { scanId } = must(await storeScan(await at('county', DAY), scan));
    expect(codeOf(await removeScan(await at('county-b', DAY), { scanId }))).toBe('NOT_FOUND');
    must(await removeScan(await at('county', DAY), { scanId }));
    const elsewhere = {
      programmeId: (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id,
      kind: 'HOUSEHOLD' as const,
      ...(await stationPlace(BEITA)),
      branchId: await organisationId(BEITA.branch),
      stage: 'CONSULTATION' as const,
      paperReference: '别县1号',
    };
    expect(codeOf(await startBackEntry(await at('county', DAY), elsewhere))).toBe('REGION_OUT_OF_SCOPE');
    expect(codeOf(await startBackEntry(await at('station', DAY), elsewhere))).toBe('NOT_PERMITTED');
  });

  test('a form drawn before another save, and an entry that was handed on', async () => {
    const county = await at('county', DAY);
    const draft = await draftEntry('CONSULTATION');
    const typed = paperFields('CONSULTATION');
    must(await saveBackEntry(county, { ...draft, stage: 'CONSULTATION', typed }));
    expect(codeOf(await saveBackEntry(county, { ...draft, stage: 'CONSULTATION', typed }))).toBe('CONFLICT');
    expect(codeOf(await submitBackEntry(county, draft))).toBe('CONFLICT');
    const entry = await submitted('CONSULTATION');
    expect(codeOf(await saveBackEntry(county, { ...entry, stage: 'CONSULTATION', typed }))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
    const lead = await at('lead', DAY);
    expect(codeOf(await confirmBackEntry(lead, { ...entry, revision: 1 }))).toBe('CONFLICT');
    const twice = await Promise.all([confirmBackEntry(lead, entry), confirmBackEntry(lead, entry)]);
    expect(twice.filter((result) => result.ok)).toHaveLength(1);
    expect(await db().caseRecord.count({ where: { backEntryId: entry.id } })).toBe(1);
  });

  test('an applicant with a case under way, and one who is known elsewhere, leave nothing behind', async () => {
    const fields = paperFields('CONSULTATION');
    await backEnteredCase('CONSULTATION', { fields });
    const again = await submitted('CONSULTATION', { fields });
    expect(codeOf(await confirmBackEntry(await at('lead', DAY), again))).toBe('DUPLICATE_APPLICATION');
    const other = await submitted('CONSULTATION', { fields: { ...fields, name: '样本另一人' } });
    expect(codeOf(await confirmBackEntry(await at('lead', DAY), other))).toBe('IDENTITY_BELONGS_TO_ANOTHER');
    expect((await entryOf(other.id)).status).toBe('SUBMITTED');
  });

  test('a refused entry goes back with its reason, is mended and confirmed', async () => {
    const entry = await submitted('DUE_DILIGENCE');
    const lead = await at('lead', DAY);
    expect(codeOf(await refuseBackEntry(lead, { ...entry, reason: ' ' }))).toBe('INVALID_INPUT');
    must(await refuseBackEntry(lead, { ...entry, reason: '受理日期与登记簿不符' }));
    const { enteredById, refusal } = await entryOf(entry.id);
    expect(refusal).toBe('受理日期与登记簿不符');
    expect(
      await db().notice.count({ where: { userId: enteredById, kind: 'BACK_ENTRY_REFUSED', subjectId: entry.id } }),
    ).toBe(1);
    const county = await at('county', DAY);
    const typed = { ...paperFields('DUE_DILIGENCE'), acceptedOn: '2025-03-11' };
    const saved = must(
      await saveBackEntry(county, { ...entry, revision: entry.revision + 1, stage: 'DUE_DILIGENCE', typed }),
    );
    must(await submitBackEntry(county, { id: entry.id, revision: saved.revision }));
    const { caseId } = must(await confirmBackEntry(lead, { id: entry.id, revision: saved.revision + 1 }));
    expect((await caseOf(caseId)).backEntryId).toBe(entry.id);
  });

  test('nothing personal stands in an event', async () => {
    const fields = paperFields('FOLLOW_UP');
    const caseId = await backEnteredCase('FOLLOW_UP', { fields });
    const events = JSON.stringify((await eventsOf(caseId)).map((event) => event.payload));
    for (const value of [fields.number, fields.name, fields.phone, fields.payeeAccount])
      expect(events).not.toContain(value);
  });
});

describe('an entry that is not wanted', () => {
  const draftOf = (id: string) => ({
    formKey: formKeys.backEntry(id),
    href: `/back-entries/${id}`,
    title: '补录',
    values: { name: '样本甲', 'payments.3.on': '2025-12-10' },
    revision: 0,
  });

  test('is given up by its author: nothing of it is found, and its number is free again', async () => {
    const { id, revision } = await draftEntry('CONTRACT');
    const county = await at('county', DAY);
    const row = await entryOf(id);
    must(await saveDraft(county, draftOf(id)));
    for (const username of ['lead', 'manager'])
      expect(codeOf(await discardBackEntry(await at(username, DAY), { id, revision })), username).toBe('NOT_PERMITTED');
    expect(codeOf(await discardBackEntry(await at('county-b', DAY), { id, revision }))).toBe('NOT_FOUND');
    expect(codeOf(await discardBackEntry(county, { id, revision: revision - 1 }))).toBe('CONFLICT');
    must(await discardBackEntry(county, { id, revision }));
    const left = await entryOf(id);
    expect(left).toMatchObject({ status: 'DISCARDED', applicantName: '', title: '' });
    expect(await db().backEntryScan.count({ where: { backEntryId: id } })).toBe(0);
    expect(await getDraft(county.actor, formKeys.backEntry(id))).toBeNull();
    expect(await getBackEntry(county.actor, id, DAY)).toBeNull();
    const list = await listBackEntries(county.actor, { status: 'DRAFT', after: null });
    expect(list.rows.map((entry) => entry.id)).not.toContain(id);
    expect(codeOf(await submitBackEntry(county, { id, revision: left.revision }))).toBe('NOT_FOUND');
    const again = await startBackEntry(county, {
      programmeId: row.programmeId,
      kind: 'HOUSEHOLD',
      townshipId: row.townshipId,
      villageId: row.villageId,
      branchId: row.countyBranchId,
      stage: 'CONTRACT',
      paperReference: row.paperReference,
    });
    expect(again.ok).toBe(true);
  });

  test('cannot be given up once it was handed on', async () => {
    const { id, revision } = await submitted('ACCEPTANCE');
    expect(codeOf(await discardBackEntry(await at('county', DAY), { id, revision }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  test('what was kept by itself is no draft any more once the entry is saved', async () => {
    const { id, revision } = await draftEntry('ACCEPTANCE');
    const county = await at('county', DAY);
    must(await saveDraft(county, draftOf(id)));
    expect((await getDraft(county.actor, formKeys.backEntry(id)))?.values).toEqual(draftOf(id).values);
    const { paperReference } = await entryOf(id);
    must(await saveBackEntry(county, { id, revision, paperReference, stage: 'ACCEPTANCE', typed: { name: '样本甲' } }));
    expect(await getDraft(county.actor, formKeys.backEntry(id))).toBeNull();
  });
});
