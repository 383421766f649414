import type { ProjectColumn } from '@/domain/lists';
import type { AmountUnit } from '@/domain/money';
import type { SheetColumn } from '@/domain/sheet';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import type { ProjectRow } from './queries';

/** Every column of the project pool for a file; the published list that it comes from names no person. */
export function projectSheetColumns(locale: Locale, unit: AmountUnit): Record<ProjectColumn, SheetColumn<ProjectRow>> {
  const t = translatorFor(locale);
  const text = (
    code: 'reference' | 'name' | 'village' | 'content',
    width: number,
    value: (row: ProjectRow) => string | null,
  ): SheetColumn<ProjectRow> => ({ head: t(`projects.list.${code}`), kind: 'text', width, value });
  return {
    reference: text('reference', 20, (row) => row.reference),
    name: text('name', 30, (row) => row.name),
    village: text('village', 14, (row) => row.villageName),
    content: text('content', 40, (row) => row.content),
    year: { head: t('projects.list.year'), kind: 'count', width: 8, value: (row) => row.year },
    planned: {
      head: t('projects.list.planned', { unit: t(`projects.units.${unit}`) }),
      kind: 'amount',
      width: 16,
      value: (row) => row.plannedAmountFen,
    },
    cases: { head: t('projects.list.cases'), kind: 'count', width: 8, value: (row) => row.cases },
  };
}
