import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { getCompletion } from '../queries';
import { CheckTable } from './check-table';

/** 验收 on the page of a case, where the programme checks its works. */
export async function CompletionPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getCompletion(actor, caseId);
  if (!view?.facts.definition.completionCheck || view.facts.stage !== 'FOLLOW_UP') return null;
  const t = await getTranslations('completion');
  const may = view.next?.refusal === null;
  return (
    <Section>
      <SectionHead
        end={
          <Link href={`/cases/${caseId}/completion`}>
            {view.next && may ? t('record', { kind: t(`kinds.${view.next.kind}`) }) : t('toDesk')}
          </Link>
        }
      >
        {t('title')}
      </SectionHead>
      {view.checks.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
      ) : (
        <CheckTable view={view} />
      )}
    </Section>
  );
}
