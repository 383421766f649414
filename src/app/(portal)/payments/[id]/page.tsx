import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { PrintButton } from '@/components/ui/print-button';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { Voucher } from '@/features/disbursements/components/voucher';
import { getPayment } from '@/features/disbursements/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('disbursements', 'voucher.title');

export default async function VoucherPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const now = currentTime();
  const view = can(actor, 'payment.read') ? await getPayment(actor, (await params).id, dayOf(now)) : null;
  if (!view?.voucherNumber) notFound();
  const t = await getTranslations('disbursements');
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb
        items={[
          { label: t('list.title'), href: '/payments' },
          { label: view.facts.reference, href: `/cases/${view.caseId}/payments/${view.id}` },
          { label: t('voucher.title') },
        ]}
        end={<PrintButton label={t('print')} />}
      />
      <Voucher view={view} />
    </Page>
  );
}
