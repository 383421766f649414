import 'server-only';
import { checkFollowUp } from '@/domain/follow-up';
import { mustPass, refuse } from '@/domain/refusal';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { type Context, type Result, read, write } from '@/server/command';
import type { Tx } from '@/server/db';

/** Runs a change of the case to which a report or finding belongs; NOT_FOUND outside the actor's scope. */
export async function changeCaseOf<Row extends { caseId: string }, T>(
  ctx: Context,
  find: (tx: Tx) => Promise<Row | null>,
  run: (change: CaseChange, row: Row) => Promise<T>,
): Promise<Result<T>> {
  const seen = await read(ctx.actor, find);
  if (!seen) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, seen.caseId, null, async (change) => {
    // read again: the row may have changed before the case was locked
    const row = (await find(change.tx)) ?? refuse('NOT_FOUND');
    mustPass(checkFollowUp(change.facts));
    return run(change, row);
  });
}
