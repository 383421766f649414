import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { currentTime } from '@/server/clock';
import { getDecision } from '../queries';
import { ApprovalsSection } from './approvals-section';
import { AuthoritySection } from './authority-section';
import { ConditionsSection } from './conditions-section';

/** The decision of a case for its page: who decides and why, every sign-off and what is demanded. */
export async function DecisionPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getDecision(actor, caseId, dayOf(currentTime()));
  if (!view) return null;
  return (
    <>
      <AuthoritySection view={view} />
      <ApprovalsSection view={view} />
      <ConditionsSection actor={actor} view={view} />
    </>
  );
}
