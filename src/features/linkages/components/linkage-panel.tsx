import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { getLinkages } from '../queries';
import { LinkageTable } from './linkage-table';

/** 利益联结 on the page of a case, where the programme asks an agreement before money. */
export async function LinkagePanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getLinkages(actor, caseId);
  if (!view || view.facts.definition.linkageModels.length === 0) return null;
  const t = await getTranslations('linkages');
  const standing = view.agreements.find((row) => row.endedAt === null);
  return (
    <Section>
      <SectionHead end={<Link href={`/cases/${caseId}/linkage`}>{t('toDesk')}</Link>}>{t('title')}</SectionHead>
      {standing ? <LinkageTable agreement={standing} /> : <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
    </Section>
  );
}
