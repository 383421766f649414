import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { PlanForm } from '@/features/sessions/components/plan-form';
import { getPlanChoices } from '@/features/sessions/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('sessions', 'new');

export default async function NewSessionPage() {
  const actor = await requireActor();
  if (!can(actor, 'decision-session.plan')) notFound();
  const t = await getTranslations('sessions');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/sessions' }, { label: t('new') }]} />
      <PageHead title={t('new')} meta={t('newMeta')} rule />
      <FormPage>
        <PlanForm {...(await getPlanChoices(actor))} today={dayOf(currentTime())} />
      </FormPage>
    </Page>
  );
}
