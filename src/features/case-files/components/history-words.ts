import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import type { CaseFacts } from '@/domain/case-facts';
import type { ReportChange } from '@/domain/due-diligence-report';
import type { HistoryValue } from '@/domain/field-history';
import { type AmountUnit, type Fen, formatAmount, formatRate, MISSING } from '@/domain/money';
import { chosenOption } from '@/domain/scoring';
import { labelOf } from '@/i18n/label';
import type { HistoryChange } from '../history-queries';

export type HistoryWords = { field: string; before: string; after: string };

/** A change as three texts in the reader's language: which field, from what, to what. */
export async function historyWords(
  facts: CaseFacts,
  unit: AmountUnit,
): Promise<(change: HistoryChange) => HistoryWords> {
  const t = await getTranslations('case-files');
  const cases = await getTranslations('cases');
  const report = await getTranslations('due-diligence');
  const locale = await getLocale();
  const amount = (fen: Fen | null) =>
    fen === null ? MISSING : t('amountValue', { amount: formatAmount(fen, unit), unit: cases(`units.${unit}`) });
  const months = (count: number | null) => (count === null ? MISSING : t('monthsValue', { count }));

  const valueText = (value: HistoryValue): string => {
    switch (value.as) {
      case 'AMOUNT':
        return value.step
          ? t('amountOfStep', { amount: amount(value.fen), step: t(`history.fields.AMOUNTS.${value.step}`) })
          : amount(value.fen);
      case 'MONTHS':
        return months(value.number);
      case 'RATE':
        return formatRate(value.number);
      case 'COUNT':
        return String(value.number);
      case 'TEXT':
        return value.text;
      case 'ANSWER':
        return t(value.yes ? 'yes' : 'no');
      case 'WITHHELD':
        return t('history.withheld');
      case 'NONE':
        return MISSING;
    }
  };
  const fieldText = (area: Exclude<HistoryChange['area'], 'REPORT'>, field: string): string => {
    if (area === 'CORRECTION') return cases(`correction.fields.${field}` as never);
    const code = /^eligibility\.(.+)$/.exec(field)?.[1];
    const question = code && facts.definition.eligibility.find((entry) => entry.code === code);
    if (question) return labelOf(question.question, locale);
    return t(`history.fields.${area}.${code ? 'eligibility' : field}` as never);
  };
  const reportText = (change: ReportChange): HistoryWords => {
    const row = <T>(name: string, write: (value: T) => string, { before, after }: { before: T; after: T }) => ({
      field: name,
      before: write(before) || MISSING,
      after: write(after) || MISSING,
    });
    switch (change.field) {
      case 'ITEM':
        return row(
          labelOf(change.item.name, locale),
          (code) => {
            const option = code === null ? null : chosenOption(change.item, { [change.item.code]: code });
            return option ? labelOf(option.name, locale) : MISSING;
          },
          change,
        );
      case 'AMOUNT':
        return row(report('field.AMOUNT'), amount, change);
      case 'TERM':
        return row(report('field.TERM'), months, change);
      case 'RATE':
        return row(report('field.RATE'), formatRate, change);
      case 'METHOD':
        return row(
          report('field.METHOD'),
          (method) => (method === null ? MISSING : report(`method.${method}`)),
          change,
        );
      case 'SUMMARY':
        return row(report('field.SUMMARY'), (text) => text, change);
      case 'CONDITIONS':
        return row(
          report('field.CONDITIONS'),
          (list) => list.map((entry) => `${report(`gate.${entry.gate}`)} ${entry.text}`).join('\n'),
          change,
        );
    }
  };
  return (change) =>
    change.area === 'REPORT'
      ? reportText(change.difference)
      : {
          field: fieldText(change.area, change.field),
          before: valueText(change.before),
          after: valueText(change.after),
        };
}
