import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { formatDayOf } from '@/lib/format-day';
import type { PaymentList } from '../queries';
import { PaymentStatusWord } from './payment-status';

/** Payments of many cases, with the sum of the page below. */
export async function PaymentListTable({ list, unit }: { list: PaymentList; unit: AmountUnit }) {
  const t = await getTranslations('disbursements');
  return (
    <Table caption={t('list.title')}>
      <thead>
        <tr>
          <Th>{t('columns.reference')}</Th>
          <Th>{t('columns.title')}</Th>
          <Th>{t('columns.tranche')}</Th>
          <Th num>{t('columns.amount', { unit: t(`units.${unit}`) })}</Th>
          <Th>{t('columns.payee')}</Th>
          <Th>{t('columns.requestedOn')}</Th>
          <Th>{t('columns.releasedOn')}</Th>
          <Th>{t('columns.voucher')}</Th>
          <Th>{t('columns.status')}</Th>
        </tr>
      </thead>
      <tbody>
        {list.rows.map((row) => (
          <tr key={row.id}>
            <RowHead phone="sub">
              <Link className="case-link" href={`/cases/${row.caseId}?tab=money`}>
                {row.reference}
              </Link>
            </RowHead>
            <Td phone="title">{row.title}</Td>
            <Td label={t('columns.tranche')}>{t('trancheName', { sequence: row.sequence })}</Td>
            <Td num phone="title-end" unit={t(`units.${unit}`)}>
              <NumberLink href={`/cases/${row.caseId}/payments/${row.id}`}>
                {formatAmount(row.amountFen, unit)}
              </NumberLink>
            </Td>
            <Td label={t('columns.payee')}>
              {row.payeeName} {row.payeeAccount}
            </Td>
            <Td label={t('columns.requestedOn')}>{formatDayOf(row.requestedAt)}</Td>
            <Td label={t('columns.releasedOn')}>{row.releasedOn ?? '--'}</Td>
            <Td label={t('columns.voucher')}>
              {row.voucherNumber ? <Link href={`/payments/${row.id}`}>{row.voucherNumber}</Link> : '--'}
            </Td>
            <Td phone="sub-end">
              <PaymentStatusWord status={row.status} />
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead>{t('list.pageTotal')}</RowHead>
          <Td phone="hide" />
          <Td phone="hide" />
          <Td num phone="title-end" unit={t(`units.${unit}`)}>
            {formatAmount(list.pageSumFen, unit)}
          </Td>
          {['payee', 'requested', 'released', 'voucher', 'status'].map((column) => (
            <Td key={column} phone="hide" />
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}
