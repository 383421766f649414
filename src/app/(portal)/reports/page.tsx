import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { ReportLinks } from '@/features/briefs/components/report-links';
import { FiguresHead } from '@/features/figures/components/figures-head';
import { FunnelFigure } from '@/features/figures/components/funnel-figure';
import { HeadlineFigures } from '@/features/figures/components/headline-figures';
import { PaceFigure } from '@/features/figures/components/pace-figure';
import { RankingFigure } from '@/features/figures/components/ranking-figure';
import { SegmentFigure } from '@/features/figures/components/segment-figure';
import { homeRegionOf } from '@/features/figures/place-queries';
import { getFigures } from '@/features/figures/queries';
import { readAsOf } from '@/features/figures/search';
import { FigureInstructionLinks } from '@/features/instructions/components/figure-instruction-links';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('figures', 'pageTitle');

type Search = { region?: string; asOf?: string; programme?: string; recorded?: string };

export default async function ReportsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor();
  if (!can(actor, 'figure.read')) notFound();
  const search = await searchParams;
  const home = homeRegionOf(actor);
  const regionId = search.region && /^\d{1,9}$/.test(search.region) ? Number(search.region) : home;
  if (regionId === null) notFound();
  const now = currentTime();
  const today = dayOf(now);
  const asOf = readAsOf(search.asOf, today);
  const asRecorded = search.recorded === '1';
  const figures = await getFigures(actor, { regionId, programmeId: search.programme, asOf, asRecorded }, now);
  if (!figures) notFound();
  const t = await getTranslations('figures');
  const unit = await displayUnit();
  if ('absent' in figures)
    return (
      <Page>
        <PageHead title={t('pageTitle')} meta={t('asOfMeta', { asOf })} />
        <EmptyState title={t('noProgramme', { place: figures.place.name })}>{t('noProgrammeNext')}</EmptyState>
      </Page>
    );
  const about = { regionId, programmeId: figures.programme.id, asOf, asRecorded };
  const { ranking, pace, children, place } = figures;
  const below = children[0]?.level;
  return (
    <Page>
      <FiguresHead figures={figures} about={about} today={today} unit={unit} />
      <ReportLinks actor={actor} about={about} />
      {figures.cells.length === 0 ? (
        <EmptyState title={t('empty', { asOf, place: place.name })}>{t('emptyNext')}</EmptyState>
      ) : (
        <>
          <HeadlineFigures figures={figures} about={about} unit={unit} />
          <FigureInstructionLinks actor={actor} about={about} />
          <div className="mt-5 gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_29.25rem]">
            <div className="min-w-0">
              {pace && <PaceFigure pace={pace} about={about} unit={unit} />}
              {ranking && below && <RankingFigure ranking={ranking} level={below} about={about} unit={unit} />}
            </div>
            <div className="min-w-0">
              <FunnelFigure figures={figures} about={about} />
              <SegmentFigure segments={figures.segments} about={about} unit={unit} />
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
