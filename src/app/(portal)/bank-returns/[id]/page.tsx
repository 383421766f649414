import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { confirm, discard } from '@/features/bank-returns/actions';
import { BANK_RETURN_SHEET } from '@/features/bank-returns/sheet';
import { SheetPreview } from '@/features/sheet-imports/components/sheet-preview';
import { findSheet } from '@/features/sheet-imports/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('sheets', 'preview.title');

/** A bank's return file before and after its confirm. */
export default async function BankReturnFilePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  if (!can(actor, BANK_RETURN_SHEET.permission)) notFound();
  const view = (await findSheet(actor, BANK_RETURN_SHEET, (await params).id, currentTime())) ?? notFound();
  const t = await getTranslations('bank-returns');
  const sheets = await getTranslations('sheets');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: BANK_RETURN_SHEET.importPath }, { label: view.fileName }]} />
      <PageHead
        title={t('sheet.title')}
        below={sheets('preview.summary', { file: view.fileName, count: view.rowCount })}
        rule
      />
      <SheetPreview definition={BANK_RETURN_SHEET} view={view} confirm={confirm} discard={discard} />
    </Page>
  );
}
