import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { PrintSheet } from '@/features/case-files/components/print-sheet';
import { AcceptancePaper } from '@/features/case-files/components/receipts';
import { getAcceptanceReceipt } from '@/features/case-files/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { env } from '@/server/env';

export const generateMetadata = caseTitled('case-files', 'receipts.acceptance');

/** The receipt of acceptance, for the applicant to take home. */
export default async function AcceptanceReceiptPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const receipt = await getAcceptanceReceipt(actor, id);
  if (!receipt) notFound();
  const t = await getTranslations('case-files');
  const { accepted } = receipt;
  // where the portal is reached from outside, whatever name this browser used inside
  const { host, pathname } = new URL('/progress', env().NEXTAUTH_URL);
  return (
    <Page>
      <Watermark
        text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(currentTime())}`}
      />
      <Breadcrumb
        items={[
          { label: t('cases'), href: '/cases' },
          { label: receipt.reference, href: `/cases/${id}` },
          { label: t('receipts.acceptance') },
        ]}
      />
      {accepted === null ? (
        <>
          <h1 className="py-2.5 font-serif text-xl font-bold">{t('receipts.acceptance')}</h1>
          <EmptyState title={t('receipts.notAccepted')}>{t('receipts.notAcceptedNext')}</EmptyState>
        </>
      ) : (
        <PrintSheet caseId={id} paper="ACCEPTANCE_RECEIPT">
          <AcceptancePaper receipt={{ ...receipt, accepted }} progressAddress={`${host}${pathname}`} />
        </PrintSheet>
      )}
    </Page>
  );
}
