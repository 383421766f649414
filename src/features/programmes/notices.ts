import 'server-only';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { holdersIn } from '@/server/holders';
import { notify } from '@/server/notify';
import type { DefinitionRow } from './queries';

type Told = Pick<DefinitionRow, 'id' | 'provinceId' | 'draftedById'>;

/** Everybody who wrote some of a definition. */
async function writersOf(tx: Tx, row: Told): Promise<string[]> {
  const written = await tx.event.findMany({
    where: { subjectId: row.id, kind: { in: ['definition.drafted', 'definition.edited'] } },
    distinct: ['actorId'],
    select: { actorId: true },
  });
  return [row.draftedById, ...written.map((event) => event.actorId)].filter((id): id is string => id !== null);
}

/** A draft was written on: whoever may review it is told, those who wrote some of it are not. */
export async function tellReviewers(tx: Tx, ctx: Context, row: Told): Promise<void> {
  const where = { OR: [{ level: 'NATION' as const }, { regionId: row.provinceId }] };
  const writers = await writersOf(tx, row);
  const readers = await holdersIn(tx, 'programme.review', where);
  const told = readers.filter((id) => !writers.includes(id));
  await notify(tx, ctx, told, { kind: 'DEFINITION_DRAFTED', subjectId: row.id });
}

/** What the second person said of it, to those who wrote it; the reviewers need not look any more. */
export async function tellWriters(tx: Tx, ctx: Context, row: Told): Promise<void> {
  await settleNotices(tx, ctx, row.id);
  await notify(tx, ctx, await writersOf(tx, row), { kind: 'DEFINITION_REVIEWED', subjectId: row.id });
}

/** Nothing waits for a review any more. */
export async function settleNotices(tx: Tx, ctx: Context, definitionId: string): Promise<void> {
  await tx.notice.updateMany({
    where: { kind: 'DEFINITION_DRAFTED', subjectId: definitionId, readAt: null },
    data: { readAt: ctx.now },
  });
}
