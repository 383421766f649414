import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { AdminPage } from '@/features/administration/components/admin-page';
import { type PageQuery, requireSection, single } from '@/features/administration/gate';
import { sheetSectionOf } from '@/features/administration/sheets';
import { SheetUpload } from '@/features/sheet-imports/components/sheet-upload';

export const generateMetadata = titled('sheets', 'upload.title');

type Props = { params: Promise<{ section: string }>; searchParams: PageQuery };

/** Upload of one part's table: accounts, organisations, places or authority. */
export default async function SheetUploadPage({ params, searchParams }: Props) {
  const found = sheetSectionOf((await params).section) ?? notFound();
  const actor = await requireSection(found.section);
  const t = await getTranslations();
  const s = await getTranslations('sheets');
  const { definition, section } = found;
  return (
    <AdminPage actor={actor} current={section}>
      <Breadcrumb
        items={[
          { label: t(`administration.sections.${section}`), href: definition.home },
          { label: s('upload.crumb') },
        ]}
      />
      <PageHead title={t(`${definition.words}.title` as never)} below={s('upload.promise')} rule />
      <SheetUpload actor={actor} definition={definition} refused={single((await searchParams).refused)} />
    </AdminPage>
  );
}
