import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { checkFollowUp } from '@/domain/follow-up';
import { can } from '@/domain/permissions';
import { FindingForm } from '@/features/follow-up/components/finding-forms';
import { FollowUpHead } from '@/features/follow-up/components/follow-up-head';
import { getFollowUp } from '@/features/follow-up/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('follow-up', 'find.title');

export default async function NewFindingPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = can(actor, 'finding.open') ? await getFollowUp(actor, (await params).id, dayOf(currentTime())) : null;
  if (!view || checkFollowUp(view.facts)) notFound();
  const t = await getTranslations('follow-up');
  return (
    <Page>
      <FollowUpHead view={view} title={t('find.title')} />
      <FormPage>
        <FindingForm view={view} />
      </FormPage>
    </Page>
  );
}
