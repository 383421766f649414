import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, PanelledPage } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { LineForm, SalesForm } from '@/features/purchases/components/purchase-forms';
import { PurchaseTable } from '@/features/purchases/components/purchase-table';
import { getPurchase } from '@/features/purchases/queries';
import { requireActor } from '@/server/auth';

export const generateMetadata = caseTitled('purchases', 'title');

export default async function PurchasesPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const view = can(actor, 'case.read') ? await getPurchase(actor, (await params).id) : null;
  if (!view?.facts.definition.purchase) notFound();
  const t = await getTranslations('purchases');
  const mayRecord =
    can(actor, 'purchase.record') && view.facts.status === 'OPEN' && view.facts.approvedAmountFen !== null;
  return (
    <Page>
      <Breadcrumb items={[{ label: view.facts.reference, href: `/cases/${view.facts.id}` }, { label: t('title') }]} />
      <PageHead title={t('title')} meta={view.title} rule />
      <PanelledPage
        panel={
          mayRecord && (
            <>
              <LineForm view={view} />
              {view.lines.length > 0 && <SalesForm view={view} />}
            </>
          )
        }
      >
        {view.lines.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
        ) : (
          <PurchaseTable view={view} />
        )}
      </PanelledPage>
    </Page>
  );
}
