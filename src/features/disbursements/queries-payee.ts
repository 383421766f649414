import 'server-only';
import type { DataKind } from '@/domain/retention';
import { ERASED } from '@/features/retention/places';
import { sealerFor } from '@/server/crypto';
import { Prisma } from '@/server/db';
import { namesAsSealed } from './payee-seal';

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
      else if (!namesAsSealed(by, row.said, payeeOf(row))) rows.push(row.id);
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

const payeeOf = ({ id: paymentId, payee_name: payeeName, payee_account_cipher: payeeAccountCipher }: Row) => ({
  paymentId,
  payeeName,
  payeeAccountCipher,
});
