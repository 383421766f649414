import 'server-only';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';

/** What happens to the session as a whole; what happens to a case of it stands on the case. */
export async function recordOnSession(
  tx: Tx,
  ctx: Context,
  sessionId: string,
  what: 'planned' | 'edited' | 'cancelled' | 'opened' | 'attended' | 'closed',
  payload: NewEvent['payload'] = {},
  remark?: string,
): Promise<void> {
  const kinds = {
    planned: 'decision-session.planned',
    edited: 'decision-session.edited',
    cancelled: 'decision-session.cancelled',
    opened: 'decision-session.opened',
    attended: 'decision-session.attended',
    closed: 'decision-session.closed',
  } as const;
  await recordEvent(tx, ctx, {
    kind: kinds[what],
    payload: { sessionId, ...payload },
    subjectId: sessionId,
    scope: await organisationScope(tx, ctx.actor.organisation),
    ...(remark ? { remark } : {}),
  });
}
