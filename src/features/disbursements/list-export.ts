import type { PaymentColumn } from '@/domain/lists';
import { maskPersonName } from '@/domain/masking';
import type { AmountUnit } from '@/domain/money';
import type { SheetColumn } from '@/domain/sheet';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatDayOf } from '@/lib/format-day';
import type { PaymentRow } from './queries';

const ofPerson = (row: PaymentRow) => row.applicantKind === 'HOUSEHOLD';

/** Every column of the list of payments for a file: names of persons masked, no account at all. */
export function paymentSheetColumns(locale: Locale, unit: AmountUnit): Record<PaymentColumn, SheetColumn<PaymentRow>> {
  const t = translatorFor(locale);
  const text = (
    code: 'reference' | 'title' | 'payee' | 'tranche' | 'voucher' | 'status' | 'requested' | 'released',
    width: number,
    value: (row: PaymentRow) => string | null,
  ): SheetColumn<PaymentRow> => ({ head: t(`disbursements.columns.${code}`), kind: 'text', width, value });
  return {
    reference: text('reference', 20, (row) => row.reference),
    title: text('title', 36, (row) =>
      ofPerson(row) && row.applicantName
        ? row.title.replaceAll(row.applicantName, maskPersonName(row.applicantName))
        : row.title,
    ),
    tranche: text('tranche', 10, (row) => t('disbursements.trancheName', { sequence: row.sequence })),
    amount: {
      head: t('disbursements.columns.amount', { unit: t(`disbursements.units.${unit}`) }),
      kind: 'amount',
      width: 16,
      value: (row) => row.amountFen,
    },
    payee: text('payee', 24, (row) => (ofPerson(row) ? maskPersonName(row.payeeName) : row.payeeName)),
    requestedOn: {
      head: t('disbursements.columns.requestedOn'),
      kind: 'day',
      width: 12,
      value: (row) => formatDayOf(row.requestedAt),
    },
    releasedOn: {
      head: t('disbursements.columns.releasedOn'),
      kind: 'day',
      width: 12,
      value: (row) => row.releasedOn,
    },
    voucher: text('voucher', 22, (row) => row.voucherNumber),
    status: text('status', 12, (row) => t(`disbursements.paymentStatus.${row.status}`)),
    requestedBy: text('requested', 14, (row) => row.requestedBy && labelOf(row.requestedBy, locale)),
    releasedBy: text('released', 14, (row) => row.releasedBy && labelOf(row.releasedBy, locale)),
  };
}
