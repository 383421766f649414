import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { newUuid } from '@/lib/uuid';
import { at, must } from './world';

/** Asks for an instalment and releases it on a day, as clerk and checker do; the payment's id. */
export async function payTranche(caseId: string, trancheId = '', day = '2026-04-01'): Promise<string> {
  const [clerk, checker] = [await at('clerk', day), await at('checker', day)];
  const { paymentId } = must(await requestPayment(clerk, { caseId, trancheId, idempotencyKey: newUuid() }));
  must(await releasePayment(checker, { paymentId, idempotencyKey: newUuid() }));
  return paymentId;
}
