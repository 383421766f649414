import type { Actor } from '@/domain/actor';
import { isUnopened } from '@/features/cases/worklist-queries';
import { hasUnreadAbout } from '../queries';
import { MarkOpened } from './mark-opened';

/** On the page of a case: what its reader had been told of it counts as read from now on, and their turn as begun. */
export async function OpenedCase({ actor, caseId }: { actor: Actor; caseId: string }) {
  const isNew = (await hasUnreadAbout(actor, caseId)) || (await isUnopened(actor, caseId));
  return isNew ? <MarkOpened caseId={caseId} /> : null;
}
