import type { Column } from '@/components/ui/column-table';
import { Link } from '@/components/ui/link';
import { NumberLink } from '@/components/ui/number-link';
import type { SubsidyColumn } from '@/domain/lists';
import { formatAmount, MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { quarterWords } from '../list-filter';
import type { SubsidyRow } from '../list-queries';
import { SubsidyStatusWord } from './subsidy-status';

/** Every column of the list of subsidies for the screen; in yuan whatever else is shown in, for one is some hundred. */
export function subsidyColumns(locale: Locale): Record<SubsidyColumn, Column<SubsidyRow>> {
  const t = translatorFor(locale);
  const yuan = t('common.unitYUAN');
  const named = (code: Exclude<SubsidyColumn, 'amount'>) => ({
    head: t(`subsidies.columns.${code}`),
    label: t(`subsidies.columns.${code}`),
  });
  return {
    reference: {
      head: t('subsidies.columns.reference'),
      names: true,
      phone: 'sub',
      cell: (row) => (
        <Link className="case-link" href={`/cases/${row.caseId}?tab=money`}>
          {row.reference}
        </Link>
      ),
    },
    title: { head: t('subsidies.columns.title'), phone: 'title', cell: (row) => row.title },
    county: { ...named('county'), cell: (row) => row.county },
    lender: { ...named('lender'), cell: (row) => (row.lender ? labelOf(row.lender, locale) : MISSING) },
    quarter: { ...named('quarter'), cell: (row) => quarterWords(t, row.quarter) },
    amount: {
      head: t('subsidies.columns.amount', { unit: yuan }),
      num: true,
      phone: 'title-end',
      unit: yuan,
      cell: (row) => <NumberLink href={`/subsidies/${row.id}`}>{formatAmount(row.amountFen, 'YUAN')}</NumberLink>,
    },
    status: {
      head: t('subsidies.columns.status'),
      phone: 'sub-end',
      cell: (row) => <SubsidyStatusWord status={row.status} />,
    },
    computedBy: { ...named('computedBy'), cell: (row) => (row.computedBy ? labelOf(row.computedBy, locale) : MISSING) },
    reviewedBy: { ...named('reviewedBy'), cell: (row) => (row.reviewedBy ? labelOf(row.reviewedBy, locale) : MISSING) },
    paidOn: { ...named('paidOn'), cell: (row) => row.paidOn ?? MISSING },
  };
}
