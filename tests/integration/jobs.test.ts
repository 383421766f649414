import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { refuse } from '@/domain/refusal';
import { registerConsultation } from '@/features/consultations/mutations';
import { checkDocument, storeDocument } from '@/features/documents/mutations';
import { openDocument } from '@/features/documents/queries';
import { startWorker } from '@/jobs/start-worker';
import { write } from '@/server/command';
import { db } from '@/server/db';
import { addJob } from '@/server/jobs';
import { householdConsultation } from '../support/consultation';
import { pdf } from '../support/sample-files';
import { connectSuperuser } from '../support/superuser';
import { actorFor, at, codeOf, must } from '../support/world';

/** Speaks as much of the scanner's protocol as is needed: what holds EICAR is infected, what holds SLOW takes a second. */
function startScanner(): Promise<Server> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', async (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.readUInt32BE(received.length - 4) !== 0) return;
      if (received.includes('SLOW')) await sleep(1_000);
      socket.end(received.includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0');
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

let scanner: Server;
let worker: ReturnType<typeof startWorker> | null = null;
let caseId: string;

beforeAll(async () => {
  scanner = await startScanner();
  const address = scanner.address();
  if (address === null || typeof address === 'string') throw new Error('the scanner has no port');
  process.env.CLAMD_ADDRESS = `127.0.0.1:${address.port}`;
  caseId = must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(500))).id;
});

afterEach(async () => {
  await worker?.stop();
  worker = null;
});

afterAll(() => {
  scanner.close();
});

async function until(holds: () => Promise<boolean>) {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) if (await holds().catch(() => false)) return;
  throw new Error('it did not come about in time');
}

async function storedFile(text: string) {
  const input = { caseId, requirementCode: 'APPLICATION_FORM', fileName: 'a.pdf', bytes: pdf(text) };
  const { documentId } = must(await storeDocument(await at('station', '2026-03-03'), input));
  const { fileId } = await db().document.findUniqueOrThrow({ where: { id: documentId } });
  return { documentId, fileId };
}

const scanStateOf = async (fileId: string) =>
  (await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).scanState;

it('runs a committed job, and never one whose transaction was rolled back', async () => {
  const { fileId } = await storedFile('kept');
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const refused = await write(await at('station', '2026-03-03'), async (tx) => {
    await addJob(tx, 'file.scan', { fileId });
    refuse('NOTHING_CHANGED');
  });
  expect(codeOf(refused)).toBe('NOTHING_CHANGED');
  const other = await storedFile('committed');
  expect(codeOf(await openDocument(await actorFor('county'), other.documentId))).toBe('FILE_BEING_SCANNED');
  worker = startWorker();
  await until(async () => (await scanStateOf(other.fileId)) === 'CLEAN');
  expect(await scanStateOf(fileId)).toBe('PENDING');
  must(await openDocument(await actorFor('county'), other.documentId));
});

it('locks an infected file away and says so on the case', async () => {
  worker = startWorker();
  const { documentId, fileId } = await storedFile('EICAR');
  await until(async () => (await scanStateOf(fileId)) === 'QUARANTINED');
  expect(codeOf(await openDocument(await actorFor('county'), documentId))).toBe('FILE_QUARANTINED');
  const verdict = { documentId, outcome: 'CHECKED' } as const;
  expect(codeOf(await checkDocument(await at('county', '2026-03-03'), verdict))).toBe('FILE_QUARANTINED');
  const event = await db().event.findFirstOrThrow({ where: { caseId, kind: 'document.quarantined' } });
  expect(event.actorId).toBeNull();
  expect(event.countyId).not.toBeNull();
});

it('folds pending figures, and goes on after its connections were cut', async () => {
  must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(501)));
  expect(await db().figureDelta.count()).toBeGreaterThan(0);
  worker = startWorker();
  await until(async () => (await db().figureDelta.count()) === 0);
  expect(await db().figure.count()).toBeGreaterThan(0);
  const before = await storedFile('before the cut');
  await until(async () => (await scanStateOf(before.fileId)) === 'CLEAN');
  await db().$queryRaw`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()`;
  const { fileId } = await storedFile('after the cut');
  await until(async () => (await scanStateOf(fileId)) === 'CLEAN');
  must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(502)));
  await until(async () => (await db().figureDelta.count()) === 0);
});

it('takes up at once what a killed worker held', async () => {
  const { fileId } = await storedFile('held');
  await db().$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'killed'`;
  worker = startWorker();
  await until(async () => (await scanStateOf(fileId)) === 'CLEAN');
});

it('finishes the job under way before it stops', async () => {
  worker = startWorker();
  const { fileId } = await storedFile('SLOW');
  await until(async () => {
    const rows = await db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL`;
    return rows.length > 0;
  });
  await worker.stop();
  worker = null;
  expect(await scanStateOf(fileId)).toBe('CLEAN');
});

it('keeps a file pending while the scanner is away, and the job for later', async () => {
  await new Promise((resolve) => scanner.close(resolve));
  worker = startWorker();
  const { fileId } = await storedFile('unscanned');
  await until(async () => {
    const rows = await db().$queryRaw<
      unknown[]
    >`SELECT 1 FROM graphile_worker.jobs WHERE attempts > 0 AND last_error IS NOT NULL`;
    return rows.length > 0;
  });
  expect(await scanStateOf(fileId)).toBe('PENDING');
});

it('takes up its work also when its first question was not answered', async () => {
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const superuser = await connectSuperuser();
  try {
    await superuser.query('REVOKE INSERT ON graphile_worker._private_tasks FROM fuqiao_app');
    worker = startWorker();
    await sleep(2_000);
    await superuser.query('GRANT INSERT ON graphile_worker._private_tasks TO fuqiao_app');
  } finally {
    await superuser.end();
  }
  const ctx = await at('manager', '2026-03-03');
  must(await write(ctx, (tx) => addJob(tx, 'files.erase', { keys: [] })));
  await until(async () => (await db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs`).length === 0);
});

it('has a worker that starts as npm start starts it, without a browser in reach, and stops when it is told to', async () => {
  const args = ['--conditions=react-server', '--import', 'tsx', 'src/jobs/worker.ts'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  await until(async () => said.includes('the worker runs') || child.exitCode !== null);
  expect(said).toContain('the worker runs');
  child.kill('SIGTERM');
  const [code] = await ended;
  expect(code, said).toBe(0);
});
