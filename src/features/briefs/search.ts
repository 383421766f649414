import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { homeRegionOf } from '@/features/figures/place-queries';
import { readAsOf } from '@/features/figures/search';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type BriefSearch = { region?: string; asOf?: string; programme?: string };

/** The address of a brief, read; what cannot be meant falls back to one's own region and today. Null without a region. */
export function readBriefSearch(
  actor: Actor,
  search: BriefSearch,
  today: Day,
): { regionId: number; programmeId: string | undefined; asOf: Day } | null {
  const regionId = search.region && /^\d{1,9}$/.test(search.region) ? Number(search.region) : homeRegionOf(actor);
  if (regionId === null) return null;
  return {
    regionId,
    programmeId: search.programme && UUID.test(search.programme) ? search.programme : undefined,
    asOf: readAsOf(search.asOf, today),
  };
}
