import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { FormPage, Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { dayOf } from '@/domain/calendar';
import { NoticeFacts } from '@/features/public-notices/components/notice-facts';
import { ObjectionForm } from '@/features/public-notices/components/objection-forms';
import { object } from '@/features/public-notices/object';
import { getPublicNotice } from '@/features/public-notices/queries';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('public-notices', 'one');

export default async function PublicNoticePage({ params }: { params: Promise<{ id: string }> }) {
  const notice = await getPublicNotice((await params).id, dayOf(currentTime()));
  if (!notice) notFound();
  const t = await getTranslations('public-notices');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/public-notices' }, { label: notice.content.reference }]} />
      <PageHead title={t('heading', { applicant: notice.content.applicant })} meta={notice.content.reference} rule />
      <NoticeFacts notice={notice} />
      <Section>
        <SectionHead>{t('object.title')}</SectionHead>
        {notice.takesObjections ? (
          <FormPage>
            <p className="mb-3 text-sm text-ink-2">{t('object.intro', { line: notice.complaintLine })}</p>
            <ObjectionForm action={object} noticeId={notice.id} />
          </FormPage>
        ) : (
          <SayBar>{t('object.gone')}</SayBar>
        )}
      </Section>
    </Page>
  );
}
