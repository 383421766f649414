import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { RaiseForm } from '@/features/authority/components/grant-forms';
import { listGrantChoices } from '@/features/authority/grants-queries';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('grants', 'requestRaise');

export default async function RequestRaisePage() {
  const actor = await requireActor();
  if (!can(actor, 'raise.request')) notFound();
  const t = await getTranslations('grants');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/authority' }, { label: t('requestRaise') }]} />
      <PageHead title={t('requestRaise')} below={t('requestRaiseNote')} rule />
      <Section>
        <RaiseForm choices={await listGrantChoices(actor)} />
      </Section>
    </Page>
  );
}
