import type { SubsidyColumn } from '@/domain/lists';
import { maskPersonName } from '@/domain/masking';
import type { AmountUnit } from '@/domain/money';
import type { SheetColumn } from '@/domain/sheet';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { quarterWords } from './list-filter';
import type { SubsidyRow } from './list-queries';

/** Every column of the list of subsidies for a file: names of persons masked. */
export function subsidySheetColumns(locale: Locale, unit: AmountUnit): Record<SubsidyColumn, SheetColumn<SubsidyRow>> {
  const t = translatorFor(locale);
  const text = (
    code: Exclude<SubsidyColumn, 'amount' | 'paidOn'>,
    width: number,
    value: (row: SubsidyRow) => string | null,
  ): SheetColumn<SubsidyRow> => ({ head: t(`subsidies.columns.${code}`), kind: 'text', width, value });
  return {
    reference: text('reference', 20, (row) => row.reference),
    title: text('title', 36, (row) =>
      row.applicantKind === 'HOUSEHOLD' && row.applicantName
        ? row.title.replaceAll(row.applicantName, maskPersonName(row.applicantName))
        : row.title,
    ),
    county: text('county', 14, (row) => row.county),
    lender: text('lender', 24, (row) => row.lender && labelOf(row.lender, locale)),
    quarter: text('quarter', 26, (row) => quarterWords(t, row.quarter)),
    amount: {
      head: t('subsidies.columns.amount', { unit: t(`common.unit${unit}`) }),
      kind: 'amount',
      width: 16,
      value: (row) => row.amountFen,
    },
    status: text('status', 14, (row) => t(`subsidies.statuses.${row.status}`)),
    computedBy: text('computedBy', 14, (row) => row.computedBy && labelOf(row.computedBy, locale)),
    reviewedBy: text('reviewedBy', 14, (row) => row.reviewedBy && labelOf(row.reviewedBy, locale)),
    paidOn: { head: t('subsidies.columns.paidOn'), kind: 'day', width: 12, value: (row) => row.paidOn },
  };
}
