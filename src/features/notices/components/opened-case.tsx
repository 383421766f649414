import type { Actor } from '@/domain/actor';
import { hasUnreadAbout } from '../queries';
import { MarkOpened } from './mark-opened';

/** On the page of a case: what its reader had been told of it counts as read from now on. */
export async function OpenedCase({ actor, caseId }: { actor: Actor; caseId: string }) {
  return (await hasUnreadAbout(actor, caseId)) ? <MarkOpened caseId={caseId} /> : null;
}
