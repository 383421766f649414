import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { DraftList } from '@/features/drafts/components/draft-list';
import { listDrafts } from '@/features/drafts/queries';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('drafts', 'title');

export default async function DraftsPage() {
  const actor = await requireActor();
  if (!can(actor, 'draft.write')) notFound();
  const drafts = await listDrafts(actor);
  const t = await getTranslations('drafts');
  return (
    <Page>
      <PageHead title={t('title')} rule />
      {drafts.length === 0 ? (
        <EmptyState title={t('listEmpty')}>{t('listEmptyNext')}</EmptyState>
      ) : (
        <DraftList drafts={drafts} />
      )}
    </Page>
  );
}
