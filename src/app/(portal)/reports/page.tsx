import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import type { Actor } from '@/domain/actor';
import { ReportLinks } from '@/features/briefs/components/report-links';
import { HeadlineFigures } from '@/features/figures/components/headline-figures';
import { PaceFigure } from '@/features/figures/components/pace-figure';
import { ExportLink, PanelFigure } from '@/features/figures/components/panel-figure';
import { fileOf } from '@/features/figures/export-link';
import type { FigureSearch } from '@/features/figures/page-search';
import { FigureInstructionLinks } from '@/features/instructions/components/figure-instruction-links';
import { OutstandingNote } from '@/features/periods/components/outstanding-note';
import { FiguresPageFrame, type Shown } from './figures-page';

export const generateMetadata = titled('figures', 'pageTitle');

export default function ReportsPage({ searchParams }: { searchParams: Promise<FigureSearch> }) {
  return (
    <FiguresPageFrame page="overview" searchParams={searchParams} whole>
      {(shown, actor) => <Overview shown={shown} actor={actor} />}
    </FiguresPageFrame>
  );
}

async function Overview({ shown: { overview, panels, about, unit }, actor }: { shown: Shown; actor: Actor }) {
  const t = await getTranslations('figures');
  const panel = (id: string) => panels.find((each) => each.id === id);
  const figure = (id: string) => {
    const found = panel(id);
    return found && <PanelFigure panel={found} exportHref={fileOf(about, id)} />;
  };
  const headlines = panel('headlines');
  if (!overview || !headlines) return null;
  const { pace } = overview;
  return (
    <>
      <div className="screen-only flex flex-wrap items-center justify-between gap-x-4">
        <ReportLinks actor={actor} about={about} />
        <span className="text-sm">
          <ExportLink title={headlines.title} href={fileOf(about, headlines.id)} />
        </span>
      </div>
      <OutstandingNote actor={actor} />
      {overview.cells.length === 0 ? (
        <EmptyState title={t('empty', { asOf: about.asOf, place: overview.place.name })}>{t('emptyNext')}</EmptyState>
      ) : (
        <>
          <HeadlineFigures figures={overview} panel={headlines} about={about} unit={unit} />
          <FigureInstructionLinks actor={actor} about={about} />
          <div className="mt-5 gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_29.25rem] print:block">
            <div className="min-w-0">
              {pace && <PaceFigure pace={pace} about={about} unit={unit} exportHref={fileOf(about, 'pace')} />}
              {figure('places')}
            </div>
            <div className="min-w-0">
              {figure('funnel')}
              {figure('rates')}
              {figure('segments')}
            </div>
          </div>
        </>
      )}
    </>
  );
}
