import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { PrintButton } from '@/components/ui/print-button';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { GridTable } from '@/features/briefs/components/grid-table';
import { getBrief, mayReadBrief } from '@/features/briefs/queries';
import { type BriefSearch, readBriefSearch } from '@/features/briefs/search';
import { describeBrief } from '@/features/briefs/text';
import { getFigures } from '@/features/figures/queries';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('meetings', 'brief.title');

export default async function BriefPage({ searchParams }: { searchParams: Promise<BriefSearch> }) {
  const actor = await requireActor();
  if (!mayReadBrief(actor)) notFound();
  const now = currentTime();
  const wanted = readBriefSearch(actor, await searchParams, dayOf(now));
  if (!wanted) notFound();
  const brief = await getBrief(actor, wanted, now);
  const t = await getTranslations('meetings.brief');
  if (!brief) {
    const figures = await getFigures(actor, wanted, now);
    if (!figures || !('absent' in figures)) notFound();
    return (
      <Page>
        <PageHead title={t('title')} rule />
        <EmptyState title={t('nothingRuns', { place: figures.place.name })}>{t('nothingRunsNext')}</EmptyState>
      </Page>
    );
  }
  const unit = await displayUnit();
  const text = await describeBrief(brief, unit);
  const query = new URLSearchParams({
    region: String(wanted.regionId),
    asOf: wanted.asOf,
    programme: brief.figures.programme.id,
  });
  return (
    <Page className="brief">
      <Watermark text={`${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb
        items={[{ label: t('reports'), href: `/reports?${query}` }, { label: t('title') }]}
        end={<PrintButton label={t('print')} />}
      />
      <PageHead
        title={text.title}
        meta={text.subtitle}
        actions={
          <>
            <UnitSwitch current={unit} />
            <a href={`/api/briefs?${query}`} className={buttonClass('default')} download>
              {t('word')}
            </a>
          </>
        }
      />
      <dl className="brief-figures grid grid-cols-3 gap-x-6 border-y border-ink py-1.5 max-md:grid-cols-2">
        {text.headlines.map((figure) => (
          <div key={figure.label} className="py-1">
            <dt className="text-sm text-ink-2">{figure.label}</dt>
            <dd className="text-lg font-bold">{figure.value}</dd>
          </div>
        ))}
      </dl>
      <GridTable grid={text.pace} />
      {text.ranking && <GridTable grid={text.ranking} />}
      <GridTable grid={text.stuck} />
      <GridTable grid={text.instructions} />
      <p className="mt-3 text-xs text-ink-3">{text.note}</p>
    </Page>
  );
}
