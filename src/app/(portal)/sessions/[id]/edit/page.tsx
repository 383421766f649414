import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { PlanForm } from '@/features/sessions/components/plan-form';
import { getPlanChoices, getSession } from '@/features/sessions/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('sessions', 'edit');

export default async function EditSessionPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = can(actor, 'decision-session.plan') ? await getSession(actor, (await params).id) : null;
  if (!view?.mayPlan || view.session.status !== 'PLANNED') notFound();
  const t = await getTranslations('sessions');
  const { id, title } = view.session;
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/sessions' },
          { label: title, href: `/sessions/${id}` },
          { label: t('edit') },
        ]}
      />
      <PageHead title={t('edit')} meta={t('editMeta')} rule />
      <FormPage>
        <PlanForm {...(await getPlanChoices(actor))} today={dayOf(currentTime())} view={view} />
      </FormPage>
    </Page>
  );
}
