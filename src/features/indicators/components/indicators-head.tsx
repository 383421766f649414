import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { CheckboxGroup } from '@/components/ui/choices';
import { FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import type { Day } from '@/domain/calendar';
import { SEGMENTS } from '@/domain/indicator';
import { PERIODS } from '@/domain/indicator-period';
import { labelOf } from '@/i18n/label';
import type { IndicatorScope } from '../queries';
import { indicatorsAt } from '../search';

/** From the top of what the reader sees down to the place, each step of the way. */
export function PlacePath({ scope, code }: { scope: IndicatorScope; code?: string }) {
  const { path, place, search } = scope;
  return (
    <Breadcrumb
      items={path.map((step) => ({
        label: step.name,
        ...(step.id === place.id
          ? {}
          : { href: indicatorsAt(search, { regionId: step.id, ...(code ? { code } : {}) }) }),
      }))}
    />
  );
}

type Props = {
  scope: IndicatorScope;
  today: Day;
  /** of one indicator */
  code?: string;
  /** what the table of places may show, with what it shows */
  columns?: { offered: readonly { code: string; name: { zh: string; en: string } }[]; shown: readonly string[] };
};

/** What is asked for, as a plain GET form, so that the address holds it all and can be sent to somebody. */
export function AskForm({ scope, today, code, columns }: Props) {
  const t = useTranslations('indicators');
  const figures = useTranslations('figures');
  const locale = useLocale();
  const { search, place, children, programmes, programme, financiers } = scope;
  return (
    <form
      action={code ? `/indicators/${code}` : '/indicators'}
      className="screen-only my-3 flex flex-wrap items-end gap-x-4 gap-y-2"
      aria-label={t('ask')}
    >
      <FilterItem label={t('place')}>
        <Select
          name="region"
          width="short"
          defaultValue={`${place.id}`}
          options={[place, ...children].map(({ id, name }) => ({ value: `${id}`, label: name }))}
        />
      </FilterItem>
      <FilterItem label={figures('programme')}>
        <Select
          name="programme"
          width="short"
          defaultValue={programme.id}
          options={programmes.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
        />
      </FilterItem>
      <FilterItem label={t('period')}>
        <Select
          name="period"
          width="short"
          defaultValue={search.period}
          options={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        />
      </FilterItem>
      <FilterItem label={figures('asOf')}>
        <DateInput name="asOf" required defaultValue={search.asOf} max={today} />
      </FilterItem>
      <FilterItem label={figures('basis')}>
        <Select
          name="recorded"
          width="short"
          defaultValue={search.asRecorded ? '1' : '0'}
          options={[
            { value: '0', label: figures('asKnown') },
            { value: '1', label: figures('asRecorded') },
          ]}
        />
      </FilterItem>
      <FilterItem label={t('segment')}>
        <Select
          name="segment"
          width="short"
          placeholder={t('everySegment')}
          defaultValue={search.segment ?? ''}
          options={SEGMENTS.map((value) => ({ value, label: figures(`segments.${value}`) }))}
        />
      </FilterItem>
      {financiers.length > 0 && (
        <FilterItem label={t('financier')}>
          <Select
            name="financier"
            width="short"
            placeholder={t('everyFinancier')}
            defaultValue={search.financierId ?? ''}
            options={financiers.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
          />
        </FilterItem>
      )}
      <Button type="submit">{figures('show')}</Button>
      {columns && (
        <details className="w-full text-sm">
          <summary className="inline-block cursor-pointer text-accent max-md:leading-11">{t('chooseColumns')}</summary>
          <fieldset className="mt-1 md:columns-3">
            <legend className="sr-only">{t('chooseColumns')}</legend>
            <CheckboxGroup
              name="column"
              defaultValues={columns.shown}
              choices={columns.offered.map(({ code: value, name }) => ({ value, label: labelOf(name, locale) }))}
            />
          </fieldset>
        </details>
      )}
    </form>
  );
}
