import { takeTransition } from '@/features/cases/transitions';
import { refusePayment, releasePayment, requestPayment, returnPayment } from '@/features/disbursements/mutations';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { findPlan, outstandingLines } from '@/features/follow-up/plan-lines';
import { newUuid } from '@/lib/uuid';
import type { Result } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../case-at-disbursement';
import { at } from '../world';
import type { Answer, Machine, Seen } from './compare';
import { type Command, INSTALMENTS_FEN } from './reference';

const DAY = '2026-03-02';

/** The mutations themselves, on a case of its own in the database. */
export async function databaseMachine(): Promise<Machine> {
  const { caseId, trancheIds } = await caseAtDisbursement({ trancheFen: [...INSTALMENTS_FEN] });
  const row = () => db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  const paymentId = async (status: 'REQUESTED' | 'RELEASED') => {
    // as the page would name it: the instalments in their order
    const rows = await db().payment.findMany({ where: { caseId, status } });
    const ids = trancheIds.map((id) => rows.find((payment) => payment.trancheId === id)?.id);
    return ids.find((id) => id !== undefined) ?? newUuid();
  };
  const amountOf = async (wanted: 'PART' | 'ALL' | 'TOO_MUCH') => {
    const lines = outstandingLines(await db().$transaction((tx) => findPlan(tx, caseId)));
    const allFen = lines.reduce((sum, line) => sum + line.principalFen + line.interestFen, 0n);
    if (wanted === 'TOO_MUCH') return allFen + 1n;
    return wanted === 'ALL' && allFen > 0n ? allFen : allFen / 3n + 1n;
  };
  const perform = async (command: Command): Promise<Result<unknown>> => {
    const by = await at(command.by.name, DAY);
    const idempotencyKey = newUuid();
    switch (command.kind) {
      case 'ask':
        return requestPayment(by, { caseId, trancheId: trancheIds[command.instalment] ?? '', idempotencyKey });
      case 'release':
        return releasePayment(by, { paymentId: await paymentId('REQUESTED'), idempotencyKey });
      case 'refuse':
        return refusePayment(by, { paymentId: await paymentId('REQUESTED'), reason: '有误' });
      case 'sendBack':
        return returnPayment(by, { paymentId: await paymentId('RELEASED'), returnedOn: DAY, reason: '退汇' });
      case 'repay': {
        const amountFen = await amountOf(command.amount);
        return recordRepayment(by, { caseId, paidOn: DAY, amountFen, idempotencyKey });
      }
      default: {
        const { version } = await row();
        return takeTransition(by, { caseId, version, verb: command.kind, reason: '情况变化' });
      }
    }
  };
  return {
    async run(command): Promise<Answer> {
      const before = (await row()).outstandingAmountFen;
      const result = await perform(command);
      if (!result.ok) return { refusal: result.refusal.code };
      return { refusal: null, repaidFen: command.kind === 'repay' ? before - (await row()).outstandingAmountFen : 0n };
    },
    async see(): Promise<Seen> {
      const { status, stage, disbursedAmountFen: paidFen, outstandingAmountFen: owedFen } = await row();
      const tranches = await db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
      return {
        status,
        begun: stage === 'FOLLOW_UP',
        paidFen,
        owedFen,
        instalments: tranches.map((each) => each.status),
      };
    },
  };
}
