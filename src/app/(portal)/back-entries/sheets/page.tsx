import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { BACK_ENTRY_SHEET } from '@/features/back-entries/sheet';
import { SheetUpload } from '@/features/sheet-imports/components/sheet-upload';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('back-entries', 'sheet.link');

/** Upload of a table of paper cases. */
export default async function BackEntrySheetsPage({ searchParams }: { searchParams: Promise<{ refused?: string }> }) {
  const actor = await requireActor();
  if (!can(actor, BACK_ENTRY_SHEET.permission)) notFound();
  const t = await getTranslations('back-entries');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/back-entries' }, { label: t('sheet.link') }]} />
      <PageHead title={t('sheet.link')} below={t('sheet.promise')} rule />
      <SheetUpload actor={actor} definition={BACK_ENTRY_SHEET} refused={(await searchParams).refused} />
    </Page>
  );
}
