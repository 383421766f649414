import { getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import { type AmountUnit, formatAmount, formatRate } from '@/domain/money';
import { getQuotaOfCase } from '../queries';

/** The quota within which a case was approved and its transfer-price concession; nothing where it runs without one. */
export async function QuotaPanel({ actor, caseId, unit }: { actor: Actor; caseId: string; unit: AmountUnit }) {
  const quota = await getQuotaOfCase(actor, caseId);
  if (!quota) return null;
  const t = await getTranslations('quotas');
  const common = await getTranslations('common');
  const amount = (fen: bigint) => `${formatAmount(fen, unit)} ${common(`unit${unit}`)}`;
  return (
    <>
      <SectionHead end={<Link href={`/quotas/${quota.id}`}>{t('open')}</Link>} className="mt-6">
        {t('one')}
      </SectionHead>
      <DataList
        facts={[
          { label: t('within'), value: `${quota.place} ${quota.year}${quota.line ? ` ${quota.line}` : ''}` },
          { label: t('free'), value: amount(quota.freeFen) },
          { label: t('heldByCase'), value: amount(quota.heldFen) },
          { label: t('usedByCase'), value: amount(quota.paidFen) },
          { label: t('concession'), value: formatRate(quota.concessionBps) },
          { label: t('concessionYear'), value: amount(quota.concessionFen), note: t('concessionYearNote') },
        ]}
      />
    </>
  );
}
