import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { maySetTargets } from '@/domain/target';
import { SetForm } from '@/features/targets/components/target-forms';
import { listTargetProgrammes } from '@/features/targets/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('targets', 'new');

export default async function NewTargetPage() {
  const actor = await requireActor();
  if (!maySetTargets(actor, actor.organisation.level)) notFound();
  const t = await getTranslations('targets');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/targets' }, { label: t('new') }]} />
      <PageHead title={t('new')} below={t('newNote')} rule />
      <Section>
        <SetForm programmes={await listTargetProgrammes(actor)} startOn={`${dayOf(currentTime()).slice(0, 4)}-01-01`} />
      </Section>
    </Page>
  );
}
