import { getLocale, getTranslations } from 'next-intl/server';
import { Button, buttonClass } from '@/components/ui/button';
import { FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { PrintButton } from '@/components/ui/print-button';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { type Day, daysBetween } from '@/domain/calendar';
import type { AmountUnit } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { type About, figuresOf, pathOf } from '../links';
import type { FiguresOf } from '../place-queries';

type Props = {
  figures: FiguresOf;
  about: About;
  today: Day;
  unit: AmountUnit;
  /** of the page, after the programme; the overview has none */
  title?: string;
  /** from when the target counts, where there is one */
  startOn?: Day | undefined;
  /** of the address, beside place, programme, day and basis */
  more?: Readonly<Record<string, string>>;
};

/** Where the reader stands and how to go on: path, places below, day, unit. Plain GET forms, so that the address holds it all. */
export async function FiguresHead({ figures, about, today, unit, title, startOn, more = {} }: Props) {
  const t = await getTranslations('figures');
  const locale = await getLocale();
  const words = await getTranslations('dashboards');
  const { path, place, children, programme, programmes, asOf } = figures;
  const kept = Object.entries(more).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  const below = children[0]?.level;
  return (
    <>
      <div className="screen-only flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Breadcrumb
          items={path.map((step) => ({
            label: step.name,
            ...(step.id === place.id ? {} : { href: figuresOf(about, step.id) }),
          }))}
        />
        {below && (
          <form
            action={pathOf(about.page)}
            className="mt-1.5 flex flex-wrap items-center gap-2"
            aria-label={t('drill')}
          >
            <input type="hidden" name="asOf" value={asOf} />
            <input type="hidden" name="programme" value={programme.id} />
            {about.asRecorded && <input type="hidden" name="recorded" value="1" />}
            {kept}
            <Select
              name="region"
              width="short"
              className="max-w-72 md:w-auto max-md:w-44"
              aria-label={t('drill')}
              required
              placeholder={t(`drillTo.${below}`, { count: children.length })}
              options={children.map((child) => ({ value: String(child.id), label: child.name }))}
            />
            <Button type="submit">{t('open')}</Button>
          </form>
        )}
      </div>
      <PageHead
        title={title ?? t('title', { programme: labelOf(programme.name, locale) })}
        meta={
          startOn && daysBetween(startOn, asOf) >= 0
            ? t('startedMeta', { start: startOn, asOf, days: daysBetween(startOn, asOf) })
            : t('asOfMeta', { asOf })
        }
        actions={
          <>
            {/* Folds on phones, and without JavaScript, so that the figures are on the first screen; it has no name, so it is not sent. */}
            <input type="checkbox" id="choose-figures" className="peer sr-only md:hidden" />
            <label
              htmlFor="choose-figures"
              className={buttonClass(
                'default',
                'normal',
                'peer-focus-visible:outline-3 peer-focus-visible:outline-accent md:hidden',
              )}
            >
              {t('choose')}
            </label>
            <form
              action={pathOf(about.page)}
              className="flex flex-wrap items-center gap-2 max-md:hidden max-md:w-full max-md:peer-checked:order-last max-md:peer-checked:flex"
            >
              <input type="hidden" name="region" value={place.id} />
              {kept}
              {programmes.length > 1 ? (
                <FilterItem label={t('programme')}>
                  <Select
                    name="programme"
                    className="max-w-80 md:w-auto"
                    defaultValue={programme.id}
                    options={programmes.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }))}
                  />
                </FilterItem>
              ) : (
                <input type="hidden" name="programme" value={programme.id} />
              )}
              <label htmlFor="as-of" className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-2">
                {t('asOf')}
                <DateInput id="as-of" name="asOf" required defaultValue={asOf} max={today} className="max-md:w-40" />
              </label>
              <Select
                name="recorded"
                width="short"
                className="md:w-auto"
                aria-label={t('basis')}
                defaultValue={about.asRecorded ? '1' : '0'}
                options={[
                  { value: '0', label: t('asKnown') },
                  { value: '1', label: t('asRecorded') },
                ]}
              />
              <Button type="submit">{t('show')}</Button>
            </form>
            <UnitSwitch current={unit} />
            <PrintButton label={words('print')} />
          </>
        }
      />
    </>
  );
}
