import { notFound } from 'next/navigation';
import { caseTitled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { ConflictForm } from '@/features/due-diligence/components/conflict-form';
import { DueDiligenceHead } from '@/features/due-diligence/components/due-diligence-head';
import { DueDiligenceBody } from '@/features/due-diligence/components/due-diligence-panel';
import { DueDiligenceTasks } from '@/features/due-diligence/components/due-diligence-tasks';
import { KnownFacts } from '@/features/due-diligence/components/known-facts';
import { NextSteps } from '@/features/due-diligence/components/next-steps';
import { getDueDiligence } from '@/features/due-diligence/queries';
import { NextInQueue } from '@/features/worklist/components/next-in-queue';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('due-diligence', 'title');

export default async function DueDiligencePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = await getDueDiligence(actor, (await params).id);
  if (!view) notFound();
  const today = dayOf(currentTime());
  return (
    <Page>
      <DueDiligenceHead view={view} />
      <NextInQueue actor={actor} caseId={view.facts.id} />
      <FormPage
        parts={<DueDiligenceTasks view={view} actor={actor} today={today} />}
        facts={<KnownFacts view={view} />}
      >
        <NextSteps view={view} actor={actor} today={today} />
        <DueDiligenceBody view={view} />
        <ConflictForm actor={actor} facts={view.facts} />
      </FormPage>
    </Page>
  );
}
