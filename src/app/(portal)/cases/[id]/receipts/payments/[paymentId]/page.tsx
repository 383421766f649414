import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { PrintSheet } from '@/features/case-files/components/print-sheet';
import { PaymentPaper } from '@/features/case-files/components/receipts';
import { getPaymentReceipt } from '@/features/case-files/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('case-files', 'receipts.payment');

type Props = { params: Promise<{ id: string; paymentId: string }> };

/** The receipt of one paid instalment, for the applicant's papers. */
export default async function PaymentReceiptPage({ params }: Props) {
  const { id, paymentId } = await params;
  const actor = await requireActor();
  const now = currentTime();
  const payment = await getPaymentReceipt(actor, id, paymentId, now);
  if (!payment) notFound();
  const t = await getTranslations('case-files');
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb
        items={[
          { label: t('cases'), href: '/cases' },
          { label: payment.facts.reference, href: `/cases/${id}` },
          { label: t('receipts.payment') },
        ]}
      />
      <PrintSheet caseId={id} paper="PAYMENT_RECEIPT" paymentId={paymentId}>
        <PaymentPaper payment={payment} />
      </PrintSheet>
    </Page>
  );
}
