import 'server-only';
import type { Actor } from '@/domain/actor';
import type { NoticeKind } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { Prisma } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { readSql } from '@/server/sql';

export type NoticeRow = {
  id: string;
  kind: NoticeKind;
  caseId: string | null;
  subjectId: string | null;
  payload: Record<string, string | number>;
  count: number;
  updatedAt: Date;
  unread: boolean;
  /** of the case it speaks of; null when it speaks of none, or the case is no longer in the reader's area */
  about: { reference: string; title: string } | null;
};

export const NOTICE_PAGE_SIZE = 30;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How many unread lines the inbox has; the number in the masthead. */
export async function countUnread(actor: Actor): Promise<number> {
  const [row] = await readSql(
    actor,
    (sql) => sql.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM notice WHERE user_id = ${actor.userId}::uuid AND read_at IS NULL`,
  );
  return row?.count ?? 0;
}

/** How many lines the inbox has in all. */
export function countNotices(actor: Actor): Promise<number> {
  return read(actor, (tx) => tx.notice.count({ where: { userId: actor.userId } }));
}

/** One page of the reader's own notices, the latest first; `after` is the id of the last one of the page before. */
export function listNotices(
  actor: Actor,
  { unreadOnly, after }: { unreadOnly: boolean; after: string | null },
): Promise<{ rows: NoticeRow[]; next: string | null }> {
  return read(actor, async (tx) => {
    const cursor =
      after !== null && UUID.test(after)
        ? Prisma.sql`AND (updated_at, id) < (SELECT o.updated_at, o.id FROM notice o WHERE o.id = ${after}::uuid AND o.user_id = ${actor.userId}::uuid)`
        : Prisma.empty;
    const keys = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM notice WHERE user_id = ${actor.userId}::uuid
      ${unreadOnly ? Prisma.sql`AND read_at IS NULL` : Prisma.empty} ${cursor}
      ORDER BY updated_at DESC, id DESC LIMIT ${NOTICE_PAGE_SIZE + 1}`;
    const page = keys.slice(0, NOTICE_PAGE_SIZE).map((key) => key.id);
    const stored = new Map((await tx.notice.findMany({ where: { id: { in: page } } })).map((row) => [row.id, row]));
    const caseIds = [...stored.values()].flatMap((row) => row.caseId ?? []);
    const cases = await tx.caseRecord.findMany({
      where: { id: { in: caseIds }, ...visibleTo(actor) },
      select: { id: true, reference: true, title: true },
    });
    const rows = page.flatMap((id): NoticeRow[] => {
      const row = stored.get(id);
      if (!row) return [];
      const about = cases.find((entry) => entry.id === row.caseId);
      return [
        {
          id: row.id,
          kind: row.kind,
          caseId: row.caseId,
          subjectId: row.subjectId,
          payload: row.payload as NoticeRow['payload'],
          count: row.count,
          updatedAt: row.updatedAt,
          unread: row.readAt === null,
          about: about ? { reference: about.reference, title: about.title } : null,
        },
      ];
    });
    return { rows, next: keys.length > NOTICE_PAGE_SIZE ? (page.at(-1) ?? null) : null };
  });
}

/** Whether something unread of this person speaks of the case: a notice, or a copy they have not opened. */
export function hasUnreadAbout(actor: Actor, caseId: string): Promise<boolean> {
  return read(actor, async (tx) => {
    const mine = { caseId, userId: actor.userId, readAt: null };
    return (await tx.notice.count({ where: mine })) > 0 || (await tx.caseCopy.count({ where: mine })) > 0;
  });
}
