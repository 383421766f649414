import type { Column } from '@/components/ui/column-table';
import { Link } from '@/components/ui/link';
import type { EntityColumn, HouseholdColumn } from '@/domain/lists';
import { MISSING } from '@/domain/money';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatDayOf } from '@/lib/format-day';
import type { EntityRow, HouseholdRow } from '../list-queries';

/** Every column of the list of households for the screen. */
export function householdColumns(locale: Locale): Record<HouseholdColumn, Column<HouseholdRow>> {
  const t = translatorFor(locale);
  const head = (code: HouseholdColumn) => t(`applicants.households.columns.${code}`);
  const led = (code: HouseholdColumn) => ({ head: head(code), label: head(code) });
  return {
    head: {
      head: head('head'),
      names: true,
      cell: (row) => (
        <Link className="case-link" href={`/households/${row.id}`}>
          {row.headName}
        </Link>
      ),
    },
    place: { head: head('place'), phone: 'sub', cell: (row) => row.place },
    kind: { head: head('kind'), phone: 'title-end', cell: (row) => t(`applicants.householdKinds.${row.kind}`) },
    members: { ...led('members'), num: true, cell: (row) => row.members },
    identityNumber: { ...led('identityNumber'), cell: (row) => row.identityNumber },
    cases: { ...led('cases'), num: true, cell: (row) => (row.cases > 0 ? row.cases : MISSING) },
    registeredOn: { ...led('registeredOn'), cell: (row) => formatDayOf(row.registeredAt) },
  };
}

/** Every column of the list of operating entities for the screen. */
export function entityColumns(locale: Locale): Record<EntityColumn, Column<EntityRow>> {
  const t = translatorFor(locale);
  const head = (code: EntityColumn) => t(`applicants.entities.columns.${code}`);
  const led = (code: EntityColumn) => ({ head: head(code), label: head(code) });
  return {
    name: {
      head: head('name'),
      names: true,
      cell: (row) => (
        <Link className="case-link" href={`/entities/${row.id}`}>
          {row.name}
        </Link>
      ),
    },
    kind: { head: head('kind'), phone: 'title-end', cell: (row) => t(`cases.applicantKinds.${row.kind}`) },
    creditCode: { ...led('creditCode'), cell: (row) => row.creditCode },
    place: { head: head('place'), phone: 'sub', cell: (row) => row.place },
    contact: { ...led('contact'), cell: (row) => row.contactName },
    leading: {
      ...led('leading'),
      cell: (row) => (row.leadingEnterprise ? t('applicants.entity.yes') : t('applicants.entity.no')),
    },
    cases: { ...led('cases'), num: true, cell: (row) => (row.cases > 0 ? row.cases : MISSING) },
    registeredOn: { ...led('registeredOn'), cell: (row) => formatDayOf(row.registeredAt) },
  };
}
