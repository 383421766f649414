import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatDayOf } from '@/lib/format-day';
import type { PaymentView } from '../queries';
import { PaymentStatusWord } from './payment-status';

/** Every payment of a case, those refused and sent back included. */
export async function CasePaymentTable({ payments, unit }: { payments: readonly PaymentView[]; unit: AmountUnit }) {
  const t = await getTranslations('disbursements');
  const locale = await getLocale();
  return (
    <Table caption={t('payments')}>
      <thead>
        <tr>
          <Th>{t('columns.voucher')}</Th>
          <Th>{t('columns.tranche')}</Th>
          <Th num>{t('columns.amount', { unit: t(`units.${unit}`) })}</Th>
          <Th>{t('columns.payee')}</Th>
          <Th>{t('columns.requested')}</Th>
          <Th>{t('columns.released')}</Th>
          <Th>{t('columns.status')}</Th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id}>
            <RowHead>
              <Link href={`/cases/${payment.caseId}/payments/${payment.id}`}>
                {payment.voucherNumber ?? t('requestOf', { day: formatDayOf(payment.requestedAt) })}
              </Link>
            </RowHead>
            <Td phone="sub">{t('trancheName', { sequence: payment.sequence })}</Td>
            <Td num phone="title-end" unit={t(`units.${unit}`)}>
              {formatAmount(payment.amountFen, unit)}
            </Td>
            <Td label={t('columns.payee')}>
              {payment.payeeName} {payment.payeeAccount}
            </Td>
            <Td label={t('columns.requested')}>
              {formatDayOf(payment.requestedAt)} {payment.requestedBy && labelOf(payment.requestedBy, locale)}
            </Td>
            <Td label={t('columns.released')}>
              {payment.releasedOn ?? '--'} {payment.releasedBy && labelOf(payment.releasedBy, locale)}
            </Td>
            <Td phone="sub-end">
              <PaymentStatusWord status={payment.status} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
