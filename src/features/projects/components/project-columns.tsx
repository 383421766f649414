import type { Column } from '@/components/ui/column-table';
import { Link } from '@/components/ui/link';
import type { ProjectColumn } from '@/domain/lists';
import { type AmountUnit, formatAmount, MISSING } from '@/domain/money';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import type { ProjectRow } from '../queries';

/** Every column of the project pool for the screen; amounts in the page's unit. */
export function projectColumns(locale: Locale, unit: AmountUnit): Record<ProjectColumn, Column<ProjectRow>> {
  const t = translatorFor(locale);
  const unitWord = t(`projects.units.${unit}`);
  return {
    reference: { head: t('projects.list.reference'), phone: 'sub', cell: (row) => row.reference },
    name: {
      head: t('projects.list.name'),
      names: true,
      cell: (row) => (
        <Link href={`/projects/${row.id}`} className="case-link">
          {row.name}
        </Link>
      ),
    },
    village: {
      head: t('projects.list.village'),
      label: t('projects.list.village'),
      cell: (row) => row.villageName ?? MISSING,
    },
    content: { head: t('projects.list.content'), phone: 'hide', cell: (row) => row.content || MISSING },
    year: { head: t('projects.list.year'), phone: 'hide', cell: (row) => row.year },
    planned: {
      head: t('projects.list.planned', { unit: unitWord }),
      num: true,
      phone: 'title-end',
      unit: unitWord,
      cell: (row) => formatAmount(row.plannedAmountFen, unit),
    },
    cases: {
      head: t('projects.list.cases'),
      num: true,
      label: t('projects.list.cases'),
      cell: (row) => (row.cases > 0 ? row.cases : MISSING),
    },
  };
}
