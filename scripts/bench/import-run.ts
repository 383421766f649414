/**
 * Takes the list whose path is the second argument into the pool as the person who is the first, and prints as JSON what
 * it took: milliseconds, processor, most memory, and what came of the rows. Run by lanes/import.ts, in the environment of
 * one database.
 */
import { createReadStream } from 'node:fs';
import { startBulkImport } from '@/features/bulk-imports/mutations';
import { runBulkImport } from '@/features/bulk-imports/mutations-run';
import { newUuid } from '@/lib/uuid';
import { currentTime } from '@/server/clock';
import { contextOf } from '@/server/command';
import { db, pool } from '@/server/db';
import { asSystem } from '@/server/row-scope';
import { actorNamed } from '@/server/session';

const [username = '', file = ''] = process.argv.slice(2);
const ctx = contextOf(await actorNamed(db(), username));
const started = await startBulkImport(ctx, { fileName: '2025.csv', bytes: createReadStream(file) });
if (!started.ok) throw new Error(started.refusal.code);
const [cpu, began] = [process.cpuUsage(), performance.now()];
await runBulkImport(started.value.importId, currentTime(), newUuid());
const ms = performance.now() - began;
const used = process.cpuUsage(cpu);
const { importId: id } = started.value;
const row = await asSystem('a job', (tx) => tx.bulkImport.findUniqueOrThrow({ where: { id } }));
const { status, rowsTaken, rowsDuplicate, rowsFaulty } = row;
const answer = {
  ms,
  cpuMs: (used.user + used.system) / 1_000,
  memoryMb: process.resourceUsage().maxRSS / 1_024,
  ...{ importId: row.id, status, rowsTaken, rowsDuplicate, rowsFaulty },
};
await new Promise((resolve) => process.stdout.write(JSON.stringify(answer), resolve));
await db().$disconnect();
if (!pool().ended) await pool().end();
