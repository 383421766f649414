import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';
import { getFollowUp } from '../queries';
import { FindingTable } from './finding-table';
import { PlanTable } from './plan-table';
import { RepaymentTable } from './repayment-table';
import { ReportTable } from './report-table';

/**
 * What follows the money: plan against paid and repayments where it was lent, monthly reports where they are owed,
 * findings; with the ways to do each.
 */
export async function FollowUpPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getFollowUp(actor, caseId, dayOf(currentTime()));
  if (!view) return null;
  const t = await getTranslations('follow-up');
  if (view.facts.stage !== 'FOLLOW_UP') return <EmptyState title={t('notYet')}>{t('notYetNext')}</EmptyState>;
  const unit = await displayUnit();
  const unitNote = t('unitNote', { unit: t(`units.${unit}`) });
  const base = `/cases/${caseId}/follow-up`;
  const runs = view.facts.status === 'OPEN';
  const { definition } = view.facts;
  return (
    <>
      {view.overdueFen > 0n && (
        <SayBar tone="red">
          {t('overdue', { amount: formatAmount(view.overdueFen, unit), unit: t(`units.${unit}`) })}
        </SayBar>
      )}
      {definition.financing === 'LOAN' && (
        <>
          <Section>
            <SectionHead note={unitNote}>{t('plan')}</SectionHead>
            <PlanTable view={view} unit={unit} />
          </Section>
          <Section>
            <SectionHead
              note={unitNote}
              end={
                can(actor, 'repayment.record') &&
                runs &&
                view.owedFen > 0n && <Link href={`${base}/repayment`}>{t('repay.title')}</Link>
              }
            >
              {t('repayments')}
            </SectionHead>
            <RepaymentTable repayments={view.repayments} unit={unit} />
          </Section>
        </>
      )}
      {definition.monthlyReportDueDay !== null && (
        <Section>
          <SectionHead note={t('reportsNote')}>{t('reports')}</SectionHead>
          <ReportTable view={view} />
        </Section>
      )}
      <Section>
        <SectionHead
          end={can(actor, 'finding.open') && runs && <Link href={`${base}/findings/new`}>{t('find.title')}</Link>}
        >
          {t('findings')}
        </SectionHead>
        <FindingTable view={view} />
      </Section>
    </>
  );
}
