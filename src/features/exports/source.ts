import type { Actor } from '@/domain/actor';
import type { ListName } from '@/domain/lists';
import type { AmountUnit } from '@/domain/money';
import { can, type Permission } from '@/domain/permissions';
import type { SheetKind, SheetValue } from '@/domain/sheet';
import type { Locale } from '@/i18n/locale';
import { caseSource, entitySource, householdSource, paymentSource, projectSource, subsidySource } from './sources';

/** What somebody asks for: the list, the query part of its address, the language and the unit of the page. */
export type ExportRequest = { list: ListName; query: string; locale: Locale; unit: AmountUnit };

/** A list as an export reads it: the person's columns, the filter in words and codes, and rows batch by batch. */
export type ExportSource = {
  title: string;
  columns: { head: string; kind: SheetKind; width: number }[];
  /** each chosen filter as `head: value` */
  filterWords: string[];
  /** the names of the filters that are on; never what was typed into them */
  filterCodes: string[];
  count: () => Promise<number>;
  batches: (size: number) => AsyncGenerator<SheetValue[][]>;
};

export type SourceOf = (actor: Actor, request: ExportRequest, now: Date) => Promise<ExportSource>;

const SOURCES = {
  cases: { permission: 'case.read', open: caseSource },
  payments: { permission: 'payment.read', open: paymentSource },
  projects: { permission: 'project.read', open: projectSource },
  households: { permission: 'household.read', open: householdSource },
  entities: { permission: 'household.read', open: entitySource },
  subsidies: { permission: 'subsidy.read', open: subsidySource },
} as const satisfies Record<ListName, { permission: Permission; open: SourceOf }>;

/** Whether this person may take the list away: they may read it, and they may export. */
export function mayExport(actor: Actor, list: ListName): boolean {
  return can(actor, 'list.export') && can(actor, SOURCES[list].permission);
}

/** The list as this person sees it at this moment. */
export function openSource(actor: Actor, request: ExportRequest, now: Date): Promise<ExportSource> {
  return SOURCES[request.list].open(actor, request, now);
}

/** The area that a file was written for, to be compared when it is fetched. */
export function scopeKey(actor: Pick<Actor, 'scope'>): string {
  const { scope } = actor;
  if (scope.kind === 'REGION') return `${scope.column}:${scope.regionId}`;
  return scope.kind === 'FINANCIER' ? `${scope.column}:${scope.organisationId}` : scope.kind;
}
