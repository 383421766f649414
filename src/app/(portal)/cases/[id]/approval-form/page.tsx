import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { ApprovalFormPaper } from '@/features/case-files/components/approval-form-paper';
import { PrintSheet } from '@/features/case-files/components/print-sheet';
import { getApprovalForm } from '@/features/case-files/sign-off-queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('case-files', 'form.title');

/** The form for approval with everybody's sign-off, to be looked at and then printed. */
export default async function ApprovalFormPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const now = currentTime();
  const form = await getApprovalForm(actor, id, now);
  if (!form) notFound();
  const t = await getTranslations('case-files');
  const printedBy = `${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber}`;
  return (
    <Page>
      <Watermark text={`${printedBy} ${formatInstant(now)}`} />
      <Breadcrumb
        items={[
          { label: t('cases'), href: '/cases' },
          { label: form.view.facts.reference, href: `/cases/${id}` },
          { label: t('form.title') },
        ]}
      />
      <PrintSheet caseId={id} paper="APPROVAL_FORM">
        <ApprovalFormPaper form={form} printedBy={printedBy} now={now} />
      </PrintSheet>
    </Page>
  );
}
