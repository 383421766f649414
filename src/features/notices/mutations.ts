import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { unopenedFor } from '@/features/cases/worklist-queries';
import { type Context, type Result, write } from '@/server/command';

// Reading is no act on a case: it leaves no event, only the time on the reader's own rows.

/** Marks one notice of this person as read; one of somebody else is as good as none: NOT_FOUND. */
export function markNoticeRead(ctx: Context, { noticeId }: { noticeId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'notice.read')) refuse('NOT_PERMITTED');
    const where = { id: noticeId, userId: ctx.actor.userId };
    if ((await tx.notice.count({ where })) === 0) refuse('NOT_FOUND');
    await tx.notice.updateMany({ where: { ...where, readAt: null }, data: { readAt: ctx.now } });
  });
}

/** Marks as read what this person had up to the moment the page was drawn; what came since stays unread. */
export function markAllRead(ctx: Context, { until }: { until: Date }): Promise<Result<number>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'notice.read')) refuse('NOT_PERMITTED');
    const { count } = await tx.notice.updateMany({
      where: { userId: ctx.actor.userId, readAt: null, updatedAt: { lte: until } },
      data: { readAt: ctx.now },
    });
    return count;
  });
}

/**
 * Somebody opened a case: what they had been told of it is read, and so is the copy sent to them. If it is their turn,
 * whoever handed it on to them can no longer recall it.
 */
export function markCaseOpened(ctx: Context, { caseId }: { caseId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const mine = { where: { caseId, userId: ctx.actor.userId, readAt: null }, data: { readAt: ctx.now } };
    await tx.notice.updateMany(mine);
    await tx.caseCopy.updateMany(mine);
    await tx.caseRecord.updateMany({
      where: { AND: [{ id: caseId }, unopenedFor(ctx.actor)] },
      data: { openedAt: ctx.now, openedById: ctx.actor.userId },
    });
  });
}
