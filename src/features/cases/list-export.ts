import type { CaseColumn } from '@/domain/lists';
import type { AmountUnit } from '@/domain/money';
import type { SheetColumn } from '@/domain/sheet';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';
import { toDay } from '@/server/dates';
import { applicantWithoutName, titleWithoutName } from './outside-names';
import type { CaseRow } from './row-queries';

/** Every column of the case list for a file: names of persons masked, amounts in fen to be written in `unit`. */
export function caseSheetColumns(locale: Locale, unit: AmountUnit): Record<CaseColumn, SheetColumn<CaseRow>> {
  const t = translatorFor(locale);
  const unitWord = { unit: t(`cases.units.${unit}`) };
  const text = (
    code: Exclude<CaseColumn, 'amount' | 'requested' | 'approved' | 'disbursed' | 'outstanding'>,
    width: number,
    value: (row: CaseRow) => string | null,
  ): SheetColumn<CaseRow> => ({ head: t(`cases.columnNames.${code}`), kind: 'text', width, value });
  const amount = (
    code: 'amount' | 'requested' | 'approved' | 'disbursed' | 'outstanding',
    value: (row: CaseRow) => bigint | null,
  ): SheetColumn<CaseRow> => ({ head: t(`cases.columns.${code}`, unitWord), kind: 'amount', width: 16, value });
  return {
    reference: text('reference', 20, (row) => row.reference),
    title: text('title', 36, titleWithoutName),
    applicant: text('applicant', 24, applicantWithoutName),
    kind: text('kind', 16, (row) => t(`cases.applicantKinds.${row.applicantKind}`)),
    place: text('place', 18, (row) => `${row.county} ${row.township}`.trim()),
    amount: amount('amount', (row) => row.measured ?? row.amountFen),
    requested: amount('requested', (row) => row.requestedAmountFen),
    approved: amount('approved', (row) => row.approvedAmountFen),
    disbursed: amount('disbursed', (row) => row.disbursedAmountFen),
    outstanding: amount('outstanding', (row) => row.outstandingAmountFen),
    programme: text('programme', 20, (row) => labelOf(row.programme, locale)),
    financier: text('financier', 20, (row) => row.financier && labelOf(row.financier, locale)),
    stage: text('stage', 16, (row) =>
      row.status === 'OPEN'
        ? labelOf(row.stageName, locale)
        : `${labelOf(row.stageName, locale)} ${row.outcome ? t(`cases.outcomes.${row.outcome}` as never) : t(`cases.statuses.${row.status}`)}`,
    ),
    waiting: text('waiting', 24, ({ waiting }) => {
      if (!waiting) return null;
      const people = waiting.people.map((name) => labelOf(name, locale)).join(t('cases.listComma'));
      const who = people || (waiting.organisation ? labelOf(waiting.organisation, locale) : '');
      return `${t(`cases.tasks.${waiting.task}` as never)} ${who}`.trim();
    }),
    handedOn: text('handedOn', 28, (row) =>
      `${row.handedOnBy ? labelOf(row.handedOnBy, locale) : ''} ${formatInstant(row.handedOnAt)}`.trim(),
    ),
    consultedOn: {
      head: t('cases.columnNames.consultedOn'),
      kind: 'day',
      width: 12,
      value: (row) => toDay(row.consultedOn),
    },
    remaining: {
      head: t('cases.columns.remaining'),
      kind: 'count',
      width: 12,
      value: (row) => (row.status === 'CLOSED' || row.clock.paused ? null : row.clock.remaining),
    },
  };
}
