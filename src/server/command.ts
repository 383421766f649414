import { currentTime } from '@/server/clock';
import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { dayOf } from '@/domain/calendar';
import { can, type Permission } from '@/domain/permissions';
import { Refusal, type RefusalValue, refuse } from '@/domain/refusal';
import { db, Prisma, replicaDb, type Tx } from './db';
import { recordEvent } from './events';
import { inTurn } from './in-turn';
import { onReplicaOr, waitForReplica } from './replica';
import { noteRecorded } from './request-note';
import { type Seer, tellScope } from './row-scope';

/** Who commands, when, and under which request. `now` is an argument everywhere, so that time can be told in tests and seeds. */
export type Context = {
  actor: Actor;
  now: Date;
  requestId: string;
  /** 代班: the absent colleague whose task this is; both names stand on what is recorded */
  onBehalfOfId?: string;
};
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: RefusalValue };

/** A context for this moment. */
export function contextOf(actor: Actor, now: Date = currentTime()): Context {
  return { actor, now, requestId: randomUUID() };
}

/** Refuses NOT_PERMITTED unless the person holds the right: an action has asked already, but seeds and tests call mutations too. */
export function mustHold({ actor }: Pick<Context, 'actor'>, permission: Permission): void {
  if (!can(actor, permission)) refuse('NOT_PERMITTED');
}

/** The calendar day of the command in Asia/Shanghai. */
export function today(ctx: Pick<Context, 'now'>): Day {
  return dayOf(ctx.now);
}

// without helpers of the database: see sql.ts
const READ_ONLY = Prisma.sql`set_config('transaction_read_only', 'on', true), set_config('max_parallel_workers_per_gather', '0', true)`;
const PATIENCE = Prisma.sql`set_config('lock_timeout', '8s', true), set_config('statement_timeout', '15s', true)`;

/** A read in a read-only transaction that carries the actor for row security; on the replica, where there is one. */
export function read<T>(actor: Seer, run: (tx: Tx) => Promise<T>): Promise<T> {
  return onReplicaOr(replicaDb, db, (client) =>
    client.$transaction(async (tx) => {
      await tellScope(tx, actor, READ_ONLY);
      return run(tx);
    }),
  );
}

const MAX_TRIES = 3;
/** Of one person in this process, which has ten connections for everybody. */
const AT_ONCE = { most: 4, mostWaiting: 60 };

// Prisma reports a lost race either by its own code or bare from the driver adapter; both may be tried again.
function isWriteConflict(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return error.code === 'P2034';
  const cause = (error as { cause?: { kind?: string } })?.cause;
  return cause?.kind === 'TransactionWriteConflict';
}

/**
 * One transaction = guard + change + event. A refusal rolls everything back and comes back as a value, and the refused
 * attempt is recorded in a transaction of its own; a bug throws. Of one person a few run at a moment and others wait:
 * TOO_MANY_TRIES {minutes} where too many do.
 */
export async function write<T>(
  ctx: Context,
  run: (tx: Tx) => Promise<T>,
  about: { caseId?: string } = {},
): Promise<Result<T>> {
  const done = await inTurn(ctx.actor.userId, AT_ONCE, () => writeNow(ctx, run, about));
  return done ?? { ok: false, refusal: { code: 'TOO_MANY_TRIES', params: { minutes: 1 } } };
}

async function writeNow<T>(ctx: Context, run: (tx: Tx) => Promise<T>, about: { caseId?: string }): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const value = await db().$transaction(async (tx) => {
        await waitForReplica(tx);
        await tellScope(tx, ctx.actor, PATIENCE);
        return run(tx);
      });
      return { ok: true, value };
    } catch (error) {
      if (error instanceof Refusal) {
        await recordRefusal(ctx, error.value, about);
        return { ok: false, refusal: error.value };
      }
      if (attempt < MAX_TRIES && isWriteConflict(error)) continue;
      throw error;
    }
  }
}

/** Writes that a person tried something and was refused; without scope, for the case may not be in theirs. */
export async function recordRefusal(
  ctx: Context,
  refusal: RefusalValue,
  { caseId, permission, place }: { caseId?: string; permission?: Permission; place?: string },
): Promise<void> {
  noteRecorded();
  await db().$transaction(async (tx) => {
    await tellScope(tx, ctx.actor);
    await recordEvent(tx, ctx, {
      kind: 'attempt.refused',
      payload: {
        code: refusal.code,
        ...(caseId ? { attemptedCaseId: caseId } : {}),
        ...(permission ? { permission } : {}),
        ...(place ? { place } : {}),
      },
    });
  });
}
