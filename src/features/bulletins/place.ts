import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import { can } from '@/domain/permissions';
import type { Prisma } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';
import { visibleInRegion } from '@/server/scope';

/** The place a bulletin is of, with the columns that say who sees it. */
export type BulletinPlace = {
  regionId: number;
  level: RegionLevel;
  name: string;
  provinceId: number | null;
  cityId: number | null;
  countyId: number | null;
  townshipId: number | null;
};

export async function placeOf(tx: Tx, regionId: number): Promise<BulletinPlace> {
  const { region, ...path } = await tx.regionVersion.findFirstOrThrow({
    where: { regionId, validTo: null },
    select: {
      ...{ regionId: true, name: true, provinceId: true, cityId: true, countyId: true, townshipId: true },
      region: { select: { level: true } },
    },
  });
  return { ...path, level: region.level };
}

const COLUMNS = {
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

/** The column of a case that says it lies in the place; none in the nation. */
export function inPlace({ regionId, level }: Pick<BulletinPlace, 'regionId' | 'level'>): Record<string, number> {
  return level === 'NATION' ? {} : { [COLUMNS[level]]: regionId };
}

/**
 * A bulletin's figures are everybody's in its place, whoever reads it: a branch would else see its own loans alone. Only
 * for whoever may see the bulletin.
 */
export function readerFor(actor: Actor, { regionId, level }: Pick<BulletinPlace, 'regionId' | 'level'>): Actor {
  const scope = level === 'NATION' ? { kind: 'NATION' as const } : regionScope(COLUMNS[level], regionId);
  return { ...actor, scope };
}

function regionScope(column: (typeof COLUMNS)[keyof typeof COLUMNS], regionId: number) {
  return { kind: 'REGION', column, regionId } as const;
}

/** Whether somebody answers for the place of a bulletin, at its level or above it. */
export function isOver(actor: Actor, row: Omit<BulletinPlace, 'regionId' | 'level' | 'name'>): boolean {
  return Object.entries(visibleInRegion(actor)).every(([column, value]) => row[column as keyof typeof row] === value);
}

/**
 * What somebody may open: issued ones of their place and above their units those addressed to their organisation; what is
 * not yet issued only those who draft and sign there.
 */
export function bulletinsVisibleTo(actor: Actor): Prisma.BulletinWhereInput {
  if (!can(actor, 'bulletin.read')) return { id: { in: [] } };
  const writes = can(actor, 'bulletin.draft') || can(actor, 'bulletin.issue');
  const addressed = { recipients: { some: { organisationId: actor.organisation.id } } };
  return {
    OR: [
      { AND: [visibleInRegion(actor), writes ? {} : { status: 'ISSUED' }] },
      { AND: [addressed, { status: 'ISSUED' }] },
    ],
  };
}
