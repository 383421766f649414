import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { reachOf } from '@/features/applicants/places';
import type { Tx } from '@/server/db';

// No region has this id: the where of somebody who may see nothing.
const NOTHING = { countyId: -1 } as const;

/** The projects a person may see: those of their area; a financier's people those where their branch works. */
export function projectsVisibleTo(actor: Actor) {
  return reachOf(actor) ?? NOTHING;
}

/** Published lists are the county's and name no person: whoever works in a township of it sees them whole. */
export async function plansVisibleTo(
  tx: Tx,
  actor: Actor,
): Promise<{ provinceId?: number; cityId?: number; countyId?: number }> {
  const reach = reachOf(actor);
  if (!reach) return NOTHING;
  const { townshipId, villageId, ...above } = reach;
  const regionId = villageId ?? townshipId;
  if (regionId === undefined) return above;
  const region = await tx.regionVersion.findFirst({ where: { regionId, validTo: null }, select: { countyId: true } });
  return region?.countyId ? { countyId: region.countyId } : NOTHING;
}

/** The county whose lists this person may import; null for everybody else. */
export function importCountyOf(actor: Actor): number | null {
  const { scope } = actor;
  return can(actor, 'project.import') && scope.kind === 'REGION' && scope.column === 'countyId' ? scope.regionId : null;
}
