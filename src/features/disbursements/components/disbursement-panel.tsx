import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { getDisbursement } from '../queries';
import { CasePaymentTable } from './case-payment-table';
import { TrancheTable } from './tranche-table';

/** The money of a case: instalments as planned and as paid, every payment, and what this person may do next. */
export async function DisbursementPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const t = await getTranslations('disbursements');
  if (!can(actor, 'payment.read')) return <EmptyState title={t('notYours')}>{t('notYoursNext')}</EmptyState>;
  const view = await getDisbursement(actor, caseId, dayOf(currentTime()));
  if (!view) return null;
  if (view.tranches.length === 0) return <EmptyState title={t('noTranches')}>{t('noTranchesNext')}</EmptyState>;
  const unit = await displayUnit();
  const payments = view.tranches.flatMap((tranche) => tranche.payments);
  const [blocked] = view.tranches.filter((row) => row.status === 'PLANNED' || row.status === 'RETURNED');
  const why =
    blocked?.requestRefusal && can(actor, 'payment.request') ? await describeRefusal(blocked.requestRefusal) : null;
  return (
    <>
      <Section>
        <SectionHead
          note={
            view.contractNumber
              ? t('planNote', { contract: view.contractNumber, unit: t(`units.${unit}`) })
              : t('unitNote', { unit: t(`units.${unit}`) })
          }
        >
          {t('plan')}
        </SectionHead>
        <TrancheTable view={view} unit={unit} />
        {why && (
          <p className="mt-2 border-l-4 border-amber pl-3 text-sm text-ink-2">
            {t('whyNoRequest')} {why}
          </p>
        )}
      </Section>
      {payments.length > 0 && (
        <Section>
          <SectionHead note={t('unitNote', { unit: t(`units.${unit}`) })}>{t('payments')}</SectionHead>
          <CasePaymentTable payments={payments} unit={unit} />
        </Section>
      )}
    </>
  );
}
