/**
 * One process of people at work: commands through the same mutations as the portal's actions, several at a time. What got no
 * answer is asked for again as it was, under the same key and request. Forked by run.ts, which keeps the book.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { storeDocument } from '@/features/documents/mutations';
import { type ExportAsked, exportList } from '@/features/exports/mutations';
import type { Context, Result } from '@/server/command';
import { db } from '@/server/db';
import { isLostConnection, isOutOfSpace } from '@/server/lost-connection';
import { beginCase } from '../../tests/support/programme-case';
import { chanceOf, doAnything, leadOn, type Perform, performThrough } from '../../tests/support/random-work';
import { pdf } from '../../tests/support/sample-files';
import { at } from '../../tests/support/world';
import { type Entry, type FromDriver, monotonicMs, type ToDriver } from './book';

const AT_ONCE = 4;
const OPEN_CASES = 36;
const PATIENCE_MS = 60_000;
const PROGRAMMES = ['A', 'A', 'B', 'C', 'CR', 'CE', 'CP', 'CD', 'CX', 'D', 'D'];

const number = Number(process.env.CHAOS_DRIVER);
const chance = chanceOf(Number(process.env.CHAOS_SEED) + number * 104_729);
let day = process.env.CHAOS_DAY ?? '2026-03-02';
let ending = false;
let serial = number * 10_000;
let cases: string[] = [];

const tell = (message: FromDriver) => process.send?.(message);
const mayTryAgain = (error: unknown) => isLostConnection(error) || isOutOfSpace(error);
const surprise = (error: unknown) => {
  if (!mayTryAgain(error)) tell({ kind: 'surprise', text: `${(error as Error).stack ?? error}` });
};

const madeBy = (value: unknown) => (value as { siteVisitId?: string } | null)?.siteVisitId ?? null;

/** As the form carries it, so that what was done and asked for again meets a case that went on. */
async function withVersion<Input>(input: Input): Promise<Input> {
  const { caseId, version } = input as { caseId?: string; version?: number | null };
  if (!caseId || version !== null) return input;
  const row = await db().caseRecord.findUnique({ where: { id: caseId }, select: { version: true } });
  return { ...input, version: row?.version ?? null };
}

const perform: Perform = async (command, ctx, asked) => {
  const input = await withVersion(asked);
  const { idempotencyKey: key = null } = input as { idempotencyKey?: string };
  const own: Context = { ...ctx, requestId: randomUUID() };
  const entry: Entry = {
    ...{ requestId: own.requestId, command: command.name, key, made: null, answer: 'UNKNOWN', code: null, lost: 0 },
    startedAt: monotonicMs(),
  };
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    try {
      entry.startedAt = monotonicMs();
      const result = await command(own, input);
      entry.answer = result.ok ? 'DONE' : 'REFUSED';
      entry.code = result.ok ? null : result.refusal.code;
      entry.made = result.ok ? madeBy(result.value) : null;
      tell({ kind: 'answered', entry });
      return result;
    } catch (error) {
      entry.lost += 1;
      if (!mayTryAgain(error) || Date.now() > until) {
        tell({ kind: 'answered', entry });
        throw error;
      }
      await sleep(20 * Math.min(entry.lost, 20));
    }
  }
};
performThrough(perform);

async function register(): Promise<void> {
  const code = chance.of(PROGRAMMES);
  try {
    const { id } = await beginCase(code, { day, yuan: code === 'C' ? 30_000n : 5_000n });
    tell({ kind: 'begun', caseId: id });
  } catch (error) {
    if (!/^refused: /.test((error as Error).message)) throw error;
  }
}

async function refresh(): Promise<void> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM case_record WHERE status <> 'CLOSED' ORDER BY id DESC LIMIT ${OPEN_CASES}`;
  cases = rows.map((row) => row.id);
  if (cases.length < OPEN_CASES) await register();
}

async function store(caseId: string): Promise<void> {
  serial += 1;
  const bytes = pdf(`chaos ${serial}`);
  const ctx = await at('station', day);
  const input = {
    caseId,
    requirementCode: 'APPLICATION_FORM',
    fileName: '申请书.pdf',
    bytes,
    idempotencyKey: randomUUID(),
  };
  const stored = await perform(storeDocument, ctx, input);
  if (!stored.ok) return;
  const { file } = await db().document.findUniqueOrThrow({
    where: { id: stored.value.documentId },
    include: { file: true },
  });
  tell({ kind: 'stored', key: file.key, sha256: createHash('sha256').update(bytes).digest('hex') });
}

async function ask(): Promise<void> {
  const limits = { atOnce: 0, workbook: 100, batch: 50 };
  const queue = function queueExport(ctx: Context, asked: ExportAsked): Promise<Result<unknown>> {
    return exportList(ctx, asked, limits);
  };
  const asked = { list: 'cases', query: '', locale: 'zh-CN', unit: 'YUAN', idempotencyKey: randomUUID() } as const;
  const result = await perform(queue, await at(chance.of(['county', 'lead', 'manager', 'hq']), day), asked);
  const value = result.ok ? (result.value as { kind: string; exportId?: string }) : null;
  if (value?.exportId) tell({ kind: 'queued', exportId: value.exportId });
}

async function work(): Promise<void> {
  while (!ending) {
    try {
      if (cases.length === 0 || chance.isOneIn(12)) await refresh();
      const caseId = chance.of(cases);
      if (!caseId) continue;
      if (chance.isOneIn(25)) await store(caseId);
      else if (chance.isOneIn(60)) await ask();
      else if (chance.isOneIn(5)) await doAnything(caseId, day, chance);
      else await leadOn(caseId, day, chance);
    } catch (error) {
      surprise(error);
      await sleep(20);
    }
  }
}

process.on('message', (message: ToDriver) => {
  if (message.kind === 'day') day = message.day;
  else ending = true;
});
process.on('disconnect', () => process.exit(1));
tell({ kind: 'ready' });
await Promise.all(Array.from({ length: AT_ONCE }, work));
await db().$disconnect();
process.disconnect();
