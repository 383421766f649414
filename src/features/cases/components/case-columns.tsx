import type { Column } from '@/components/ui/column-table';
import { Link } from '@/components/ui/link';
import type { CaseColumn } from '@/domain/lists';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';
import { toDay } from '@/server/dates';
import type { CaseRow } from '../row-queries';
import { RemainingDays } from './remaining-days';
import { WaitingFor } from './waiting-for';

/** Every column of the case list for the screen; amounts in the page's unit. */
export function caseColumns(locale: Locale, unit: AmountUnit): Record<CaseColumn, Column<CaseRow>> {
  const t = translatorFor(locale);
  const unitWord = t(`cases.units.${unit}`);
  const stageOf = (row: CaseRow) =>
    row.status === 'OPEN'
      ? labelOf(row.stageName, locale)
      : `${labelOf(row.stageName, locale)} ${row.outcome ? t(`cases.outcomes.${row.outcome}` as never) : t(`cases.statuses.${row.status}`)}`;
  const amount = (
    code: 'amount' | 'requested' | 'approved' | 'disbursed' | 'outstanding',
    fenOf: (row: CaseRow) => bigint | null,
  ): Column<CaseRow> => ({
    head: t(`cases.columns.${code}`, { unit: unitWord }),
    label: t(`cases.columnNames.${code}`),
    num: true,
    unit: unitWord,
    cell: (row) => formatAmount(fenOf(row), unit),
  });
  return {
    reference: {
      head: t('cases.columns.reference'),
      phone: 'sub',
      className: 'text-ink-2 md:whitespace-nowrap',
      more: (row) => `${row.township} ${stageOf(row)}`,
      cell: (row) => row.reference,
    },
    title: {
      head: t('cases.columns.title'),
      names: true,
      phone: 'title',
      className: 'overflow-hidden text-ellipsis md:w-1/5 md:max-w-0 md:min-w-48 md:whitespace-nowrap',
      cell: (row) => (
        <>
          {/* before the name, which may be cut off */}
          {row.lane === 'GREEN' && (
            <span className="mr-1.5 text-xs font-bold text-green">{t('cases.lanes.GREEN')}</span>
          )}
          <Link href={`/cases/${row.id}`} className="case-link" title={row.title}>
            {row.title}
          </Link>
        </>
      ),
    },
    applicant: {
      head: t('cases.columns.applicant'),
      label: t('cases.columns.applicant'),
      cell: (row) => row.applicantName,
    },
    kind: {
      head: t('cases.columns.kind'),
      phone: 'hide',
      className: 'whitespace-nowrap',
      cell: (row) => t(`cases.applicantKinds.${row.applicantKind}`),
    },
    place: {
      head: t('cases.columns.place'),
      phone: 'hide',
      className: 'whitespace-nowrap',
      cell: (row) => `${row.county} ${row.township}`,
    },
    amount: { ...amount('amount', (row) => row.measured ?? row.amountFen), phone: 'sub-end' },
    requested: amount('requested', (row) => row.requestedAmountFen),
    approved: amount('approved', (row) => row.approvedAmountFen),
    disbursed: amount('disbursed', (row) => row.disbursedAmountFen),
    outstanding: amount('outstanding', (row) => row.outstandingAmountFen),
    programme: {
      head: t('cases.columns.programme'),
      label: t('cases.columns.programme'),
      cell: (row) => labelOf(row.programme, locale),
    },
    financier: {
      head: t('cases.columns.financier'),
      label: t('cases.columns.financier'),
      cell: (row) => (row.financier ? labelOf(row.financier, locale) : '--'),
    },
    stage: { head: t('cases.columns.stage'), phone: 'hide', cell: stageOf },
    waiting: {
      head: t('cases.columns.waiting'),
      phone: 'line',
      label: t('cases.columns.waiting'),
      className: 'md:min-w-36',
      cell: (row) => <WaitingFor waiting={row.waiting} locale={locale} t={t} />,
    },
    handedOn: {
      head: t('cases.columns.handedOn'),
      phone: 'hide',
      className: 'text-ink-2 whitespace-nowrap',
      cell: (row) => (
        <>
          {row.handedOnBy ? labelOf(row.handedOnBy, locale) : '--'}{' '}
          <span className="text-xs">{formatInstant(row.handedOnAt)}</span>
        </>
      ),
    },
    consultedOn: {
      head: t('cases.columns.consultedOn'),
      label: t('cases.columns.consultedOn'),
      className: 'whitespace-nowrap',
      cell: (row) => toDay(row.consultedOn),
    },
    remaining: {
      head: t('cases.columns.remaining'),
      phone: 'title-end',
      cell: (row) => (row.status === 'CLOSED' ? '--' : <RemainingDays clock={row.clock} t={t} />),
    },
  };
}
