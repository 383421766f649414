import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import type { AmountUnit } from '@/domain/money';
import { FigureTabs } from '@/features/figures/components/figure-tabs';
import { FiguresHead } from '@/features/figures/components/figures-head';
import { PanelFigure } from '@/features/figures/components/panel-figure';
import { type FiguresPage, getPage, type WantedPage } from '@/features/figures/dashboards';
import { fileOf } from '@/features/figures/export-link';
import type { FigurePage } from '@/features/figures/links';
import { type FigureSearch, readFigurePage } from '@/features/figures/page-search';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { cn } from '@/lib/cn';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

/** Figures of so few columns stand two in a row. */
const BESIDE = 3;

export type Shown = FiguresPage & { wanted: WantedPage; unit: AmountUnit; more: Readonly<Record<string, string>> };
type Props = {
  page: FigurePage;
  searchParams: Promise<FigureSearch>;
  /** what the page shows between its head and its figures, or instead of all figures in a row */
  children?: (shown: Shown, actor: Awaited<ReturnType<typeof requireActor>>) => ReactNode;
  /** whether `children` are all of it */
  whole?: boolean;
};

/** The frame of a page of figures: who may see it, place, programme and day, the way to the others, and its figures. */
export async function FiguresPageFrame({ page, searchParams, children, whole = false }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const today = dayOf(now);
  const wanted = readFigurePage(actor, page, await searchParams, today);
  if (!wanted) notFound();
  const locale = (await getLocale()) as Locale;
  const unit = await displayUnit();
  const found = await getPage(actor, wanted, { t: translatorFor(locale), locale, unit }, now);
  if (!found) notFound();
  const t = await getTranslations('figures');
  const words = await getTranslations('dashboards');
  if ('absent' in found)
    return (
      <Page>
        <PageHead title={t('pageTitle')} meta={t('asOfMeta', { asOf: wanted.asOf })} />
        <EmptyState title={t('noProgramme', { place: found.place.name })}>{t('noProgrammeNext')}</EmptyState>
      </Page>
    );
  const { about, panels, overview } = found;
  const more: Record<string, string> = page === 'rankings' ? { of: wanted.of, by: wanted.by } : {};
  const shown: Shown = { ...found, wanted, unit, more };
  const programme = labelOf(found.found.programme.name, locale);
  const title = page === 'overview' ? {} : { title: `${programme} ${words(`titles.${page}`)}` };
  return (
    <Page className="figures">
      <FiguresHead
        figures={found.found}
        about={about}
        today={today}
        unit={unit}
        startOn={overview?.pace?.startOn}
        more={more}
        {...title}
      />
      <p className="print-only text-sm">
        {words('printed', {
          place: found.found.place.name,
          asOf: wanted.asOf,
          basis: t(wanted.asRecorded ? 'asRecorded' : 'asKnown'),
          unit: (await getTranslations('cases.units'))(unit),
          reader: `${labelOf(actor.displayName, locale)} ${labelOf(actor.organisation.name, locale)} ${formatInstant(now)}`,
        })}
      </p>
      <div className="mb-4">
        <FigureTabs about={about} />
      </div>
      {children?.(shown, actor)}
      {!whole && (
        <div className="gap-x-10 lg:grid lg:grid-cols-2 print:block">
          {panels.map((panel) => (
            <div key={panel.id} className={cn('min-w-0', panel.columns.length > BESIDE && 'lg:col-span-2')}>
              <PanelFigure panel={panel} exportHref={fileOf(about, panel.id, more)} />
            </div>
          ))}
        </div>
      )}
    </Page>
  );
}
