import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findDifferentCells } from '@/features/figures/recount';
import { findCountsUnlikeRows } from '@/features/figures/rows-behind';
import { findWrongBooks } from '@/features/ledger/queries-books';
import {
  findBrokenLinks,
  findChangedOrUnsealed,
  findGoneRemarks,
  findWrongHeads,
} from '@/features/seals/queries-faults';
import type { PrismaClient } from '@/generated/prisma/client';
import { storagePathOf } from '@/lib/storage-path';
import { RULES } from '../../tests/support/invariants';

/** Besides those of the random commands: what only an interrupted command could break. */
const AFTER_FAULTS: Record<string, string> = {
  'what one command recorded was written in one transaction': `SELECT request_id || ' ' || string_agg(kind, '+') AS id FROM event
    WHERE kind <> 'attempt.refused' GROUP BY request_id HAVING count(DISTINCT xmin::text) > 1`,
  'a command that has a key wrote its event': `SELECT k.key AS id FROM idempotency_key k WHERE NOT EXISTS
    (SELECT FROM event e WHERE e.actor_id = k.actor_id AND e.recorded_at = k.created_at)`,
  'an export that waits or runs has one job': `SELECT x.id FROM export x LEFT JOIN graphile_worker._private_jobs j
    ON j.payload->>'exportId' = x.id::text WHERE x.status IN ('QUEUED', 'RUNNING') GROUP BY x.id HAVING count(j.id) <> 1`,
  'no job gave up': `SELECT id::text AS id FROM graphile_worker._private_jobs WHERE attempts >= max_attempts`,
  'an event is sealed or waits for its seal, and once': `SELECT e.id FROM event e LEFT JOIN event_seal s ON s.event_id = e.id
    LEFT JOIN event_unsealed u ON u.event_id = e.id GROUP BY e.id
    HAVING count(DISTINCT s.event_id) + count(DISTINCT u.event_id) <> 1`,
};

/** The sentences that do not hold in one snapshot of the running database, each with some rows that break it. */
export async function findFaults(client: PrismaClient): Promise<string[]> {
  return client.$transaction(
    async (tx) => {
      const broken: string[] = [];
      for (const [sentence, sql] of Object.entries({ ...RULES, ...AFTER_FAULTS })) {
        const rows = await tx.$queryRawUnsafe<{ id: string }[]>(`${sql} LIMIT 5`);
        if (rows.length > 0) broken.push(`${sentence}: ${rows.map((row) => row.id).join(', ')}`);
      }
      for (const { sentence, rows } of await findWrongBooks(tx, 5)) broken.push(`${sentence}: ${rows.join(', ')}`);
      const links = [
        ...(await findBrokenLinks(tx, 5)),
        ...(await findChangedOrUnsealed(tx, 5)),
        ...(await findGoneRemarks(tx, 5)),
      ];
      const faults = [...links, ...(await findWrongHeads(tx, 5))].filter(({ kind }) => kind !== 'NOT_SEALED');
      for (const fault of faults) broken.push(`the record: ${JSON.stringify(fault)}`);
      const figures = [...(await findDifferentCells(tx, 5)), ...(await findCountsUnlikeRows(tx, 5))];
      for (const figure of figures) broken.push(`a figure: ${JSON.stringify(figure)}`);
      return broken;
    },
    { isolationLevel: 'RepeatableRead', maxWait: 20_000, timeout: 120_000 },
  );
}

/** Files that were acknowledged and are not on the disk as they were given. */
export async function findLostFiles(dataDirectory: string, stored: Map<string, string>): Promise<string[]> {
  const lost: string[] = [];
  for (const [key, sha256] of stored) {
    const bytes = await readFile(path.join(dataDirectory, 'files', storagePathOf(key))).catch(() => null);
    const found = bytes && createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) lost.push(`file ${key}: ${found ? 'other bytes' : 'gone'}`);
  }
  return lost;
}
