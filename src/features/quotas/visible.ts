import 'server-only';
import type { Actor } from '@/domain/actor';
import { NATION } from '@/domain/case-facts';
import { can } from '@/domain/permissions';
import type { Prisma } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';

const NOTHING = { year: -1 } as const;

/**
 * Which quotas a person reads: a financier's people those of their own financier, in their own region and above it (a
 * branch approves within them); public bodies those set aside for their own region and the places in it.
 */
export async function quotasVisibleTo(tx: Tx, actor: Actor): Promise<Prisma.QuotaWhereInput> {
  const { financierId, regionId } = actor.organisation;
  if (!can(actor, 'quota.read') || actor.scope.kind === 'NONE') return NOTHING;
  const own = await pathOf(tx, regionId);
  if (financierId !== null)
    return actor.organisation.level === 'NATION'
      ? { financierId }
      : { financierId, regionId: { in: [...own, ...(await placesIn(tx, actor))] } };
  return actor.scope.kind === 'NATION' ? {} : { regionId: { in: await placesIn(tx, actor) } };
}

/** Tells which places of quotas are the own one or in it: what is set aside for a place above is head office's to move. */
export async function ownPlaces(tx: Tx, actor: Actor): Promise<(regionId: number) => boolean> {
  if (actor.organisation.level === 'NATION') return () => true;
  const places = new Set(await placesIn(tx, actor));
  return (regionId) => places.has(regionId);
}

/** A region with all above it. */
export async function pathOf(tx: Tx, regionId: number): Promise<number[]> {
  const row = await tx.regionVersion.findFirst({ where: { regionId, validTo: null } });
  if (!row) return [regionId];
  const path = [row.regionId, row.townshipId, row.countyId, row.cityId, row.provinceId, row.parentId, NATION];
  return [...new Set(path.filter((id): id is number => id !== null))];
}

/** The actor's region and those in it for which a quota exists; a province has too many places to name them all. */
async function placesIn(tx: Tx, actor: Actor): Promise<number[]> {
  const { level, regionId } = actor.organisation;
  const named = await tx.quota.findMany({ distinct: ['regionId'], select: { regionId: true } });
  const column = COLUMN[level as keyof typeof COLUMN];
  const inside = column
    ? await tx.regionVersion.findMany({
        where: { regionId: { in: named.map((row) => row.regionId) }, validTo: null, [column]: regionId },
        select: { regionId: true },
      })
    : [];
  return [regionId, ...inside.map((row) => row.regionId)];
}

const COLUMN = { PROVINCE: 'provinceId', CITY: 'cityId', COUNTY: 'countyId', TOWNSHIP: 'townshipId' } as const;
