import { hash } from '@node-rs/argon2';
import type { RegionLevel } from '@/domain/actor';
import { factorKind } from '@/domain/identity-rules';
import { type Branch, branchOf } from '@/domain/organisation-tree';
import { ASKED_OF } from '@/domain/second-factor';
import { newUuid } from '@/lib/uuid';
import { toDate } from '@/server/dates';
import { db, type Tx } from '@/server/db';
import { type RegionRow, readRegions, readWorkingDays } from '../data/read-data';
import { seedIndicators } from './indicators';
import { AUTHORITY, ORGANISATIONS, PEOPLE, PLACES } from './people';
import { seedPolicies } from './policies';
import { PROGRAMME_A } from './programme-a';
import { type Places, seedProgramme, seedProgrammes } from './programmes';

const START_OF_RECORDS = '2016-01-01';
type Path = {
  provinceId: number | null;
  cityId: number | null;
  countyId: number | null;
  townshipId: number | null;
  villageId: number | null;
};
const PATH_COLUMN = {
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

/** Every region's path of ancestors; the extract lists a parent before its children. */
function pathsOf(regions: RegionRow[]): Map<number, Path> {
  const paths = new Map<number, Path>();
  for (const region of regions) {
    const parent = region.parentId === null ? undefined : paths.get(region.parentId);
    const path: Path = {
      ...(parent ?? { provinceId: null, cityId: null, countyId: null, townshipId: null, villageId: null }),
    };
    if (region.level !== 'NATION') path[PATH_COLUMN[region.level as keyof typeof PATH_COLUMN]] = region.id;
    paths.set(region.id, path);
  }
  return paths;
}

/** 45,000 rows in two statements: as arrays, for one row at a time would take most of a first start. */
async function seedRegions(tx: Tx, regions: RegionRow[]) {
  const paths = pathsOf(regions);
  const column = (name: keyof Path) => regions.map((region) => paths.get(region.id)?.[name] ?? null);
  await tx.$executeRaw`INSERT INTO region (id, level)
    SELECT * FROM unnest(${regions.map((region) => region.id)}::int[], ${regions.map((region) => region.level)}::"RegionLevel"[])`;
  await tx.$executeRaw`INSERT INTO region_version (region_id, code, name, parent_id, province_id, city_id, county_id, township_id, valid_from)
    SELECT region_id, code, name, parent_id, province_id, city_id, county_id, township_id, ${toDate(START_OF_RECORDS)}::date
    FROM unnest(${regions.map((region) => region.id)}::int[], ${regions.map((region) => region.code)}::text[],
      ${regions.map((region) => region.name)}::text[], ${regions.map((region) => region.parentId)}::int[],
      ${column('provinceId')}::int[], ${column('cityId')}::int[], ${column('countyId')}::int[], ${column('townshipId')}::int[])
      AS row (region_id, code, name, parent_id, province_id, city_id, county_id, township_id)`;
}

async function seedCalendar(tx: Tx) {
  const { publishedYears, days } = readWorkingDays();
  // A year's notice appears by the November before it.
  await tx.calendarYear.createMany({
    data: publishedYears.map((year) => ({ year, publishedOn: toDate(`${year - 1}-11-30`) })),
  });
  await tx.calendarDay.createMany({ data: days.map(({ day, kind }) => ({ day: toDate(day), kind })) });
}

function findPlaces(regions: RegionRow[]): Places {
  const byCode = new Map(regions.map((region) => [region.code, region.id]));
  const idOf = (code: string) => byCode.get(code) ?? fail(`no region has the code ${code}`);
  const firstVillage = (code: string) =>
    regions.find((region) => region.level === 'VILLAGE' && region.parentId === idOf(code))?.id ??
    fail(`no village in ${code}`);
  return {
    nation: regions.find((region) => region.level === 'NATION')?.id ?? fail('no nation row'),
    henan: idOf(PLACES.henan),
    hunan: idOf(PLACES.hunan),
    lankao: idOf(PLACES.lankao),
    lankaoTownship: idOf(PLACES.lankaoTownship),
    lankaoVillage: firstVillage(PLACES.lankaoTownship),
    beita: idOf(PLACES.beita),
    beitaTownship: idOf(PLACES.beitaTownship),
    beitaVillage: firstVillage(PLACES.beitaTownship),
  };
}

function fail(message: string): never {
  throw new Error(message);
}

async function seedOrganisations(tx: Tx, places: Places): Promise<Map<string, string>> {
  const rows = new Map<string, Branch & { id: string }>();
  for (const seed of ORGANISATIONS) {
    const parent = seed.parent ? rows.get(seed.parent) : undefined;
    const created = await tx.organisation.create({
      data: {
        kind: seed.kind,
        level: seed.level as RegionLevel,
        name: { zh: seed.zh, en: seed.en },
        regionId: places[seed.place],
        parentId: parent?.id ?? null,
      },
      select: { id: true },
    });
    const branch = branchOf(seed.kind, seed.level, created.id, parent ?? null);
    await tx.organisation.update({ where: { id: created.id }, data: branch });
    rows.set(seed.key, { id: created.id, ...branch });
  }
  return new Map([...rows].map(([key, row]) => [key, row.id]));
}

async function seedPeople(tx: Tx, organisations: Map<string, string>, password: string) {
  for (const [index, seed] of PEOPLE.entries()) {
    await tx.user.create({
      data: {
        username: seed.username,
        passwordHash: await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
        name: { zh: seed.zh, en: seed.en },
        staffNumber: String(10_001 + index),
        organisationId: organisations.get(seed.organisation) ?? fail(seed.organisation),
        roles: [seed.role],
      },
    });
  }
}

async function seedProgrammeA(tx: Tx, places: Places, organisations: Map<string, string>) {
  const programmeId = await seedProgramme(tx, 'A', PROGRAMME_A, places, [
    { place: 'henan', from: '2017-05-16', documentNumber: '示例融保〔2017〕1号' },
    { place: 'hunan', from: '2020-01-01', documentNumber: '示例融保〔2020〕1号' },
  ]);
  await tx.authorityLimit.createMany({
    data: AUTHORITY.map((row) => ({
      organisationId: organisations.get(row.organisation) ?? fail(row.organisation),
      programmeId,
      upToFen: row.upToFen,
      approvals: row.approvals,
      validFrom: toDate('2017-05-16'),
      documentNumber: row.document,
    })),
  });
  // domain.md §2A: 2 billion before 18 October 2017 and 5 billion by 31 December 2017
  const { id: officeId } = await tx.user.findUniqueOrThrow({ where: { username: 'office' } });
  const targetId = newUuid();
  const frozenAt = new Date('2017-05-16T09:00:00+08:00');
  await tx.target.create({
    data: {
      id: targetId,
      lineId: targetId,
      programmeId,
      regionId: places.henan,
      provinceId: places.henan,
      status: 'FROZEN',
      documentNumber: '示例融保〔2017〕1号',
      createdById: officeId,
      createdAt: frozenAt,
      frozenById: officeId,
      frozenAt,
      measure: 'FINANCING_FEN',
      startOn: toDate('2017-05-16'),
      name: { zh: '政融保融资目标', en: 'Financing target' },
      milestones: {
        create: [
          { dueOn: toDate('2017-10-18'), value: 200_000_000_000n },
          { dueOn: toDate('2017-12-31'), value: 500_000_000_000n },
        ],
      },
    },
  });
}

/** Regions, calendar and indicators, unless they are there: what every installation needs. */
export async function seedReference(): Promise<void> {
  await db().$transaction((tx) => seedIndicators(tx));
  if ((await db().region.count()) > 0) return;
  await db().$transaction(
    async (tx) => {
      await seedRegions(tx, readRegions());
      await seedCalendar(tx);
    },
    { timeout: 120_000, maxWait: 20_000 },
  );
}

/**
 * The demo is entered with its password alone: who tries it has no telephone with twenty authenticators. An installation
 * without demo people has no such rows, and asks.
 */
async function seedIdentityRules(tx: Tx) {
  const changedAt = toDate(START_OF_RECORDS);
  await tx.identityRule.createMany({ data: ASKED_OF.map((role) => ({ kind: factorKind(role), value: 0, changedAt })) });
}

/** Demo organisations and people, programme A with its authority and targets, and the others. One transaction. */
export async function seedBase(password: string): Promise<void> {
  await seedReference();
  const places = findPlaces(readRegions());
  await db().$transaction(
    async (tx) => {
      const organisations = await seedOrganisations(tx, places);
      await seedPeople(tx, organisations, password);
      await seedProgrammeA(tx, places, organisations);
      await seedProgrammes(tx, places);
      await seedPolicies(tx);
      await seedIdentityRules(tx);
    },
    { timeout: 60_000, maxWait: 20_000 },
  );
}
