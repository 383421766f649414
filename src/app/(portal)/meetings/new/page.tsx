import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { MeetingForm } from '@/features/meetings/components/meeting-form';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('meetings', 'new');

export default async function NewMeetingPage() {
  const actor = await requireActor();
  if (!can(actor, 'meeting.record')) notFound();
  const t = await getTranslations('meetings');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/meetings' }, { label: t('new') }]} />
      <PageHead title={t('new')} meta={t('newMeta')} rule />
      <FormPage>
        <MeetingForm today={dayOf(currentTime())} />
      </FormPage>
    </Page>
  );
}
