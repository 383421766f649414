import type { Tx } from './db';

/**
 * The next number of a county, year and kind: no gaps, for the row stays locked until the transaction ends.
 * Take it last in the transaction, so that nobody waits long.
 */
export async function nextNumber(
  tx: Tx,
  countyId: number,
  year: number,
  kind: 'CASE' | 'CONTRACT' | 'PROJECT' | 'VOUCHER' | `SESSION ${string}` | `BULLETIN ${string}`,
): Promise<number> {
  const rows = await tx.$queryRaw<{ value: number }[]>`
    INSERT INTO counter (county_id, year, kind, value) VALUES (${countyId}, ${year}, ${kind}, 1)
    ON CONFLICT (county_id, year, kind) DO UPDATE SET value = counter.value + 1 RETURNING value`;
  const row = rows[0];
  if (!row) throw new Error('the counter returned no row');
  return row.value;
}

/** The first of `count` numbers in a row, for what is entered many at a time; otherwise as nextNumber. */
export async function takeNumbers(
  tx: Tx,
  countyId: number,
  year: number,
  kind: 'PROJECT',
  count: number,
): Promise<number> {
  const rows = await tx.$queryRaw<{ value: number }[]>`
    INSERT INTO counter (county_id, year, kind, value) VALUES (${countyId}, ${year}, ${kind}, ${count})
    ON CONFLICT (county_id, year, kind) DO UPDATE SET value = counter.value + ${count} RETURNING value`;
  const row = rows[0];
  if (!row) throw new Error('the counter returned no row');
  return row.value - count + 1;
}
