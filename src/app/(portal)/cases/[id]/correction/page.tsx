import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { CorrectionPanel } from '@/features/cases/components/correction-panel';
import { getCase } from '@/features/cases/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('cases', 'correction.title');

export default async function CorrectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const view = await getCase(actor, id, currentTime());
  if (!view) notFound();
  const t = await getTranslations('cases');
  const mayAsk = can(actor, 'case.correct') && view.facts.status !== 'CLOSED' && view.facts.stage !== 'CONSULTATION';
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/cases' },
          { label: view.facts.reference, href: `/cases/${id}` },
          { label: t('correction.title') },
        ]}
      />
      <PageHead title={t('correction.title')} below={<span>{t('correction.purpose')}</span>} rule />
      <CorrectionPanel view={view} mayAsk={mayAsk} maySettle={can(actor, 'case.confirm-correction')} />
    </Page>
  );
}
