import 'server-only';
import { checkRequest } from '@/domain/gates';
import { checkBankAccount, checkSettlementAccount } from '@/domain/identity';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { Context, Result } from '@/server/command';
import { decrypt, encrypt } from '@/server/crypto';
import { searchKeys } from '@/server/pinyin';
import type { CorrectionField } from './correction-fields';
import { type CaseChange, changeCase } from './mutations';

async function currentValue({ tx, facts }: CaseChange, field: CorrectionField): Promise<string> {
  const row = await tx.caseRecord.findUniqueOrThrow({
    where: { id: facts.id },
    select: { applicantName: true, payeeName: true, payeeAccountCipher: true },
  });
  switch (field) {
    case 'APPLICANT_NAME':
      return row.applicantName;
    case 'REQUESTED_AMOUNT':
      return facts.requestedAmountFen.toString();
    case 'PAYEE_NAME':
      return row.payeeName ?? '';
    case 'PAYEE_ACCOUNT':
      return row.payeeAccountCipher ? decrypt(row.payeeAccountCipher) : '';
  }
}

/**
 * 更正 after submission: asked for with a reason; the old value is kept. `value` is normalised by the form (an amount in fen).
 * CORRECTION_OPEN, NOTHING_CHANGED, STATUS_DOES_NOT_ALLOW (an amount after the recommendation, payee with money under way),
 * INVALID_INPUT (an account number that does not hold).
 */
export function requestCorrection(
  ctx: Context,
  input: { caseId: string; version: number; field: CorrectionField; value: string; reason: string },
): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    if (!can(ctx.actor, 'case.correct')) refuse('NOT_PERMITTED');
    if (input.reason.trim() === '') refuse('INVALID_INPUT');
    checkCorrectable(change, input.field, input.value);
    const old = await currentValue(change, input.field);
    if (old === input.value) refuse('NOTHING_CHANGED');
    const open = await change.tx.correction.count({
      where: { caseId: input.caseId, field: input.field, status: 'REQUESTED' },
    });
    if (open > 0) refuse('CORRECTION_OPEN');
    const correction = await change.tx.correction.create({
      data: {
        caseId: input.caseId,
        field: input.field,
        oldValueCipher: encrypt(old),
        newValueCipher: encrypt(input.value),
        reason: input.reason,
        requestedById: ctx.actor.userId,
        requestedAt: ctx.now,
      },
    });
    await change.record('correction.requested', { correctionId: correction.id, field: input.field });
  });
}

function checkCorrectable({ facts }: CaseChange, field: CorrectionField, value: string) {
  if (facts.status === 'CLOSED' || facts.stage === 'CONSULTATION') refuse('STATUS_DOES_NOT_ALLOW');
  if (field === 'PAYEE_ACCOUNT') {
    const check = (facts.applicantKind === 'HOUSEHOLD' ? checkBankAccount : checkSettlementAccount)(value);
    if (!check.ok) refuse('INVALID_INPUT', { reason: check.code });
  }
  if (field === 'REQUESTED_AMOUNT') {
    if (facts.recommendedAmountFen !== null) refuse('STATUS_DOES_NOT_ALLOW');
    const refusal = checkRequest(facts.definition, {
      applicantKind: facts.applicantKind,
      amountFen: BigInt(value),
      termMonths: 1,
    });
    if (refusal) refuse(refusal.code, refusal.params);
  } else if (field !== 'APPLICANT_NAME' && facts.tranches.some((row) => row.status === 'REQUESTED'))
    refuse('STATUS_DOES_NOT_ALLOW');
}

/** The second person confirms or refuses; SAME_PERSON for whoever asked. */
export function settleCorrection(
  ctx: Context,
  input: { caseId: string; version: number; correctionId: string; confirmed: boolean },
): Promise<Result<void>> {
  return changeCase(ctx, input.caseId, input.version, async (change) => {
    if (!can(ctx.actor, 'case.confirm-correction')) refuse('NOT_PERMITTED');
    const correction = await change.tx.correction.findFirst({
      where: { id: input.correctionId, caseId: input.caseId, status: 'REQUESTED' },
    });
    if (!correction) refuse('NOT_FOUND');
    if (correction.requestedById === ctx.actor.userId) refuse('SAME_PERSON', { duty: 'OTHER' });
    const value = decrypt(correction.newValueCipher);
    if (input.confirmed) {
      checkCorrectable(change, correction.field, value);
      await applyCorrection(change, correction.field, value);
    }
    await change.tx.correction.update({
      where: { id: correction.id },
      data: { status: input.confirmed ? 'CONFIRMED' : 'REFUSED', settledById: ctx.actor.userId, settledAt: ctx.now },
    });
    await change.record(input.confirmed ? 'correction.confirmed' : 'correction.refused', {
      correctionId: correction.id,
      field: correction.field,
    });
  });
}

async function applyCorrection(change: CaseChange, field: CorrectionField, value: string) {
  const { tx, facts } = change;
  if (field === 'REQUESTED_AMOUNT') return change.set({ requestedAmountFen: BigInt(value) });
  if (field === 'PAYEE_NAME') return change.set({ payeeName: value });
  if (field === 'PAYEE_ACCOUNT') return change.set({ payeeAccountCipher: encrypt(value) });
  const row = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  const title = row.title.replace(row.applicantName, () => value);
  await change.set({ applicantName: value, title, ...searchKeys(title) });
  if (row.personId)
    await tx.person.update({
      where: { id: row.personId },
      data: { name: value, ...searchKeys(value, { person: true }) },
    });
  if (row.operatingEntityId)
    await tx.operatingEntity.update({
      where: { id: row.operatingEntityId },
      data: { name: value, ...searchKeys(value) },
    });
}
