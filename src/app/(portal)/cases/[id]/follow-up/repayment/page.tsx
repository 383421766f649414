import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { FollowUpHead } from '@/features/follow-up/components/follow-up-head';
import { PlanTable } from '@/features/follow-up/components/plan-table';
import { RepaymentForm } from '@/features/follow-up/components/repayment-form';
import { getFollowUp } from '@/features/follow-up/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('follow-up', 'repay.title');

export default async function RepaymentPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const today = dayOf(currentTime());
  const view = can(actor, 'repayment.record') ? await getFollowUp(actor, (await params).id, today) : null;
  if (view?.facts.stage !== 'FOLLOW_UP') notFound();
  const t = await getTranslations('follow-up');
  return (
    <Page>
      <FollowUpHead view={view} title={t('repay.title')} />
      <FormPage>
        <RepaymentForm view={view} today={today} />
        <div className="mt-6">
          <PlanTable view={view} unit="YUAN" />
        </div>
      </FormPage>
    </Page>
  );
}
