import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { CaseFilePaper } from '@/features/case-files/components/case-file-paper';
import { PrintSheet } from '@/features/case-files/components/print-sheet';
import { getCaseFile } from '@/features/case-files/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('case-files', 'print.title');

/** The whole case on A4, to be looked at and then printed. */
export default async function PrintPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const now = currentTime();
  const file = await getCaseFile(actor, id, now);
  if (!file) notFound();
  const t = await getTranslations('case-files');
  const printedBy = `${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber}`;
  return (
    <Page>
      <Watermark text={`${printedBy} ${formatInstant(now)}`} />
      <Breadcrumb
        items={[
          { label: t('cases'), href: '/cases' },
          { label: file.view.facts.reference, href: `/cases/${id}` },
          { label: t('print.title') },
        ]}
      />
      <PrintSheet caseId={id} paper="CASE_FILE">
        <CaseFilePaper file={file} printedBy={printedBy} now={now} />
      </PrintSheet>
    </Page>
  );
}
