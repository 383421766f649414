import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { currentTime } from '@/server/clock';
import { getDecision } from '../queries';
import { ApprovalsSection } from './approvals-section';
import { AuthoritySection } from './authority-section';
import { ConditionsSection } from './conditions-section';
import { ReportChangesSection } from './report-changes';

/** The decision of a case for its page: who decides and why, every sign-off, what changed and what is demanded. */
export async function DecisionPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getDecision(actor, caseId, dayOf(currentTime()));
  if (!view) return null;
  return (
    <>
      <AuthoritySection view={view} />
      {view.changes && view.facts.stage === 'DECISION' && <ReportChangesSection changes={view.changes} />}
      <ApprovalsSection view={view} />
      <ConditionsSection actor={actor} view={view} />
    </>
  );
}
