import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { ScreenForm } from '@/features/screens/components/screen-form';
import { ScreenTable } from '@/features/screens/components/screen-table';
import { listScreens } from '@/features/screens/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('screens', 'title');

export default async function ScreensPage() {
  const actor = await requireActor();
  const screens = await listScreens(actor, currentTime());
  if (!screens) notFound();
  const t = await getTranslations('screens');
  const figures = await getTranslations('figures');
  return (
    <Page>
      <Breadcrumb items={[{ label: figures('pageTitle'), href: '/reports' }, { label: t('title') }]} />
      <PageHead title={t('title')} below={t('note')} />
      <p className="mb-4">
        <Link href="/screen" className="inline-flex min-h-6 items-center max-md:min-h-11">
          {t('openHere')}
        </Link>
      </p>
      <Section>
        {screens.rows.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        ) : (
          <ScreenTable rows={screens.rows} />
        )}
      </Section>
      <Section aria-labelledby="make">
        <SectionHead id="make">{t('make')}</SectionHead>
        {screens.programmes.length === 0 ? (
          <EmptyState title={t('noProgramme')}>{t('noProgrammeNext')}</EmptyState>
        ) : (
          <ScreenForm screens={screens} />
        )}
      </Section>
    </Page>
  );
}
