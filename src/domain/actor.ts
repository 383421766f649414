import type { Role } from './permissions';

export type Label = { zh: string; en: string };
export type RegionLevel = 'NATION' | 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';

/**
 * What a person may see: one column equal to one value.
 * REGION people see their subtree, FINANCIER people their branch subtree, NONE sees no case at all.
 */
export type Scope =
  | { kind: 'REGION'; column: 'provinceId' | 'cityId' | 'countyId' | 'townshipId' | 'villageId'; regionId: number }
  | { kind: 'FINANCIER'; column: 'financierId' | 'provincialBranchId' | 'countyBranchId'; organisationId: string }
  | { kind: 'NATION' }
  | { kind: 'NONE' };

/** The signed-in person, loaded afresh on every request. */
export type Actor = {
  userId: string;
  sessionId: string;
  username: string;
  staffNumber: string;
  displayName: Label;
  roles: readonly Role[];
  organisation: {
    id: string;
    kind: string;
    level: RegionLevel;
    name: Label;
    regionId: number;
    financierId: string | null;
    provincialBranchId: string | null;
    countyBranchId: string | null;
  };
  scope: Scope;
  /** 代班: colleagues who are away today and whose tasks this person may do in their stead */
  standsInFor: readonly string[];
};

/** The people whose tasks this person may do: their own, and those of whom they stand in for. */
export function actsFor(actor: Pick<Actor, 'userId' | 'standsInFor'>): readonly string[] {
  return [actor.userId, ...actor.standsInFor];
}

const REGION_COLUMNS = {
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

const ADMIN_ROLES: readonly Role[] = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'];

/** The scope that follows from a person's organisation and roles. Administrators see no case (三员). */
export function scopeOf(organisation: Actor['organisation'], roles: readonly Role[]): Scope {
  if (roles.some((role) => ADMIN_ROLES.includes(role))) return { kind: 'NONE' };
  if (organisation.kind === 'BANK' || organisation.kind === 'INSURER') {
    if (organisation.countyBranchId)
      return { kind: 'FINANCIER', column: 'countyBranchId', organisationId: organisation.countyBranchId };
    if (organisation.provincialBranchId)
      return { kind: 'FINANCIER', column: 'provincialBranchId', organisationId: organisation.provincialBranchId };
    return organisation.financierId
      ? { kind: 'FINANCIER', column: 'financierId', organisationId: organisation.financierId }
      : { kind: 'NONE' };
  }
  if (organisation.kind === 'OPERATOR') return { kind: 'NONE' };
  if (organisation.level === 'NATION') return { kind: 'NATION' };
  return { kind: 'REGION', column: REGION_COLUMNS[organisation.level], regionId: organisation.regionId };
}

/** The columns of a case that a scope is compared with. */
export type ScopedRow = {
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
  financierId: string;
  provincialBranchId: string | null;
  countyBranchId: string | null;
};

/** Whether somebody with this scope sees the row: the same question as the where of every query, asked of one row. */
export function covers(scope: Scope, row: ScopedRow): boolean {
  switch (scope.kind) {
    case 'NATION':
      return true;
    case 'NONE':
      return false;
    case 'REGION':
      return row[scope.column] === scope.regionId;
    case 'FINANCIER':
      return row[scope.column] === scope.organisationId;
  }
}
