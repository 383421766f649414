import { useTranslations } from 'next-intl';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount, formatRate, sumFen } from '@/domain/money';
import type { SubsidyLine } from '@/domain/subsidy';

/** The stretches behind an amount, each with what it relied on; they add up to it. */
export function LineTable({ lines }: { lines: readonly SubsidyLine[] }) {
  const t = useTranslations('subsidies');
  const yuan = useTranslations('common')('unitYUAN');
  const headed = (word: 'balance' | 'amount') => t('inUnit', { head: t(`line.${word}`), unit: yuan });
  return (
    <Table caption={t('lines')}>
      <thead>
        <tr>
          <Th>{t('line.days')}</Th>
          <Th num>{t('line.count')}</Th>
          <Th num>{headed('balance')}</Th>
          <Th num>{t('line.rate')}</Th>
          <Th num>{t('line.share')}</Th>
          <Th num>{headed('amount')}</Th>
          <Th>{t('line.document')}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((row) => (
          <tr key={row.from}>
            <RowHead phone="title">{t('quarterRange', { from: row.from, to: row.to })}</RowHead>
            <Td num label={t('line.count')}>
              {row.days}
            </Td>
            <Td num label={t('line.balance')} unit={yuan}>
              {formatAmount(row.balanceFen, 'YUAN')}
            </Td>
            <Td num label={t('line.rate')}>
              {formatRate(row.rateBps)}
            </Td>
            <Td num label={t('line.share')}>
              {formatRate(row.shareBps)}
            </Td>
            <Td num phone="title-end" unit={yuan}>
              {formatAmount(row.amountFen, 'YUAN')}
            </Td>
            <Td label={t('line.document')}>{row.documentNumber ?? t('overdue')}</Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead phone="title">{t('sum')}</RowHead>
          <Td num label={t('line.count')}>
            {lines.reduce((sum, row) => sum + row.days, 0)}
          </Td>
          <Td phone="hide" />
          <Td phone="hide" />
          <Td phone="hide" />
          <Td num phone="title-end" unit={yuan}>
            {formatAmount(sumFen(lines.map((row) => row.amountFen)), 'YUAN')}
          </Td>
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}
