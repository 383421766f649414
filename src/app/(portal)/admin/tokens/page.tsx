import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { TokenForm } from '@/features/api-tokens/components/token-form';
import { TokenTable } from '@/features/api-tokens/components/token-table';
import { listTokens } from '@/features/api-tokens/queries';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('administration', 'sections.tokens');

export default async function TokensPage() {
  const actor = await requireSection('tokens');
  const rows = await listTokens(actor, currentTime());
  if (!rows) notFound();
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="tokens">
      <PageHead title={t('sections.tokens')} below={t('tokens.note')} rule />
      <Section>
        {rows.length === 0 ? (
          <EmptyState title={t('tokens.empty')}>{t('tokens.emptyNext')}</EmptyState>
        ) : (
          <TokenTable rows={rows} />
        )}
      </Section>
      <Section aria-labelledby="make">
        <SectionHead id="make">{t('tokens.make')}</SectionHead>
        <TokenForm />
      </Section>
    </AdminPage>
  );
}
