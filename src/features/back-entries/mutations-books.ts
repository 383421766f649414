import 'server-only';
import { type BackEntryBody, type PaperPayment, plannedRestFen, settlePlan } from '@/domain/back-entry';
import { compareDays } from '@/domain/calendar';
import { disbursementLegs } from '@/domain/ledger';
import { type Fen, sumFen } from '@/domain/money';
import { stageIndex } from '@/domain/stage';
import type { CaseChange } from '@/features/cases/mutations';
import { keepBook, noonOf } from '@/features/cases/mutations-back-entry';
import { contractNumber } from '@/features/contracts/mutations';
import { voucherNumber } from '@/features/disbursements/mutations';
import { addPlanLines, findPlan, outstandingLines, writeRepayment } from '@/features/follow-up/plan-lines';
import { postJournal } from '@/features/ledger/mutations';
import type { Label } from '@/i18n/label';
import { newUuid } from '@/lib/uuid';
import { canonicalHash } from '@/server/crypto';
import { toDate } from '@/server/dates';

/** Whoever acted on paper is no user: an id of nobody, and a second one where two people must have acted. */
export const ON_PAPER = '00000000-0000-0000-0000-000000000000';
const ALSO_ON_PAPER = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The ids that events of the opening name before their rows are written. */
export type BookIds = { contractId: string; payments: { paymentId: string; trancheId: string }[] };

export function newBookIds(body: BackEntryBody): BookIds {
  return {
    contractId: newUuid(),
    payments: body.payments.map(() => ({ paymentId: newUuid(), trancheId: newUuid() })),
  };
}

/** Approval, contract, instalments, payments, repayments and plan of a case that ran on paper, with their original days. */
export async function writeBooks(change: CaseChange, body: BackEntryBody, ids: BookIds): Promise<void> {
  if (stageIndex(body.stage) >= stageIndex('CONTRACT')) await writeApproval(change, body);
  if (stageIndex(body.stage) < stageIndex('DISBURSEMENT')) return;
  await writeContract(change, body, ids);
  await writeMoney(change, body, ids);
  await planRest(change, body);
  await settlePaperPlan(change, body);
  await keepBook(change);
  // what had come of the loan by then: also where the step to follow-up was its one event of money
  change.book.changedFrom ??= body.payments[0]?.paidOn ?? null;
}

/** Payments and repayments in the order of their days, so that what is paid and owed after each is what stood in the books. */
async function writeMoney(change: CaseChange, body: BackEntryBody, { payments }: BookIds): Promise<void> {
  const { payeeName, payeeAccountCipher } = await change.tx.caseRecord.findUniqueOrThrow({
    where: { id: change.facts.id },
  });
  const payee = { payeeName: owed(payeeName), payeeAccountCipher: owed(payeeAccountCipher) };
  const paid = body.payments.map((row, index) => ({
    on: row.paidOn,
    write: () => writePayment(change, row, { index, ...owed(payments[index] ?? null) }, payee),
  }));
  const repaid = body.repayments.map((row) => ({
    on: row.paidOn,
    write: () => writeRepayment(change, { id: newUuid(), ...row }),
  }));
  for (const { write } of [...paid, ...repaid].sort((a, b) => compareDays(a.on, b.on))) await write();
}

function owed<T>(value: T | null): T {
  if (value === null) throw new Error('a checked entry lacks what its stage owes');
  return value;
}

/** Who signed is not known to the portal; that it was approved, when and for how much, is. */
async function writeApproval({ tx, facts }: CaseChange, body: BackEntryBody) {
  await tx.approval.create({
    data: {
      caseId: facts.id,
      round: facts.decisionRound,
      organisationId: facts.handlingOrganisationId,
      approverId: ON_PAPER,
      outcome: 'APPROVED',
      opinion: body.approvalNote ?? '',
      amountFen: owed(body.approvedAmountFen),
      termMonths: owed(body.approvedTermMonths),
      rateBps: owed(body.approvedRateBps),
      decidedAt: noonOf(owed(body.approvedOn)),
    },
  });
}

async function writeContract({ tx, facts }: CaseChange, body: BackEntryBody, { contractId }: BookIds) {
  const lender = await tx.organisation.findUniqueOrThrow({ where: { id: facts.handlingOrganisationId } });
  const { applicantName } = await tx.caseRecord.findUniqueOrThrow({ where: { id: facts.id } });
  const signedOn = owed(body.signedOn);
  await tx.contract.create({
    data: {
      id: contractId,
      caseId: facts.id,
      status: 'SIGNED',
      lenderName: (lender.name as unknown as Label).zh,
      borrowerName: applicantName,
      amountFen: owed(body.contractedAmountFen),
      termMonths: owed(body.contractedTermMonths),
      rateBps: owed(body.contractedRateBps),
      repaymentMethod: owed(body.repaymentMethod),
      securityKind: owed(body.securityKind),
      securityReference: body.securityKind === 'NONE' ? null : body.securityReference,
      linkedHouseholds: body.linkedHouseholds,
      signedOn: toDate(signedOn),
      draftedById: ON_PAPER,
      draftedAt: noonOf(signedOn),
      number: await contractNumber({ tx, facts }, signedOn),
    },
  });
}

async function writePayment(
  change: CaseChange,
  { paidOn, amountFen, voucher }: PaperPayment,
  { index, trancheId, paymentId }: { index: number; trancheId: string; paymentId: string },
  payee: { payeeName: string; payeeAccountCipher: Uint8Array<ArrayBuffer> },
) {
  const { tx, ctx, facts } = change;
  await tx.tranche.create({
    data: {
      id: trancheId,
      caseId: facts.id,
      sequence: index + 1,
      plannedOn: toDate(paidOn),
      amountFen,
      status: 'RELEASED',
    },
  });
  await tx.payment.create({
    data: {
      id: paymentId,
      caseId: facts.id,
      trancheId,
      provinceId: facts.provinceId,
      cityId: facts.cityId,
      countyId: facts.countyId,
      townshipId: facts.townshipId,
      villageId: facts.villageId,
      financierId: facts.financierId,
      provincialBranchId: facts.provincialBranchId,
      countyBranchId: facts.countyBranchId,
      amountFen,
      status: 'RELEASED',
      ...payee,
      requestHash: canonicalHash({ caseId: facts.id, trancheId, amountFen, voucher }),
      requestedById: ON_PAPER,
      requestedAt: noonOf(paidOn),
      releasedById: ALSO_ON_PAPER,
      releasedAt: noonOf(paidOn),
      releasedOn: toDate(paidOn),
      voucherNumber: await voucherNumber(tx, facts, paidOn),
    },
  });
  const legs = disbursementLegs(amountFen);
  await postJournal(tx, { caseId: facts.id, kind: 'DISBURSEMENT', occurredOn: paidOn, sourceId: paymentId, legs }, ctx);
  await addPlanLines(tx, facts, { amountFen, paidOn });
  // the first took the case to follow-up, and its event was that step
  if (index > 0)
    await change.record('payment.released', paymentPayload({ paymentId, trancheId }, amountFen), {
      occurredOn: paidOn,
    });
}

/** What the contract still has to pay, when it is to be paid at all. */
async function planRest({ tx, facts }: CaseChange, body: BackEntryBody) {
  const restFen = plannedRestFen(body);
  if (restFen === 0n) return;
  await tx.tranche.create({
    data: {
      caseId: facts.id,
      sequence: body.payments.length + 1,
      plannedOn: toDate(owed(body.restPlannedOn)),
      amountFen: restFen,
    },
  });
}

/** What the event of a payment carries. */
export function paymentPayload(id: { paymentId: string; trancheId: string }, amountFen: Fen) {
  return { ...id, amountFen: `${amountFen}` };
}

/** What was repaid, laid over the plan of all payments. */
async function settlePaperPlan({ tx, facts }: CaseChange, body: BackEntryBody) {
  const plan = outstandingLines(await findPlan(tx, facts.id));
  const principalFen = sumFen(body.repayments.map((row) => row.principalFen));
  const interestFen = sumFen(body.repayments.map((row) => row.interestFen));
  for (const { sequence, paidPrincipalFen, paidInterestFen } of settlePlan(plan, principalFen, interestFen))
    await tx.repaymentPlanLine.update({
      where: { caseId_sequence: { caseId: facts.id, sequence } },
      data: { paidPrincipalFen, paidInterestFen },
    });
}
