import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { LookTable } from '@/features/personal-data/components/look-table';
import { listLooks } from '@/features/personal-data/queries-looks';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.looks');

export default async function LooksPage() {
  const actor = await requireSection('looks');
  const rows = await read(actor, (tx) => listLooks(tx, actor, dayOf(currentTime())));
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="looks">
      <PageHead title={t('sections.looks')} below={t('looks.note')} rule />
      <Section>
        {rows.length === 0 ? (
          <EmptyState title={t('looks.empty')}>{t('looks.emptyNext')}</EmptyState>
        ) : (
          <LookTable rows={rows} />
        )}
      </Section>
    </AdminPage>
  );
}
