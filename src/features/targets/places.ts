import 'server-only';
import type { Label } from '@/domain/actor';
import type { Prisma } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';
import type { StoredTarget } from './rows';

/** The columns of a target that say of whom it is and who sees it. */
export type TargetPlace = Pick<
  StoredTarget,
  | 'regionId'
  | 'organisationId'
  | 'provinceId'
  | 'cityId'
  | 'countyId'
  | 'townshipId'
  | 'villageId'
  | 'financierId'
  | 'provincialBranchId'
  | 'countyBranchId'
>;
/** One that a target can be split over; `key` is the region's or the organisation's id. */
export type PlaceBelow = { key: string; name: Label; place: TargetPlace };

const NOBODY = { organisationId: null, financierId: null, provincialBranchId: null, countyBranchId: null } as const;
const ON_PATH = {
  regionId: true,
  provinceId: true,
  cityId: true,
  countyId: true,
  townshipId: true,
  region: { select: { level: true } },
} as const;
const OF_BRANCH = {
  id: true,
  name: true,
  regionId: true,
  financierId: true,
  provincialBranchId: true,
  countyBranchId: true,
} as const;

type Path = Prisma.RegionVersionGetPayload<{ select: typeof ON_PATH }>;

function everybodyIn({ region, ...path }: Path): TargetPlace {
  return { ...path, villageId: region.level === 'VILLAGE' ? path.regionId : null, ...NOBODY };
}

/** A place as of a target of everybody there. */
export async function placeOfRegion(tx: Tx, regionId: number): Promise<TargetPlace> {
  const path = await tx.regionVersion.findFirstOrThrow({ where: { regionId, validTo: null }, select: ON_PATH });
  return everybodyIn(path);
}

/** An organisation of a financier, where it is. */
export async function placeOfOrganisation(tx: Tx, id: string): Promise<TargetPlace> {
  const {
    id: organisationId,
    name: _,
    ...branch
  } = await tx.organisation.findUniqueOrThrow({
    where: { id },
    select: OF_BRANCH,
  });
  return { ...(await placeOfRegion(tx, branch.regionId)), ...branch, organisationId };
}

/** What lies directly below: of a place its regions, of an organisation its branches. In the order of codes or names. */
export async function loadPlacesBelow(tx: Tx, target: StoredTarget): Promise<PlaceBelow[]> {
  if (target.organisationId === null) {
    const rows = await tx.regionVersion.findMany({
      where: { parentId: target.regionId, validTo: null },
      select: { ...ON_PATH, name: true },
      orderBy: [{ code: 'asc' }, { regionId: 'asc' }],
    });
    return rows.map(({ name, ...path }) => ({
      key: `${path.regionId}`,
      name: { zh: name, en: name },
      place: everybodyIn(path),
    }));
  }
  const branches = await tx.organisation.findMany({
    where: { parentId: target.organisationId, active: true },
    select: { id: true, name: true },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    branches.map(async ({ id, name }) => ({
      key: id,
      name: name as Label,
      place: await placeOfOrganisation(tx, id),
    })),
  );
}

export function keyOf(row: Pick<StoredTarget, 'regionId' | 'organisationId'>): string {
  return row.organisationId ?? `${row.regionId}`;
}
