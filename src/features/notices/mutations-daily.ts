import 'server-only';
import { dayOf, isWorkday, startOfDay } from '@/domain/calendar';
import { configuredChannels } from '@/server/channels';
import { CLOCKWORK } from '@/server/clockwork';
import { contextOf, read, write } from '@/server/command';
import { decrypt } from '@/server/crypto';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { addJob, type ChannelJob } from '@/server/jobs';
import { log } from '@/server/log';
import { notify } from '@/server/notify';
import { loadWorkCalendar } from '@/server/work-calendar';
import { digestMessage, shortMessage } from './mail-words';

const BATCH = 200;

/**
 * The daily job: tells the named holders of cases that are due today or overdue. Once a day per person and case, however
 * often it runs, and on working days only. Says how many people were told.
 */
export async function tellDue(now: Date): Promise<number> {
  const today = dayOf(now);
  if (!isWorkday(today, await read(CLOCKWORK, loadWorkCalendar))) return 0;
  const told = new Map<string, number>();
  for (let after = CLOCKWORK.userId; ; ) {
    const batch = await tellBatch(now, after);
    for (const userId of batch.told) told.set(userId, (told.get(userId) ?? 0) + 1);
    if (!batch.last) break;
    after = batch.last;
  }
  if (configuredChannels().short.length > 0)
    await inTransaction(now, async (tx) => {
      for (const [userId, count] of told) await addJob(tx, 'channel.send', { userId, kind: 'DUE', count });
    });
  return told.size;
}

async function tellBatch(now: Date, after: string): Promise<{ told: string[]; last: string | null }> {
  return inTransaction(now, async (tx) => {
    const due = await tx.caseRecord.findMany({
      where: {
        id: { gt: after },
        status: 'OPEN',
        dueOn: { lte: toDate(dayOf(now)) },
        waitingUserIds: { isEmpty: false },
      },
      select: { id: true, waitingTask: true, waitingUserIds: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    const people = [...new Set(due.flatMap((row) => row.waitingUserIds))];
    const active = await tx.user.findMany({ where: { id: { in: people }, status: 'ACTIVE' }, select: { id: true } });
    const working = new Set(active.map((user) => user.id));
    const known = await tx.notice.findMany({
      where: { kind: 'DUE', caseId: { in: due.map((row) => row.id) }, updatedAt: { gte: startOfDay(dayOf(now)) } },
      select: { userId: true, caseId: true },
    });
    const told: string[] = [];
    for (const row of due) {
      const holders = row.waitingUserIds.filter(
        (id) => working.has(id) && !known.some((notice) => notice.userId === id && notice.caseId === row.id),
      );
      await notify(tx, { actor: null, now }, holders, {
        kind: 'DUE',
        caseId: row.id,
        payload: { task: row.waitingTask ?? '' },
      });
      told.push(...holders);
    }
    return { told, last: due.length === BATCH ? (due.at(-1)?.id ?? null) : null };
  });
}

/** A job's transaction: nothing in it refuses, so a refusal is a bug. */
async function inTransaction<T>(now: Date, run: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await write(contextOf(CLOCKWORK, now), run);
  if (!result.ok) throw new Error(`a job was refused: ${result.refusal.code}`);
  return result.value;
}

// ------------------------------------------------------------------ outside the portal

/**
 * Sends one reminder by the first channel that reaches the person; every later one is a second try of the same. Nothing
 * is sent to who has left, or has read it in the portal meanwhile. Throws when all that could have taken it failed.
 */
export async function sendByChannel(job: ChannelJob): Promise<void> {
  const { short } = configuredChannels();
  if (short.length === 0) return;
  const user = await read(CLOCKWORK, async (tx) => {
    const about = { kind: job.kind, readAt: null, ...(job.kind === 'URGED' ? { caseId: job.caseId } : {}) };
    if ((await tx.notice.count({ where: { userId: job.userId, ...about } })) === 0) return null;
    return tx.user.findFirst({
      where: { id: job.userId, status: 'ACTIVE' },
      select: { phoneCipher: true, wecomId: true },
    });
  });
  if (!user) return;
  const phone = user.phoneCipher ? decrypt(user.phoneCipher) : null;
  const message = { to: { email: null, phone, wecomId: user.wecomId }, ...shortMessage(job) };
  let failure: unknown = null;
  for (const channel of short) {
    try {
      if (await channel.send(message)) return;
    } catch (error) {
      log.warn({ channel: channel.name, error: (error as Error).message }, 'a reminder was not taken');
      failure = error;
    }
  }
  if (failure) throw failure;
}

let saidNoMail = false;

/** The daily job at 08:00: one job for each person with an address and something unread that no mail has named yet. */
export async function planDigests(now: Date): Promise<number> {
  if (!configuredChannels().mail) {
    if (!saidNoMail) log.info('no mail server is configured (SMTP_URL, MAIL_FROM): no digests');
    saidNoMail = true;
    return 0;
  }
  return inTransaction(now, async (tx) => {
    const people = await tx.$queryRaw<{ id: string }[]>`
      SELECT u.id FROM app_user u WHERE u.status = 'ACTIVE' AND u.email IS NOT NULL AND EXISTS (
        SELECT 1 FROM notice n WHERE n.user_id = u.id AND n.read_at IS NULL AND n.mailed_at IS NULL)
      ORDER BY u.id`;
    for (const { id } of people) await addJob(tx, 'digest.send', { userId: id });
    return people.length;
  });
}

/**
 * One mail for everything unread of a person that no mail has named; marked as mailed once the server has taken it. A
 * server that fails throws: nothing is marked and the queue tries again.
 */
export async function sendDigest(userId: string, now: Date): Promise<void> {
  const { mail } = configuredChannels();
  if (!mail) return;
  await inTransaction(now, async (tx) => {
    // two runs of the same job would send two mails
    const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtext(${`digest ${userId}`})) AS free`;
    if (!lock?.free) return;
    const user = await tx.user.findFirst({ where: { id: userId, status: 'ACTIVE' }, select: { email: true } });
    const notices = await tx.notice.findMany({
      where: { userId, readAt: null, mailedAt: null },
      orderBy: { updatedAt: 'desc' },
    });
    if (!user?.email || notices.length === 0) return;
    const cases = await tx.caseRecord.findMany({
      where: { id: { in: notices.flatMap((notice) => notice.caseId ?? []) } },
      select: { id: true, reference: true },
    });
    const references = new Map(cases.map((row) => [row.id, row.reference]));
    await mail.send({ to: { email: user.email, phone: null, wecomId: null }, ...digestMessage(notices, references) });
    await tx.notice.updateMany({
      where: { id: { in: notices.map((notice) => notice.id) } },
      data: { mailedAt: now },
    });
  });
}
