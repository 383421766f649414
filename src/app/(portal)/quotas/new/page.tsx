import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { AllotForm } from '@/features/quotas/components/quota-forms';
import { listQuotaProgrammes } from '@/features/quotas/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('quotas', 'allot');

export default async function AllotQuotaPage() {
  const actor = await requireActor();
  const programmes = await listQuotaProgrammes(actor);
  if (programmes.length === 0) notFound();
  const t = await getTranslations('quotas');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/quotas' }, { label: t('allot') }]} />
      <PageHead title={t('allot')} below={t('allotNote')} rule />
      <Section>
        <AllotForm programmes={programmes} year={Number(dayOf(currentTime()).slice(0, 4))} />
      </Section>
    </Page>
  );
}
