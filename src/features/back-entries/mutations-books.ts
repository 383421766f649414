import 'server-only';
import { type BackEntryBody, ON_PAPER, type PaperPayment, plannedRestFen, settlePlan } from '@/domain/back-entry';
import { isBehind } from '@/domain/back-entry-fields';
import { compareDays, type Day } from '@/domain/calendar';
import { owedOf, paymentLegs } from '@/domain/ledger';
import { sumFen } from '@/domain/money';
import { type PaymentShare, paymentShares } from '@/domain/payment-shares';
import { type ProgrammeBody, usesStage } from '@/domain/programme';
import { stageIndex } from '@/domain/stage';
import type { CaseChange } from '@/features/cases/mutations';
import { keepBook, noonOf } from '@/features/cases/mutations-back-entry';
import { scopeColumns } from '@/features/cases/scope-columns';
import { contractNumber } from '@/features/contracts/mutations';
import { paymentPayload, voucherNumber } from '@/features/disbursements/mutations';
import { addPlanLines, findPlan, outstandingLines, writeRepayment } from '@/features/follow-up/plan-lines';
import { postJournal } from '@/features/ledger/mutations';
import type { Label } from '@/i18n/label';
import { newUuid } from '@/lib/uuid';
import { canonicalHash } from '@/server/crypto';
import { toDate } from '@/server/dates';
import { type BookIds, owed, rateOf } from './paper-terms';

/** A second nobody, where two people must have acted. */
const ALSO_ON_PAPER = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Approval, contract, instalments, payments, repayments and plan of a case that ran on paper, with their original days:
 * the rows that the portal itself would have left under the programme's definition, and no others.
 */
export async function writeBooks(change: CaseChange, body: BackEntryBody, ids: BookIds): Promise<void> {
  const { definition } = change.facts;
  if (isBehind('DECISION', body.stage)) await writeApproval(change, body);
  if (stageIndex(body.stage) < stageIndex('DISBURSEMENT')) return;
  const isContracted = usesStage(definition, 'CONTRACT');
  if (isContracted) await writeContract(change, body, ids);
  await planPayments(change, body, ids, isContracted ? plannedByContract(body) : plannedByShares(body, definition));
  await writeMoney(change, body, ids);
  await settlePaperPlan(change, body);
  await keepBook(change);
  // what had come of the loan by then: also where the step to follow-up was its one event of money
  change.book.changedFrom ??= body.payments[0]?.paidOn ?? null;
}

type Planned = PaymentShare & { plannedOn: Day };

/** One instalment for each payment of the paper, and one for what the contract still has to pay, when it is to be paid at all. */
function plannedByContract(body: BackEntryBody): Planned[] {
  const free = { milestone: 'START', holdDays: 0 } as const;
  const restFen = plannedRestFen(body);
  return [
    ...body.payments.map(({ paidOn, amountFen }) => ({ ...free, amountFen, plannedOn: paidOn })),
    ...(restFen === 0n ? [] : [{ ...free, amountFen: restFen, plannedOn: owed(body.restPlannedOn) }]),
  ];
}

/** The shares of the definition as they stood from the approval on, so that the later ones wait for their checks. */
function plannedByShares(body: BackEntryBody, definition: ProgrammeBody): Planned[] {
  const plannedOn = owed(body.approvedOn);
  return paymentShares(definition, owed(body.approvedAmountFen)).map((share) => ({ ...share, plannedOn }));
}

/** The instalments in their order; the paper has paid the first of them. */
async function planPayments({ tx, facts }: CaseChange, body: BackEntryBody, ids: BookIds, planned: Planned[]) {
  await tx.tranche.createMany({
    data: planned.map(({ plannedOn, ...share }, index) => ({
      ...share,
      ...(ids.payments[index] ? { id: ids.payments[index].trancheId } : {}),
      caseId: facts.id,
      sequence: index + 1,
      plannedOn: toDate(plannedOn),
      status: index < body.payments.length ? 'RELEASED' : 'PLANNED',
    })),
  });
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
      rateBps: owed(rateOf(facts.definition, body.approvedRateBps)),
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
      rateBps: owed(rateOf(facts.definition, body.contractedRateBps)),
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
  await tx.payment.create({
    data: {
      id: paymentId,
      caseId: facts.id,
      trancheId,
      ...scopeColumns(facts),
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
  const legs = paymentLegs(facts.definition, amountFen);
  await postJournal(tx, { caseId: facts.id, kind: 'DISBURSEMENT', occurredOn: paidOn, sourceId: paymentId, legs }, ctx);
  if (owedOf(facts.definition, amountFen) > 0n) await addPlanLines(tx, facts, { amountFen, paidOn });
  // the first took the case to follow-up, and its event was that step
  if (index > 0)
    await change.record('payment.released', paymentPayload(facts, { paymentId, trancheId, amountFen }), {
      occurredOn: paidOn,
    });
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
