import type pg from 'pg';
import type { Role } from '@/domain/permissions';
import { makeId, type Random } from './random';

export type Programme = { id: string; code: string; definitionByProvince: ReadonlyMap<number, string>; weight: number };
export type Branch = {
  countyBranchId: string;
  provincialBranchId: string;
  financierId: string;
  people: { manager: string; second: string; approver: string; clerk: string; checker: string };
};
export type County = {
  id: number;
  code: string;
  cityId: number;
  provinceId: number;
  townshipIds: readonly number[];
  officialId: string;
  branches: readonly Branch[];
};
export type Country = {
  counties: readonly County[];
  programmes: readonly Programme[];
  financierIds: readonly string[];
};

/** Programmes whose money is lent, by how often a household or a firm asks for each. */
const WEIGHTS: Record<string, number> = { A: 20, B: 45, C: 20, D: 15 };
const FINANCIERS = ['BANK', 'BANK', 'BANK', 'BANK', 'INSURER', 'INSURER'] as const;
const BRANCHES_OF_A_COUNTY = 3;
/** An account that nobody can sign in with: no password has this hash. */
const NO_PASSWORD = '!';

type Region = { id: number; code: string; level: string; city_id: number | null; province_id: number | null };
type OrganisationRow = {
  id: string;
  kind: string;
  level: string;
  name: { zh: string; en: string };
  regionId: number;
  parentId?: string;
  financierId?: string;
  provincialBranchId?: string;
  countyBranchId?: string;
};

/** Gathers organisations and their people, and writes each kind in one statement. */
class Offices {
  readonly #organisations: OrganisationRow[] = [];
  readonly #users: { id: string; username: string; organisationId: string; roles: readonly Role[] }[] = [];
  readonly #founded = Date.UTC(2016, 0, 4);

  open(row: Omit<OrganisationRow, 'id'>): string {
    const id = makeId(this.#founded);
    this.#organisations.push({ id, ...row });
    return id;
  }

  /** A branch or head office is also its own in the column of its level, which a person's scope reads. */
  openBranch(row: Omit<OrganisationRow, 'id'>, own: 'financierId' | 'provincialBranchId' | 'countyBranchId'): string {
    const id = this.open(row);
    Object.assign(this.#organisations.at(-1) as OrganisationRow, { [own]: id });
    return id;
  }

  employ(organisationId: string, ...roles: readonly Role[]): string {
    const id = makeId(this.#founded);
    this.#users.push({ id, username: `load-${this.#users.length + 1}`, organisationId, roles });
    return id;
  }

  async write(client: pg.Client): Promise<void> {
    await client.query(
      `INSERT INTO organisation (id, kind, level, name, region_id, parent_id, financier_id, provincial_branch_id, county_branch_id)
       SELECT id, kind::"OrganisationKind", level::"RegionLevel", name, "regionId", "parentId", "financierId", "provincialBranchId", "countyBranchId"
       FROM jsonb_to_recordset($1) AS row (id uuid, kind text, level text, name jsonb, "regionId" int, "parentId" uuid,
         "financierId" uuid, "provincialBranchId" uuid, "countyBranchId" uuid)`,
      [JSON.stringify(this.#organisations)],
    );
    await client.query(
      `INSERT INTO app_user (id, username, password_hash, name, staff_number, organisation_id, roles)
       SELECT id, username, '${NO_PASSWORD}', jsonb_build_object('zh', username, 'en', username), username, "organisationId",
         ARRAY(SELECT jsonb_array_elements_text(roles))::"Role"[]
       FROM jsonb_to_recordset($1) AS row (id uuid, username text, "organisationId" uuid, roles jsonb)`,
      [JSON.stringify(this.#users)],
    );
  }
}

/** How many counties take part when there are so many cases: a programme begins in some and spreads to all. */
export function countTakingPart(cases: number, counties: number): number {
  return Math.min(counties, Math.max(10, Math.round(counties * (1 - Math.exp(-cases / 3_000_000)))));
}

/**
 * The country of a load, on regions, programmes and definitions that are there: financiers with a branch in each province
 * and three in each county that takes part, an office and people in each, and each lent programme in force everywhere.
 */
export async function makeCountry(client: pg.Client, cases: number, random: Random): Promise<Country> {
  const { rows: regions } = await client.query<Region>(
    `SELECT v.region_id AS id, v.code, r.level::text AS level, v.city_id, v.province_id
     FROM region_version v JOIN region r ON r.id = v.region_id WHERE v.valid_to IS NULL ORDER BY v.code`,
  );
  const { rows: townships } = await client.query<{ county_id: number; ids: number[] }>(
    `SELECT v.county_id, array_agg(v.region_id ORDER BY v.region_id) AS ids
     FROM region_version v JOIN region r ON r.id = v.region_id
     WHERE v.valid_to IS NULL AND r.level = 'TOWNSHIP' GROUP BY 1`,
  );
  const townshipsOf = new Map(townships.map((row) => [row.county_id, row.ids]));
  const all = regions.filter((row) => row.level === 'COUNTY' && row.city_id && townshipsOf.has(row.id));
  const shuffled = all.map((county) => ({ county, order: random.next() })).sort((a, b) => a.order - b.order);
  // by city, so that what belongs together is made together
  const chosen = shuffled
    .slice(0, countTakingPart(cases, all.length))
    .map((row) => row.county)
    .sort((a, b) => (a.city_id as number) - (b.city_id as number) || a.id - b.id);

  const offices = new Offices();
  const nation = regions.find((row) => row.level === 'NATION')?.id ?? 1;
  const name = (zh: string, en: string) => ({ zh, en });
  const financiers = FINANCIERS.map((kind, index) => ({
    kind,
    id: offices.openBranch(
      {
        kind,
        level: 'NATION',
        name: name(`示例金融机构${index + 1}`, `Sample financier ${index + 1}`),
        regionId: nation,
      },
      'financierId',
    ),
  }));
  const provincial = new Map<string, string>();
  const provincialBranch = (financier: (typeof financiers)[number], provinceId: number): string => {
    const key = `${financier.id} ${provinceId}`;
    const known = provincial.get(key);
    if (known) return known;
    const row = { kind: financier.kind, level: 'PROVINCE', name: name('示例省分行', 'Sample provincial branch') };
    const own = { ...row, regionId: provinceId, parentId: financier.id, financierId: financier.id };
    const id = offices.openBranch(own, 'provincialBranchId');
    provincial.set(key, id);
    return id;
  };
  const countyBranch = (financier: (typeof financiers)[number], county: Region): Branch => {
    const provincialBranchId = provincialBranch(financier, county.province_id as number);
    const row = { kind: financier.kind, level: 'COUNTY', name: name('示例县支行', 'Sample county branch') };
    const place = { regionId: county.id, parentId: provincialBranchId, financierId: financier.id, provincialBranchId };
    const countyBranchId = offices.openBranch({ ...row, ...place }, 'countyBranchId');
    const employ = (role: Role) => offices.employ(countyBranchId, role);
    const people = {
      manager: employ('ACCOUNT_MANAGER'),
      second: employ('ACCOUNT_MANAGER'),
      approver: employ('APPROVER'),
      clerk: employ('DISBURSEMENT_CLERK'),
      checker: employ('DISBURSEMENT_CHECKER'),
    };
    return { countyBranchId, provincialBranchId, financierId: financier.id, people };
  };
  const counties = chosen.map((county, index): County => {
    const office = offices.open({
      kind: 'COUNTY_OFFICE',
      level: 'COUNTY',
      name: name('示例县级主管部门', 'Sample county office'),
      regionId: county.id,
    });
    const lenders = Array.from(
      { length: BRANCHES_OF_A_COUNTY },
      (_, offset) => financiers[(index + offset * 2) % financiers.length] as (typeof financiers)[number],
    );
    return {
      id: county.id,
      code: county.code,
      cityId: county.city_id as number,
      provinceId: county.province_id as number,
      townshipIds: townshipsOf.get(county.id) ?? [],
      officialId: offices.employ(office, 'COUNTY_OFFICIAL'),
      branches: lenders.map((financier) => countyBranch(financier, county)),
    };
  });
  await offices.write(client);
  const provinces = [...new Set(counties.map((county) => county.provinceId))];
  return {
    counties,
    programmes: await spreadProgrammes(client, provinces),
    financierIds: financiers.map((row) => row.id),
  };
}

/** Puts each lent programme in force in provinces where it is not yet, by a copy of the definition that is. */
async function spreadProgrammes(client: pg.Client, provinceIds: readonly number[]): Promise<Programme[]> {
  await client.query(
    `INSERT INTO programme_definition (id, programme_id, version, status, body, province_id, effective_from, document_number)
     SELECT gen_random_uuid(), d.programme_id, d.version, 'PUBLISHED', d.body, p.id, d.effective_from, d.document_number
     FROM programme c
     JOIN LATERAL (SELECT * FROM programme_definition WHERE programme_id = c.id AND status = 'PUBLISHED' LIMIT 1) d ON true
     CROSS JOIN unnest($2::int[]) AS p(id)
     WHERE c.code = ANY($1) AND NOT EXISTS (
       SELECT FROM programme_definition e WHERE e.programme_id = c.id AND e.province_id = p.id AND e.status = 'PUBLISHED')`,
    [Object.keys(WEIGHTS), provinceIds],
  );
  const { rows } = await client.query<{ id: string; code: string; province_id: number; definition_id: string }>(
    `SELECT c.id, c.code, d.province_id, d.id AS definition_id FROM programme c
     JOIN programme_definition d ON d.programme_id = c.id AND d.status = 'PUBLISHED'
     WHERE c.code = ANY($1) ORDER BY c.code`,
    [Object.keys(WEIGHTS)],
  );
  return [...new Set(rows.map((row) => row.code))].map((code) => {
    const own = rows.filter((row) => row.code === code);
    return {
      id: own[0]?.id as string,
      code,
      definitionByProvince: new Map(own.map((row) => [row.province_id, row.definition_id])),
      weight: WEIGHTS[code] as number,
    };
  });
}
