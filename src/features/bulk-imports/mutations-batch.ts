import 'server-only';
import { createHash } from 'node:crypto';
import type { BulkLimits } from '@/domain/bulk-import';
import { type Context, write } from '@/server/command';
import { takeNumbers } from '@/server/counters';
import type { Prisma, Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { searchKeys } from '@/server/pinyin';
import type { Batch, FaultyRow, KeptRow } from './batches';

/** WRITTEN; STOPPED: cancelled meanwhile; BEHIND: somebody else has written these rows. */
export type BatchOutcome = 'WRITTEN' | 'STOPPED' | 'BEHIND';

/**
 * Writes the rows of one batch, one event of them per county, and the mark up to which the file is written, as one
 * transaction: begun again after a crash the import goes on behind the mark, so that no row is written twice. Lines the
 * pool has already, whether by this import or another way, are counted and left out.
 */
export async function takeBatch(
  ctx: Context,
  importId: string,
  batch: Batch,
  { bytesRead, limits }: { bytesRead: number; limits: BulkLimits },
): Promise<BatchOutcome> {
  const prepared = batch.kept.map(prepare);
  const result = await write(ctx, async (tx): Promise<BatchOutcome> => {
    const [mark] = await tx.$queryRaw<{ status: string; rowsRead: number; rowsFaulty: number }[]>`
      SELECT status::text, rows_read AS "rowsRead", rows_faulty AS "rowsFaulty" FROM bulk_import
      WHERE id = ${importId}::uuid FOR UPDATE`;
    if (mark?.status !== 'RUNNING') return 'STOPPED';
    if (mark.rowsRead !== batch.after) return 'BEHIND';
    const fresh = await leaveOutKnown(tx, prepared);
    const sums = await enter(tx, ctx, importId, fresh);
    for (const { county, count } of sums)
      await recordEvent(tx, ctx, {
        kind: 'projects.entered',
        payload: { bulkImportId: importId, count, rowsFrom: batch.after + 1, rowsTo: batch.upTo },
        subjectId: importId,
        scope: { provinceId: county.provinceId, cityId: county.cityId, countyId: county.countyId },
      });
    await keepFaults(tx, importId, batch.faulty.slice(0, Math.max(0, limits.faultsKept - mark.rowsFaulty)));
    await tx.bulkImport.update({
      where: { id: importId },
      data: {
        bytesRead,
        rowsRead: batch.upTo,
        rowsTaken: { increment: fresh.length },
        rowsDuplicate: { increment: batch.duplicates + prepared.length - fresh.length },
        rowsFaulty: { increment: batch.faulty.length },
        takenFen: { increment: fresh.reduce((sum, { plannedAmountFen }) => sum + plannedAmountFen, 0n) },
      },
    });
    return 'WRITTEN';
  });
  if (!result.ok) throw new Error(`a batch refuses nothing, but ${result.refusal.code}`);
  return result.value;
}

type Prepared = KeptRow & { fingerprint: string; initials: string; bigrams: string[] };

// Outside the transaction, which holds locks: the keys of thousands of names take their time.
function prepare(row: KeptRow): Prepared {
  const { initials, bigrams } = searchKeys(row.name);
  return { ...row, fingerprint: createHash('md5').update(row.key).digest('hex'), initials, bigrams };
}

/** Rows of counties in the order of their ids, one import after the other in each, so that none misses another's. */
async function leaveOutKnown(tx: Tx, rows: readonly Prepared[]): Promise<Prepared[]> {
  if (rows.length === 0) return [];
  const counties = [...new Set(rows.map(({ county }) => county.countyId))].sort((a, b) => a - b);
  for (const countyId of counties)
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('fund_plan'), ${countyId}::int)`;
  const asked = JSON.stringify(
    rows.map(({ county, fingerprint, key }, at) => ({ at, county: county.countyId, fingerprint, key })),
  );
  const known = await tx.$queryRaw<{ at: number }[]>`
    SELECT r.at FROM json_to_recordset(${asked}::json) AS r(at int, county int, fingerprint uuid, key text)
    WHERE EXISTS (SELECT FROM project p WHERE p.county_id = r.county AND p.fingerprint = r.fingerprint AND p.status = 'IN_POOL')
      OR EXISTS (SELECT FROM fund_plan_line l WHERE l.county_id = r.county AND l.fingerprint = r.key)`;
  const left = new Set(known.map(({ at }) => at));
  return rows.filter((_, at) => !left.has(at));
}

type CountySum = { county: KeptRow['county']; count: number };

/** Enters the rows, numbered without gaps per county and year in the order of the file; how many in each county. */
async function enter(tx: Tx, ctx: Context, importId: string, rows: readonly Prepared[]): Promise<CountySum[]> {
  if (rows.length === 0) return [];
  const groups = new Map<string, { year: number; county: KeptRow['county']; count: number }>();
  const sums = new Map<number, CountySum>();
  for (const { county, year } of rows) {
    const group = groups.get(`${county.countyId} ${year}`) ?? { county, year, count: 0 };
    groups.set(`${county.countyId} ${year}`, { ...group, count: group.count + 1 });
    sums.set(county.countyId, { county, count: (sums.get(county.countyId)?.count ?? 0) + 1 });
  }
  const next = new Map<string, number>();
  for (const [name, { county, year, count }] of groups)
    next.set(name, await takeNumbers(tx, county.countyId, year, 'PROJECT', count));
  const values = JSON.stringify(
    rows.map(({ county, year, plannedAmountFen, key: _key, row: _row, ...row }) => {
      const name = `${county.countyId} ${year}`;
      const number = next.get(name) ?? 0;
      next.set(name, number + 1);
      return {
        ...row,
        ...county,
        year,
        reference: `P-${county.code}-${year}-${String(number).padStart(4, '0')}`,
        plannedAmountFen: String(plannedAmountFen),
      };
    }),
  );
  await tx.$executeRaw`
    INSERT INTO project (id, reference, province_id, city_id, county_id, township_id, village_id, village_name, name,
      initials, bigrams, content, year, planned_amount_fen, note, created_by_id, created_at, fingerprint, bulk_import_id)
    SELECT uuidv7(), reference, "provinceId", "cityId", "countyId", "townshipId", "villageId", "villageName", name,
      initials, bigrams, content, year, "plannedAmountFen", note, ${ctx.actor.userId}::uuid, ${ctx.now}, fingerprint,
      ${importId}::uuid
    FROM json_to_recordset(${values}::json) AS r(reference text, "provinceId" int, "cityId" int, "countyId" int,
      "townshipId" int, "villageId" int, "villageName" text, name text, initials text, bigrams text[], content text,
      year int, "plannedAmountFen" bigint, note text, fingerprint uuid)`;
  return [...sums.values()];
}

async function keepFaults(tx: Tx, bulkImportId: string, rows: readonly FaultyRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.bulkImportFault.createMany({
    data: rows.map(({ row, cells, faults }) => ({
      bulkImportId,
      row,
      // the database's text takes no null character
      cells: cells.map((cell) => cell.replaceAll('\0', '\ufffd')),
      faults: faults as Prisma.InputJsonValue,
    })),
  });
}
