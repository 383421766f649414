import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { SHEET_ACTIONS } from '@/features/administration/sheet-actions';
import { sheetSectionOf } from '@/features/administration/sheets';
import { SheetPreview } from '@/features/sheet-imports/components/sheet-preview';
import { findSheet } from '@/features/sheet-imports/queries';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('sheets', 'preview.title');

/** An uploaded table before and after its confirm. */
export default async function SheetPreviewPage({ params }: { params: Promise<{ section: string; id: string }> }) {
  const { section: name, id } = await params;
  const found = sheetSectionOf(name) ?? notFound();
  const actor = await requireSection(found.section);
  const { definition, section } = found;
  const view = (await findSheet(actor, definition, id, currentTime())) ?? notFound();
  const t = await getTranslations();
  const s = await getTranslations('sheets');
  return (
    <AdminPage actor={actor} current={section}>
      <Breadcrumb
        items={[
          { label: t(`administration.sections.${section}`), href: definition.home },
          { label: s('upload.crumb'), href: definition.importPath },
          { label: view.fileName },
        ]}
      />
      <PageHead
        title={t(`${definition.words}.title` as never)}
        below={s('preview.summary', { file: view.fileName, count: view.rowCount })}
        rule
      />
      <SheetPreview definition={definition} view={view} {...SHEET_ACTIONS[section]} />
    </AdminPage>
  );
}
