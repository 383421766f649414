import type { Actor, RegionLevel, Scope } from '@/domain/actor';
import type { Paging } from '@/domain/list-paging';
import type { CaseSort } from '@/domain/lists';
import { MEASURES } from '@/domain/measures';
import type { CaseFilter } from '@/features/cases/list-conditions-queries';
import { FIRST_CASES, listCases } from '@/features/cases/list-queries';
import { caseForPrograms } from '@/features/cases/reference-queries';
import { getCells, getFigures } from '@/features/figures/queries';
import { newUuid } from '@/lib/uuid';
import { db, Prisma } from '@/server/db';
import { scopeSql } from '@/server/scope';
import { actorNamed, checkSession } from '@/server/session';

/** The day after the last that a load makes. */
export const DAY = '2026-11-21';
const NOW = new Date(`${DAY}T12:00:00+08:00`);

/** The region with most cases of a level. */
async function busiest(column: 'province_id' | 'city_id' | 'county_id' | 'township_id'): Promise<number> {
  const name = Prisma.raw(column);
  const [row] = await db().$queryRaw<{ id: number }[]>`
    SELECT ${name} AS id FROM case_record GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`;
  if (!row) throw new Error('no cases');
  return row.id;
}

const COLUMNS = {
  PROVINCE: ['provinceId', 'province_id'],
  CITY: ['cityId', 'city_id'],
  COUNTY: ['countyId', 'county_id'],
  TOWNSHIP: ['townshipId', 'township_id'],
} as const;

/** An official of the busiest county: whose pages are measured. */
async function official(): Promise<Actor> {
  const countyId = await busiest('county_id');
  const user = await db().user.findFirstOrThrow({
    where: {
      organisation: { regionId: countyId, level: 'COUNTY' },
      roles: { has: 'COUNTY_OFFICIAL' },
      status: 'ACTIVE',
    },
    orderBy: { id: 'asc' },
  });
  return actorNamed(db(), user.username);
}

/** Somebody who sees the busiest region of a level, or the whole country. */
async function seeing(level: Exclude<RegionLevel, 'VILLAGE'>): Promise<Actor> {
  const person = await official();
  if (level === 'NATION') {
    const organisation = { ...person.organisation, level, regionId: 1 };
    return { ...person, organisation, scope: { kind: 'NATION' } };
  }
  const [column, name] = COLUMNS[level];
  const regionId = await busiest(name);
  const scope: Scope = { kind: 'REGION', column, regionId };
  return { ...person, organisation: { ...person.organisation, level, regionId }, scope };
}

const figures =
  (level: Exclude<RegionLevel, 'VILLAGE'>, asOf: string, asRecorded = false) =>
  async () => {
    const actor = await seeing(level);
    const wanted = { regionId: actor.organisation.regionId, asOf, asRecorded };
    return () => getFigures(actor, wanted, NOW);
  };

async function lastPage(actor: Actor): Promise<Paging<CaseSort>> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    SELECT c.id FROM case_record c WHERE ${scopeSql(actor, 'c')} ORDER BY c.id OFFSET ${FIRST_CASES.size} LIMIT 1`;
  return { ...FIRST_CASES, cursor: row ? { key: '', id: row.id, back: false } : null };
}

const list =
  (level: 'NATION' | 'COUNTY', filter: CaseFilter, page: 'first' | 'last' = 'first') =>
  async () => {
    const actor = await seeing(level);
    const paging = page === 'first' ? FIRST_CASES : await lastPage(actor);
    return async () => (await listCases(actor, filter, NOW, paging)).rows.map((row) => row.reference);
  };

/** Two characters that stand in a name of the busiest county. */
async function twoCharacters(): Promise<string> {
  const countyId = await busiest('county_id');
  const row = await db().caseRecord.findFirstOrThrow({ where: { countyId }, orderBy: { id: 'asc' } });
  return row.applicantName.slice(-2);
}

/** What is measured in the database: each makes itself ready, and then reads as a page of the portal does. */
export const READINGS = {
  'overview of the nation': figures('NATION', DAY),
  'overview of a province': figures('PROVINCE', DAY),
  'overview of a city': figures('CITY', DAY),
  'overview of a county': figures('COUNTY', DAY),
  'overview of a township': figures('TOWNSHIP', DAY),
  'overview of the nation, a year ago': figures('NATION', '2025-11-20'),
  'overview of the nation, as recorded a year ago': figures('NATION', '2025-11-20', true),
  'overview of a township, a year ago': figures('TOWNSHIP', '2025-11-20'),
  'list, first page': list('NATION', {}),
  'list, last page': list('NATION', {}, 'last'),
  'list of a county, filtered': list('COUNTY', { status: 'CLOSED' }),
  'search in a county': async () => {
    return list('COUNTY', { query: await twoCharacters() })();
  },
  official: async () => {
    const { username } = await official();
    return async () => username;
  },
  // nobody's session: the statement is the same
  'api session': async () => () => checkSession(newUuid(), NOW),
  'api figures': async () => {
    const actor = await official();
    return () =>
      getCells(actor, { regionId: actor.organisation.regionId, asOf: DAY, asRecorded: false, measures: MEASURES }, NOW);
  },
  'api case': async () => {
    const actor = await official();
    const row = await db().caseRecord.findFirstOrThrow({
      where: { countyId: actor.organisation.regionId },
      orderBy: { id: 'desc' },
    });
    return () => caseForPrograms(actor, row.reference, NOW);
  },
} as const satisfies Record<string, () => Promise<() => Promise<unknown>>>;
export type ReadingName = keyof typeof READINGS;
