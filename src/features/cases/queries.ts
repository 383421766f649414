import 'server-only';
import type { Actor } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { caseFacts } from './facts';

/** The facts of a case inside the actor's scope; null when there is none, exactly as for an id that does not exist. */
export async function findCaseFacts(tx: Tx, actor: Actor, caseId: string): Promise<CaseFacts | null> {
  if (!UUID.test(caseId)) return null;
  const visible = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) }, select: { id: true } });
  return visible ? caseFacts(tx, caseId) : null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
