import type { Actor } from '@/domain/actor';
import { Prisma } from './db';

/** The columns that carry scope on case, document, payment and event. */
export type ScopeColumns = {
  provinceId?: number;
  cityId?: number;
  countyId?: number;
  townshipId?: number;
  villageId?: number;
  financierId?: string;
  provincialBranchId?: string;
  countyBranchId?: string;
};

// No region has this id: the where of somebody who may see nothing.
const NOTHING = { countyId: -1 } as const;

/** The where fragment of what this actor may see: one column equals one value. */
export function visibleTo(actor: Pick<Actor, 'scope'>): ScopeColumns {
  const { scope } = actor;
  switch (scope.kind) {
    case 'NATION':
      return {};
    case 'NONE':
      return NOTHING;
    case 'REGION':
      return { [scope.column]: scope.regionId };
    case 'FINANCIER':
      return { [scope.column]: scope.organisationId };
  }
}

/** Rows that carry only region columns (households, projects): nobody scoped by financier sees them here. */
export function visibleInRegion(actor: Pick<Actor, 'scope'>): ScopeColumns {
  return actor.scope.kind === 'FINANCIER' ? NOTHING : visibleTo(actor);
}

/** The same for raw SQL: `alias.column = value`. */
export function scopeSql(actor: Pick<Actor, 'scope'>, alias: string): Prisma.Sql {
  const [entry] = Object.entries(visibleTo(actor));
  if (!entry) return Prisma.sql`true`;
  const [column, value] = entry;
  const name = Prisma.raw(`${alias}.${column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`);
  return typeof value === 'number' ? Prisma.sql`${name} = ${value}` : Prisma.sql`${name} = ${value}::uuid`;
}

/** `visibleInRegion` for raw SQL. */
export function regionScopeSql(actor: Pick<Actor, 'scope'>, alias: string): Prisma.Sql {
  return actor.scope.kind === 'FINANCIER' ? Prisma.sql`false` : scopeSql(actor, alias);
}
