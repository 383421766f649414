import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { AssignForm } from '@/features/due-diligence/components/assign-form';
import { DueDiligenceHead } from '@/features/due-diligence/components/due-diligence-head';
import { DueDiligenceTasks } from '@/features/due-diligence/components/due-diligence-tasks';
import { KnownFacts } from '@/features/due-diligence/components/known-facts';
import { getDueDiligence, listAssignable } from '@/features/due-diligence/queries';
import { mayAssign } from '@/features/due-diligence/tasks';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('due-diligence', 'task.assign');

export default async function AssignPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  const view = await getDueDiligence(actor, id);
  if (!view || !mayAssign(view, actor)) notFound();
  const people = await listAssignable(actor, id);
  if (!people) notFound();
  const t = await getTranslations('due-diligence');
  return (
    <Page>
      <DueDiligenceHead view={view} title={t('task.assign')} />
      <FormPage
        parts={<DueDiligenceTasks view={view} actor={actor} today={dayOf(currentTime())} current="assign" />}
        facts={<KnownFacts view={view} />}
      >
        <AssignForm view={view} people={people} />
      </FormPage>
    </Page>
  );
}
