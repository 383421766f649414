import { beforeAll, describe, expect, it } from 'vitest';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { decideCase } from '@/features/decisions/mutations';
import { returnPayment } from '@/features/disbursements/mutations';
import { allotQuota, changeQuota, requestQuotaTransfer, settleQuotaTransfer } from '@/features/quotas/mutations';
import { getQuota, getQuotaOfCase, listQuotaProgrammes, listQuotas } from '@/features/quotas/queries';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from '../../prisma/seed/lifecycle';
import { colleagueOf } from '../support/colleague';
import { LANKAO, organisationId, stationPlace } from '../support/consultation';
import { actorFor, at, codeOf, must } from '../support/world';

const YUAN = 100n;
const DAY = '2026-03-02';
const HENAN = '41';
const LANKAO_CODE = '410225';
let expense = '';
let micro = '';

const allotment = (more: Partial<Parameters<typeof allotQuota>[1]> = {}) => ({
  programmeId: expense,
  region: HENAN,
  year: 2026,
  amount: 100_000n * YUAN,
  concession: null,
  documentNumber: '示例额度〔2026〕1号',
  ...more,
});
const quotaOf = (id: string) => db().quota.findUniqueOrThrow({ where: { id } });

/** What the entries say that the sums must be. */
async function fromEntries(quotaId: string) {
  const sums = { amountFen: 0n, reservedFen: 0n, usedFen: 0n };
  for (const { kind, amountFen } of await db().quotaEntry.findMany({ where: { quotaId } })) {
    if (kind === 'ALLOT' || kind === 'MOVE_IN') sums.amountFen += amountFen;
    if (kind === 'MOVE_OUT') sums.amountFen -= amountFen;
    if (kind === 'RESERVE' || kind === 'RETURN') sums.reservedFen += amountFen;
    if (kind === 'RELEASE' || kind === 'USE') sums.reservedFen -= amountFen;
    if (kind === 'USE') sums.usedFen += amountFen;
    if (kind === 'RETURN') sums.usedFen -= amountFen;
  }
  return sums;
}

async function atDecision(seq: number, yuan: bigint): Promise<Journey> {
  const journey = new Journey(BANK_CREW, DAY, seq);
  await journey.consult({
    programmeId: expense,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(LANKAO.branch),
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(seq, '1985-03-02', 'FEMALE'),
      name: `示例农户${seq}`,
      phone: `139${String(seq).padStart(8, '0')}`,
      householdKind: 'REGISTERED_POOR',
    },
    title: '示例经费',
    purpose: '修缮',
    eligibility: { WITHIN_BUDGET_LINE: true },
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(seq),
    requestedAmountFen: yuan * YUAN,
    requestedTermMonths: 12,
  });
  return journey.accept();
}

beforeAll(async () => {
  const idOf = async (code: string) => (await db().programme.findUniqueOrThrow({ where: { code } })).id;
  expense = await idOf('CR');
  micro = await idOf('B');
});

describe('a quota is set', () => {
  it('by head office and provinces, once for a programme, place and year, never below what is taken', async () => {
    const hq = await at('hq', DAY);
    for (const [username, more, code] of [
      ['lead', {}, 'NOT_PERMITTED'],
      ['county', {}, 'NOT_PERMITTED'],
      ['hq', { region: 'nowhere' }, 'REGION_UNKNOWN'],
      ['hq', { programmeId: newUuid() }, 'NOT_FOUND'],
      ['hq', { programmeId: micro }, 'QUOTA_NOT_ASKED'],
      ['hq', { amount: 0n }, 'INVALID_INPUT'],
      ['hq', { documentNumber: ' ' }, 'INVALID_INPUT'],
      ['ins-hq', {}, 'NOT_PERMITTED'],
    ] as const)
      expect(codeOf(await allotQuota(await at(username, DAY), allotment(more)))).toBe(code);
    const { quotaId } = must(await allotQuota(hq, allotment({ year: 2030, concession: 60 })));
    expect(codeOf(await allotQuota(hq, allotment({ year: 2030 })))).toBe('QUOTA_EXISTS');
    const change = { quotaId, amount: 50_000n * YUAN, concession: 60, documentNumber: '示例' };
    must(await changeQuota(hq, change));
    expect(codeOf(await changeQuota(hq, change))).toBe('NOTHING_CHANGED');
    expect(codeOf(await changeQuota(hq, { ...change, amount: -1n }))).toBe('INVALID_INPUT');
    expect(codeOf(await changeQuota(await at('lead', DAY), change))).toBe('NOT_PERMITTED');
    expect(await quotaOf(quotaId)).toMatchObject({ amountFen: 50_000n * YUAN, ftpConcessionBps: 60, line: '扶贫经费' });
    expect(await fromEntries(quotaId)).toEqual({ amountFen: 50_000n * YUAN, reservedFen: 0n, usedFen: 0n });
  });

  it('is read by who may, in their own region and financier', async () => {
    must(await allotQuota(await at('hq', DAY), allotment({ year: 2031 })));
    const seen = async (username: string) => (await listQuotas(await actorFor(username), 2031)).rows.length;
    expect(await seen('hq')).toBe(1);
    expect(await seen('lead')).toBe(1);
    expect(await seen('office')).toBe(1);
    for (const stranger of ['county', 'ins-lead', 'county-b', 'manager-b', 'admin', 'station'])
      expect(await seen(stranger)).toBe(0);
    expect((await listQuotaProgrammes(await actorFor('hq'))).length).toBe(2);
    expect(await listQuotaProgrammes(await actorFor('lead'))).toEqual([]);
  });

  it('moves by a transfer that another person approves, and never more than is free', async () => {
    const [hq, hq2] = [await at('hq', DAY), await at('hq2', DAY)];
    const from = must(await allotQuota(hq, allotment({ year: 2032, amount: 100n * YUAN }))).quotaId;
    const to = must(await allotQuota(hq, allotment({ year: 2032, region: LANKAO_CODE, amount: 10n * YUAN }))).quotaId;
    const other = must(await allotQuota(hq, allotment({ year: 2033 }))).quotaId;
    const move = { fromQuotaId: from, toQuotaId: to, amount: 70n * YUAN, reason: '兰考需求大' };
    expect(codeOf(await requestQuotaTransfer(hq, { ...move, amount: 101n * YUAN }))).toBe('QUOTA_EXHAUSTED');
    expect(codeOf(await requestQuotaTransfer(hq, { ...move, toQuotaId: other }))).toBe('QUOTA_NOT_ALIKE');
    expect(codeOf(await requestQuotaTransfer(hq, { ...move, toQuotaId: from }))).toBe('QUOTA_NOT_ALIKE');
    expect(codeOf(await requestQuotaTransfer(hq, { ...move, reason: ' ' }))).toBe('INVALID_INPUT');
    const first = must(await requestQuotaTransfer(hq, move)).transferId;
    const second = must(await requestQuotaTransfer(hq, move)).transferId;
    const third = must(await requestQuotaTransfer(hq, { ...move, amount: 1n * YUAN })).transferId;
    const settle = { transferId: first, outcome: 'APPROVED' as const, remark: null };
    expect(codeOf(await settleQuotaTransfer(hq, settle))).toBe('SAME_PERSON');
    expect(codeOf(await settleQuotaTransfer(await at('ins-hq', DAY), settle))).toBe('NOT_FOUND');
    must(await settleQuotaTransfer(hq2, settle));
    expect(codeOf(await settleQuotaTransfer(hq2, settle))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await settleQuotaTransfer(hq2, { ...settle, transferId: second }))).toBe('QUOTA_EXHAUSTED');
    const refuse = { transferId: third, outcome: 'REFUSED' as const, remark: null };
    expect(codeOf(await settleQuotaTransfer(hq2, refuse))).toBe('INVALID_INPUT');
    must(await settleQuotaTransfer(hq2, { ...refuse, remark: '不需要' }));
    expect([(await quotaOf(from)).amountFen, (await quotaOf(to)).amountFen]).toEqual([30n * YUAN, 80n * YUAN]);
    for (const id of [from, to]) expect(await quotaOf(id)).toMatchObject(await fromEntries(id));
    const view = await getQuota(await actorFor('hq2'), from);
    expect(view?.transfers.map((row) => [row.status, row.yours])).toEqual([
      ['REFUSED', false],
      ['REQUESTED', true],
      ['APPROVED', false],
    ]);
  });
});

describe('the quota of the whole nation', () => {
  it('is head office’s: a branch neither changes it nor moves of it, and asks for a part', async () => {
    const [lead, second] = [await colleagueOf('lead'), await colleagueOf('approver')];
    const branch = await db().organisation.findFirstOrThrow({
      where: { name: { path: ['zh'], equals: '示例银行河南省分行' } },
    });
    const inBranch = { organisationId: branch.id };
    await db().user.updateMany({ where: { username: { in: [lead, second] } }, data: inBranch });
    const hq = await at('hq', DAY);
    const nation = await db().regionVersion.findFirstOrThrow({ where: { regionId: 1, validTo: null } });
    const whole = must(await allotQuota(hq, allotment({ year: 2034, region: nation.name }))).quotaId;
    const henan = must(await allotQuota(hq, allotment({ year: 2034, amount: 10n * YUAN }))).quotaId;
    const [asker, colleague] = [await at(lead, DAY), await at(second, DAY)];
    const change = { quotaId: whole, amount: 900_000n * YUAN, concession: null, documentNumber: '示例' };
    expect(codeOf(await changeQuota(asker, change))).toBe('NOT_PERMITTED');
    const move = { fromQuotaId: whole, toQuotaId: henan, amount: 70n * YUAN, reason: '河南需求大' };
    const upward = { ...move, fromQuotaId: henan, toQuotaId: whole, amount: 1n * YUAN };
    expect(codeOf(await requestQuotaTransfer(asker, upward))).toBe('NOT_PERMITTED');
    const { transferId } = must(await requestQuotaTransfer(asker, move));
    const settle = { transferId, outcome: 'APPROVED' as const, remark: null };
    expect(codeOf(await settleQuotaTransfer(colleague, settle))).toBe('NOT_PERMITTED');
    const view = await getQuota(colleague.actor, whole);
    expect(view).toMatchObject({ mayAllot: false, transfers: [{ yours: false }], targets: [{ id: henan }] });
    const told = await db().notice.findMany({ where: { kind: 'QUOTA_TRANSFER_ASKED', subjectId: whole } });
    expect(told.map((row) => row.userId)).not.toContain(colleague.actor.userId);
    must(await settleQuotaTransfer(await at('hq2', DAY), settle));
    expect((await quotaOf(henan)).amountFen).toBe(80n * YUAN);
  });
});

describe('fifty approvals at once', () => {
  it('take what fits and no more: twenty approved, thirty refused, sums equal to the entries', async () => {
    const first = await atDecision(501, 1_000n);
    const MORE = 49;
    // copies of one case that waits for its decision, each with a running visit and papers of its own
    await db().$executeRaw`
      INSERT INTO case_record
      SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'reference', 'RACE-' || n,
        'waiting_roles', '{APPROVER}'::text, 'waiting_user_ids', '{}'::text, 'bigrams', '{}'::text))).*
      FROM case_record c, generate_series(1, ${MORE}) n WHERE c.id = ${first.id}::uuid`;
    await db().$executeRaw`
      INSERT INTO stage_visit
      SELECT (jsonb_populate_record(v, jsonb_build_object('id', uuidv7(), 'case_id', c.id))).*
      FROM stage_visit v, case_record c WHERE v.case_id = ${first.id}::uuid AND v.left_at IS NULL AND c.reference LIKE 'RACE-%'`;
    await db().$executeRaw`
      INSERT INTO document
      SELECT (jsonb_populate_record(d, jsonb_build_object('id', uuidv7(), 'case_id', c.id))).*
      FROM document d, case_record c WHERE d.case_id = ${first.id}::uuid AND c.reference LIKE 'RACE-%'`;
    const racing = await db().caseRecord.findMany({
      where: { OR: [{ id: first.id }, { reference: { startsWith: 'RACE-' } }] },
    });
    expect(racing.length).toBe(50);
    // the nearest quota goes before the province's
    const hq = await at('hq', DAY);
    const room = allotment({ region: LANKAO_CODE, amount: 20_000n * YUAN });
    const { quotaId } = must(await allotQuota(hq, room));
    const approver = await at('approver', DAY);
    const answers = await Promise.all(
      racing.map(({ id }) =>
        decideCase(approver, { caseId: id, version: null, outcome: 'APPROVED', opinion: '同意。' }),
      ),
    );
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.map(codeOf)).toEqual(Array(30).fill('QUOTA_EXHAUSTED'));
    expect(answers.length - refused.length).toBe(20);
    expect(await quotaOf(quotaId)).toMatchObject({ reservedFen: 20_000n * YUAN, usedFen: 0n });
    expect(await quotaOf(quotaId)).toMatchObject(await fromEntries(quotaId));
    expect(await db().caseRecord.count({ where: { programmeId: expense, stage: 'DISBURSEMENT' } })).toBe(20);
    const below = { quotaId, amount: 20_000n * YUAN - 1n, concession: null, documentNumber: '示例' };
    expect(codeOf(await changeQuota(hq, below))).toBe('QUOTA_BELOW_TAKEN');
    // room for what follows
    must(await changeQuota(hq, { ...below, amount: 100_000n * YUAN }));
  }, 120_000);
});

describe('a reserved amount', () => {
  const held = async (journey: Journey) => {
    const quota = await getQuotaOfCase(await actorFor('lead'), journey.id);
    return quota ? [quota.heldFen / YUAN, quota.paidFen / YUAN] : null;
  };

  it('goes back when the case is withdrawn or declined, is used by payment and reserved again by a returned one', async () => {
    const withdrawn = await atDecision(502, 2_000n);
    expect(await held(withdrawn)).toBeNull();
    await withdrawn.approve();
    expect(await held(withdrawn)).toEqual([2_000n, 0n]);
    await withdrawn.take('withdraw', 'station', { reason: '不再需要' });
    expect(await held(withdrawn)).toEqual([0n, 0n]);

    const paid = await atDecision(503, 3_000n);
    await paid.approve();
    await paid.pay();
    expect(await held(paid)).toEqual([0n, 3_000n]);
    const { id: paymentId } = await db().payment.findFirstOrThrow({ where: { caseId: paid.id } });
    must(await returnPayment(await at('clerk', DAY), { paymentId, returnedOn: DAY, reason: '账号有误' }));
    expect(await held(paid)).toEqual([3_000n, 0n]);
    const { quotaId } = await db().quotaEntry.findFirstOrThrow({ where: { caseId: paid.id } });
    expect(await quotaOf(quotaId)).toMatchObject(await fromEntries(quotaId));
    const view = await getQuota(await actorFor('lead'), quotaId);
    expect(view?.cases.map((row) => row.id)).toContain(paid.id);
    expect(view?.mayAllot).toBe(false);
  });

  it('is released in part when the case closes with a remainder', async () => {
    const journey = await atDecision(504, 4_000n);
    await journey.approve();
    await journey.pay();
    const { quotaId } = await db().quotaEntry.findFirstOrThrow({ where: { caseId: journey.id } });
    await journey.on('2026-06-01').take('certify', 'county', { reason: '已使用' });
    expect(await held(journey)).toEqual([0n, 4_000n]);
    expect(await quotaOf(quotaId)).toMatchObject(await fromEntries(quotaId));
  });
});

it('nobody of another county or financier finds a quota', async () => {
  const { id } = await db().quota.findFirstOrThrow({ where: { programmeId: expense } });
  for (const stranger of ['county-b', 'manager-b', 'lead-b', 'ins-lead'])
    expect(await getQuota(await actorFor(stranger), id)).toBeNull();
});
