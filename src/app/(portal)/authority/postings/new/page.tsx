import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { PostingForm } from '@/features/authority/components/grant-forms';
import { isHeadOffice } from '@/features/authority/grants';
import { listGrantChoices } from '@/features/authority/grants-queries';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('grants', 'makePosting');

export default async function MakePostingPage() {
  const actor = await requireActor();
  if (!can(actor, 'posting.make') || !isHeadOffice(actor)) notFound();
  const choices = await listGrantChoices(actor);
  const t = await getTranslations('grants');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/authority' }, { label: t('makePosting') }]} />
      <PageHead title={t('makePosting')} below={t('makePostingNote')} rule />
      <Section>
        {choices.approvers.length === 0 ? (
          <EmptyState title={t('nobodyToPost')}>{t('nobodyToPostNext')}</EmptyState>
        ) : (
          <PostingForm choices={choices} />
        )}
      </Section>
    </Page>
  );
}
