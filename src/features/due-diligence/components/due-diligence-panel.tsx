import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import type { Actor } from '@/domain/actor';
import { type DueDiligenceView, getDueDiligence } from '../queries';
import { mayAssign } from '../tasks';
import { workRefusal } from '../work-refusal';
import { ConflictForm } from './conflict-form';
import { ManagersSection } from './managers-section';
import { ReportSection } from './report-section';
import { ReturnsSection } from './returns-section';
import { VisitsSection } from './visits-section';

/** The due diligence of a case for its page: read-only, with the way to the work for those who do it. */
export async function DueDiligencePanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const t = await getTranslations('due-diligence');
  const view = await getDueDiligence(actor, caseId);
  if (!view) return null;
  const { facts } = view;
  const works = mayAssign(view, actor) || workRefusal(view, actor) === null;
  return (
    <>
      {works && (
        <p className="screen-only mb-4">
          <ButtonLink href={`/cases/${caseId}/due-diligence`}>{t('goToWork')}</ButtonLink>
        </p>
      )}
      <DueDiligenceBody view={view} />
      <ConflictForm actor={actor} facts={facts} />
    </>
  );
}

/** Managers, visits, returns with what changed since, and the report. */
export function DueDiligenceBody({ view }: { view: DueDiligenceView }) {
  return (
    <>
      <ManagersSection view={view} />
      <VisitsSection view={view} />
      <ReturnsSection facts={view.facts} returns={view.returns} />
      <ReportSection view={view} />
    </>
  );
}
