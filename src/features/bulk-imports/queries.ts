import 'server-only';
import type { Actor } from '@/domain/actor';
import type { BulkFault } from '@/domain/bulk-import';
import { read } from '@/server/command';
import { bulkImportsVisibleTo } from './scope';

const SHOWN = 20;

/** The imports of this person's area, latest first. */
export function listBulkImports(actor: Actor) {
  return read(actor, (tx) =>
    tx.bulkImport.findMany({ where: bulkImportsVisibleTo(actor), orderBy: { id: 'desc' }, take: SHOWN }),
  );
}

export type BulkImportRow = Awaited<ReturnType<typeof listBulkImports>>[number];
export type KeptFault = { row: number; cells: string[]; faults: BulkFault[] };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An import of this person's area with its faulty rows from the first, at most `most`; null as for none. */
export function findFaults(
  actor: Actor,
  importId: string,
  most?: number,
): Promise<{ head: string[][]; fileName: string; rows: KeptFault[] } | null> {
  if (!UUID.test(importId)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const found = await tx.bulkImport.findFirst({
      where: { id: importId, ...bulkImportsVisibleTo(actor) },
      select: { head: true, fileName: true },
    });
    if (!found) return null;
    const rows = await tx.bulkImportFault.findMany({
      where: { bulkImportId: importId },
      orderBy: { row: 'asc' },
      ...(most === undefined ? {} : { take: most }),
    });
    return {
      fileName: found.fileName,
      // nobody but the job writes them
      head: (found.head ?? []) as string[][],
      rows: rows.map(({ row, cells, faults }) => ({ row, cells, faults: faults as unknown as BulkFault[] })),
    };
  });
}

export type FaultSum = { column: string | null; code: BulkFault['code']; field: BulkFault['field']; count: number };

/** How many of the kept faulty rows have which fault in which column, the most first. Empty for whom it is not there. */
export function sumFaults(actor: Actor, importId: string): Promise<FaultSum[]> {
  return read(actor, async (tx) => {
    const found = await tx.bulkImport.findFirst({
      where: { id: importId, ...bulkImportsVisibleTo(actor) },
      select: { id: true },
    });
    if (!found) return [];
    return tx.$queryRaw<FaultSum[]>`
      SELECT f->>'column' AS "column", f->>'code' AS code, f->>'field' AS field, count(*)::int AS count
      FROM bulk_import_fault, jsonb_array_elements(faults) f WHERE bulk_import_id = ${importId}::uuid
      GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2`;
  });
}
