import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { RepaymentView } from '../queries';

/** Repayments as recorded, the latest first, with what each settled. */
export async function RepaymentTable({ repayments, unit }: { repayments: readonly RepaymentView[]; unit: AmountUnit }) {
  const t = await getTranslations('follow-up');
  const locale = await getLocale();
  if (repayments.length === 0) return <EmptyState title={t('noRepayments')}>{t('noRepaymentsNext')}</EmptyState>;
  const word = t(`units.${unit}`);
  return (
    <Table caption={t('repayments')}>
      <thead>
        <tr>
          <Th>{t('columns.paidOn')}</Th>
          <Th num>{t('columns.amount', { unit: word })}</Th>
          <Th num>{t('columns.principal', { unit: word })}</Th>
          <Th num>{t('columns.interest', { unit: word })}</Th>
          <Th>{t('columns.recordedBy')}</Th>
        </tr>
      </thead>
      <tbody>
        {repayments.map((row) => (
          <tr key={row.id}>
            <RowHead>{row.paidOn}</RowHead>
            <Td num phone="title-end" unit={word}>
              {formatAmount(row.amountFen, unit)}
            </Td>
            <Td num label={t('short.principal')} unit={word}>
              {formatAmount(row.principalFen, unit)}
            </Td>
            <Td num label={t('short.interest')} unit={word}>
              {formatAmount(row.interestFen, unit)}
            </Td>
            <Td phone="sub">{row.recordedBy ? labelOf(row.recordedBy, locale) : '--'}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
