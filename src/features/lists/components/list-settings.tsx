import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxField } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { PAGE_SIZES } from '@/domain/list-paging';
import { DENSITIES, LISTS, type ListName } from '@/domain/lists';
import { keepListSetting } from '../actions';
import type { Arrangement } from '../queries';
import { foldClass, foldedClass } from './fold';

/** Which columns, in which order, how close, how many rows: a plain form, kept for this person and this list. */
export async function ListSettings<L extends ListName>({
  arrangement,
  columnNames,
}: {
  arrangement: Arrangement<L>;
  columnNames: Readonly<Record<string, string>>;
}) {
  const t = await getTranslations('lists');
  const { list, columns, density, pageSize } = arrangement;
  const shown: readonly string[] = columns;
  const fixed: readonly string[] = LISTS[list].fixed;
  const all = [...shown, ...LISTS[list].columns.filter((code) => !shown.includes(code))];
  return (
    <details className={foldClass}>
      <summary className="inline-block py-1 text-accent max-md:py-2.5">{t('settings.title')}</summary>
      <ActionForm action={keepListSetting} className={foldedClass} aria-label={t('settings.title')}>
        <input type="hidden" name="list" value={list} />
        <p className="pb-1 text-ink-2">{t('settings.columnsHint')}</p>
        <ul className="grid gap-x-6 pb-2 md:grid-cols-3">
          {all.map((code, index) => (
            <li key={code} className="flex items-center justify-between gap-2">
              {fixed.includes(code) ? (
                <span className="py-0.75 max-md:py-2.5">
                  <input type="hidden" name="columns" value={code} />
                  {columnNames[code]} <span className="text-xs text-ink-3">{t('settings.always')}</span>
                </span>
              ) : (
                <CheckboxField
                  name="columns"
                  value={code}
                  label={columnNames[code] ?? code}
                  defaultChecked={shown.includes(code)}
                />
              )}
              <TextInput
                name={`place.${code}`}
                inputMode="numeric"
                aria-label={t('settings.position', { column: columnNames[code] ?? code })}
                defaultValue={String(index + 1)}
                className="w-12 max-md:w-14"
              />
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-2 pb-3">
          <Field name="density" label={t('settings.density')}>
            <Select
              width="short"
              defaultValue={density}
              options={DENSITIES.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
            />
          </Field>
          <Field name="pageSize" label={t('pageSize')}>
            <Select
              width="short"
              defaultValue={String(pageSize)}
              options={PAGE_SIZES.map((size) => ({ value: String(size), label: t('perPage', { size }) }))}
            />
          </Field>
          <SubmitButton variant="default">{t('settings.save')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
