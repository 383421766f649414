import 'server-only';
import { askExpiresAt, MOST_ASKED, MOST_ROWS_IN_FULL } from '@/domain/export-approval';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { holdersIn } from '@/server/holders';
import { mustBeThere } from '@/server/looks';
import { notify } from '@/server/notify';
import { sealQuery } from '@/server/sealed-search';
import { aboveOf, areaOf, placeOf, withoutNumbers } from './approval';
import { type ExportRequest, mayAskInFull, mayExport, openSource, scopeKey } from './source';

export type AskInput = Pick<ExportRequest, 'list' | 'query' | 'locale' | 'unit'> & { full: boolean; reason: string };

/**
 * Asks that another person let an export leave: one that is long, or one with numbers in full. Bound to its filter, columns
 * and asker. In full it wants proof like a look (FACTOR_NEEDED, PASSWORD_NEEDED, SIGN_IN_AGAIN). Refuses NOT_PERMITTED,
 * INVALID_INPUT (no reason), EXPORT_TOO_MANY_IN_FULL {rows, most}, EXPORTS_UNDER_WAY {count}.
 */
export async function askForExport(ctx: Context, input: AskInput): Promise<Result<{ approvalId: string }>> {
  const { actor, now } = ctx;
  const { list, locale, unit, full } = input;
  const query = sealQuery(actor.userId, input.query).slice(0, 4_000);
  const may = full ? mayAskInFull(actor, list) : mayExport(actor, list);
  if (!may) return write(ctx, async () => refuse('NOT_PERMITTED'));
  const source = await openSource(actor, { list, query, locale, unit, full }, now);
  const rows = await source.count();
  return write(ctx, async (tx) => {
    const reason = withoutNumbers(input.reason);
    if (reason === '') refuse('INVALID_INPUT');
    if (full && rows > MOST_ROWS_IN_FULL) refuse('EXPORT_TOO_MANY_IN_FULL', { rows, most: MOST_ROWS_IN_FULL });
    if (full) await mustBeThere(tx, ctx);
    // one person's requests after each other, so that two at once do not both find room
    await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${actor.userId}::uuid FOR UPDATE`;
    const open = { askedById: actor.userId, decision: null, expiresAt: { gt: now } };
    const count = await tx.exportApproval.count({ where: open });
    if (count >= MOST_ASKED) refuse('EXPORTS_UNDER_WAY', { count });
    const area = await areaOf(tx, actor);
    const asked = await tx.exportApproval.create({
      data: {
        ...area,
        ...{ list, query, locale, unit, full, rows, reason },
        columns: [...source.codes],
        scope: scopeKey(actor),
        askedById: actor.userId,
        askedAt: now,
        expiresAt: askExpiresAt(now),
      },
    });
    await recordEvent(tx, ctx, {
      kind: 'export.asked',
      subjectId: asked.id,
      payload: { list, rows, full, filters: source.filterCodes },
      scope: placeOf(asked),
      remark: reason,
    });
    await tellApprovers(tx, ctx, asked.id, aboveOf(actor, area));
    return { approvalId: asked.id };
  });
}

/** Tells those of the nearest office that has somebody else who may approve. */
async function tellApprovers(tx: Tx, ctx: Context, subjectId: string, offices: ReturnType<typeof aboveOf>) {
  for (const office of offices) {
    const people = (await holdersIn(tx, 'export.approve', office)).filter((id) => id !== ctx.actor.userId);
    if (people.length > 0) return notify(tx, ctx, people, { kind: 'EXPORT_ASKED', subjectId });
  }
}

/** Takes back what one asked for and nobody has decided. Refuses NOT_FOUND, EXPORT_DECIDED. */
export function withdrawAsk(ctx: Context, input: { approvalId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const { actor, now } = ctx;
    const own = { id: input.approvalId, askedById: actor.userId };
    const row = (await tx.exportApproval.findFirst({ where: own })) ?? refuse('NOT_FOUND');
    const { count } = await tx.exportApproval.updateMany({
      where: { ...own, decision: null },
      data: { decision: 'WITHDRAWN', decidedById: actor.userId, decidedAt: now },
    });
    if (count === 0) refuse('EXPORT_DECIDED');
    await recordEvent(tx, ctx, {
      kind: 'export.withdrawn',
      subjectId: row.id,
      payload: { list: row.list, rows: row.rows, full: row.full },
      scope: placeOf(row),
    });
    const told = { kind: 'EXPORT_ASKED' as const, subjectId: row.id, readAt: null };
    await tx.notice.updateMany({ where: told, data: { readAt: now } });
  });
}
