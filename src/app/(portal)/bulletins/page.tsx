import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { SayBar } from '@/components/ui/say-bar';
import { can } from '@/domain/permissions';
import { BulletinTable } from '@/features/bulletins/components/bulletin-table';
import { listBulletins } from '@/features/bulletins/queries';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('bulletins', 'title');

type Search = Promise<{ after?: string | string[]; done?: string }>;

export default async function BulletinsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'bulletin.read')) notFound();
  const { after: asked, done } = await searchParams;
  const after = typeof asked === 'string' ? asked : null;
  const { rows, next, mayDraft } = await listBulletins(actor, after);
  const t = await getTranslations('bulletins');
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta')}
        actions={
          mayDraft && (
            <ButtonLink href="/bulletins/new" variant="primary">
              {t('new')}
            </ButtonLink>
          )
        }
        rule
      />
      {done === 'discarded' && (
        <SayBar tone="green" live className="my-3">
          {t('done.discarded')}
        </SayBar>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t(mayDraft ? 'emptyDraft' : 'emptyNext')}</EmptyState>
      ) : (
        <Section>
          <BulletinTable rows={rows} />
          <Pager
            {...(after ? { firstHref: '/bulletins' } : {})}
            {...(next ? { nextHref: `/bulletins?after=${next}` } : {})}
          />
        </Section>
      )}
    </Page>
  );
}
