import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { StandInForm } from '@/features/stand-ins/components/stand-in-form';
import { StandInTable } from '@/features/stand-ins/components/stand-in-table';
import { listStandIns } from '@/features/stand-ins/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('stand-ins', 'title');

export default async function StandInsPage() {
  const actor = await requireActor();
  const standIns = await listStandIns(actor, dayOf(currentTime()));
  if (!standIns) notFound();
  const t = await getTranslations('stand-ins');
  return (
    <Page>
      <PageHead title={t('title')} below={t('note')} />
      <Section>
        {standIns.rows.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        ) : (
          <StandInTable rows={standIns.rows} />
        )}
      </Section>
      <Section aria-labelledby="arrange">
        <SectionHead id="arrange">{t('arrange')}</SectionHead>
        {standIns.colleagues.length === 0 ? (
          <EmptyState title={t('alone')}>{t('aloneNext')}</EmptyState>
        ) : (
          <StandInForm standIns={standIns} />
        )}
      </Section>
    </Page>
  );
}
