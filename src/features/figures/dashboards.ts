import 'server-only';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { listQuotas } from '@/features/quotas/queries';
import { listFunds } from '@/features/risk-funds/queries';
import { getFunds, getPortfolio, getRankings, getStages } from './dashboard-queries';
import type { About, FigurePage } from './links';
import type { Panel, PanelContext } from './panel';
import { chainPanel, quotasPanel, riskFundsPanel } from './panels/funds';
import { headlinePanel, ratesPanel, segmentPanel } from './panels/overview';
import { bandsPanel, classesPanel, portfolioPanel } from './panels/portfolio';
import { pacePanel, placesPanel } from './panels/progress';
import { rankingPanel } from './panels/rankings';
import { ageingPanel, funnelPanel } from './panels/stages';
import type { Absent, FiguresOf, WantedFigures } from './place-queries';
import { type Figures, getFigures } from './queries';
import type { RankedBy, RankingOf } from './ranking-search';

export type WantedPage = WantedFigures & { page: FigurePage; of: RankingOf; by: RankedBy };
type Words = Omit<PanelContext, 'about'>;
/** A page of figures: where it stands, and its figures in the order in which they are read. */
export type FiguresPage = { about: About; found: FiguresOf; overview: Figures | null; panels: Panel[] };

/**
 * All figures of a page as of a day, each with its links: what pages, files and their tests read. Null when the region is
 * outside the actor's scope or does not exist.
 */
export async function getPage(
  actor: Actor,
  wanted: WantedPage,
  words: Words,
  now: Date,
): Promise<FiguresPage | Absent | null> {
  const begin = (found: FiguresOf) => {
    const about: About = {
      regionId: found.place.id,
      programmeId: found.programme.id,
      asOf: wanted.asOf,
      asRecorded: wanted.asRecorded === true,
      page: wanted.page,
    };
    return { about, context: { ...words, about } };
  };
  const made = (found: FiguresOf, panels: (Panel | null)[], overview: Figures | null = null): FiguresPage => ({
    about: begin(found).about,
    found,
    overview,
    panels: panels.filter((panel) => panel !== null),
  });
  switch (wanted.page) {
    case 'overview': {
      const found = await getFigures(actor, wanted, now);
      if (!found || 'absent' in found) return found;
      const { context } = begin(found);
      const stages = { ...found, cells: found.cells };
      const panels = [headlinePanel, pacePanel, placesPanel, ratesPanel, segmentPanel].map((make) =>
        make(context, found),
      );
      return made(found, [...panels, funnelPanel(context, stages)], found);
    }
    case 'stages': {
      const found = await getStages(actor, wanted, now);
      if (!found || 'absent' in found) return found;
      const { context } = begin(found);
      const stages = { ...found, cells: found.now.cells };
      return made(found, [ageingPanel(context, stages), funnelPanel(context, stages)]);
    }
    case 'portfolio': {
      const found = await getPortfolio(actor, wanted, now);
      if (!found || 'absent' in found) return found;
      const { context } = begin(found);
      const funds = await fundsOf(actor, found, now);
      return made(found, [
        ...[portfolioPanel, bandsPanel, classesPanel].map((make) => make(context, found)),
        funds && riskFundsPanel(context, funds),
      ]);
    }
    case 'funds': {
      const found = await getFunds(actor, wanted, now);
      if (!found || 'absent' in found) return found;
      const { context } = begin(found);
      const year = Number(wanted.asOf.slice(0, 4));
      const quotas = can(actor, 'quota.read') ? await quotasOf(actor, found, year) : null;
      return made(found, [chainPanel(context, found), quotas && quotasPanel(context, quotas, year)]);
    }
    case 'rankings': {
      const found = await getRankings(actor, wanted, now);
      if (!found || 'absent' in found) return found;
      return made(found, [rankingPanel(begin(found).context, found, wanted.by)]);
    }
  }
}

/** The funds of the programme in the county of the place; null above counties, where each county has its own, and for whoever reads none. */
async function fundsOf(actor: Actor, { place, path, programme }: FiguresOf, now: Date) {
  const county = place.level === 'COUNTY' ? place : path.find((step) => step.level === 'COUNTY');
  if (!county || !can(actor, 'fund.read')) return null;
  return listFunds(actor, now, { countyId: county.id, programmeId: programme.id });
}

/** The quotas of the programme in a year, of the place and of those right below it. */
async function quotasOf(actor: Actor, { place, children, programme }: FiguresOf, year: number) {
  const regionIds = [place.id, ...children.map(({ id }) => id)];
  return (await listQuotas(actor, year, { programmeId: programme.id, regionIds })).rows;
}
