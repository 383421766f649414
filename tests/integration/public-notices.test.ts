import { expect, test } from 'vitest';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { publishNotice, withdrawNotice } from '@/features/public-notices/mutations';
import {
  answerObjection,
  assignObjection,
  raiseObjection,
  recordObjection,
  revealObjector,
} from '@/features/public-notices/mutations-objections';
import { findObjection, getNoticeDesk, getPublicNotice, listPublicNotices } from '@/features/public-notices/queries';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { inFreshSession } from '../support/fresh-session';
import { establishedProject, projectBeforeMoney } from '../support/project';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-12';
const LIMITED = 10;

const noticeOf = (caseId: string) =>
  db().publicNotice.findFirstOrThrow({ where: { caseId }, orderBy: { sequence: 'desc' } });

/** An objection as the public form sends it, each test from an address of its own. */
const objection = (noticeId: string, address: string, more = {}) => ({
  noticeId,
  text: '冷库选址占用了口粮田',
  name: '样本祝',
  contact: '13900000051',
  address,
  ...more,
});

async function raised(noticeId: string, address: string, day = DAY): Promise<string> {
  const answer = await raiseObjection(objection(noticeId, address), noon(day));
  if (answer.kind !== 'RAISED') throw new Error(answer.kind);
  return answer.receipt;
}

async function settle(caseId: string, day: string, answer = '经核实，该地块为建设用地，手续齐全') {
  const { userId: answererId } = await actorFor('township');
  for (const { id: objectionId } of await db().objection.findMany({ where: { caseId, status: 'OPEN' } })) {
    must(await assignObjection(await at('county', day), { objectionId, answererId }));
    must(await answerObjection(await at('township', day), { objectionId, answer }));
  }
}

const asked = async (caseId: string, day = DAY) => {
  const { id: trancheId } = await db().tranche.findFirstOrThrow({ where: { caseId }, orderBy: { sequence: 'asc' } });
  return requestPayment(await at('fin-clerk', day), { caseId, trancheId, idempotencyKey: newUuid() });
};

test('a notice stands for the dated days, shows what may be shown, and money waits for its end', async () => {
  const project = await establishedProject();
  const { id: caseId } = project;
  await project.fileForMoney();
  expect(codeOf(await asked(caseId))).toBe('PUBLIC_NOTICE_MISSING');
  const county = await at('county', '2026-03-02');
  const days = { fromOn: '2026-03-02', toOn: '2026-03-11' };
  const notice = { caseId, places: '村务公开栏', complaintLine: '12317', ...days };
  const short = await publishNotice(county, { ...notice, toOn: '2026-03-10' });
  expect(short).toMatchObject({ refusal: { code: 'NOTICE_TOO_SHORT', params: { minimum: 10, days: 9 } } });
  expect(codeOf(await publishNotice(county, { ...notice, fromOn: '2026-03-01' }))).toBe('DATE_OUT_OF_ORDER');
  expect(codeOf(await publishNotice(county, { ...notice, toOn: '2026-03-01' }))).toBe('DATE_OUT_OF_ORDER');
  expect(codeOf(await publishNotice(county, { ...notice, places: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await publishNotice(await at('township', '2026-03-02'), notice))).toBe('NOT_PERMITTED');
  expect(codeOf(await publishNotice(await at('county-b', '2026-03-02'), notice))).toBe('NOT_FOUND');
  const { noticeId } = must(await publishNotice(county, notice));
  expect(codeOf(await publishNotice(county, notice))).toBe('NOTICE_STANDS');

  const row = await noticeOf(caseId);
  expect(row).toMatchObject({ round: 1, minimumDays: 10, documentNumber: '2018年公告公示指导意见第四条' });
  const shown = JSON.stringify(await getPublicNotice(noticeId, DAY), (_key, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  expect(shown).toContain('示例果蔬专业合作社');
  expect(shown).not.toContain('示例联系人');
  expect(shown).not.toMatch(/1[3-9]\d{9}|\d{16}/);
  const { counties, rows } = await listPublicNotices(
    { countyId: row.countyId, past: false, after: null },
    '2026-03-11',
  );
  expect(rows.map((entry) => entry.id)).toContain(noticeId);
  expect(counties.map((entry) => entry.id)).toEqual([row.countyId]);
  const past = await listPublicNotices({ countyId: null, past: true, after: null }, DAY);
  expect(past.rows.map((entry) => [entry.id, entry.state])).toContainEqual([noticeId, 'PAST']);
  expect((await listPublicNotices({ countyId: -1, past: true, after: null }, DAY)).rows).toEqual([]);

  expect(codeOf(await asked(caseId, '2026-03-11'))).toBe('PUBLIC_NOTICE_RUNNING');
  expect(codeOf(await asked(caseId))).toBe('LINKAGE_MISSING');
}, 90_000);

test('an objection holds the money at the request and at the release, until the named person answers', async () => {
  const { id: caseId } = await projectBeforeMoney();
  const { id: noticeId } = await noticeOf(caseId);
  const receipt = await raised(noticeId, 'a');
  expect(codeOf(await asked(caseId))).toBe('OBJECTIONS_OPEN');
  const { id: objectionId } = await db().objection.findUniqueOrThrow({ where: { receipt } });
  const told = await db().notice.findMany({ where: { caseId, kind: 'OBJECTION_RAISED' } });
  expect(told.map((row) => row.userId)).toContain((await actorFor('county')).userId);

  const [county, township] = [await at('county', DAY), await at('township', DAY)];
  const answer = '经核实，该地块为建设用地';
  expect(codeOf(await answerObjection(township, { objectionId, answer }))).toBe('OBJECTION_NOT_YOURS');
  const toAuditor = { objectionId, answererId: (await actorFor('auditor')).userId };
  expect(codeOf(await assignObjection(county, toAuditor))).toBe('ANSWERER_NOT_AVAILABLE');
  const abroad = { objectionId, answererId: (await actorFor('county-b')).userId };
  expect(codeOf(await assignObjection(county, abroad))).toBe('ANSWERER_NOT_AVAILABLE');
  const toTownship = { objectionId, answererId: township.actor.userId };
  expect(codeOf(await assignObjection(township, toTownship))).toBe('NOT_PERMITTED');
  expect(codeOf(await assignObjection(await at('county-b', DAY), toTownship))).toBe('NOT_FOUND');
  must(await assignObjection(county, toTownship));
  expect(codeOf(await answerObjection(county, { objectionId, answer }))).toBe('OBJECTION_NOT_YOURS');
  expect(codeOf(await answerObjection(township, { objectionId, answer: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await answerObjection(await at('township-b', DAY), { objectionId, answer }))).toBe('NOT_FOUND');
  expect(await findObjection(receipt)).toMatchObject({ answer: null });
  must(await answerObjection(township, { objectionId, answer }));
  expect(codeOf(await answerObjection(township, { objectionId, answer }))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await findObjection(` ${receipt.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({ noticeId, answer });
  expect(await findObjection('no such receipt')).toBeNull();

  const { paymentId } = must(await asked(caseId));
  await raised(noticeId, 'a');
  const checker = await at('fin-checker', DAY);
  expect(codeOf(await releasePayment(checker, { paymentId, idempotencyKey: newUuid() }))).toBe('OBJECTIONS_OPEN');
  await settle(caseId, DAY);
  must(await releasePayment(checker, { paymentId, idempotencyKey: newUuid() }));
}, 90_000);

test('a release and an objection at the same moment: one after the other, never both', async () => {
  const { id: caseId } = await projectBeforeMoney();
  const { id: noticeId } = await noticeOf(caseId);
  const { paymentId } = must(await asked(caseId));
  const checker = await at('fin-checker', DAY);
  const [objected, released] = await Promise.all([
    raiseObjection(objection(noticeId, 'race'), noon(DAY)),
    releasePayment(checker, { paymentId, idempotencyKey: newUuid() }),
  ]);
  expect(objected.kind).toBe('RAISED');
  const events = await db().event.findMany({
    where: { caseId, kind: { in: ['objection.raised', 'payment.released'] } },
    orderBy: { id: 'asc' },
  });
  if (released.ok) expect(events.map((row) => row.kind)).toHaveLength(2);
  else expect(released.refusal.code).toBe('OBJECTIONS_OPEN');
}, 90_000);

test('who objects is ciphertext, in no event and on no page; staff may record for somebody', async () => {
  const { id: caseId } = await projectBeforeMoney();
  const { id: noticeId } = await noticeOf(caseId);
  await raised(noticeId, 'b');
  const county = await at('county', DAY);
  const typed = { noticeId, text: '样本祝来电反映', name: null, contact: null };
  const { receipt } = must(await recordObjection(county, typed));
  expect(await findObjection(receipt)).toMatchObject({ noticeId, answer: null });
  expect(codeOf(await recordObjection(county, { ...typed, text: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await recordObjection(await at('fin-clerk', DAY), typed))).toBe('NOT_PERMITTED');
  expect(codeOf(await recordObjection(await at('county-b', DAY), typed))).toBe('NOT_FOUND');
  const held = await db().$queryRaw<{ kind: string }[]>`
    SELECT kind FROM event e WHERE e.case_id = ${caseId}::uuid
      AND (strpos(e::text, '样本祝') > 0 OR strpos(e::text, '13900000051') > 0 OR strpos(e::text, ${receipt}) > 0)`;
  expect(held).toEqual([]);
  const rows = await db().objection.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
  expect(rows.map((row) => row.personCipher !== null)).toEqual([true, false]);
  expect(Buffer.from(rows[0]?.personCipher ?? []).includes('13900000051')).toBe(false);
  const [objectionId = '', nameless = ''] = rows.map((row) => row.id);
  expect(must(await revealObjector(await inFreshSession(county), { objectionId, reason: '回访' }))).toEqual({
    name: '样本祝',
    contact: '13900000051',
  });
  expect(codeOf(await revealObjector(county, { objectionId, reason: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await revealObjector(county, { objectionId: nameless, reason: '回访' }))).toBe('NOT_FOUND');
  expect(codeOf(await revealObjector(await at('township', DAY), { objectionId, reason: '看' }))).toBe('NOT_PERMITTED');
  expect(await db().event.count({ where: { caseId, kind: 'personal-data.revealed' } })).toBe(1);
  const desk = await getNoticeDesk(county.actor, caseId, DAY);
  expect(desk?.objections).toHaveLength(2);
  expect(desk?.people.length).toBeGreaterThan(0);
  expect(await getNoticeDesk(await actorFor('county-b'), caseId, DAY)).toBeNull();
  expect(await getNoticeDesk(await actorFor('manager-b'), caseId, DAY)).toBeNull();
}, 90_000);

test('a wrong notice is withdrawn with a reason, never to get rid of an objection', async () => {
  const project = await projectBeforeMoney();
  const { id: caseId } = project;
  const { id: noticeId } = await noticeOf(caseId);
  await raised(noticeId, 'c');
  const county = await at('county', DAY);
  expect(codeOf(await withdrawNotice(county, { noticeId, reason: '金额有误' }))).toBe('OBJECTIONS_OPEN');
  await settle(caseId, DAY);
  expect(codeOf(await withdrawNotice(county, { noticeId, reason: '' }))).toBe('INVALID_INPUT');
  expect(codeOf(await withdrawNotice(await at('fin-clerk', DAY), { noticeId, reason: '误' }))).toBe('NOT_PERMITTED');
  expect(codeOf(await withdrawNotice(await at('county-b', DAY), { noticeId, reason: '误' }))).toBe('NOT_FOUND');
  must(await withdrawNotice(county, { noticeId, reason: '金额有误' }));
  expect(codeOf(await withdrawNotice(county, { noticeId, reason: '金额有误' }))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(await raiseObjection(objection(noticeId, 'c'), noon(DAY))).toEqual({ kind: 'GONE' });
  expect(await getPublicNotice(noticeId, DAY)).toMatchObject({ state: 'WITHDRAWN', withdrawReason: '金额有误' });
  expect(codeOf(await asked(caseId))).toBe('PUBLIC_NOTICE_MISSING');
  expect(codeOf(await recordObjection(county, { noticeId, text: '又一条', name: null, contact: null }))).toBe(
    'STATUS_DOES_NOT_ALLOW',
  );
}, 90_000);

test('a return voids the approval and with it the notice: the next round has its own', async () => {
  const project = await projectBeforeMoney();
  const { id: caseId } = project;
  await project.on(DAY).take('return', 'fin-clerk', { to: 'DECISION', reason: '预算调整' });
  await project.establish();
  expect(codeOf(await asked(caseId))).toBe('PUBLIC_NOTICE_MISSING');
  await project.announce('2026-03-21');
  expect(codeOf(await asked(caseId))).toBe('PUBLIC_NOTICE_RUNNING');
  expect(await noticeOf(caseId)).toMatchObject({ sequence: 2, round: 2 });
  must(await asked(caseId, '2026-03-22'));
}, 90_000);

test('no dated rule, no notice; a programme without notices has none', async () => {
  const project = await establishedProject();
  const notice = { caseId: project.id, places: '村务公开栏', complaintLine: '12317' };
  const days = { fromOn: '2026-03-02', toOn: '2026-04-02' };
  const county = await at('county', '2026-03-02');
  await db().policyValue.updateMany({ where: { kind: 'NOTICE_DAYS' }, data: { validTo: new Date('2026-03-01') } });
  const refused = await publishNotice(county, { ...notice, ...days });
  await db().policyValue.updateMany({ where: { kind: 'NOTICE_DAYS' }, data: { validTo: null } });
  expect(codeOf(refused)).toBe('POLICY_MISSING');
  const { caseId } = await caseAtDisbursement();
  expect(codeOf(await publishNotice(county, { ...notice, ...days, caseId }))).toBe('STATUS_DOES_NOT_ALLOW');
}, 90_000);

test('from one address only so many objections an hour are taken, and an empty form is none', async () => {
  const { id: caseId } = await projectBeforeMoney();
  const { id: noticeId } = await noticeOf(caseId);
  for (let count = 0; count < LIMITED; count++) await raised(noticeId, 'flood');
  expect(await raiseObjection(objection(noticeId, 'flood'), noon(DAY))).toEqual({
    kind: 'LIMITED',
    until: new Date('2026-03-12T05:00:00Z'),
  });
  await raised(noticeId, 'another');
  expect(await raiseObjection(objection(newUuid(), 'another'), noon(DAY))).toEqual({ kind: 'GONE' });
  expect(await db().objection.count({ where: { caseId } })).toBe(LIMITED + 1);
}, 90_000);
