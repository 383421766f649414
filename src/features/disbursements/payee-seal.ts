import 'server-only';
import type { DataKind } from '@/domain/retention';
import { ERASED } from '@/features/retention/places';
import { decrypt, type Sealer, sealerFor } from '@/server/crypto';
import { Prisma } from '@/server/db';

type Paid = { paymentId: string; payeeName: string; payeeAccountCipher: Uint8Array };

/**
 * Whom a payment goes to, sealed into the event of its request by a key that the database does not hold: who alters name or
 * account in the row afterwards, when the money is long out, is named by `npm run verify`. The event itself tells neither.
 */
export function sealPayee(by: Sealer, { paymentId, payeeName, payeeAccountCipher }: Paid): string {
  return by.seal('payee', { paymentId, payeeName, payeeAccount: by.index('account', decrypt(payeeAccountCipher)) });
}

type Row = {
  id: string;
  payee_name: string;
  payee_account_cipher: Uint8Array | null;
  said: string;
  numbers_erased: boolean;
  names_erased: boolean;
};
type Reader = { $queryRaw<T>(query: Prisma.Sql): Promise<T> };

const BATCH = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Payments whose payee is not the one that was asked for, at most `limit`; and how many cannot be held against their seal, for its
 * key was replaced since. What was asked for before there were such seals is not looked at. An account, or a name, may be gone only
 * where an erasure tells of it; whichever goes first, the seal over both can then say nothing of the other.
 */
export async function findOtherPayees(tx: Reader, limit: number): Promise<{ rows: string[]; unreadable: number }> {
  const rows: string[] = [];
  let unreadable = 0;
  for (let after = FIRST; rows.length < limit; ) {
    const batch = await tx.$queryRaw<Row[]>(Prisma.sql`
      SELECT p.id, p.payee_name, p.payee_account_cipher, e.payload->>'payee' AS said,
        ${erasedOf('NUMBERS')} AS numbers_erased, ${erasedOf('NAMES')} AS names_erased
      FROM (SELECT * FROM payment WHERE id > ${after}::uuid ORDER BY id LIMIT ${BATCH}) p
      LEFT JOIN event e ON e.case_id = p.case_id AND e.kind = 'payment.requested' AND e.payload->>'paymentId' = p.id::text
      ORDER BY p.id`);
    for (const row of batch) {
      if (!row.said || isErased(row)) continue;
      const by = sealerFor(row.said);
      if (!by) unreadable += 1;
      else if (!isAsSaid(by, row)) rows.push(row.id);
    }
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) break;
    after = last.id;
  }
  return { rows: rows.slice(0, limit), unreadable };
}

const erasedOf = (kind: DataKind) => Prisma.sql`EXISTS (SELECT FROM event told WHERE told.case_id = p.case_id
  AND told.kind = 'case.data-erased' AND told.payload->'kinds' ? ${kind})`;

const isErased = (row: Row) =>
  (row.payee_account_cipher === null && row.numbers_erased) || (row.payee_name === ERASED && row.names_erased);

const isAsSaid = (by: Sealer, row: Row): boolean => fits(by, row.said, { ...toPayee(row), paymentId: row.id });

const toPayee = (row: Row): Payee => ({ payeeName: row.payee_name, payeeAccountCipher: row.payee_account_cipher });

type Payee = { payeeName: string; payeeAccountCipher: Uint8Array | null };

/** Whether the row of a payment names whom its order names; one whose account is gone or does not open names somebody else. */
export const hasSamePayee = (by: Sealer, order: Paid, row: Payee): boolean =>
  fits(by, sealPayee(by, order), { ...row, paymentId: order.paymentId });

function fits(
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
