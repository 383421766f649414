import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { TransferForm } from '@/features/transfers/components/transfer-form';
import { getTransfer, listTakers } from '@/features/transfers/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('colleagues', 'passOn');

/** Passing the task in hand on to a named colleague. */
export default async function TransferPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  const today = dayOf(currentTime());
  const view = await getTransfer(actor, id, today);
  if (!view?.mayPassOn) notFound();
  const takers = await listTakers(actor, id, today);
  const t = await getTranslations('colleagues');
  const cases = await getTranslations('cases');
  return (
    <Page>
      <Breadcrumb items={[{ label: view.reference, href: `/cases/${id}` }, { label: t('passOn') }]} />
      <PageHead title={t('passOn')} below={cases(`tasks.${view.task}` as never)} rule />
      <div className="max-w-160 py-4">
        {takers.length === 0 ? (
          <EmptyState title={t('nobody')}>{t('nobodyNext')}</EmptyState>
        ) : (
          <TransferForm view={view} takers={takers} />
        )}
      </div>
    </Page>
  );
}
