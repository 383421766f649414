import 'server-only';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { isOverdue, type OwedLine, owedOn } from '@/domain/follow-up';
import { repaymentLegs } from '@/domain/ledger';
import type { Fen } from '@/domain/money';
import { refuse } from '@/domain/refusal';
import { buildRepaymentPlan, type RepaymentLine } from '@/domain/repayment-plan';
import type { CaseChange } from '@/features/cases/mutations';
import { postJournal } from '@/features/ledger/mutations';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';

/**
 * The plan of a case is the sum of its payments' plans: every payment runs the contract's term from the day on which it
 * was paid (a due bill 借据 of its own), so that nobody owes interest for days before the money was there. A payment that
 * comes back takes its own lines away again. Lines of equal day and amounts are interchangeable.
 */
type Paid = { amountFen: Fen; paidOn: Day };

async function linesOf(tx: Tx, facts: CaseFacts, paid: Paid): Promise<RepaymentLine[]> {
  const contract = await tx.contract.findFirstOrThrow({ where: { caseId: facts.id, status: 'SIGNED' } });
  return buildRepaymentPlan({
    principalFen: paid.amountFen,
    annualRateBps: contract.rateBps,
    startOn: paid.paidOn,
    termMonths: contract.termMonths,
    method: contract.repaymentMethod,
    dayCountBasis: facts.definition.dayCountBasis,
  });
}

/** Adds the lines of a payment to the case's plan. */
export async function addPlanLines(tx: Tx, facts: CaseFacts, paid: Paid): Promise<void> {
  const lines = await linesOf(tx, facts, paid);
  const last = await tx.repaymentPlanLine.aggregate({ where: { caseId: facts.id }, _max: { sequence: true } });
  const offset = last._max.sequence ?? 0;
  await tx.repaymentPlanLine.createMany({
    data: lines.map((line) => ({
      ...line,
      caseId: facts.id,
      sequence: offset + line.sequence,
      dueOn: toDate(line.dueOn),
    })),
  });
}

/** Takes the lines of a returned payment away; REPAID_SINCE_RELEASE when something was already repaid on them. */
export async function removePlanLines(tx: Tx, facts: CaseFacts, paid: Paid): Promise<void> {
  const untouched = await tx.repaymentPlanLine.findMany({
    where: { caseId: facts.id, paidPrincipalFen: 0n, paidInterestFen: 0n },
    orderBy: { sequence: 'desc' },
  });
  const taken = new Set<string>();
  for (const line of await linesOf(tx, facts, paid)) {
    const match = untouched.find(
      (row) =>
        !taken.has(row.id) &&
        toDay(row.dueOn) === line.dueOn &&
        row.principalFen === line.principalFen &&
        row.interestFen === line.interestFen,
    );
    if (!match) refuse('REPAID_SINCE_RELEASE');
    taken.add(match.id);
  }
  await tx.repaymentPlanLine.deleteMany({ where: { id: { in: [...taken] } } });
}

export type PlanLine = OwedLine & { id: string; sequence: number };

/** The plan in the order in which it falls due. */
export async function findPlan(tx: Tx, caseId: string): Promise<PlanLine[]> {
  const rows = await tx.repaymentPlanLine.findMany({
    where: { caseId },
    orderBy: [{ dueOn: 'asc' }, { sequence: 'asc' }],
  });
  return rows.map((row) => ({ ...row, dueOn: toDay(row.dueOn) }));
}

/** Since when something is owed on the case that is not paid; null: nothing is overdue. */
export async function overdueSince(tx: Tx, caseId: string, on: Day): Promise<Day | null> {
  const late = (await findPlan(tx, caseId)).find((line) => isOverdue(line, on));
  return late?.dueOn ?? null;
}

/** The same as allocateRepayment wants it: what is still owed on each line. */
export function outstandingLines(plan: readonly PlanLine[]): RepaymentLine[] {
  return plan.map((line) => ({ sequence: line.sequence, dueOn: line.dueOn, ...owedOn(line) }));
}

/** The day of the first payment that stands, or null. */
export async function firstPaidOn(tx: Tx, caseId: string): Promise<Day | null> {
  const first = await tx.payment.aggregate({ where: { caseId, status: 'RELEASED' }, _min: { releasedOn: true } });
  return toDay(first._min.releasedOn);
}

type Booked = { id: string; paidOn: Day; principalFen: Fen; interestFen: Fen };

/** Writes a repayment that is already split: its row, its journal and its event, on the day the money came. */
export async function writeRepayment(
  change: CaseChange,
  { id, paidOn, principalFen, interestFen }: Booked,
): Promise<void> {
  const { tx, ctx, facts } = change;
  const amountFen = principalFen + interestFen;
  await tx.repayment.create({
    data: {
      id,
      caseId: facts.id,
      paidOn: toDate(paidOn),
      amountFen,
      principalFen,
      interestFen,
      recordedById: ctx.actor.userId,
      recordedAt: ctx.now,
    },
  });
  const legs = repaymentLegs(principalFen, interestFen);
  await postJournal(tx, { caseId: facts.id, kind: 'REPAYMENT', occurredOn: paidOn, sourceId: id, legs }, ctx);
  const payload = { repaymentId: id, amountFen: `${amountFen}`, principalFen: `${principalFen}` };
  await change.record('repayment.recorded', { ...payload, interestFen: `${interestFen}` }, { occurredOn: paidOn });
}
