import type { Column } from '@/components/ui/column-table';
import { Link } from '@/components/ui/link';
import { NumberLink } from '@/components/ui/number-link';
import type { PaymentColumn } from '@/domain/lists';
import { type AmountUnit, formatAmount, MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatDayOf } from '@/lib/format-day';
import type { PaymentRow } from '../queries';
import { PaymentStatusWord } from './payment-status';

/** Every column of the list of payments for the screen; amounts in the page's unit. */
export function paymentColumns(locale: Locale, unit: AmountUnit): Record<PaymentColumn, Column<PaymentRow>> {
  const t = translatorFor(locale);
  const unitWord = t(`disbursements.units.${unit}`);
  const named = (code: Exclude<PaymentColumn, 'amount' | 'requestedBy' | 'releasedBy'>) => ({
    head: t(`disbursements.columns.${code}`),
    label: t(`disbursements.columns.${code}`),
  });
  return {
    reference: {
      head: t('disbursements.columns.reference'),
      names: true,
      phone: 'sub',
      cell: (row) => (
        <Link className="case-link" href={`/cases/${row.caseId}?tab=money`}>
          {row.reference}
        </Link>
      ),
    },
    title: { head: t('disbursements.columns.title'), phone: 'title', cell: (row) => row.title },
    tranche: {
      ...named('tranche'),
      cell: (row) => t('disbursements.trancheName', { sequence: row.sequence }),
    },
    amount: {
      head: t('disbursements.columns.amount', { unit: unitWord }),
      num: true,
      phone: 'title-end',
      unit: unitWord,
      cell: (row) => (
        <NumberLink href={`/cases/${row.caseId}/payments/${row.id}`}>{formatAmount(row.amountFen, unit)}</NumberLink>
      ),
    },
    payee: { ...named('payee'), cell: (row) => `${row.payeeName} ${row.payeeAccount}` },
    requestedOn: { ...named('requestedOn'), cell: (row) => formatDayOf(row.requestedAt) },
    releasedOn: { ...named('releasedOn'), cell: (row) => row.releasedOn ?? MISSING },
    voucher: {
      ...named('voucher'),
      cell: (row) => (row.voucherNumber ? <Link href={`/payments/${row.id}`}>{row.voucherNumber}</Link> : MISSING),
    },
    status: {
      head: t('disbursements.columns.status'),
      phone: 'sub-end',
      cell: (row) => <PaymentStatusWord status={row.status} />,
    },
    requestedBy: {
      head: t('disbursements.columns.requested'),
      label: t('disbursements.columns.requested'),
      cell: (row) => (row.requestedBy ? labelOf(row.requestedBy, locale) : MISSING),
    },
    releasedBy: {
      head: t('disbursements.columns.released'),
      label: t('disbursements.columns.released'),
      cell: (row) => (row.releasedBy ? labelOf(row.releasedBy, locale) : MISSING),
    },
  };
}
