import { notFound } from 'next/navigation';
import { caseTitled } from '@/app/page-title';
import { Page, PanelledPage } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { EndForms } from '@/features/follow-up/components/end-forms';
import { FollowUpHead } from '@/features/follow-up/components/follow-up-head';
import { FollowUpPanel } from '@/features/follow-up/components/follow-up-panel';
import { getFollowUp } from '@/features/follow-up/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('follow-up', 'title');

export default async function FollowUpPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = can(actor, 'case.read') ? await getFollowUp(actor, (await params).id, dayOf(currentTime())) : null;
  if (!view) notFound();
  const panel = <FollowUpPanel actor={actor} caseId={view.facts.id} />;
  return (
    <Page>
      <FollowUpHead view={view} />
      {view.ends.length > 0 ? <PanelledPage panel={<EndForms view={view} />}>{panel}</PanelledPage> : panel}
    </Page>
  );
}
