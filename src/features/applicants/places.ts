import type { Actor } from '@/domain/actor';
import type { Tx } from '@/server/db';

/** A township, with its village where one is known, and every region above it. */
export type Place = {
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
};

type Reach = Partial<Record<keyof Place, number>>;

const COLUMN_OF_LEVEL = {
  NATION: null,
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

/** Where a person may register cases: their own area, for a financier's person that of their branch. Null: nowhere. */
export function reachOf(actor: Pick<Actor, 'scope' | 'organisation'>): Reach | null {
  const { scope, organisation } = actor;
  if (scope.kind === 'NONE') return null;
  if (scope.kind === 'NATION') return {};
  if (scope.kind === 'REGION') return { [scope.column]: scope.regionId };
  const column = COLUMN_OF_LEVEL[organisation.level];
  return column ? { [column]: organisation.regionId } : {};
}

/** Whether the place lies where this person may register. */
export function reaches(actor: Pick<Actor, 'scope' | 'organisation'>, place: Place): boolean {
  const reach = reachOf(actor);
  return (
    reach !== null && Object.entries(reach).every(([column, regionId]) => place[column as keyof Place] === regionId)
  );
}

/** The place of a township and one of its villages, as regions stand now; null when they do not exist or do not belong together. */
export async function findPlace(tx: Tx, townshipId: number, villageId: number | null): Promise<Place | null> {
  const township = await tx.regionVersion.findFirst({
    where: { regionId: townshipId, validTo: null, region: { level: 'TOWNSHIP' } },
    select: { provinceId: true, cityId: true, countyId: true },
  });
  if (!township?.provinceId || !township.cityId || !township.countyId) return null;
  const { provinceId, cityId, countyId } = township;
  if (villageId === null) return { provinceId, cityId, countyId, townshipId, villageId };
  const village = await tx.regionVersion.findFirst({
    where: { regionId: villageId, parentId: townshipId, validTo: null, region: { level: 'VILLAGE' } },
    select: { regionId: true },
  });
  return village ? { provinceId, cityId, countyId, townshipId, villageId } : null;
}

export type RegionChoice = { id: number; name: string };

async function listRegions(tx: Tx, level: 'COUNTY' | 'TOWNSHIP' | 'VILLAGE', where: object): Promise<RegionChoice[]> {
  const rows = await tx.regionVersion.findMany({
    where: { ...where, validTo: null, region: { level } },
    orderBy: { code: 'asc' },
    select: { regionId: true, name: true },
  });
  return rows.map((row) => ({ id: row.regionId, name: row.name }));
}

/** The counties that this person can reach; one row for somebody at county level or below. */
export async function listCounties(tx: Tx, actor: Actor): Promise<RegionChoice[]> {
  const reach = reachOf(actor);
  if (!reach) return [];
  const below = reach.townshipId ?? reach.villageId;
  if (below === undefined) return listRegions(tx, 'COUNTY', reach);
  const own = await tx.regionVersion.findFirst({
    where: { regionId: below, validTo: null },
    select: { countyId: true },
  });
  return own?.countyId ? listRegions(tx, 'COUNTY', { regionId: own.countyId }) : [];
}

/** The townships of a county that this person can reach. */
export async function listTownships(tx: Tx, actor: Actor, countyId: number): Promise<RegionChoice[]> {
  const reach = reachOf(actor);
  if (!reach) return [];
  if (reach.villageId === undefined) return listRegions(tx, 'TOWNSHIP', { ...reach, countyId });
  const own = await tx.regionVersion.findFirst({
    where: { regionId: reach.villageId, countyId, validTo: null },
    select: { townshipId: true },
  });
  return own?.townshipId ? listRegions(tx, 'TOWNSHIP', { regionId: own.townshipId }) : [];
}

/** The villages of a township that this person can reach; empty where the register of villages is not loaded. */
export async function listVillages(tx: Tx, actor: Actor, townshipId: number): Promise<RegionChoice[]> {
  const reach = reachOf(actor);
  if (!reach) return [];
  return listRegions(tx, 'VILLAGE', {
    parentId: townshipId,
    ...(reach.villageId === undefined ? {} : { regionId: reach.villageId }),
  });
}

/** The place in words, from the county down. */
export function placeName(place: Pick<Place, 'countyId' | 'townshipId' | 'villageId'>, names: Map<number, string>) {
  return [place.countyId, place.townshipId, place.villageId]
    .map((id) => (id === null ? '' : (names.get(id) ?? '')))
    .filter(Boolean)
    .join(' ');
}
