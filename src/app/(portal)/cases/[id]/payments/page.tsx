import { notFound } from 'next/navigation';
import { caseTitled } from '@/app/page-title';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { DisbursementPanel } from '@/features/disbursements/components/disbursement-panel';
import { PaymentHead } from '@/features/disbursements/components/payment-head';
import { getDisbursement } from '@/features/disbursements/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('disbursements', 'plan');

export default async function CasePaymentsPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  if (!can(actor, 'payment.read')) notFound();
  const view = await getDisbursement(actor, (await params).id, dayOf(currentTime()));
  if (!view) notFound();
  return (
    <Page>
      <PaymentHead caseId={view.facts.id} reference={view.facts.reference} caseTitle={view.title} />
      <DisbursementPanel actor={actor} caseId={view.facts.id} />
    </Page>
  );
}
