import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { singleValues } from '@/lib/address';
import type { WantedPage } from './dashboards';
import type { FigurePage } from './links';
import { homeRegionOf } from './place-queries';
import { readRanking } from './ranking-search';
import { readAsOf } from './search';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type FigureSearch = Partial<
  Record<'region' | 'asOf' | 'programme' | 'recorded' | 'of' | 'by', string | string[]>
>;

const regionOf = (text: string | undefined) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);
const idOf = (text: string | undefined) => (text && UUID.test(text) ? text : undefined);

/** Place and programme of an address; what cannot be meant falls back to one's own region and all programmes. */
export function readBoardSearch(
  actor: Actor,
  search: Readonly<Record<string, string | string[] | undefined>>,
): { regionId: number; programmeId: string | undefined } | null {
  const { region, programme } = singleValues(search);
  const home = homeRegionOf(actor);
  return home === null ? null : { regionId: regionOf(region) ?? home, programmeId: idOf(programme) };
}

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
  return {
    page,
    regionId: regionOf(one('region')) ?? home,
    programmeId: idOf(one('programme')),
    asOf: readAsOf(one('asOf'), today),
    asRecorded: one('recorded') === '1',
    ...readRanking({ of: one('of'), by: one('by') }),
  };
}
