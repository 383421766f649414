import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { checkWithdrawal } from '@/domain/comment';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { visibleTo } from '@/server/scope';

export type CommentView = {
  id: string;
  author: Label;
  organisation: Label;
  /** null: withdrawn */
  text: string | null;
  mentions: Label[];
  writtenAt: Date;
  /** this person may still take it back */
  mayWithdraw: boolean;
};

export type CommentPage = { rows: CommentView[]; next: string | null };

export const COMMENTS_PAGE = 20;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOBODY: Label = { zh: '--', en: '--' };

/** A page of the remarks on a case, newest first; `after` is the last id of the page before. Null outside the actor's scope. */
export function listComments(actor: Actor, caseId: string, now: Date, after?: string): Promise<CommentPage | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(caseId) || !can(actor, 'case.read')) return null;
    const visible = await tx.caseRecord.count({ where: { id: caseId, ...visibleTo(actor) } });
    if (visible !== 1) return null;
    const found = await tx.comment.findMany({
      where: { caseId, ...(after && UUID.test(after) ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: COMMENTS_PAGE + 1,
    });
    const page = found.slice(0, COMMENTS_PAGE);
    const people = await namesOf(
      tx,
      page.flatMap((row) => [row.authorId, ...row.mentionIds]),
    );
    return {
      rows: page.map((row) => ({
        id: row.id,
        author: people.get(row.authorId)?.name ?? NOBODY,
        organisation: people.get(row.authorId)?.organisation ?? NOBODY,
        text: row.removedAt === null ? row.text : null,
        mentions: row.mentionIds.flatMap((id) => people.get(id)?.name ?? []),
        writtenAt: row.writtenAt,
        mayWithdraw: can(actor, 'case.comment') && checkWithdrawal(row, actor.userId, now) === null,
      })),
      next: found.length > COMMENTS_PAGE ? (page.at(-1)?.id ?? null) : null,
    };
  });
}
