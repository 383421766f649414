import type { Actor } from '@/domain/actor';
import { type AmountUnit, amountToInput, sumFen } from '@/domain/money';
import { csvField, type SheetKind, type SheetValue } from '@/domain/sheet';
import { labelOf } from '@/i18n/label';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';
import type { ExportRequest, ExportSource } from './source';
import { takenBy } from './taken-by';

/** What stands over the table: title, unit, filter in words, as of when, by whom and when written. */
export type SheetHead = { title: string; lines: string[] };

export function sheetHead(actor: Actor, request: ExportRequest, source: ExportSource, now: Date): SheetHead {
  const t = translatorFor(request.locale);
  const at = formatInstant(now);
  return {
    title: source.title,
    lines: [
      t('exports.sheet.unit', { unit: t(`cases.units.${request.unit}`) }),
      t('exports.sheet.filter', {
        filter: source.filterWords.join(t('exports.sheet.filterSeparator')) || t('exports.sheet.noFilter'),
      }),
      t('exports.sheet.asOf', { at }),
      takenBy(actor, request.locale, now),
      ...(request.approval
        ? [
            t(request.full ? 'exports.sheet.approvedInFull' : 'exports.sheet.approved', {
              id: request.approval.id,
              person: labelOf(request.approval.approver, request.locale),
            }),
          ]
        : []),
    ],
  };
}

/** The sums under the table, kept in fen while rows go by. */
export function columnSums(columns: readonly { kind: SheetKind }[]) {
  const sums: (bigint | null)[] = columns.map(({ kind }) => (kind === 'amount' ? 0n : null));
  return {
    add(rows: readonly SheetValue[][]) {
      sums.forEach((sum, index) => {
        if (sum === null) return;
        sums[index] = sum + sumFen(rows.map((row) => (typeof row[index] === 'bigint' ? row[index] : 0n)));
      });
    },
    values: () => [...sums],
  };
}

/** A cell as text: amounts exact in the unit, nothing as nothing. */
export function cellWords(value: SheetValue, unit: AmountUnit): string {
  if (value === null) return '';
  return typeof value === 'bigint' ? amountToInput(value, unit) : String(value);
}

/** A line of a CSV file, for programs and people alike. */
export function csvLine(values: readonly SheetValue[], unit: AmountUnit): string {
  // what is a number stays one: the guard is for text
  const fields = values.map((value) => (typeof value === 'string' ? csvField(value) : cellWords(value, unit)));
  return `${fields.join(',')}\r\n`;
}
