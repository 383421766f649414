import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { mayDefineIndicators } from '@/domain/indicator';
import { DefinitionForm } from '@/features/indicators/components/definition-form';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('indicators', 'new');

export default async function NewIndicatorPage() {
  const actor = await requireActor();
  if (!mayDefineIndicators(actor)) notFound();
  const t = await getTranslations('indicators');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/indicators' }, { label: t('new') }]} />
      <PageHead title={t('new')} below={t('newNote')} rule />
      <Section>
        <DefinitionForm validFrom={dayOf(currentTime())} />
      </Section>
    </Page>
  );
}
