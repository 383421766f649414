import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { WantedPage } from './dashboards';
import type { FigurePage } from './links';
import { homeRegionOf } from './place-queries';
import { readRanking } from './ranking-search';
import { readAsOf } from './search';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type FigureSearch = Partial<
  Record<'region' | 'asOf' | 'programme' | 'recorded' | 'of' | 'by', string | string[]>
>;

/**
 * What the address of a page of figures asks for; what cannot be meant falls back to one's own region, today and the first
 * programme. Null for somebody who sees no figures.
 */
export function readFigurePage(actor: Actor, page: FigurePage, search: FigureSearch, today: Day): WantedPage | null {
  const one = (key: keyof FigureSearch) => {
    const value = search[key];
    return typeof value === 'string' ? value : undefined;
  };
  const home = homeRegionOf(actor);
  if (home === null) return null;
  const region = one('region');
  const programmeId = one('programme');
  return {
    page,
    regionId: region && /^\d{1,9}$/.test(region) ? Number(region) : home,
    programmeId: programmeId && UUID.test(programmeId) ? programmeId : undefined,
    asOf: readAsOf(one('asOf'), today),
    asRecorded: one('recorded') === '1',
    ...readRanking({ of: one('of'), by: one('by') }),
  };
}
