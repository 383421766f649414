import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { getPurchase } from '../queries';
import { PurchaseTable } from './purchase-table';

/** 消费扶贫 on the page of a case, where the programme orders products. */
export async function PurchasePanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getPurchase(actor, caseId);
  if (!view?.facts.definition.purchase) return null;
  const t = await getTranslations('purchases');
  return (
    <Section>
      <SectionHead end={<Link href={`/cases/${caseId}/purchases`}>{t('toDesk')}</Link>}>{t('title')}</SectionHead>
      {view.lines.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
      ) : (
        <PurchaseTable view={view} />
      )}
    </Section>
  );
}
