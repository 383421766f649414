import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { ButtonLink } from '@/components/ui/button';
import { Page, PanelledPage } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { PaymentFacts } from '@/features/disbursements/components/payment-facts';
import { CheckForms, ReturnForm } from '@/features/disbursements/components/payment-forms';
import { PaymentHead } from '@/features/disbursements/components/payment-head';
import { PaymentStatusWord } from '@/features/disbursements/components/payment-status';
import { getPayment } from '@/features/disbursements/queries';
import { NextInQueue } from '@/features/worklist/components/next-in-queue';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('disbursements', 'payments');

export default async function PaymentPage({ params }: { params: Promise<{ id: string; paymentId: string }> }) {
  const actor = await requireActor();
  const { id, paymentId } = await params;
  const now = currentTime();
  const today = dayOf(now);
  const view = can(actor, 'payment.read') ? await getPayment(actor, paymentId, today) : null;
  if (!view || view.caseId !== id) notFound();
  const t = await getTranslations('disbursements');
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(now)}`} />
      <PaymentHead
        caseId={id}
        reference={view.facts.reference}
        caseTitle={view.title}
        title={t('trancheName', { sequence: view.sequence })}
      />
      <NextInQueue actor={actor} caseId={id} />
      <PanelledPage
        panel={
          <>
            {view.status === 'REQUESTED' && <CheckForms actor={actor} view={view} />}
            {view.status === 'RELEASED' && <ReturnForm actor={actor} view={view} today={today} />}
          </>
        }
      >
        <div className="mb-3 flex flex-wrap items-center gap-4">
          <PaymentStatusWord status={view.status} />
          {view.voucherNumber && <ButtonLink href={`/payments/${view.id}`}>{t('voucher.print')}</ButtonLink>}
        </div>
        <PaymentFacts view={view} />
      </PanelledPage>
    </Page>
  );
}
