import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { SectionHead } from '@/components/ui/heads';
import { FormPage, Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { checkUpload } from '@/domain/documents';
import { DueDiligenceHead } from '@/features/due-diligence/components/due-diligence-head';
import { DueDiligenceTasks } from '@/features/due-diligence/components/due-diligence-tasks';
import { KnownFacts } from '@/features/due-diligence/components/known-facts';
import { VisitForm } from '@/features/due-diligence/components/visit-form';
import { VisitPhotos } from '@/features/due-diligence/components/visit-photos';
import { VisitsSection } from '@/features/due-diligence/components/visits-section';
import { getDueDiligence } from '@/features/due-diligence/queries';
import { workRefusal } from '@/features/due-diligence/work-refusal';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = caseTitled('due-diligence', 'task.visit');

export default async function VisitPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = await getDueDiligence(actor, (await params).id);
  if (!view) notFound();
  const t = await getTranslations('due-diligence');
  const today = dayOf(currentTime());
  const refusal = workRefusal(view, actor);
  const addsPhotos = refusal === null && checkUpload(view.facts, actor) === null;
  return (
    <Page>
      <DueDiligenceHead view={view} title={t('task.visit')} />
      <FormPage
        parts={<DueDiligenceTasks view={view} actor={actor} today={today} current="visit" />}
        facts={<KnownFacts view={view} />}
      >
        {view.visits.length > 0 && (
          <VisitsSection
            view={view}
            below={addsPhotos ? (visit) => <VisitPhotos caseId={view.facts.id} visit={visit} /> : undefined}
          />
        )}
        <Section aria-labelledby="new-visit">
          <SectionHead id="new-visit">{t('newVisit')}</SectionHead>
          {refusal ? <SayBar>{await describeRefusal(refusal)}</SayBar> : <VisitForm view={view} today={today} />}
        </Section>
      </FormPage>
    </Page>
  );
}
