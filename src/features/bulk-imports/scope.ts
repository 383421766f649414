import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { visibleInRegion } from '@/server/scope';

const COLUMNS = ['provinceId', 'cityId', 'countyId'] as const;
/** The area whose projects somebody may enter: a county, or all counties of a city or province. */
export type ImportArea = { column: (typeof COLUMNS)[number]; regionId: number };

/** The area of this person; null for who may not import, and for who works below a county or above the provinces. */
export function importAreaOf(actor: Actor): ImportArea | null {
  const { scope } = actor;
  if (!can(actor, 'project.import') || scope.kind !== 'REGION') return null;
  const column = COLUMNS.find((known) => known === scope.column);
  return column ? { column, regionId: scope.regionId } : null;
}

// No region has this id: the where of somebody who may see nothing.
const NOTHING = { provinceId: -1 } as const;

/** The imports in bulk that a person may see: those sent by whoever may import within their area. */
export function bulkImportsVisibleTo(actor: Actor): { provinceId?: number; cityId?: number; countyId?: number } {
  return importAreaOf(actor) === null ? NOTHING : visibleInRegion(actor);
}
