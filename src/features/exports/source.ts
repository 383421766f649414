import type { Actor, Label } from '@/domain/actor';
import { isToBeHadInFull } from '@/domain/export-approval';
import type { ListName } from '@/domain/lists';
import type { AmountUnit } from '@/domain/money';
import { can, type Permission } from '@/domain/permissions';
import type { SheetKind, SheetValue } from '@/domain/sheet';
import type { Locale } from '@/i18n/locale';
import {
  caseSource,
  entitySource,
  fullHouseholdSource,
  householdSource,
  paymentSource,
  projectSource,
  subsidySource,
} from './sources';

/** What somebody asks for: the list, the query part of its address, the language and the unit of the page. */
export type ExportRequest = {
  list: ListName;
  query: string;
  locale: Locale;
  unit: AmountUnit;
  /** as they were approved; else as the person has them arranged */
  columns?: readonly string[];
  /** numbers in full: only of what another person approved (mutations-approval.ts) */
  full?: boolean;
  /** stands in the head of the file */
  approval?: { id: string; approver: Label };
};

/** A list as an export reads it: the person's columns, the filter in words and codes, and rows batch by batch. */
export type ExportSource = {
  title: string;
  columns: { head: string; kind: SheetKind; width: number }[];
  /** the same columns by name, as an approval keeps them */
  codes: readonly string[];
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

const FULL_SOURCES: Partial<Record<ListName, SourceOf>> = { households: fullHouseholdSource };

/** Whether this person may take the list away: they may read it, and they may export. */
export function mayExport(actor: Actor, list: ListName): boolean {
  return can(actor, 'list.export') && can(actor, SOURCES[list].permission);
}

/** The list as this person sees it at this moment. */
export function openSource(actor: Actor, request: ExportRequest, now: Date): Promise<ExportSource> {
  if (!request.full) return SOURCES[request.list].open(actor, request, now);
  const open = FULL_SOURCES[request.list];
  if (!open) throw new Error(`${request.list} has no numbers in full`);
  return open(actor, request, now);
}

/** Whether this person may ask for the list with numbers in full: they may look at such numbers one by one. */
export function mayAskInFull(actor: Actor, list: ListName): boolean {
  return isToBeHadInFull(list) && mayExport(actor, list) && can(actor, 'personal-data.reveal');
}

/** The area that a file was written for, to be compared when it is fetched. */
export function scopeKey(actor: Pick<Actor, 'scope'>): string {
  const { scope } = actor;
  if (scope.kind === 'REGION') return `${scope.column}:${scope.regionId}`;
  return scope.kind === 'FINANCIER' ? `${scope.column}:${scope.organisationId}` : scope.kind;
}
