import 'server-only';
import { askState, checkDecision, checkGrowth } from '@/domain/export-approval';
import { mustPass, refuse } from '@/domain/refusal';
import { EXPORT_LIMITS } from '@/domain/sheet';
import { type Context, mustHold, type Result, read, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { mustBeThere } from '@/server/looks';
import { notify } from '@/server/notify';
import { crossing } from '@/server/row-scope';
import { asksInSightOf, findApproval, openAsked, placeOf, withoutNumbers } from './approval';
import { fileNameOf, queueFile, sha256Of } from './queue-file';
import { scopeKey } from './source';
import { writeWorkbook } from './write-file';

export type SettleInput = { approvalId: string; outcome: 'APPROVED' | 'REFUSED'; remark: string };

/**
 * Approves or refuses an export that somebody asked for: another person who sees the asker's whole area, and who proves for
 * an approval that they are there. What is long is then written by a job; what is in full waits to be taken. Refuses
 * NOT_PERMITTED, NOT_FOUND, OWN_REQUEST, EXPORT_DECIDED, EXPORT_ASK_EXPIRED {hours}, INVALID_INPUT (refused without a reason),
 * EXPORT_CHANGED {before, rows} (the list has grown, or the asker has moved or lost the right), and what a look refuses for
 * want of proof.
 */
export async function settleExport(ctx: Context, input: SettleInput): Promise<Result<void>> {
  const { actor, now } = ctx;
  const { approvalId: id, outcome } = input;
  // read before the row is locked, as the asker sees it: the approver sees all of it too
  const seen = await read(actor, (tx) => tx.exportApproval.findFirst({ where: { id, ...asksInSightOf(actor) } }));
  const opened = seen && (await openAsked(actor, seen, now));
  return write(ctx, async (tx) => {
    mustHold(ctx, 'export.approve');
    if (!seen) return refuse('NOT_FOUND');
    await tx.$queryRaw`SELECT 1 FROM export_approval WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.exportApproval.findUniqueOrThrow({ where: { id } });
    mustPass(checkDecision(row, actor.userId, now));
    const remark = withoutNumbers(input.remark);
    if (outcome === 'REFUSED' && remark === '') refuse('INVALID_INPUT');
    if (outcome === 'APPROVED') {
      await mustBeThere(tx, ctx);
      if (!opened) return refuse('EXPORT_CHANGED', { before: row.rows, rows: 0 });
      mustPass(checkGrowth(row.rows, opened.rows));
    }
    await tx.exportApproval.update({
      where: { id },
      data: { decision: outcome, decidedById: actor.userId, decidedAt: now, remark: remark || null },
    });
    const { list, full } = row;
    await recordEvent(tx, ctx, {
      kind: outcome === 'APPROVED' ? 'export.approved' : 'export.refused',
      subjectId: id,
      payload: { list, rows: opened?.rows ?? row.rows, full },
      scope: placeOf(row),
      ...(remark ? { remark } : {}),
    });
    if (outcome === 'APPROVED' && !full && opened) {
      const request = { ...opened.request, approval: { id, approver: actor.displayName } };
      const { asker, source, rows } = opened;
      // it is the asker's, who is another
      await crossing(tx, 'work of a colleague', () => queueFile(tx, ctx, asker, request, source, { rows }));
    }
    const told = { kind: 'EXPORT_ASKED' as const, subjectId: id, readAt: null };
    await tx.notice.updateMany({ where: told, data: { readAt: now } });
    await notify(tx, ctx, [row.askedById], { kind: 'EXPORT_SETTLED', subjectId: id });
  });
}

/**
 * The file in full, to whoever asked for it, once approved and for a day. It is made as it is taken and kept nowhere; each
 * taking is an event with rows and sha256. Refuses EXPORT_CHANGED {before, rows}, and NOT_FOUND for everything else.
 */
export async function takeInFull(ctx: Context, id: string): Promise<Result<{ bytes: Buffer; fileName: string }>> {
  const { actor, now } = ctx;
  const found = await read(actor, async (tx) => {
    const row = await ownApproved(tx, ctx, id);
    return row && { row, ...(await findApproval(tx, id)) };
  });
  const opened = found && (await openAsked(actor, found.row, now));
  if (!found || !opened || opened.asker.userId !== actor.userId || scopeKey(actor) !== found.row.scope)
    return write(ctx, async () => refuse('NOT_FOUND'));
  const request = { ...opened.request, columns: found.columns, approval: found.approval };
  const { row } = found;
  const { bytes, rows } = await writeWorkbook(actor, request, opened.source, now, EXPORT_LIMITS.batch);
  return write(ctx, async (tx) => {
    mustPass(checkGrowth(row.rows, rows));
    if (!(await ownApproved(tx, ctx, id))) refuse('NOT_FOUND');
    await tx.exportApproval.update({ where: { id }, data: { taken: { increment: 1 } } });
    await recordEvent(tx, ctx, {
      kind: 'list.exported',
      subjectId: id,
      payload: {
        list: row.list,
        rows,
        filters: opened.source.filterCodes,
        sha256: sha256Of(bytes),
        approvalId: id,
        full: true,
      },
      scope: placeOf(row),
    });
    return { bytes, fileName: fileNameOf(request, opened.source, now, 'xlsx') };
  });
}

async function ownApproved(tx: Tx, { actor, now }: Context, id: string) {
  const row = await tx.exportApproval.findFirst({ where: { id, askedById: actor.userId, full: true } });
  return row && askState(row, now) === 'APPROVED' ? row : null;
}
