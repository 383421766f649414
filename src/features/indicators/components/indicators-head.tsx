import { useLocale, useTranslations } from 'next-intl';
import { CheckboxGroup } from '@/components/ui/choices';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { SEGMENTS } from '@/domain/indicator';
import { PERIODS } from '@/domain/indicator-period';
import { labelOf } from '@/i18n/label';
import type { IndicatorScope } from '../queries';
import { indicatorsAt } from '../search';

/** From the top of what the reader sees down to the place, each step of the way. */
export function PlacePath({ scope }: { scope: IndicatorScope }) {
  const { path, place, search } = scope;
  return (
    <Breadcrumb
      items={path.map((step) => ({
        label: step.name,
        ...(step.id === place.id ? {} : { href: indicatorsAt(search, { regionId: step.id }) }),
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
  columns?: { offered: readonly { code: string; name: Label }[]; shown: readonly string[] };
};

/** What is asked for, as a plain GET form, so that the address holds it all and can be sent to somebody. */
export function AskForm({ scope, today, code, columns }: Props) {
  const t = useTranslations('indicators');
  const figures = useTranslations('figures');
  const locale = useLocale();
  const { search, path, place, children, programmes, programme, financiers } = scope;
  return (
    <FilterBar
      action={code ? `/indicators/${code}` : '/indicators'}
      resetHref={code ? `/indicators/${code}` : '/indicators'}
      label={t('ask')}
      more={columns && <ColumnChoice columns={columns} />}
    >
      <FilterItem label={t('place')}>
        <Select
          name="region"
          width="short"
          className="max-w-56 md:w-auto"
          defaultValue={`${place.id}`}
          options={[...path, ...children].map(({ id, name }) => ({ value: `${id}`, label: name }))}
        />
      </FilterItem>
      <FilterItem label={figures('programme')}>
        <Select
          name="programme"
          width="short"
          className="max-w-56 md:w-auto"
          defaultValue={programme.id}
          options={programmes.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
        />
      </FilterItem>
      <FilterItem label={t('period')}>
        <Select
          name="period"
          width="short"
          className="max-w-56 md:w-auto"
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
          className="max-w-56 md:w-auto"
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
          className="max-w-56 md:w-auto"
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
            className="max-w-56 md:w-auto"
            placeholder={t('everyFinancier')}
            defaultValue={search.financierId ?? ''}
            options={financiers.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))}
          />
        </FilterItem>
      )}
    </FilterBar>
  );
}

function ColumnChoice({ columns: { offered, shown } }: { columns: NonNullable<Props['columns']> }) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  return (
    <fieldset className="w-full text-sm">
      <legend>{t('chooseColumns')}</legend>
      <div className="mt-1 md:columns-3">
        <CheckboxGroup
          name="column"
          defaultValues={shown}
          choices={offered.map(({ code, name }) => ({ value: code, label: labelOf(name, locale) }))}
        />
      </div>
    </fieldset>
  );
}
