import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { BACK_ENTRY_SHEET } from '@/features/back-entries/sheet';
import { confirmSheetOfEntries, discardSheetOfEntries } from '@/features/back-entries/sheet-actions';
import { SheetPreview } from '@/features/sheet-imports/components/sheet-preview';
import { findSheet } from '@/features/sheet-imports/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('sheets', 'preview.title');

/** A table of paper cases before and after its confirm. */
export default async function BackEntrySheetPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  if (!can(actor, BACK_ENTRY_SHEET.permission)) notFound();
  const view = (await findSheet(actor, BACK_ENTRY_SHEET, (await params).id, currentTime())) ?? notFound();
  const t = await getTranslations('back-entries');
  const sheets = await getTranslations('sheets');
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/back-entries' },
          { label: t('sheet.link'), href: BACK_ENTRY_SHEET.importPath },
          { label: view.fileName },
        ]}
      />
      <PageHead
        title={t('sheet.title')}
        below={sheets('preview.summary', { file: view.fileName, count: view.rowCount })}
        rule
      />
      <SheetPreview
        definition={BACK_ENTRY_SHEET}
        view={view}
        confirm={confirmSheetOfEntries}
        discard={discardSheetOfEntries}
      />
    </Page>
  );
}
