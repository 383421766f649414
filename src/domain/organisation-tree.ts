import type { RegionLevel } from './actor';
import type { RefusalValue } from './refusal';
import type { OrganisationKind } from './role-rules';

/** The level of an organisation is that of its place; which levels a kind has (a bank has no city branch: no scope column would hold it). */
export const LEVELS_OF_KIND = {
  LEADING_GROUP: ['NATION', 'PROVINCE', 'CITY', 'COUNTY'],
  COUNTY_OFFICE: ['COUNTY'],
  TOWNSHIP_OFFICE: ['TOWNSHIP'],
  STATION: ['TOWNSHIP', 'VILLAGE'],
  BANK: ['NATION', 'PROVINCE', 'COUNTY'],
  INSURER: ['NATION', 'PROVINCE', 'COUNTY'],
  FINANCE_BUREAU: ['PROVINCE', 'CITY', 'COUNTY'],
  REGULATOR: ['NATION', 'PROVINCE', 'CITY', 'COUNTY'],
  AUDIT_OFFICE: ['NATION', 'PROVINCE', 'CITY', 'COUNTY'],
  OPERATOR: ['NATION', 'PROVINCE'],
} as const satisfies Record<OrganisationKind, readonly RegionLevel[]>;

export type Branch = { financierId: string | null; provincialBranchId: string | null; countyBranchId: string | null };
export type ParentOrganisation = Branch & { kind: OrganisationKind; level: RegionLevel; regionId: number };
/** A place with itself and all above it. */
export type Place = { regionId: number; level: RegionLevel; within: readonly number[] };

const lends = (kind: OrganisationKind) => kind === 'BANK' || kind === 'INSURER';

/**
 * Whether an organisation of this kind may stand in this place below this parent. A financier is a tree of one kind that
 * begins with its head office; everything else hangs below public bodies whose area it lies in, or below nothing. Refuses
 * LEVEL_NOT_FOR_KIND, PARENT_MISSING, PARENT_NOT_FOR_KIND, PARENT_ELSEWHERE.
 */
export function checkPlacing(
  kind: OrganisationKind,
  place: Place,
  parent: ParentOrganisation | null,
): RefusalValue | null {
  const levels: readonly RegionLevel[] = LEVELS_OF_KIND[kind];
  if (!levels.includes(place.level)) return { code: 'LEVEL_NOT_FOR_KIND' };
  if (lends(kind)) {
    if (place.level === 'NATION') return parent ? { code: 'PARENT_NOT_FOR_KIND' } : null;
    if (!parent) return { code: 'PARENT_MISSING' };
    if (parent.kind !== kind || parent.level === 'COUNTY' || parent.level === place.level)
      return { code: 'PARENT_NOT_FOR_KIND' };
  } else if (parent && (lends(parent.kind) || (parent.kind === 'OPERATOR') !== (kind === 'OPERATOR')))
    return { code: 'PARENT_NOT_FOR_KIND' };
  return parent && parent.level !== 'NATION' && !place.within.includes(parent.regionId)
    ? { code: 'PARENT_ELSEWHERE' }
    : null;
}

/** The columns by which a financier's people see cases: head office, provincial branch, county branch. Null for public bodies. */
export function branchOf(kind: OrganisationKind, level: RegionLevel, id: string, parent: Branch | null): Branch {
  // a finance bureau is the financier of what public money pays, and has no branches
  if (kind === 'FINANCE_BUREAU') return { financierId: id, provincialBranchId: null, countyBranchId: null };
  if (!lends(kind)) return { financierId: null, provincialBranchId: null, countyBranchId: null };
  return {
    financierId: parent?.financierId ?? id,
    provincialBranchId: level === 'PROVINCE' ? id : (parent?.provincialBranchId ?? null),
    countyBranchId: level === 'COUNTY' ? id : null,
  };
}
