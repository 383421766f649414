import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editAccount, openAccount } from '@/features/accounts/mutations';
import { endAuthority, grantAuthority } from '@/features/authority/mutations';
import { requestRaise, settleRaise } from '@/features/authority/mutations-raises';
import { findOtherPayees } from '@/features/disbursements/queries-payee';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { setIdentityRules } from '@/features/identity/mutations-rules';
import { rulesOf } from '@/features/identity/queries-rules';
import { findRowsUnlikeRecord } from '@/features/ledger/queries-told';
import {
  createOrganisation,
  deactivateOrganisation,
  editOrganisation,
  reactivateOrganisation,
} from '@/features/organisations/mutations';
import { addPolicyValue, endPolicyValue } from '@/features/programmes/mutations-policy';
import { allotQuota, changeQuota, requestQuotaTransfer, settleQuotaTransfer } from '@/features/quotas/mutations';
import { recuse } from '@/features/sessions/mutations-sitting';
import { newUuid } from '@/lib/uuid';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { asSystem } from '@/server/row-scope';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { readerOn } from '../support/reader-on';
import { caseOverLimit, itemOf, SESSION_DAY, sittingSession, voteFor } from '../support/session';
import { at, must } from '../support/world';

const DAY = '2026-04-01';
let owner: pg.Client;
let caseId: string;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL ?? '' });
  await owner.connect();
  const made = await caseAtDisbursement();
  caseId = made.caseId;
  await payTranche(caseId, made.trancheIds[0], DAY);
  must(
    await recordRepayment(await at('clerk', DAY), {
      caseId,
      paidOn: DAY,
      amountFen: 100_00n,
      idempotencyKey: newUuid(),
    }),
  );
  await giveRights();
  const over = await caseOverLimit();
  const item = await itemOf(await sittingSession([over]), over);
  await voteFor(item, 'hq2');
  // who stands aside has a row among the votes, and tells of it as of any conflict
  must(await recuse(await at('hq3', SESSION_DAY), { ...item, statement: '亲属' }));
  await giveRules();
  await giveOrganisations();
});
afterAll(() => owner.end());

/** An account that was opened and changed, authority that was granted and ended, a raise that was granted. */
async function giveRights() {
  const secadmin = await at('secadmin', DAY);
  const account = {
    ...{ nameZh: '新来', nameEn: null, staffNumber: 'T-001', organisation: '示例银行兰考县支行', email: null },
    roles: ['ACCOUNT_MANAGER' as const],
  };
  must(await openAccount(secadmin, { username: 'told.account', ...account }));
  const { id: userId } = await db().user.findUniqueOrThrow({ where: { username: 'told.account' } });
  must(await editAccount(secadmin, { userId, ...account, roles: ['ACCOUNT_MANAGER', 'CREDIT_LEAD'] }));
  const admin = await at('admin', DAY);
  const granted = {
    ...{ organisation: '示例银行兰考县支行', programme: 'A', applicantKind: null, upTo: 500_000_000n, approvals: 3 },
    ...{ validFrom: '2026-12-01', validTo: null, documentNumber: '示例银授〔2026〕19号' },
  };
  must(await grantAuthority(admin, granted));
  const { id: authorityId } = await db().authorityLimit.findFirstOrThrow({
    where: { documentNumber: granted.documentNumber },
  });
  must(await endAuthority(admin, { authorityId, validTo: '2027-06-01' }));
  const approver = await at('approver', DAY);
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const { raiseId } = must(
    await requestRaise(approver, {
      ...{ organisationId: approver.actor.organisation.id, programmeId, applicantKind: null, upTo: 500_000_000n },
      ...{ approvals: 1, validFrom: DAY, lastDay: '2026-04-03', reason: '示范季集中投放' },
    }),
  );
  must(
    await settleRaise(await at('hq', DAY), {
      ...{ raiseId, outcome: 'APPROVED', documentNumber: '示例银授〔2026〕20号', remark: null },
    }),
  );
}

/** Quotas that were allotted, changed and moved between, policy values that were set and ended, a rule of signing in. */
async function giveRules() {
  const [hq, admin, secadmin] = [await at('hq', DAY), await at('admin', DAY), await at('secadmin', DAY)];
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'C' } });
  const document = { concession: null, documentNumber: '示例额度〔2041〕1号' };
  const allot = async (region: string) =>
    must(await allotQuota(hq, { programmeId, region, year: 2041, amount: 9_000_000n, ...document })).quotaId;
  const [fromQuotaId, toQuotaId] = [await allot('41'), await allot('410225')];
  must(await changeQuota(hq, { quotaId: toQuotaId, amount: 5_000_000n, ...document }));
  const { transferId } = must(
    await requestQuotaTransfer(hq, { fromQuotaId, toQuotaId, amount: 1_000_000n, reason: '县内需求大' }),
  );
  must(await settleQuotaTransfer(await at('hq2', DAY), { transferId, outcome: 'APPROVED', remark: null }));
  const cap = {
    kind: 'HOUSEHOLD_CAP' as const,
    regionCode: '41',
    value: 5_000_000n,
    validFrom: '2019-01-01',
    url: null,
  };
  const set = (programmeCode: string | null) =>
    addPolicyValue(admin, { ...cap, programmeCode, validTo: null, documentNumber: '示例〔2019〕9号' });
  must(await set('A'));
  must(await endPolicyValue(admin, { policyId: must(await set(null)).policyId, validTo: '2026-12-01' }));
  const { roles } = await rulesOf(db());
  must(await setIdentityRules(secadmin, { roles, passwordDays: 90 }));
  must(await setIdentityRules(secadmin, { roles, passwordDays: 60 }));
}

/** A bank with a branch, which was renamed, taken out of use and taken into it again. */
async function giveOrganisations() {
  const admin = await at('admin', DAY);
  const bank = { kind: 'BANK' as const, nameEn: null };
  const head = { ...bank, nameZh: '第四示例银行总行', region: '0', parent: null };
  must(await createOrganisation(admin, head));
  const branch = { ...bank, nameZh: '第四示例银行河南分行', region: '41', parent: head.nameZh };
  must(await createOrganisation(admin, branch));
  const { id: organisationId } = await db().organisation.findFirstOrThrow({
    where: { name: { path: ['zh'], equals: branch.nameZh } },
  });
  must(await editOrganisation(admin, { ...branch, organisationId, nameZh: '第四示例银行河南省分行' }));
  must(await deactivateOrganisation(admin, { organisationId }));
  must(await reactivateOrganisation(admin, { organisationId }));
}

const SOMEBODY = "(SELECT id FROM app_user WHERE username = 'hq3')";
/** Which sentences break after a change by the tables' owner; the change is taken back. */
async function brokenBy(statement: string): Promise<string[]> {
  await owner.query('BEGIN');
  try {
    const { rowCount } = await owner.query(statement.replaceAll('$case', `'${caseId}'`));
    if (!rowCount) throw new Error('nothing was changed');
    return (await findRowsUnlikeRecord(readerOn(owner))).map(({ sentence }) => sentence);
  } finally {
    await owner.query('ROLLBACK');
  }
}

/** A row beside another of its table, with an id of its own and these columns otherwise. */
function copyOf(table: string, columns: Record<string, string> = {}): string {
  const other = Object.entries({ id: 'gen_random_uuid()', ...columns }).map(([name, value]) => `'${name}', ${value}`);
  return `SELECT (jsonb_populate_record(x, jsonb_build_object(${other.join(', ')}))).* FROM ${table} x`;
}

const ACCOUNT = "WHERE username = 'told.account'";
const GRANTED = "WHERE document_number = '示例银授〔2026〕19号'";
const SET = "WHERE document_number = '示例〔2019〕9号' AND valid_to IS NOT NULL";
const BRANCH = "WHERE name->>'zh' = '第四示例银行河南省分行'";
const PAID = "WHERE case_id = $case AND status = 'RELEASED'";

describe('an event that was put in', () => {
  const forged = (settled: string) =>
    `INSERT INTO event ${copyOf('event', { kind: "'list.exported'", payload: `jsonb_build_object('settled', ${settled})` })}
     WHERE x.kind = 'contract.signed' AND x.case_id = $case`;

  it.each(["'3'::jsonb", `'{"CONTRACT": 3}'::jsonb`, `'{"NOTHING": {"1": "2"}}'::jsonb`])(
    'stops nothing and names nothing where it settles nothing: %s',
    async (settled) => expect(await brokenBy(forged(settled))).toEqual([]),
  );

  it('has no word on what events of its kind do not settle', async () => {
    const hidden = `WITH altered AS (UPDATE contract SET rate_bps = rate_bps + 1 WHERE case_id = $case RETURNING id)
      ${forged("(SELECT jsonb_build_object('CONTRACT', jsonb_build_object(id, repeat('0', 64))) FROM altered LIMIT 1)")}`;
    expect(await brokenBy(hidden)).toEqual([expect.stringMatching(/what was settled/)]);
  });
});

describe('what was altered past the portal', () => {
  it('is nothing, where everything came about through it', async () => {
    expect(await findRowsUnlikeRecord(readerOn(owner))).toEqual([]);
  });

  it.each([
    ['who approved', `UPDATE approval SET approver_id = ${SOMEBODY} WHERE case_id = $case`, /approval is of whom/],
    [
      'when it was approved',
      `UPDATE approval SET decided_at = decided_at - interval '3 days' WHERE case_id = $case`,
      /approval is of/,
    ],
    [
      'for how much it was signed',
      'UPDATE approval SET amount_fen = amount_fen - 1 WHERE case_id = $case',
      /what is approved/,
    ],
    ['who asked for a payment', `UPDATE payment SET requested_by_id = ${SOMEBODY} ${PAID}`, /asked for by whom/],
    ['who released it', `UPDATE payment SET released_by_id = ${SOMEBODY} ${PAID}`, /released by whom/],
    ['its day', `UPDATE payment SET released_on = released_on - 30 ${PAID}`, /released by whom/],
    ['that it was paid', `UPDATE payment SET status = 'RETURNED' ${PAID}`, /came back/],
    ['the day of a repayment', 'UPDATE repayment SET paid_on = paid_on - 30 WHERE case_id = $case', /repayment is of/],
    [
      'the contract',
      "UPDATE contract SET amount_fen = amount_fen - 1 WHERE case_id = $case AND status = 'SIGNED'",
      /contract was signed/,
    ],
    ['where the case stands', "UPDATE case_record SET stage = 'DISBURSEMENT' WHERE id = $case", /stands where/],
    ['a vote', "UPDATE session_vote SET vote = 'AGAINST'", /a vote is/],
    [
      'whose vote it was',
      "UPDATE session_vote SET user_id = (SELECT id FROM app_user WHERE username = 'hq') WHERE vote = 'FOR'",
      /a vote is/,
    ],
    ['the roles of an account', `UPDATE app_user SET roles = roles || '{APPROVER}' ${ACCOUNT}`, /an account/],
    ['a role taken away', `UPDATE app_user SET roles = '{ACCOUNT_MANAGER}' ${ACCOUNT}`, /an account/],
    [
      'where somebody works',
      `UPDATE app_user SET organisation_id = (SELECT organisation_id FROM app_user WHERE username = 'hq') ${ACCOUNT}`,
      /an account/,
    ],
    ['how far authority reaches', `UPDATE authority_limit SET up_to_fen = NULL ${GRANTED}`, /authority reaches/],
    ['how many must sign', `UPDATE authority_limit SET approvals = 1 ${GRANTED}`, /authority reaches/],
    ['how long it lasts', `UPDATE authority_limit SET valid_to = NULL ${GRANTED}`, /authority reaches/],
    ['that it was granted', `DELETE FROM authority_limit ${GRANTED}`, /authority reaches/],
    ['a raise', 'UPDATE authority_raise SET up_to_fen = up_to_fen + 1', /authority was raised/],
    // a row that is called otherwise, or is in another case, is none that the record tells of
    ['which payment it was', `UPDATE payment SET id = gen_random_uuid() ${PAID}`, /is there/],
    ['which repayment it was', 'UPDATE repayment SET id = gen_random_uuid() WHERE case_id = $case', /is there/],
    [
      'which contract it was',
      "UPDATE contract SET id = gen_random_uuid() WHERE case_id = $case AND status = 'SIGNED'",
      /is there/,
    ],
    ['that it was approved', 'DELETE FROM approval WHERE case_id = $case', /is there/],
    ['how it was decided', "UPDATE approval SET outcome = 'DECLINED' WHERE case_id = $case", /is there/],
    ['that an approval stands', 'UPDATE approval SET voided_at = now() WHERE case_id = $case', /approval fell/],
    ['that it was voted', "DELETE FROM session_vote WHERE vote = 'FOR'", /is there/],
    ['that somebody stood aside', "UPDATE session_vote SET vote = 'FOR' WHERE vote = 'RECUSED'", /a vote is/],
    ['that a raise was asked for', 'DELETE FROM authority_raise', /is there/],
    ['that an account was opened', `DELETE FROM app_user ${ACCOUNT}`, /is there/],
    [
      'where an office is',
      `UPDATE organisation SET region_id = (SELECT region_id FROM region_version WHERE code = '43' AND valid_to IS NULL) ${BRANCH}`,
      /an organisation is/,
    ],
    ['that an office is everywhere', `UPDATE organisation SET level = 'NATION' ${BRANCH}`, /an organisation is/],
    [
      'whose branch it is',
      `UPDATE organisation SET financier_id = (SELECT financier_id FROM organisation o JOIN app_user u ON u.organisation_id = o.id WHERE u.username = 'hq') ${BRANCH}`,
      /an organisation is/,
    ],
    ['that an office is in use', `UPDATE organisation SET active = false ${BRANCH}`, /an organisation is/],
    ['a quota', 'UPDATE quota SET amount_fen = amount_fen + 1 WHERE year = 2041', /a quota is/],
    ['a policy value', `UPDATE policy_value SET value = value + 1 ${SET}`, /a policy value/],
    ['how long it holds', `UPDATE policy_value SET valid_to = NULL ${SET}`, /a policy value/],
    ['that it was set', `DELETE FROM policy_value ${SET}`, /a policy value/],
    ['a rule of signing in', "UPDATE identity_rule SET value = 0 WHERE kind = 'PASSWORD_DAYS'", /a rule of signing in/],
    ['who granted it', `UPDATE authority_raise SET settled_by_id = ${SOMEBODY}`, /authority was raised/],
    ['the day of a visit', 'UPDATE site_visit SET visited_on = visited_on - 30 WHERE case_id = $case', /a visit was/],
    ['who was there', 'UPDATE site_visit SET visitor_ids = visitor_ids[1:1] WHERE case_id = $case', /a visit was/],
    ['which visit it was', 'UPDATE site_visit SET id = gen_random_uuid() WHERE case_id = $case', /a visit was/],
    ['that somebody has signed', "DELETE FROM case_duty WHERE case_id = $case AND duty = 'APPROVAL'", /has that duty/],
    [
      'which duty somebody has',
      "UPDATE case_duty SET duty = 'DUE_DILIGENCE' WHERE case_id = $case AND duty = 'PAYMENT_RELEASE'",
      /has that duty/,
    ],
    ['whose duty it is', `UPDATE case_duty SET user_id = ${SOMEBODY} WHERE duty = 'PAYMENT_REQUEST'`, /has that duty/],
    ['when it was taken', "UPDATE case_duty SET taken_at = taken_at - interval '1 day'", /took it then/],
    ['that somebody has investigated', "DELETE FROM case_duty WHERE duty = 'DUE_DILIGENCE'", /has that duty/],
    ['a visit that was not', `INSERT INTO site_visit ${copyOf('site_visit')} WHERE case_id = $case`, /a visit was/],
    [
      'an approval of somebody who did something else then',
      `INSERT INTO approval ${copyOf('approval', { approver_id: 'e.actor_id', decided_at: 'e.recorded_at' })}
       JOIN event e ON e.case_id = x.case_id AND e.kind = 'contract.checked' WHERE x.case_id = $case`,
      /settled by an event/,
    ],
  ])('is named by the rows against the record: %s', async (_what, statement, sentence) => {
    expect(await brokenBy(statement)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });
});

describe('whom a payment went to', () => {
  const set = (columns: string) => `UPDATE payment SET ${columns} ${PAID}`;
  const erased = (
    kind: string,
  ) => `INSERT INTO event (id, kind, payload, recorded_at, occurred_on, request_id, case_id, province_id)
    SELECT gen_random_uuid(), 'case.data-erased', '{"kinds": ["${kind}"]}', now(), now()::date, gen_random_uuid(), id, province_id
    FROM case_record WHERE id = $case`;

  async function otherAfter(...statements: [sql: string, values?: unknown[]][]) {
    await owner.query('BEGIN');
    try {
      for (const [sql, values] of statements) {
        const { rowCount } = await owner.query(sql.replaceAll('$case', `'${caseId}'`), values);
        if (!rowCount) throw new Error('nothing was changed');
      }
      return await findOtherPayees(readerOn(owner), 100);
    } finally {
      await owner.query('ROLLBACK');
    }
  }

  it('is whom the record says, until somebody alters it', async () => {
    expect(await findOtherPayees(readerOn(owner), 100)).toEqual({ rows: [], unreadable: 0 });
    const { id } = await db().payment.findFirstOrThrow({ where: { caseId, status: 'RELEASED' } });
    const cipher = encrypt('99000000000880099');
    for (const statement of [
      [set("payee_name = '别人'")],
      [set('payee_account_cipher = $1'), [cipher]],
      // no ciphertext of ours at all
      [set("payee_account_cipher = '\\x01ff'")],
      [set('payee_account_cipher = NULL')],
    ] as [string, unknown[]?][])
      expect((await otherAfter(statement)).rows, statement[0]).toEqual([id]);
  });

  it('may be gone where an erasure tells of it, the account or the name first', async () => {
    expect((await otherAfter([set('payee_account_cipher = NULL')], [erased('NUMBERS')])).rows).toEqual([]);
    const named = [set("payee_name = '***'")] as [string];
    expect((await otherAfter(named, [erased('NAMES')])).rows).toEqual([]);
    expect((await otherAfter(named, [erased('NUMBERS')])).rows).toHaveLength(1);
    expect((await otherAfter([set("payee_name = '别人'")], [erased('NAMES')])).rows).toHaveLength(1);
  });
});

describe('the portal’s own role', () => {
  const asPortal = (statement: string) =>
    asSystem('a job', (tx) => tx.$executeRawUnsafe(statement.replaceAll('$case', `'${caseId}'`)));

  it.each([
    ['an approver', `UPDATE approval SET approver_id = ${SOMEBODY} WHERE case_id = $case`],
    ['an approved amount', 'UPDATE approval SET amount_fen = amount_fen - 1 WHERE case_id = $case'],
    ['who asked', `UPDATE payment SET requested_by_id = ${SOMEBODY} ${PAID}`],
    ['who released', `UPDATE payment SET released_by_id = ${SOMEBODY} ${PAID}`],
    ['the id of a payment', `UPDATE payment SET id = gen_random_uuid() ${PAID}`],
    ['the id of an approval', 'UPDATE approval SET id = gen_random_uuid() WHERE case_id = $case'],
    [
      'which case an instalment is of',
      'UPDATE tranche SET case_id = (SELECT id FROM case_record WHERE id <> $case LIMIT 1) WHERE case_id = $case',
    ],
    ['a day of payment', `UPDATE payment SET released_on = released_on - 30 ${PAID}`],
    ['a voucher', `UPDATE payment SET voucher_number = 'X' ${PAID}`],
    ['a payment that went out', `UPDATE payment SET status = 'REFUSED' ${PAID}`],
    [
      'a signed contract',
      "UPDATE contract SET amount_fen = amount_fen - 1 WHERE case_id = $case AND status = 'SIGNED'",
    ],
    ['a day of signing', "UPDATE contract SET signed_on = signed_on - 30 WHERE case_id = $case AND status = 'SIGNED'"],
    [
      'which file a paper is',
      'UPDATE document SET file_id = (SELECT id FROM stored_file ORDER BY id DESC LIMIT 1), version = version + 1 WHERE case_id = $case',
    ],
    [
      'the sum of a file',
      "UPDATE stored_file SET sha256 = repeat('1', 64) WHERE id IN (SELECT file_id FROM document WHERE case_id = $case)",
    ],
  ])('cannot tell otherwise what was recorded: %s', async (_what, statement) => {
    await expect(asPortal(statement)).rejects.toThrow(/what was recorded of it does not change/);
  });

  it.each([
    'UPDATE authority_limit SET up_to_fen = NULL',
    'DELETE FROM authority_limit',
    'UPDATE policy_value SET value = value + 1',
    'DELETE FROM policy_value',
    "DELETE FROM app_user WHERE username = 'told.account'",
  ])('may end what was granted and set, and shut an account, and not %s', async (statement) => {
    await expect(asPortal(statement)).rejects.toThrow(/permission denied/);
  });

  it.each(['case_duty SET taken_at = now()', 'repayment SET paid_on = paid_on - 30'])(
    'may not write %s',
    async (what) => {
      await expect(asPortal(`UPDATE ${what} WHERE case_id = $case`)).rejects.toThrow(/permission denied/);
    },
  );
});
