import { describe, expect, it } from 'vitest';
import type { CorrectionField } from '@/features/cases/correction-fields';
import { requestCorrection, settleCorrection } from '@/features/cases/corrections';
import { getCase } from '@/features/cases/queries';
import { takeTransition } from '@/features/cases/transitions';
import { registerConsultation } from '@/features/consultations/mutations';
import { requestPayment } from '@/features/disbursements/mutations';
import { newUuid } from '@/lib/uuid';
import { decrypt, encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { cooperativeConsultation } from '../support/consultation';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-03';
const OLD_ACCOUNT = '6222020000000000001';
const NEW_ACCOUNT = '6222020000000000019';
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const correctionsOf = (caseId: string) => db().correction.findMany({ where: { caseId }, orderBy: { id: 'asc' } });

async function ask(username: string, caseId: string, field: CorrectionField, value: string, version?: number) {
  const seen = version ?? (await caseOf(caseId)).version;
  return requestCorrection(await at(username, DAY), { caseId, version: seen, field, value, reason: '录入时写错' });
}

async function settle(username: string, caseId: string, confirmed = true, id?: string) {
  const { version } = await caseOf(caseId);
  const correctionId = id ?? (await correctionsOf(caseId)).at(-1)?.id ?? '';
  return settleCorrection(await at(username, DAY), { caseId, version, correctionId, confirmed });
}

/** A case after acceptance with a real payee account. */
async function correctable(): Promise<string> {
  const caseId = await caseAtDueDiligence();
  await db().caseRecord.update({ where: { id: caseId }, data: { payeeAccountCipher: encrypt(OLD_ACCOUNT) } });
  return caseId;
}

const accountOf = async (caseId: string) => decrypt((await caseOf(caseId)).payeeAccountCipher as Uint8Array);

describe('a correction', () => {
  it('waits for a second person; the value it replaces is kept as ciphertext', async () => {
    const caseId = await correctable();
    must(await ask('manager', caseId, 'PAYEE_ACCOUNT', NEW_ACCOUNT));
    expect(await accountOf(caseId)).toBe(OLD_ACCOUNT);
    expect(codeOf(await settle('manager', caseId))).toBe('NOT_PERMITTED');
    must(await settle('county', caseId));
    expect(await accountOf(caseId)).toBe(NEW_ACCOUNT);

    const [row] = await correctionsOf(caseId);
    expect(row).toMatchObject({ status: 'CONFIRMED', reason: '录入时写错' });
    expect(row?.requestedById).not.toBe(row?.settledById);
    expect(decrypt(row?.oldValueCipher as Uint8Array)).toBe(OLD_ACCOUNT);
    for (const cipher of [row?.oldValueCipher, row?.newValueCipher]) {
      const bytes = Buffer.from(cipher as Uint8Array).toString('latin1');
      expect(bytes).not.toContain(OLD_ACCOUNT);
      expect(bytes).not.toContain(NEW_ACCOUNT);
    }
  });

  it('is refused to the person who asked for it, in the rule and in the database', async () => {
    const caseId = await correctable();
    must(await ask('lead', caseId, 'PAYEE_ACCOUNT', NEW_ACCOUNT));
    expect(codeOf(await settle('lead', caseId))).toBe('SAME_PERSON');
    expect(codeOf(await settle('lead', caseId, false))).toBe('SAME_PERSON');
    expect(await accountOf(caseId)).toBe(OLD_ACCOUNT);
    const [row] = await correctionsOf(caseId);
    await expect(
      db().correction.update({ where: { id: row?.id ?? '' }, data: { settledById: row?.requestedById ?? '' } }),
    ).rejects.toThrow(/correction_second_person/);
  });

  it('may be refused, and asked for again', async () => {
    const caseId = await correctable();
    must(await ask('manager', caseId, 'PAYEE_NAME', '另一收款人'));
    must(await settle('lead', caseId, false));
    expect((await caseOf(caseId)).payeeName).not.toBe('另一收款人');
    expect(codeOf(await settle('county', caseId))).toBe('NOT_FOUND');
    must(await ask('manager', caseId, 'PAYEE_NAME', '另一收款人'));
    must(await settle('county', caseId));
    expect((await caseOf(caseId)).payeeName).toBe('另一收款人');
    expect((await correctionsOf(caseId)).map((row) => row.status)).toEqual(['REFUSED', 'CONFIRMED']);
  });

  it('of a name reaches the applicant and what the case is found by', async () => {
    const input = { ...(await cooperativeConsultation(71)), title: '样本种植专业合作社71大棚' };
    const { id: caseId } = must(await registerConsultation(await at('county', '2026-03-02'), input));
    await db().caseRecord.update({ where: { id: caseId }, data: { stage: 'ACCEPTANCE' } });
    must(await ask('county', caseId, 'APPLICANT_NAME', '新名种植专业合作社'));
    must(await settle('lead', caseId));
    const row = await caseOf(caseId);
    expect(row).toMatchObject({
      applicantName: '新名种植专业合作社',
      title: '新名种植专业合作社大棚',
      initials: expect.stringMatching(/^xmzz/),
    });
    const entity = await db().operatingEntity.findUniqueOrThrow({ where: { id: row.operatingEntityId ?? '' } });
    expect(entity).toMatchObject({ name: '新名种植专业合作社', initials: expect.stringMatching(/^xmzz/) });
  });

  it('leaves no value in its events', async () => {
    const caseId = await correctable();
    must(await ask('manager', caseId, 'PAYEE_ACCOUNT', NEW_ACCOUNT));
    must(await settle('lead', caseId));
    const events = await db().event.findMany({
      where: { caseId, kind: { startsWith: 'correction.' } },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.kind)).toEqual(['correction.requested', 'correction.confirmed']);
    const text = JSON.stringify(events.map((event) => event.payload));
    expect(text).toContain('PAYEE_ACCOUNT');
    for (const value of [OLD_ACCOUNT, NEW_ACCOUNT, '录入时写错']) expect(text).not.toContain(value);
  });

  it('shows on the case as yours or as one to settle', async () => {
    const caseId = await correctable();
    must(await ask('lead', caseId, 'PAYEE_NAME', '收款人乙'));
    const seenBy = async (name: string) =>
      (await getCase(await actorFor(name), caseId, noon(DAY)))?.corrections[0]?.yours;
    expect([await seenBy('lead'), await seenBy('county')]).toEqual([true, false]);
  });
});

describe('a correction is refused', () => {
  it('while one of the same field is open, and when nothing would change', async () => {
    const caseId = await correctable();
    expect(codeOf(await ask('manager', caseId, 'PAYEE_ACCOUNT', OLD_ACCOUNT))).toBe('NOTHING_CHANGED');
    must(await ask('manager', caseId, 'PAYEE_ACCOUNT', NEW_ACCOUNT));
    expect(codeOf(await ask('lead', caseId, 'PAYEE_ACCOUNT', '6222020000000000027'))).toBe('CORRECTION_OPEN');
    must(await ask('lead', caseId, 'PAYEE_NAME', '收款人丙'));
  });

  it('before submission and after the end', async () => {
    const input = await cooperativeConsultation(72);
    const { id: fresh } = must(await registerConsultation(await at('county', '2026-03-02'), input));
    expect(codeOf(await ask('county', fresh, 'PAYEE_NAME', '收款人'))).toBe('STATUS_DOES_NOT_ALLOW');
    const caseId = await correctable();
    must(await ask('manager', caseId, 'PAYEE_NAME', '收款人丁'));
    const { version } = await caseOf(caseId);
    must(await takeTransition(await at('county', DAY), { caseId, version, verb: 'withdraw', reason: '撤' }));
    expect(codeOf(await ask('county', caseId, 'PAYEE_NAME', '收款人戊'))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await settle('county', caseId))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('for an amount outside the programme or after the recommendation', async () => {
    const caseId = await correctable();
    for (const amount of ['0', '-1', '999999', '500000001'])
      expect(codeOf(await ask('manager', caseId, 'REQUESTED_AMOUNT', amount))).toBe('AMOUNT_OUT_OF_RANGE');
    must(await ask('manager', caseId, 'REQUESTED_AMOUNT', '70000000'));
    must(await settle('county', caseId));
    expect((await caseOf(caseId)).requestedAmountFen).toBe(70_000_000n);
    expect(codeOf(await ask('manager', await caseAtDecision(), 'REQUESTED_AMOUNT', '70000000'))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
  });

  it('for the payee while a payment is under way', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement();
    const clerk = await at('clerk', '2026-04-01');
    must(await requestPayment(clerk, { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: newUuid() }));
    expect(codeOf(await ask('manager', caseId, 'PAYEE_ACCOUNT', NEW_ACCOUNT))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await ask('manager', caseId, 'PAYEE_NAME', '收款人'))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('to whoever may not, from a stale form, of another case, and in another county', async () => {
    const [caseId, other] = [await correctable(), await correctable()];
    expect(codeOf(await ask('approver', caseId, 'PAYEE_NAME', '甲'))).toBe('NOT_PERMITTED');
    expect(codeOf(await ask('county-b', caseId, 'PAYEE_NAME', '甲'))).toBe('NOT_FOUND');
    expect(codeOf(await ask('manager', caseId, 'PAYEE_NAME', '甲', 1))).toBe('CONFLICT');
    must(await ask('manager', caseId, 'PAYEE_NAME', '甲'));
    const id = (await correctionsOf(caseId))[0]?.id;
    expect(codeOf(await settle('county', other, true, id))).toBe('NOT_FOUND');
    expect(codeOf(await settle('county-b', caseId, true, id))).toBe('NOT_FOUND');
  });
});
