import type { NoticeKind } from '@/generated/prisma/client';
import { newUuid } from '@/lib/uuid';
import { Prisma, type Tx } from './db';

export type NewNotice = {
  kind: NoticeKind;
  caseId?: string;
  /** instruction, export, comment … that it speaks of */
  subjectId?: string;
  /** codes, ids and amounts only: a notice is also mailed */
  payload?: { [key: string]: string | number };
};

/**
 * Tells people something, in the caller's transaction. Whoever has an unread notice of the same kind about the same thing
 * gets its count raised instead of a second line; the person who acts is not told of their own act.
 */
export async function notify(
  tx: Tx,
  ctx: { actor: { userId: string } | null; now: Date },
  userIds: readonly string[],
  notice: NewNotice,
): Promise<void> {
  const people = [...new Set(userIds)].filter((id) => id !== ctx.actor?.userId);
  for (const userId of people.sort()) {
    await tx.$executeRaw`
      INSERT INTO notice (id, user_id, kind, case_id, subject_id, payload, created_at, updated_at)
      VALUES (${newUuid()}::uuid, ${userId}::uuid, ${notice.kind}::"NoticeKind", ${notice.caseId ?? null}::uuid,
        ${notice.subjectId ?? null}::uuid, ${JSON.stringify(notice.payload ?? {})}::jsonb, ${ctx.now}, ${ctx.now})
      ON CONFLICT (user_id, kind, coalesce(case_id, ${NO_ID}), coalesce(subject_id, ${NO_ID})) WHERE read_at IS NULL
      DO UPDATE SET count = notice.count + 1, payload = EXCLUDED.payload, updated_at = EXCLUDED.updated_at`;
  }
}

// The same expression as in the index, literally, or PostgreSQL does not find it.
const NO_ID = Prisma.sql`'00000000-0000-0000-0000-000000000000'::uuid`;
