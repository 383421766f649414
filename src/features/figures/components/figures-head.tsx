import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { type Day, daysBetween } from '@/domain/calendar';
import type { AmountUnit } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { type About, figuresOf } from '../links';
import type { Figures } from '../queries';

type Props = { figures: Figures; about: About; today: Day; unit: AmountUnit };

/** Where the reader stands and how to go on: path, places below, day, unit. Plain GET forms, so that the address holds it all. */
export async function FiguresHead({ figures, about, today, unit }: Props) {
  const t = await getTranslations('figures');
  const locale = await getLocale();
  const { path, place, children, programme, programmes, pace, asOf } = figures;
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
          <form action="/reports" className="mt-1.5 flex flex-wrap items-center gap-2" aria-label={t('drill')}>
            <input type="hidden" name="asOf" value={asOf} />
            <input type="hidden" name="programme" value={programme.id} />
            {about.asRecorded && <input type="hidden" name="recorded" value="1" />}
            <Select
              name="region"
              width="short"
              className="w-44 max-md:w-44"
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
        title={t('title', { programme: labelOf(programme.name, locale) })}
        meta={
          pace && daysBetween(pace.startOn, asOf) >= 0
            ? t('startedMeta', { start: pace.startOn, asOf, days: daysBetween(pace.startOn, asOf) })
            : t('asOfMeta', { asOf })
        }
        actions={
          <>
            <form action="/reports" className="flex flex-wrap items-center gap-2 max-md:w-full">
              <input type="hidden" name="region" value={place.id} />
              {programmes.length > 1 ? (
                <FilterItem label={t('programme')}>
                  <Select
                    name="programme"
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
          </>
        }
      />
    </>
  );
}
