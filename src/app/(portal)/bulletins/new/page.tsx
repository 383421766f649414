import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { NewForm } from '@/features/bulletins/components/new-form';
import { getNewBulletin } from '@/features/bulletins/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('bulletins', 'new');

export default async function NewBulletinPage() {
  const form = await getNewBulletin(await requireActor());
  if (!form) notFound();
  const t = await getTranslations('bulletins');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/bulletins' }, { label: t('new') }]} />
      <PageHead title={t('new')} below={t('newNote')} rule />
      <Section>
        <NewForm form={form} today={dayOf(currentTime())} />
      </Section>
    </Page>
  );
}
