import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { RequestForm } from '@/features/special-items/components/request-form';
import { getItemChoices } from '@/features/special-items/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('special-items', 'new');

export default async function NewSpecialItemPage() {
  const actor = await requireActor();
  if (!can(actor, 'special-item.request')) notFound();
  const t = await getTranslations('special-items');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/special-items' }, { label: t('new') }]} />
      <PageHead title={t('new')} meta={t('newMeta')} rule />
      <FormPage>
        <RequestForm {...(await getItemChoices(actor))} today={dayOf(currentTime())} />
      </FormPage>
    </Page>
  );
}
