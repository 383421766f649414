import { describe, expect, it } from 'vitest';
import type { HistoryValue } from '@/domain/field-history';
import { getFieldHistory } from '@/features/case-files/history-queries';
import { recordPrint } from '@/features/case-files/mutations';
import {
  getAcceptanceReceipt,
  getCaseFile,
  getPaymentReceipt,
  listFiledDocuments,
  listReceiptPayments,
} from '@/features/case-files/queries';
import { requestCorrection, settleCorrection } from '@/features/cases/corrections';
import { listPeopleOnTimeline, listTimeline, type TimelineFilter } from '@/features/cases/timeline-queries';
import { takeTransition } from '@/features/cases/transitions';
import { editConsultation, registerConsultation } from '@/features/consultations/mutations';
import { draftContract } from '@/features/contracts/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { checkDocument, storeDocument } from '@/features/documents/mutations';
import { getDocumentList, getDocumentPage } from '@/features/documents/queries';
import { newUuid } from '@/lib/uuid';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence, investigate } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { householdConsultation } from '../support/consultation';
import { pdf } from '../support/sample-files';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-04-02';
const STRANGERS = ['county-b', 'manager-b', 'station-b', 'admin'];
const OLD_ACCOUNT = '6222020000000000001';
const NEW_ACCOUNT = '6222020000000000019';
/** A contact that can be read, and the first county's township as its place: the shortest way to a case has neither. */
async function atHome(caseId: string): Promise<void> {
  const { organisation } = await actorFor('township');
  const { operatingEntityId } = await db().caseRecord.update({
    where: { id: caseId },
    data: { townshipId: organisation.regionId },
  });
  await db().operatingEntity.update({
    where: { id: operatingEntityId ?? '' },
    data: { contactPhoneCipher: encrypt('13900001402') },
  });
}

const versionOf = async (id: string) => (await db().caseRecord.findUniqueOrThrow({ where: { id } })).version;

async function historyOf(username: string, caseId: string) {
  const history = await getFieldHistory(await actorFor(username), caseId);
  return (history?.rows ?? []).map(({ change, ...row }) => ({
    ...row,
    area: change.area,
    field: change.area === 'REPORT' ? change.difference.field : change.field,
    before: change.area === 'REPORT' ? null : shown(change.before),
    after: change.area === 'REPORT' ? null : shown(change.after),
  }));
}

const shown = (value: HistoryValue) =>
  value.as === 'AMOUNT' ? value.fen : value.as === 'TEXT' ? value.text : 'number' in value ? value.number : value.as;

describe('the timeline of a case', () => {
  const list = async (caseId: string, filter: TimelineFilter, take?: number) =>
    (await listTimeline(await actorFor('county'), caseId, filter, take)) ?? { rows: [], next: null };

  it('comes in pages, the latest first, each entry once', async () => {
    const { caseId } = await caseAtDisbursement();
    const whole = await list(caseId, {}, 300);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(caseId, { after }, 7);
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(whole.rows.map((row) => row.id));
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('is narrowed by kind, person and day', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    await payTranche(caseId, trancheIds[0]);
    const kinds = async (filter: TimelineFilter) =>
      new Set((await list(caseId, filter, 300)).rows.map((row) => row.kind));
    expect(await kinds({ group: 'MONEY' })).toEqual(new Set(['payment.released', 'payment.requested']));
    expect(await kinds({ group: 'PEOPLE' })).toEqual(new Set(['case.assigned']));
    const movement = await kinds({ group: 'MOVEMENT' });
    expect(movement).toContain('case.approved');
    expect(movement).not.toContain('payment.released');
    const clerk = await actorFor('clerk');
    expect(await kinds({ person: clerk.userId })).toEqual(new Set(['payment.requested']));
    expect(await kinds({ from: '2026-04-01', to: '2026-04-01' })).toEqual(
      new Set(['payment.requested', 'payment.released']),
    );
    expect(await kinds({ from: '2026-04-02' })).toEqual(new Set());
    const people = await listPeopleOnTimeline(await actorFor('county'), caseId);
    expect(people.map((person) => person.id)).toContain(clerk.userId);
  });

  it('shows nobody who acted to another county', async () => {
    const caseId = await caseAtDueDiligence();
    for (const stranger of STRANGERS) {
      expect(await listPeopleOnTimeline(await actorFor(stranger), caseId)).toEqual([]);
      expect(await listTimeline(await actorFor(stranger), caseId)).toBeNull();
    }
  });
});

describe('the history of fields', () => {
  it('tells the amounts as they were agreed, and what a return took away', async () => {
    const caseId = await caseAtDecision({ amountFen: 60_000_000n });
    must(
      await decideCase(await at('approver', '2026-03-02'), {
        caseId,
        version: null,
        outcome: 'RETURNED',
        opinion: '请重新核实',
        returnTo: 'DUE_DILIGENCE',
        conditions: [],
      } as never),
    );
    await investigate(await at('manager', '2026-03-02'), await at('manager2', '2026-03-02'), caseId, {
      amountFen: 50_000_000n,
      termMonths: 12,
      conditions: [],
    });
    const rows = await historyOf('county', caseId);
    const amounts = rows.filter((row) => row.area === 'AMOUNTS').map((row) => [row.field, row.before, row.after]);
    expect(amounts).toEqual([
      ['RECOMMENDED', 60_000_000n, 50_000_000n],
      ['RECOMMENDED', 60_000_000n, 'NONE'],
      ['RECOMMENDED', 60_000_000n, 60_000_000n],
    ]);
    const report = rows.filter((row) => row.area === 'REPORT').map((row) => row.field);
    expect(report).toEqual(expect.arrayContaining(['AMOUNT', 'TERM']));
    expect(rows.every((row) => row.who !== null)).toBe(true);
  });

  it('tells a redrafted contract', async () => {
    const caseId = await caseAtDecision({ amountFen: 80_000_000n, termMonths: 12 });
    must(
      await decideCase(await at('approver', '2026-03-02'), {
        caseId,
        version: null,
        outcome: 'APPROVED',
        opinion: '同意',
        conditions: [],
      }),
    );
    const draft = {
      caseId,
      version: null,
      termMonths: 12,
      rateBps: 475,
      repaymentMethod: 'BULLET' as const,
      securityKind: 'GUARANTEE' as const,
      securityReference: '示例保〔2026〕7号',
      linkedHouseholds: 12,
    };
    const manager = await at('manager', '2026-03-02');
    for (const amountFen of [80_000_000n, 70_000_000n])
      must(await draftContract(manager, { ...draft, amountFen, tranches: [{ plannedOn: '2026-04-01', amountFen }] }));
    const rows = (await historyOf('county', caseId)).filter((row) => row.area === 'CONTRACT');
    expect(rows.map((row) => [row.field, row.before, row.after])).toEqual([['AMOUNT', 80_000_000n, 70_000_000n]]);
  });

  it('tells a correction with both people, its account masked', async () => {
    const caseId = await caseAtDueDiligence();
    await db().caseRecord.update({ where: { id: caseId }, data: { payeeAccountCipher: encrypt(OLD_ACCOUNT) } });
    const asked = { caseId, field: 'PAYEE_ACCOUNT' as const, value: NEW_ACCOUNT, reason: '录入时写错' };
    must(await requestCorrection(await at('manager', DAY), { ...asked, version: await versionOf(caseId) }));
    const correction = await db().correction.findFirstOrThrow({ where: { caseId } });
    const settle = { caseId, version: await versionOf(caseId), correctionId: correction.id, confirmed: true };
    must(await settleCorrection(await at('county', DAY), settle));
    const [row] = (await historyOf('lead', caseId)).filter((entry) => entry.area === 'CORRECTION');
    expect(row).toMatchObject({ before: '****0001', after: '****0019', reason: '录入时写错' });
    expect(row?.settled).toMatchObject({ status: 'CONFIRMED' });
    expect(row?.settled?.by).not.toEqual(row?.who);
    const whole = await getFieldHistory(await actorFor('lead'), caseId);
    const text = JSON.stringify(whole?.rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
    for (const account of [OLD_ACCOUNT, NEW_ACCOUNT]) expect(text).not.toContain(account);
  });

  it('tells an edited consultation, and of personal fields only that they changed', async () => {
    const input = await householdConsultation(611);
    const { id: caseId } = must(await registerConsultation(await at('station', '2026-03-02'), input));
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    must(
      await editConsultation(await at('station', '2026-03-03'), {
        caseId,
        version: row.version,
        title: row.title,
        purpose: row.purpose,
        requestedAmountFen: row.requestedAmountFen + 100_000n,
        requestedTermMonths: 12,
        eligibility: row.eligibility as Record<string, boolean>,
        recommenderOrganisation: row.recommenderOrganisation,
        recommenderPerson: row.recommenderPerson,
        payeeName: '样本新户名',
        payeeAccount: null,
      }),
    );
    const rows = (await historyOf('county', caseId)).filter((entry) => entry.area === 'CONSULTATION');
    expect(new Map(rows.map((entry) => [entry.field, [entry.before, entry.after]]))).toEqual(
      new Map<string, unknown[]>([
        ['requestedAmountFen', [row.requestedAmountFen, row.requestedAmountFen + 100_000n]],
        ['requestedTermMonths', [24, 12]],
        ['payeeName', ['WITHHELD', 'WITHHELD']],
      ]),
    );
  });

  it('is nothing to another county', async () => {
    const caseId = await caseAtDueDiligence();
    for (const stranger of STRANGERS) expect(await getFieldHistory(await actorFor(stranger), caseId)).toBeNull();
  });
});

describe('the versions of a document', () => {
  it('say which file gave way to which, and the old one can still be opened by who may', async () => {
    const input = await householdConsultation(612);
    const { id: caseId } = must(await registerConsultation(await at('station', '2026-03-02'), input));
    const upload = async () =>
      must(
        await storeDocument(await at('station', '2026-03-03'), {
          caseId,
          requirementCode: 'APPLICATION_FORM',
          fileName: '申请书.pdf',
          bytes: pdf(),
        }),
      ).documentId;
    const first = await upload();
    const verdict = { documentId: first, outcome: 'REJECTED' as const, remark: '缺签字' };
    must(await checkDocument(await at('county', '2026-03-03'), verdict));
    const second = await upload();
    const list = await getDocumentList(await actorFor('county'), caseId);
    const row = list?.requirements.find((entry) => entry.code === 'APPLICATION_FORM');
    expect(row?.files.map((file) => file.id)).toEqual([second]);
    expect(row?.versions.map((file) => [file.id, file.status, file.replacedByVersion])).toEqual([
      [second, 'UPLOADED', null],
      [first, 'SUPERSEDED', 2],
    ]);
    expect(row?.versions[1]?.checkedBy).not.toBeNull();
    expect((await getDocumentPage(await actorFor('county'), caseId, first))?.document.status).toBe('SUPERSEDED');
    expect(await getDocumentPage(await actorFor('county-b'), caseId, first)).toBeNull();
  });
});

describe('papers', () => {
  it('the case file holds the applicant masked, the sign-offs, the money and the files with their hashes', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    await payTranche(caseId, trancheIds[0]);
    await atHome(caseId);
    const file = await getCaseFile(await actorFor('manager'), caseId, noon(DAY));
    expect(file?.applicant.entity?.contactPhone).toMatch(/\*{4}/);
    expect(file?.applicant.payeeAccount).toMatch(/^\*{4}\d{4}$/);
    expect(file?.decision.approvals.map((row) => row.outcome)).toEqual(['APPROVED']);
    expect(file?.contract.contract?.number).toBeTruthy();
    expect(file?.disbursement?.tranches.flatMap((row) => row.payments)).toHaveLength(1);
    expect(file?.followUp.plan.length).toBeGreaterThan(0);
    expect(file?.timeline[0]?.kind).toBe('case.opened');
    expect(file?.timelineCut).toBe(false);
    expect(file?.documents.length).toBeGreaterThan(5);
    for (const document of file?.documents ?? []) expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keep payments and names of files from who may not see them', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const paymentId = await payTranche(caseId, trancheIds[0]);
    await atHome(caseId);
    const file = await getCaseFile(await actorFor('township'), caseId, noon(DAY));
    expect(file).not.toBeNull();
    expect(file?.disbursement).toBeNull();
    expect(await listReceiptPayments(await actorFor('township'), caseId)).toEqual([]);
    expect(await getPaymentReceipt(await actorFor('township'), caseId, paymentId, noon(DAY))).toBeNull();
    const names = (await listFiledDocuments(await actorFor('leader'), caseId)).map((row) => row.fileName);
    expect(names).toContain(null);
  });

  it('the receipt of acceptance comes with the first acceptance, that of a payment with its release', async () => {
    const input = await householdConsultation(613);
    const { id } = must(await registerConsultation(await at('station', '2026-03-02'), input));
    expect((await getAcceptanceReceipt(await actorFor('station'), id))?.accepted).toBeNull();

    const { caseId, trancheIds } = await caseAtDisbursement();
    const receipt = await getAcceptanceReceipt(await actorFor('county'), caseId);
    expect(receipt?.accepted).toMatchObject({ on: '2026-03-02', office: (await actorFor('county')).organisation.name });
    expect(await listReceiptPayments(await actorFor('clerk'), caseId)).toEqual([]);
    const paymentId = await payTranche(caseId, trancheIds[0]);
    expect(await listReceiptPayments(await actorFor('clerk'), caseId)).toEqual([{ id: paymentId, sequence: 1 }]);
    const paid = await getPaymentReceipt(await actorFor('clerk'), caseId, paymentId, noon(DAY));
    expect(paid).toMatchObject({ releasedOn: '2026-04-01', sequence: 1 });
    expect(await getPaymentReceipt(await actorFor('clerk'), id, paymentId, noon(DAY))).toBeNull();
  });

  it('are recorded when they are printed', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const paymentId = await payTranche(caseId, trancheIds[0]);
    const clerk = await at('clerk', DAY);
    must(await recordPrint(clerk, { caseId, paper: 'CASE_FILE', paymentId: null }));
    must(await recordPrint(clerk, { caseId, paper: 'ACCEPTANCE_RECEIPT', paymentId: null }));
    must(await recordPrint(clerk, { caseId, paper: 'PAYMENT_RECEIPT', paymentId }));
    const timeline = await listTimeline(await actorFor('auditor'), caseId, { group: 'ACCESS' });
    expect(timeline?.rows.map((row) => [row.kind, row.payload])).toEqual([
      ['receipt.printed', { paper: 'PAYMENT_RECEIPT', paymentId }],
      ['receipt.printed', { paper: 'ACCEPTANCE_RECEIPT' }],
      ['case.printed', { paper: 'CASE_FILE' }],
    ]);
  });

  it('of a payment that is not there, not the case’s, or not this person’s to see, are refused', async () => {
    const { caseId } = await caseAtDisbursement();
    const other = await caseAtDisbursement();
    const foreign = await payTranche(other.caseId, other.trancheIds[0]);
    await atHome(other.caseId);
    for (const paymentId of [null, newUuid(), foreign])
      expect(codeOf(await recordPrint(await at('clerk', DAY), { caseId, paper: 'PAYMENT_RECEIPT', paymentId }))).toBe(
        'NOT_FOUND',
      );
    const asked = { caseId: other.caseId, paper: 'PAYMENT_RECEIPT' as const, paymentId: foreign };
    expect(codeOf(await recordPrint(await at('township', DAY), asked))).toBe('NOT_PERMITTED');
    expect(codeOf(await recordPrint(await at('secadmin', DAY), { ...asked, paper: 'CASE_FILE' }))).toBe(
      'NOT_PERMITTED',
    );
  });

  it('are nothing to another county', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const paymentId = await payTranche(caseId, trancheIds[0]);
    for (const stranger of ['county-b', 'manager-b']) {
      const actor = await actorFor(stranger);
      expect(await getCaseFile(actor, caseId, noon(DAY))).toBeNull();
      expect(await getAcceptanceReceipt(actor, caseId)).toBeNull();
      expect(await getPaymentReceipt(actor, caseId, paymentId, noon(DAY))).toBeNull();
      expect(await listReceiptPayments(actor, caseId)).toEqual([]);
      expect(await listFiledDocuments(actor, caseId)).toEqual([]);
      for (const paper of ['CASE_FILE', 'ACCEPTANCE_RECEIPT', 'PAYMENT_RECEIPT'] as const)
        expect(codeOf(await recordPrint(await at(stranger, DAY), { caseId, paper, paymentId }))).toBe('NOT_FOUND');
    }
  });

  it('of a case that was withdrawn still say who accepted it', async () => {
    const caseId = await caseAtDueDiligence();
    const version = await versionOf(caseId);
    must(await takeTransition(await at('county', DAY), { caseId, version, verb: 'withdraw', reason: '申请人撤回' }));
    expect((await getAcceptanceReceipt(await actorFor('county'), caseId))?.accepted?.on).toBe('2026-03-02');
  });
});
