import 'server-only';
import { COMMENT_LENGTH, checkWithdrawal, MAX_MENTIONS } from '@/domain/comment';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { changeCase, changeCaseIn } from '@/features/cases/mutations';
import { peopleWhoSee } from '@/features/cases/people-queries';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { scopeSql } from '@/server/scope';

/**
 * Writes a remark on a case, closed ones too, and tells the people it names. The event says that it was written and how
 * many were named, not what. NOT_FOUND, NOT_PERMITTED, CONFLICT_DECLARED, INVALID_INPUT (no text, more than 500
 * characters, more than 20 people), MENTION_OUT_OF_SCOPE for somebody who cannot see the case.
 */
export function writeComment(
  ctx: Context,
  input: { caseId: string; text: string; mentionIds: readonly string[] },
): Promise<Result<{ commentId: string }>> {
  return changeCase(ctx, input.caseId, null, async (change) => {
    const { tx, facts } = change;
    if (!can(ctx.actor, 'case.comment')) refuse('NOT_PERMITTED');
    const text = input.text.trim();
    const mentionIds = [...new Set(input.mentionIds)];
    if (text === '' || Array.from(text).length > COMMENT_LENGTH || mentionIds.length > MAX_MENTIONS)
      refuse('INVALID_INPUT');
    if (mentionIds.length > 0) {
      const people = await peopleWhoSee(tx, facts, { ids: mentionIds });
      if (people.length !== mentionIds.length) refuse('MENTION_OUT_OF_SCOPE');
    }
    const comment = await tx.comment.create({
      data: { caseId: facts.id, authorId: ctx.actor.userId, text, mentionIds, writtenAt: ctx.now },
      select: { id: true },
    });
    await change.record('comment.written', { commentId: comment.id, mentions: mentionIds.length });
    // without the comment's id: ten comments that name somebody on one case are one line of their notices
    await notify(tx, ctx, mentionIds, { kind: 'MENTIONED', caseId: facts.id });
    return { commentId: comment.id };
  });
}

/**
 * Takes one's own comment back within ten minutes: its words are erased, that there was one stays to be seen. NOT_FOUND
 * outside the actor's scope, NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, COMMENT_TOO_OLD, CONFLICT_DECLARED.
 */
export function withdrawComment(
  ctx: Context,
  { commentId }: { commentId: string },
): Promise<Result<{ caseId: string }>> {
  return write(ctx, async (tx) => {
    const caseId = await caseOfComment(tx, ctx, commentId);
    return changeCaseIn(tx, ctx, caseId, null, async (change) => {
      if (!can(ctx.actor, 'case.comment')) refuse('NOT_PERMITTED');
      // read again behind the lock of the case
      const comment = await tx.comment.findUniqueOrThrow({ where: { id: commentId } });
      const refusal = checkWithdrawal(comment, ctx.actor.userId, ctx.now);
      if (refusal) refuse(refusal.code, refusal.params);
      await tx.comment.update({ where: { id: commentId }, data: { text: '', removedAt: ctx.now } });
      await change.record('comment.withdrawn', { commentId });
      return { caseId };
    });
  });
}

async function caseOfComment(tx: Tx, ctx: Context, commentId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ caseId: string }[]>`
    SELECT c.id AS "caseId" FROM comment m JOIN case_record c ON c.id = m.case_id
    WHERE m.id = ${commentId}::uuid AND ${scopeSql(ctx.actor, 'c')}`;
  return row?.caseId ?? refuse('NOT_FOUND');
}
