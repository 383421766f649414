import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { checkFollowUp, checkSubmission } from '@/domain/follow-up';
import { amountToInput } from '@/domain/money';
import { can } from '@/domain/permissions';
import { getDocumentList } from '@/features/documents/queries';
import { getDueDiligence } from '@/features/due-diligence/queries';
import { workRefusal } from '@/features/due-diligence/work-refusal';
import { getFollowUp } from '@/features/follow-up/queries';
import { type Label, labelOf } from '@/i18n/label';
import type { TakenCase } from './entries';

/**
 * What a person may take along of a case to work on it without a network: the visit where they investigate it, the
 * monthly reports where they are owed. Null where there is nothing to do on the spot, and outside the scope.
 */
export async function getTakenCase(
  actor: Actor,
  caseId: string,
  today: Day,
  locale: string,
): Promise<TakenCase | null> {
  const mayVisit = can(actor, 'due-diligence.write');
  const mayReport = can(actor, 'report.submit');
  if (!mayVisit && !mayReport) return null;
  const view = await getDueDiligence(actor, caseId);
  if (!view) return null;
  const visit =
    workRefusal(view, actor) === null
      ? {
          consultedOn: view.consultedOn,
          managers: view.managers.map(({ userId, name }) => ({ id: userId, name: labelOf(name, locale) })),
          visitIds: view.visits.map((row) => row.id),
        }
      : null;
  const followUp = mayReport && view.facts.stage === 'FOLLOW_UP' ? await getFollowUp(actor, caseId, today) : null;
  const owed =
    followUp && !checkFollowUp(followUp.facts) ? followUp.reports.filter((row) => !checkSubmission(row)) : [];
  if (!visit && owed.length === 0) return null;
  const documents = await getDocumentList(actor, caseId);
  return {
    caseId,
    reference: view.facts.reference,
    title: view.title,
    place: view.place,
    missing: (documents?.requirements ?? [])
      .filter((row) => row.isDue && row.required && row.missing > 0)
      .map((row) => labelOf(row.name as Label, locale)),
    visit,
    reports: owed.map((row) => ({
      id: row.id,
      month: row.periodOn.slice(0, 7),
      progress: row.progress,
      fundsUsed: amountToInput(row.fundsUsedFen, 'WAN') ?? '',
      problems: row.problems,
    })),
  };
}
