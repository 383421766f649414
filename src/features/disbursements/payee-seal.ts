import 'server-only';
import { decrypt, type Sealer } from '@/server/crypto';

type Paid = { paymentId: string; payeeName: string; payeeAccountCipher: Uint8Array };

/**
 * Whom a payment goes to, sealed into the event of its request by a key that the database does not hold: who alters name or
 * account in the row afterwards, when the money is long out, is named by `npm run verify`. The event itself tells neither.
 */
export function sealPayee(by: Sealer, { paymentId, payeeName, payeeAccountCipher }: Paid): string {
  return by.seal('payee', { paymentId, payeeName, payeeAccount: by.index('account', decrypt(payeeAccountCipher)) });
}

type Payee = { payeeName: string; payeeAccountCipher: Uint8Array | null };

/** Whether the row of a payment names whom its order names; one whose account is gone or does not open names somebody else. */
export const hasSamePayee = (by: Sealer, order: Paid, row: Payee): boolean =>
  namesAsSealed(by, sealPayee(by, order), { ...row, paymentId: order.paymentId });

/** Whether a row names whom the seal says. */
export function namesAsSealed(
  by: Sealer,
  said: string,
  { paymentId, payeeName, payeeAccountCipher }: Payee & { paymentId: string },
): boolean {
  if (payeeAccountCipher === null) return false;
  try {
    return sealPayee(by, { paymentId, payeeName, payeeAccountCipher }) === said;
  } catch {
    // a ciphertext that was altered does not open
    return false;
  }
}
