import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { PostingTable, RaiseTable } from '@/features/authority/components/grant-tables';
import { listGrants } from '@/features/authority/grants-queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('grants', 'title');

export default async function AuthorityPage() {
  const actor = await requireActor();
  const grants = await listGrants(actor, dayOf(currentTime()));
  if (!grants) notFound();
  const t = await getTranslations('grants');
  return (
    <Page>
      <PageHead
        title={t('title')}
        below={t('note')}
        actions={
          <>
            {grants.mayPost && <ButtonLink href="/authority/postings/new">{t('makePosting')}</ButtonLink>}
            {can(actor, 'raise.request') && (
              <ButtonLink variant="primary" href="/authority/raises/new">
                {t('requestRaise')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      <Section aria-labelledby="raises">
        <SectionHead id="raises">{t('raises')}</SectionHead>
        {grants.raises.length === 0 ? (
          <EmptyState title={t('noRaises')}>{t('noRaisesNext')}</EmptyState>
        ) : (
          <RaiseTable rows={grants.raises} />
        )}
      </Section>
      <Section aria-labelledby="postings">
        <SectionHead id="postings">{t('postings')}</SectionHead>
        {grants.postings.length === 0 ? (
          <EmptyState title={t('noPostings')}>{t('noPostingsNext')}</EmptyState>
        ) : (
          <PostingTable rows={grants.postings} />
        )}
      </Section>
    </Page>
  );
}
