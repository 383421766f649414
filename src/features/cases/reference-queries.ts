import 'server-only';
import type { Actor } from '@/domain/actor';
import { read } from '@/server/command';
import { visibleTo } from '@/server/scope';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The reference of a case inside the actor's scope; null when there is none. */
export async function findCaseReference(actor: Actor, caseId: string): Promise<string | null> {
  if (!UUID.test(caseId)) return null;
  return read(actor, async (tx) => {
    const found = await tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      select: { reference: true },
    });
    return found?.reference ?? null;
  });
}
