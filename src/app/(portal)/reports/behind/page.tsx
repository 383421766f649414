import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { can } from '@/domain/permissions';
import { filterNames } from '@/features/cases/list-choices-queries';
import { describeFilter, filterFrom, type ListSearch } from '@/features/cases/list-filter';
import { getBehind } from '@/features/figures/behind-queries';
import { PanelFigure } from '@/features/figures/components/panel-figure';
import { behindPanel } from '@/features/figures/panels/behind';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { addressOf, singleValues } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';
import { openSearch } from '@/server/sealed-search';

export const generateMetadata = titled('dashboards', 'titles.behind');

type Search = Promise<Record<string, string | string[] | undefined>>;

/** A number of a large place, by the places that add up to it: where a list of all its cases could not be read. */
export default async function BehindPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'figure.read') || !can(actor, 'case.read')) notFound();
  const search = singleValues(await searchParams);
  const filter = filterFrom(openSearch(actor.userId, search) as ListSearch);
  const found = await getBehind(actor, filter, currentTime());
  if (!found || !filter.measure) notFound();
  const t = await getTranslations('dashboards');
  const locale = (await getLocale()) as Locale;
  const unit = await displayUnit();
  const translate = translatorFor(locale);
  const names = await filterNames(actor, filter, (label) => labelOf(label, locale));
  const hrefOf = (regionId: number) => addressOf('/cases', { ...search, region: String(regionId) });
  const panel = behindPanel({ t: translate, locale, unit, measure: filter.measure.name, hrefOf }, found);
  const chosen = describeFilter(translate, filter, names).filter(({ name }) => name !== 'region');
  return (
    <Page className="figures">
      <Breadcrumb
        items={found.path.map((step) => ({
          label: step.name,
          ...(step.id === found.place.id ? {} : { href: hrefOf(step.id) }),
        }))}
      />
      <PageHead
        title={panel.title}
        meta={chosen.map(({ head, value }) => `${head} ${value}`).join('　')}
        actions={<UnitSwitch current={unit} />}
        rule
      />
      <p className="my-2 text-sm text-ink-2">{t('behind.why', { accepted: Number(found.accepted) })}</p>
      <PanelFigure panel={panel} />
    </Page>
  );
}
