import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf, startOfDay } from '@/domain/calendar';
import { idleBound, idleDays } from '@/domain/idle';
import { can, type Role } from '@/domain/permissions';
import type { Stage } from '@/domain/stage';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import type { Prisma } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';

/** What one page can be read through; the oldest are shown. */
export const MAX_STUCK = 200;

const REGION_COLUMNS = {
  NATION: null,
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

const FIELD: readonly Role[] = ['STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL'];

export type StuckCase = {
  id: string;
  reference: string;
  title: string;
  place: string;
  stage: Stage;
  task: string;
  since: Day;
  /** working days since it came to its present holder */
  idle: number;
  overdue: boolean;
  /** by name where it waits for people, else the roles that may take it */
  people: Label[];
  roles: readonly Role[];
  /** the holder's organisation, or the place whose offices it waits for */
  holder: Label;
};
export type StuckList = { cases: StuckCase[]; total: number; overdue: number; place: string; days: number };

/** The condition that keeps to a region and below; null when there is no such region. */
async function regionWhere(tx: Tx, regionId: number): Promise<Prisma.CaseRecordWhereInput | null> {
  const region = await tx.region.findUnique({ where: { id: regionId } });
  if (!region) return null;
  const column = REGION_COLUMNS[region.level];
  return column === null ? {} : { [column]: regionId };
}

/**
 * Cases that nobody has moved for `days` working days or more since they came to whom they wait for, longest first, at
 * most `take`; `overdue` counts the cases of the region past their due day, whoever has them. It lists cases and scores
 * nobody. Null for a region that does not exist and for whoever reads no figures.
 */
export function listStuckCases(
  actor: Actor,
  { regionId, days, take = MAX_STUCK }: { regionId: number; days: number; take?: number },
  now: Date,
): Promise<StuckList | null> {
  if (!can(actor, 'figure.read')) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const inRegion = await regionWhere(tx, regionId);
    if (!inRegion) return null;
    const today = dayOf(now);
    const calendar = await loadWorkCalendar(tx);
    const inView: Prisma.CaseRecordWhereInput = { AND: [visibleTo(actor), inRegion] };
    const where: Prisma.CaseRecordWhereInput = {
      ...inView,
      status: { not: 'CLOSED' },
      waitingTask: { not: null },
      waitingSince: { lt: startOfDay(idleBound(days, today, calendar)) },
    };
    const rows = await tx.caseRecord.findMany({ where, orderBy: [{ waitingSince: 'asc' }, { id: 'asc' }], take });
    const people = await namesOf(
      tx,
      rows.flatMap((row) => row.waitingUserIds),
    );
    const organisations = await organisationNamesOf(
      tx,
      rows.flatMap((row) => [row.waitingOrganisationId, row.handlingOrganisationId]),
    );
    const places = await regionNamesOf(tx, [regionId, ...rows.flatMap((row) => [row.countyId, row.townshipId])]);
    const cases = rows.map((row): StuckCase => {
      const named = row.waitingUserIds.flatMap((id) => people.get(id) ?? []);
      const county = places.get(row.countyId) ?? '';
      const organisationId = row.waitingOrganisationId ?? row.handlingOrganisationId;
      const ofThePlace = row.waitingOrganisationId === null && row.waitingRoles.every((role) => FIELD.includes(role));
      const since = dayOf(row.waitingSince);
      return {
        id: row.id,
        reference: row.reference,
        title: row.title,
        place: `${county}${places.get(row.townshipId) ?? ''}`,
        stage: row.stage,
        task: row.waitingTask ?? '',
        since,
        idle: idleDays(since, today, calendar),
        overdue: row.dueOn !== null && row.dueOn < new Date(`${today}T00:00:00Z`),
        people: named.map((person) => person.name),
        roles: row.waitingRoles,
        holder:
          named[0]?.organisation ??
          (ofThePlace ? { zh: county, en: county } : (organisations.get(organisationId) ?? { zh: '', en: '' })),
      };
    });
    return {
      cases,
      total: await tx.caseRecord.count({ where }),
      // the same question as the list of overdue cases asks
      overdue: await tx.caseRecord.count({
        where: { ...inView, status: 'OPEN', dueOn: { lt: new Date(`${today}T00:00:00Z`) } },
      }),
      place: places.get(regionId) ?? '',
      days,
    };
  });
}

export type StuckGroup = { holder: Label; cases: StuckCase[] };

/** By the organisation that holds them, in the order of its name, so that the order says nothing about anybody. */
export function groupByHolder(cases: readonly StuckCase[]): StuckGroup[] {
  const groups = new Map<string, StuckGroup>();
  for (const entry of cases) {
    const group = groups.get(entry.holder.zh) ?? { holder: entry.holder, cases: [] };
    group.cases.push(entry);
    groups.set(entry.holder.zh, group);
  }
  return [...groups.values()].sort((left, right) => left.holder.zh.localeCompare(right.holder.zh, 'zh'));
}
