import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { listHouseholds } from '@/features/applicants/list-queries';
import { findApplicant, findHousehold } from '@/features/applicants/queries';
import { getFieldHistory } from '@/features/case-files/history-queries';
import { getAcceptanceReceipt, getCaseFile, getPaymentReceipt } from '@/features/case-files/queries';
import { getApprovalForm } from '@/features/case-files/sign-off-queries';
import { requestCorrection } from '@/features/cases/corrections';
import { listCases } from '@/features/cases/list-queries';
import { changeCase } from '@/features/cases/mutations';
import { getCase } from '@/features/cases/queries';
import { listTimeline } from '@/features/cases/timeline-queries';
import { writeComment } from '@/features/comments/mutations';
import { listComments } from '@/features/comments/queries';
import { registerConsultation } from '@/features/consultations/mutations';
import { getDisbursement, getPayment } from '@/features/disbursements/queries';
import { openDocument } from '@/features/documents/queries';
import { formKeys } from '@/features/drafts/form-keys';
import { saveDraft } from '@/features/drafts/mutations';
import { exportList } from '@/features/exports/mutations';
import { findHolds } from '@/features/retention/hold-queries';
import { askErasure, settleErasure } from '@/features/retention/mutations';
import { eraseBytes, findDueData } from '@/features/retention/mutations-daily';
import { liftHold, setHold } from '@/features/retention/mutations-holds';
import { answerDataRequest, recordDataRequest } from '@/features/retention/mutations-requests';
import { ERASED, ERASED_OTHERWISE, ERASED_PLACES } from '@/features/retention/places';
import { findHouseholdRequests, getRetentionReport, listErased } from '@/features/retention/queries';
import { sealWaiting } from '@/features/seals/mutations';
import {
  findBrokenLinks,
  findChangedOrUnsealed,
  findGoneRemarks,
  findWrongHeads,
} from '@/features/seals/queries-faults';
import { contextOf, read } from '@/server/command';
import { db } from '@/server/db';
import { householdConsultation } from '../support/consultation';
import { freshAt } from '../support/fresh-session';
import { findBroken, findWrongFigures } from '../support/invariants';
import { microLoan } from '../support/micro-credit';
import { plantedNumbers } from '../support/planted';
import { connectSuperuser } from '../support/superuser';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const SEQ = 641;
const NAME = `示例农户${SEQ}`;
/** ten years after the end of the loan: the rules of the base data */
const DUE = '2036-09-01';
/** thirty: of names too */
const ALL_DUE = '2056-09-01';
const PHONE = `139${String(SEQ).padStart(8, '0')}`;
let root: pg.Client;
const ids = { caseId: '', householdId: '', living: '', livingHouseholdId: '', paymentId: '', requestId: '' };

/** Why a column of what hangs on an applicant stays as it is. */
const KEPT: Record<string, string> = {
  'approval.authority': 'ids and document numbers',
  'case_record.eligibility': 'answers by code, which decided',
  'case_record.lane_criterion': 'a code',
  'case_record.recommender_organisation': 'a body',
  'case_record.reference': 'the number of the case',
  'case_record.waiting_roles': 'codes',
  'case_record.waiting_task': 'a code',
  'case_transfer.task': 'a code',
  'contract.lender_name': 'a body',
  'contract.number': 'a number of the bank',
  'document.requirement_code': 'a code',
  'event.kind': 'a code',
  'event.payload': 'ids, codes and amounts by rule, and sealed',
  'fund_claim.basis': 'shares and document numbers',
  'generated_document.data_hash': 'a sum',
  'generated_document.file_key': 'random, its bytes go',
  'generated_document.sha256': 'a sum',
  'instruction.figure': 'a figure',
  'notice.payload': 'codes and amounts',
  'objection.receipt': 'a random number that the objector holds',
  'payment.request_hash': 'a keyed sum',
  'payment.voucher_number': 'a number of the books',
  'public_notice.complaint_line': 'an office',
  'public_notice.document_number': 'a document',
  'public_notice.places': 'where it hung',
  'purchase_line.product': 'goods',
  'purchase_line.unit': 'goods',
  'session_item.pack': 'ids, codes and amounts',
  'subsidy.lines': 'amounts',
  'subsidy.remark': 'a voucher, or why the bureau refused an amount',
  'supplement_request.items': 'codes',
  'urge.waiting_task': 'a code',
  'bulletin_case.place': 'a place',
  'bulletin_case.reference': 'the number of the case',
  'data_request.ground': 'a code',
  'legal_hold.document_number': 'a document',
  'legal_hold.lift_reason': 'as erasure.reason',
  'legal_hold.reason': 'as erasure.reason',
  'erasure.reason': 'why it was erased; holds no number, and no name by the words beside the field',
  'erasure.rules': 'the rules',
  'erasure.settled_remark': 'the same',
};

beforeAll(async () => {
  root = await connectSuperuser();
  const journey = await microLoan(SEQ, '2026-01-05', 20_000n, 300);
  ids.caseId = journey.id;
  const manager = await at('manager', journey.today);
  must(await writeComment(manager, { caseId: ids.caseId, text: `${NAME}已电话联系`, mentionIds: [] }));
  const { version } = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.caseId } });
  must(
    await requestCorrection(manager, {
      ...{ caseId: ids.caseId, version, field: 'PAYEE_NAME', value: `${NAME}之妻`, reason: `${NAME}来电` },
    }),
  );
  const key = formKeys.monthlyReport(ids.caseId);
  must(
    await saveDraft(manager, {
      ...{
        formKey: key,
        href: `/cases/${ids.caseId}`,
        caseId: ids.caseId,
        title: NAME,
        values: { progress: NAME },
        revision: 0,
      },
    }),
  );
  await journey.on('2026-08-30').repayAll();
  must(
    await changeCase(await journey.as('manager'), ids.caseId, null, ({ move }) =>
      move('close', { reason: `${NAME}结清` }),
    ),
  );
  const row = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.caseId } });
  const person = await db().person.findUniqueOrThrow({ where: { id: row.personId ?? '' } });
  ids.householdId = person.householdId;
  ids.paymentId = (await db().payment.findFirstOrThrow({ where: { caseId: ids.caseId } })).id;
  ids.living = must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(642))).id;
  const other = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.living } });
  ids.livingHouseholdId = (await db().person.findUniqueOrThrow({ where: { id: other.personId ?? '' } })).householdId;
  await sealWaiting();
}, 120_000);

afterAll(() => root.end());

const report = async (username: string) => {
  const actor = await actorFor(username);
  return read(actor, (tx) => getRetentionReport(tx, actor));
};
const dueRow = async () => (await report('county')).due.find(({ key }) => key === ids.householdId);
const ask = async (day: string, dueId: string) =>
  askErasure(await freshAt('county', day), { dueId, reason: '保存期满' });
const settle = async (username: string, day: string, erasureId: string, outcome: 'APPROVED' | 'REFUSED' = 'APPROVED') =>
  settleErasure(await freshAt(username, day), { erasureId, outcome, remark: outcome === 'REFUSED' ? '再等等' : null });

/** Every row of the database as text, by table. */
async function everything(): Promise<Map<string, string>> {
  const { rows } = await root.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = new Map<string, string>();
  for (const { name } of rows) {
    const held = await root.query<{ text: string | null }>(`SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`);
    texts.set(name, held.rows[0]?.text ?? '');
  }
  return texts;
}
const tablesWith = async (word: string) =>
  [...(await everything())].filter(([, text]) => text.includes(word)).map(([name]) => name);

const figuresOf = async () =>
  (
    await root.query(
      `SELECT requested_amount_fen, approved_amount_fen, contracted_amount_fen, disbursed_amount_fen, outstanding_amount_fen, stage, outcome,
        (SELECT json_agg(l ORDER BY l.id) FROM leg l WHERE l.case_id = c.id) AS legs,
        (SELECT json_agg(r ORDER BY r.id) FROM repayment r WHERE r.case_id = c.id) AS repayments
       FROM case_record c WHERE id = $1`,
      [ids.caseId],
    )
  ).rows[0];

it('every column of what hangs on an applicant is erased, or stays for a reason that is written down', async () => {
  const { rows } = await root.query<{ place: string }>(`
    SELECT c.table_name || '.' || c.column_name AS place FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.data_type IN ('text', 'jsonb', 'json', 'bytea', 'ARRAY')
      AND c.udt_name <> '_uuid' AND c.table_name IN (
        SELECT table_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name IN ('case_id', 'household_id', 'operating_entity_id')
        UNION SELECT unnest(ARRAY['case_record', 'household', 'person', 'back_entry', 'session_vote', 'instruction_reply']))`);
  const known = new Set<string>([
    ...ERASED_PLACES.map(({ table, column }) => `${table}.${column}`),
    ...ERASED_OTHERWISE,
  ]);
  const elsewhere = ['project.', 'event_', 'quota_entry.', 'fund_entry.'];
  const open = rows
    .map(({ place }) => place)
    .filter((place) => !known.has(place) && !(place in KEPT) && !elsewhere.some((front) => place.startsWith(front)));
  expect(open.filter((place) => !/\.(kinds|mention_ids|form_key|href|bigrams)$/.test(place))).toEqual([]);
});

describe('what is due', () => {
  it('is found by the nightly job, by rule, and nothing is erased by it', async () => {
    const before = await tablesWith(NAME);
    await findDueData(noon('2036-08-30'));
    expect(await dueRow()).toBeUndefined();
    await findDueData(noon(DUE));
    const row = await dueRow();
    expect(row?.rules.map(({ kind, years }) => [kind, years])).toEqual([
      ['NUMBERS', 10],
      ['FILES', 10],
      ['TEXTS', 10],
    ]);
    expect(row?.cases.map(({ id }) => id)).toEqual([ids.caseId]);
    expect((await report('county')).due.map(({ key }) => key)).not.toContain(ids.livingHouseholdId);
    expect(await tablesWith(NAME)).toEqual(before);
    // a second night finds the same rows
    const { dueId } = row ?? { dueId: '' };
    await findDueData(noon(DUE));
    expect((await dueRow())?.dueId).toBe(dueId);
    // the rule as it stands on the day: a longer one takes it back
    await findDueData(noon('2036-08-30'));
    expect(await dueRow()).toBeUndefined();
    await findDueData(noon(DUE));
  }, 60_000);

  it('is seen in the area alone', async () => {
    expect((await report('leader')).due.length).toBeGreaterThan(0);
    expect((await report('auditor')).due.length).toBeGreaterThan(0);
    expect((await report('county-b')).due.map(({ key }) => key)).not.toContain(ids.householdId);
    await expect(report('manager')).rejects.toThrow();
  });
});

describe('a request of the household', () => {
  const request = (matter: 'ERASURE' | 'CORRECTION', householdId: string) => ({
    ...{
      householdId,
      matter,
      text: householdId === ids.householdId ? `${NAME}要求处理其信息` : '要求处理其信息',
      receivedOn: '2026-09-01',
    },
  });

  it('is recorded, and refused while a case lives or the rule keeps the data, with the reason', async () => {
    const station = await at('station', '2026-09-01');
    const living = must(await recordDataRequest(station, request('ERASURE', ids.livingHouseholdId))).dataRequestId;
    const kept = must(await recordDataRequest(station, request('ERASURE', ids.householdId))).dataRequestId;
    ids.requestId = kept;
    const county = await freshAt('county', '2026-09-02');
    const grant = (dataRequestId: string) =>
      answerDataRequest(county, { dataRequestId, outcome: 'GRANTED', answer: '同意' });
    expect(codeOf(await grant(living))).toBe('ERASURE_CASE_OPEN');
    expect(codeOf(await grant(kept))).toBe('ERASURE_NOT_DUE');
    const actor = await actorFor('county');
    const view = await findHouseholdRequests(actor, ids.householdId, '2026-09-02');
    expect(view?.kept).toMatchObject({ code: 'ERASURE_NOT_DUE', params: { day: '2036-08-31' } });
    const refused = { dataRequestId: kept, outcome: 'REFUSED', answer: '法定保存期未满' } as const;
    must(await answerDataRequest(county, refused));
    expect(await db().dataRequest.findUniqueOrThrow({ where: { id: kept } })).toMatchObject({
      outcome: 'REFUSED',
      ground: 'ERASURE_NOT_DUE',
    });
    expect(codeOf(await answerDataRequest(county, refused))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('holds no number, comes from no day to come, and is nobody’s of another county', async () => {
    const station = await at('station', '2026-09-01');
    const one = request('CORRECTION', ids.householdId);
    expect(codeOf(await recordDataRequest(station, { ...one, text: `电话 ${PHONE}` }))).toBe('PERSONAL_NUMBER_IN_TEXT');
    expect(codeOf(await recordDataRequest(station, { ...one, receivedOn: '2026-09-02' }))).toBe('DATE_IN_FUTURE');
    expect(codeOf(await recordDataRequest(await at('station-b', '2026-09-01'), one))).toBe('NOT_FOUND');
    expect(codeOf(await recordDataRequest(await at('leader', '2026-09-01'), one))).toBe('NOT_PERMITTED');
    const asked = { dataRequestId: ids.requestId, outcome: 'REFUSED', answer: '不同意' } as const;
    expect(codeOf(await answerDataRequest(await freshAt('county-b', '2026-09-02'), asked))).toBe('NOT_FOUND');
    expect(codeOf(await answerDataRequest(station, asked))).toBe('NOT_PERMITTED');
    expect(await findHouseholdRequests(await actorFor('county-b'), ids.householdId, '2026-09-02')).toBeNull();
  });
});

describe('an erasure', () => {
  let erasureId = '';

  it('is asked for by the county office with a fresh proof, once, for what is due on the day', async () => {
    const dueId = (await dueRow())?.dueId ?? '';
    expect(codeOf(await askErasure(await at('county', DUE), { dueId, reason: '保存期满' }))).toBe('PASSWORD_NEEDED');
    expect(codeOf(await askErasure(await freshAt('leader', DUE), { dueId, reason: '保存期满' }))).toBe('NOT_PERMITTED');
    expect(codeOf(await askErasure(await freshAt('county-b', DUE), { dueId, reason: '保存期满' }))).toBe('NOT_FOUND');
    expect(codeOf(await askErasure(await freshAt('county', DUE), { dueId, reason: `电话 ${PHONE}` }))).toBe(
      'PERSONAL_NUMBER_IN_TEXT',
    );
    // the list of the night is looked at again
    expect(codeOf(await ask('2036-08-30', dueId))).toBe('ERASURE_NOT_DUE');
    erasureId = must(await ask(DUE, dueId)).erasureId;
    expect(codeOf(await ask(DUE, dueId))).toBe('ERASURE_ASKED');
    expect((await report('county')).asked).toMatchObject([{ id: erasureId, mayApprove: false }]);
    expect((await report('county-head')).asked).toMatchObject([{ id: erasureId, mayApprove: true }]);
  });

  it('is approved by another person alone, of the area and not of a township, with a fresh proof', async () => {
    expect(codeOf(await settle('county', DUE, erasureId))).toBe('NOT_PERMITTED');
    expect(codeOf(await settle('township-head', DUE, erasureId))).toBe('NOT_PERMITTED');
    expect(codeOf(await settle('county-head-b', DUE, erasureId))).toBe('NOT_FOUND');
    const head = await at('county-head', DUE);
    const approval = { erasureId, outcome: 'APPROVED', remark: null } as const;
    expect(codeOf(await settleErasure(head, approval))).toMatch(/PASSWORD_NEEDED|FACTOR_NEEDED/);
    const { askedById } = await db().erasure.findUniqueOrThrow({ where: { id: erasureId } });
    const both = await freshAt('county-head', DUE);
    const own = { ...both, actor: { ...both.actor, userId: askedById } };
    expect(codeOf(await settleErasure(own, approval))).toBe('SAME_PERSON');
    expect(codeOf(await settleErasure(both, { ...approval, outcome: 'REFUSED' }))).toBe('INVALID_INPUT');
    expect((await db().erasure.findUniqueOrThrow({ where: { id: erasureId } })).status).toBe('ASKED');
  });

  it('waits where a case has begun since, and is done no more once refused', async () => {
    await root.query(`UPDATE case_record SET status = 'SUSPENDED', outcome = NULL WHERE id = $1`, [ids.caseId]);
    expect(codeOf(await settle('county-head', DUE, erasureId))).toBe('ERASURE_CASE_OPEN');
    await root.query(`UPDATE case_record SET status = 'CLOSED', outcome = 'REPAID' WHERE id = $1`, [ids.caseId]);
    must(await settle('county-head', DUE, erasureId, 'REFUSED'));
    expect(codeOf(await settle('county-head', DUE, erasureId))).toBe('STATUS_DOES_NOT_ALLOW');
    await expect(root.query(`UPDATE erasure SET status = 'DONE' WHERE id = $1`, [erasureId])).rejects.toThrow(
      'settled',
    );
  });

  it('is stopped by a hold, whoever approved, until another person lifts it', async () => {
    const ref = { householdId: ids.householdId, operatingEntityId: null };
    const said = {
      ref,
      documentNumber: '（2036）豫0225民初1号',
      documentOn: '2036-08-20' as const,
      reason: '借款纠纷诉讼期间',
    };
    const asked = must(await ask(DUE, (await dueRow())?.dueId ?? '')).erasureId;
    const county = await at('county', DUE);
    expect(codeOf(await setHold(await at('station', DUE), said))).toBe('NOT_PERMITTED');
    expect(codeOf(await setHold(await at('county-b', DUE), said))).toBe('NOT_FOUND');
    expect(codeOf(await setHold(county, { ...said, documentOn: '2036-09-02' }))).toBe('DATE_IN_FUTURE');
    expect(codeOf(await setHold(county, { ...said, reason: `电话 ${PHONE}` }))).toBe('PERSONAL_NUMBER_IN_TEXT');
    const { holdId } = must(await setHold(county, said));
    expect(codeOf(await setHold(county, said))).toBe('HOLD_STANDS');
    expect(codeOf(await settle('county-head', DUE, asked))).toBe('ERASURE_HELD');
    // nor by anybody past the code
    await expect(
      root.query(`UPDATE erasure SET status = 'DONE', settled_by_id = $2, settled_at = now() WHERE id = $1`, [
        asked,
        (await actorFor('county-head')).userId,
      ]),
    ).rejects.toThrow('a hold stands');
    const actor = await actorFor('county');
    expect((await findHouseholdRequests(actor, ids.householdId, DUE))?.kept).toEqual({
      code: 'ERASURE_HELD',
      params: { documentNumber: said.documentNumber },
    });
    const seen = await report('county-head');
    expect(seen.holds).toMatchObject([{ key: ids.householdId, id: holdId, mayLift: true }]);
    expect(seen.asked).toMatchObject([{ id: asked, heldBy: [said.documentNumber] }]);
    expect(seen.due.find(({ key }) => key === ids.householdId)?.heldBy).toEqual([said.documentNumber]);
    expect((await findHolds(actor, ref))?.holds).toMatchObject([{ id: holdId, liftedAt: null }]);
    expect((await report('county-b')).holds).toEqual([]);
    expect(await findHolds(await actorFor('county-b'), ref)).toBeNull();
    expect(await findHolds(await actorFor('manager'), ref)).toBeNull();
    expect((await report('county')).holds).toMatchObject([{ mayLift: false }]);
    must(await settle('county-head', DUE, asked, 'REFUSED'));
    expect(codeOf(await ask(DUE, (await dueRow())?.dueId ?? ''))).toBe('ERASURE_HELD');

    const lift = { holdId, reason: '诉讼已审结' };
    expect(codeOf(await liftHold(county, lift))).toBe('NOT_PERMITTED');
    expect(codeOf(await liftHold(await freshAt('county-head-b', DUE), lift))).toBe('NOT_FOUND');
    expect(codeOf(await liftHold(await freshAt('township-head', DUE), lift))).toBe('NOT_PERMITTED');
    expect(codeOf(await liftHold(await at('county-head', DUE), lift))).toMatch(/PASSWORD_NEEDED|FACTOR_NEEDED/);
    const head = await freshAt('county-head', DUE);
    const own = { ...head, actor: { ...head.actor, userId: county.actor.userId } };
    expect(codeOf(await liftHold(own, lift))).toBe('SAME_PERSON');
    expect(codeOf(await liftHold(head, { ...lift, reason: `电话 ${PHONE}` }))).toBe('PERSONAL_NUMBER_IN_TEXT');
    must(await liftHold(head, lift));
    expect(codeOf(await liftHold(head, lift))).toBe('STATUS_DOES_NOT_ALLOW');
    await expect(root.query(`UPDATE legal_hold SET lift_reason = '又' WHERE id = $1`, [holdId])).rejects.toThrow(
      'lifted',
    );
    const events = await db().event.findMany({ where: { subjectId: holdId }, orderBy: { id: 'asc' } });
    expect(events.map(({ kind }) => kind)).toEqual(['hold.set', 'hold.lifted']);
    expect((await report('county-head')).holds).toEqual([]);
    expect((await findHolds(actor, ref))?.holds).toMatchObject([{ liftReason: lift.reason }]);
  });

  it('takes numbers, files and texts, and leaves figures, books and the chain of the record whole', async () => {
    const figures = await figuresOf();
    const numbers = await plantedNumbers(root);
    const held = await db().storedFile.findMany({ where: { documents: { some: { caseId: ids.caseId } } } });
    expect(held.length).toBeGreaterThan(3);
    erasureId = must(await ask(DUE, (await dueRow())?.dueId ?? '')).erasureId;
    must(await settle('county-head', DUE, erasureId));

    const left = await plantedNumbers(root);
    const gone = numbers.filter((number) => !left.includes(number));
    expect(gone).toContain(PHONE);
    expect(gone.length).toBeGreaterThanOrEqual(3);
    const person = await db().person.findFirstOrThrow({ where: { householdId: ids.householdId } });
    expect(person).toMatchObject({
      identityNumberIndex: null,
      phoneIndex: null,
      identityNumberCipher: null,
      name: NAME,
    });
    // names have their time to come
    expect((await db().erasure.findUniqueOrThrow({ where: { id: erasureId } })).kinds).toEqual([
      'NUMBERS',
      'FILES',
      'TEXTS',
    ]);
    expect(await db().remark.count({ where: { caseId: ids.caseId } })).toBe(0);
    expect(await db().draft.count({ where: { caseId: ids.caseId } })).toBe(0);
    const [comment] = await db().comment.findMany({ where: { caseId: ids.caseId } });
    expect(comment?.text).toBe(ERASED);

    const jobs = await root.query<{ payload: { keys: string[] } }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'files.erase'`,
    );
    const keys = jobs.rows.flatMap(({ payload }) => payload.keys);
    expect(keys).toEqual(expect.arrayContaining(held.map(({ key }) => key)));
    await eraseBytes(keys);
    await eraseBytes(keys);
    const onDisk = readdirSync(path.join(process.env.DATA_DIR ?? '', 'files'), { recursive: true, encoding: 'utf8' });
    expect(onDisk.filter((file) => keys.includes(path.basename(file)))).toEqual([]);
    expect(existsSync(path.join(process.env.DATA_DIR ?? '', 'files'))).toBe(true);

    expect(await figuresOf()).toEqual(figures);
    expect(await findBroken()).toEqual([]);
    expect(await findWrongFigures()).toEqual([]);
    expect((await root.query('SELECT * FROM broken_books')).rows).toEqual([]);
    await sealWaiting();
    await db().$transaction(async (tx) => {
      expect(await findBrokenLinks(tx, 5)).toEqual([]);
      expect(await findChangedOrUnsealed(tx, 5)).toEqual([]);
      expect(await findGoneRemarks(tx, 5)).toEqual([]);
      expect(await findWrongHeads(tx, 5)).toEqual([]);
    });
    expect((await report('county')).due.map(({ key }) => key)).not.toContain(ids.householdId);
  }, 60_000);

  it('is followed by that of the names once their time has come: then nothing says who it was', async () => {
    await findDueData(noon(ALL_DUE));
    const row = await dueRow();
    expect(row?.rules.map(({ kind }) => kind)).toEqual(['NAMES']);
    const second = must(await ask(ALL_DUE, row?.dueId ?? '')).erasureId;
    must(await settle('leader', ALL_DUE, second));
    expect(await tablesWith(NAME)).toEqual([]);
    expect(await tablesWith('示例收款人')).toEqual([]);
    expect(await db().person.findFirstOrThrow({ where: { householdId: ids.householdId } })).toMatchObject({
      name: ERASED,
      pinyin: '',
      initials: '',
      bigrams: [],
    });
    await findDueData(noon(ALL_DUE));
    expect(await dueRow()).toBeUndefined();
    const again = await recordDataRequest(await at('station', ALL_DUE), {
      ...{ householdId: ids.householdId, matter: 'ERASURE', text: '请删除', receivedOn: ALL_DUE },
    });
    const { dataRequestId } = must(again);
    const grant = { dataRequestId, outcome: 'GRANTED', answer: '同意' } as const;
    expect(codeOf(await answerDataRequest(await freshAt('county', ALL_DUE), grant))).toBe('ERASED_ALREADY');
  }, 60_000);

  it('leaves every page, list, print and export of the case in order, which say under what rule', async () => {
    const now = noon(ALL_DUE);
    for (const username of ['county', 'manager', 'auditor', 'leader', 'clerk']) {
      const actor = await actorFor(username);
      expect((await getCase(actor, ids.caseId, now))?.title).toBe(
        (await db().caseRecord.findUniqueOrThrow({ where: { id: ids.caseId } })).reference,
      );
      const notes = await listErased(actor, ids.caseId);
      expect(notes.flatMap(({ rules }) => rules.map(({ kind }) => kind)).sort()).toEqual([
        'FILES',
        'NAMES',
        'NUMBERS',
        'TEXTS',
      ]);
      expect(await findApplicant(actor, ids.caseId, ALL_DUE)).toMatchObject({
        ...{ name: ERASED, hasPayeeAccount: false, person: { hasIdentityNumber: false, hasPhone: false, sex: null } },
      });
      await getCaseFile(actor, ids.caseId, now);
      await getFieldHistory(actor, ids.caseId);
      await getDisbursement(actor, ids.caseId, ALL_DUE);
      await getPayment(actor, ids.paymentId, ALL_DUE);
      await getApprovalForm(actor, ids.caseId, now);
      await getAcceptanceReceipt(actor, ids.caseId);
      await getPaymentReceipt(actor, ids.caseId, ids.paymentId, now);
      await listComments(actor, ids.caseId, now);
      const cases = await listCases(actor, {}, now, readPaging({}, LISTS.cases.sorts));
      expect(cases.rows.some(({ id }) => id === ids.caseId)).toBe(true);
    }
    const county = await actorFor('county');
    const timeline = await listTimeline(county, ids.caseId);
    expect(JSON.stringify(timeline, (_key, part) => (typeof part === 'bigint' ? `${part}` : part))).toContain(
      'case.data-erased',
    );
    expect((await findHousehold(county, ids.householdId, ALL_DUE))?.members[0]).toMatchObject({
      name: ERASED,
      identityNumber: '--',
    });
    const found = await listHouseholds(county, {}, readPaging({}, LISTS.households.sorts));
    expect(found.rows.some(({ id }) => id === ids.householdId)).toBe(true);
    for (const list of ['cases', 'households'] as const)
      must(await exportList(contextOf(county, now), { list, query: '', locale: 'zh-CN', unit: 'YUAN' }));
    const document = await db().document.findFirstOrThrow({ where: { caseId: ids.caseId } });
    expect(codeOf(await openDocument(county, document.id))).toBe('FILE_ERASED');
    expect(await listErased(await actorFor('county-b'), ids.caseId)).toEqual([]);
    const lead = await at('lead', ALL_DUE);
    const again = await changeCase(lead, ids.caseId, null, ({ move }) => move('reopen', { reason: '复议' }));
    expect(codeOf(again)).toBe('CASE_DATA_ERASED');
  }, 60_000);
});
