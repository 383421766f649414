import type { EntityColumn, HouseholdColumn } from '@/domain/lists';
import { maskPersonName } from '@/domain/masking';
import type { SheetColumn } from '@/domain/sheet';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatDayOf } from '@/lib/format-day';
import type { EntityRow, HouseholdRow } from './list-queries';

/** Every column of the list of households for a file: names masked, and the number as the screen masks it. */
export function householdSheetColumns(locale: Locale): Record<HouseholdColumn, SheetColumn<HouseholdRow>> {
  const t = translatorFor(locale);
  const column = (
    code: HouseholdColumn,
    kind: SheetColumn<HouseholdRow>['kind'],
    width: number,
    value: SheetColumn<HouseholdRow>['value'],
  ) => ({ head: t(`applicants.households.columns.${code}`), kind, width, value });
  return {
    head: column('head', 'text', 14, (row) => maskPersonName(row.headName)),
    place: column('place', 'text', 30, (row) => row.place),
    kind: column('kind', 'text', 14, (row) => t(`applicants.householdKinds.${row.kind}`)),
    members: column('members', 'count', 8, (row) => row.members),
    identityNumber: column('identityNumber', 'text', 22, (row) => row.identityNumber),
    cases: column('cases', 'count', 8, (row) => row.cases),
    registeredOn: column('registeredOn', 'day', 12, (row) => formatDayOf(row.registeredAt)),
  };
}

/** Every column of the list of operating entities for a file: the person to be called masked, the public code whole. */
export function entitySheetColumns(locale: Locale): Record<EntityColumn, SheetColumn<EntityRow>> {
  const t = translatorFor(locale);
  const column = (
    code: EntityColumn,
    kind: SheetColumn<EntityRow>['kind'],
    width: number,
    value: SheetColumn<EntityRow>['value'],
  ) => ({ head: t(`applicants.entities.columns.${code}`), kind, width, value });
  return {
    name: column('name', 'text', 36, (row) => row.name),
    kind: column('kind', 'text', 18, (row) => t(`cases.applicantKinds.${row.kind}`)),
    creditCode: column('creditCode', 'text', 22, (row) => row.creditCode),
    place: column('place', 'text', 30, (row) => row.place),
    contact: column('contact', 'text', 12, (row) => maskPersonName(row.contactName)),
    leading: column('leading', 'text', 10, (row) =>
      row.leadingEnterprise ? t('applicants.entity.yes') : t('applicants.entity.no'),
    ),
    cases: column('cases', 'count', 8, (row) => row.cases),
    registeredOn: column('registeredOn', 'day', 12, (row) => formatDayOf(row.registeredAt)),
  };
}
