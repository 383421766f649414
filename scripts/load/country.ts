import type pg from 'pg';
import type { Role } from '@/domain/permissions';
import type { Stage } from '@/domain/stage';
import { Offices } from './offices';
import { idBytes, Random, seedOf } from './random';

export type Programme = {
  id: Uint8Array;
  code: string;
  weight: number;
  /** given, not lent */
  isGrant: boolean;
  stages: readonly Stage[];
  /** kinds of applicant that may ask */
  kinds: readonly string[];
  definitionByProvince: Readonly<Record<number, Uint8Array>>;
};
export type People = Record<'manager' | 'second' | 'approver' | 'clerk' | 'checker', Uint8Array>;
export type Branch = {
  financierId: Uint8Array;
  provincialBranchId: Uint8Array | null;
  countyBranchId: Uint8Array | null;
  people: People;
};
export type County = {
  id: number;
  /** place in the country: seeds what is made of it, and sets its keys apart */
  index: number;
  code: string;
  cityId: number;
  provinceId: number;
  /** how many cases, before it the counties whose order is earlier have theirs */
  cases: number;
  townshipIds: readonly number[];
  officialId: Uint8Array;
  secondId: Uint8Array;
  branches: readonly Branch[];
  /** what gives grants */
  bureau: Branch;
};
/** What one hand makes at a time. */
export type Province = { id: number; parentId: number; owners: readonly Owner[]; counties: readonly County[] };
/** Who has figures of its own in a province, by the id there, and in the nation. */
export type Owner = { id: Uint8Array; inNation: number };
export type Country = {
  nationId: number;
  provinces: readonly Province[];
  programmes: readonly Programme[];
  /** owners in the nation */
  financierIds: readonly Uint8Array[];
};

/** How often each programme is asked for, of a hundred. */
const WEIGHTS: Record<string, number> = { A: 19, B: 44, C: 19, D: 15, E: 3 };
const FINANCIERS = ['BANK', 'BANK', 'BANK', 'BANK', 'INSURER', 'INSURER'] as const;
const BRANCHES_OF_A_COUNTY = 3;
/** Where the programmes began there are more cases: this share of counties, each with so many times those of another. */
const BUSY = { share: 0.28, times: 5 };

/**
 * The country of a load, on regions, programmes and definitions that are there: financiers with a branch in each province
 * and some in each county, an office and people in each, and each programme in force everywhere. It has all counties, or
 * the first so many, whatever the number of cases.
 */
export async function makeCountry(client: pg.Client, cases: number, seed: number, most: number): Promise<Country> {
  const regions = await readCounties(client, most);
  const offices = new Offices();
  const nation = regions[0]?.nation_id ?? 1;
  const financiers = FINANCIERS.map((kind, index) => {
    const name = { zh: `示例金融机构${index + 1}`, en: `Sample financier ${index + 1}` };
    const row = { kind, level: 'NATION', name, regionId: nation };
    return { kind, id: offices.openBranch(row, 'financierId') };
  });
  const nationOwners = financiers.map(({ id }) => idBytes(id));
  const shares = shareOut(
    cases,
    regions.map((_, index) => {
      const random = new Random(seedOf(seed, index));
      return (0.5 + random.next()) * (random.happens(BUSY.share) ? BUSY.times : 1);
    }),
  );
  const provinces = [...groupBy([...regions.entries()], ([, region]) => region.province_id)].map(
    ([provinceId, members], provinceIndex): Province => {
      const lenders = Array.from({ length: BRANCHES_OF_A_COUNTY }, (_, offset) => {
        const at = (provinceIndex + offset * 2) % financiers.length;
        const { kind, id } = financiers[at] as (typeof financiers)[number];
        const name = { zh: '示例省分行', en: 'Sample provincial branch' };
        const place = { regionId: provinceId, parentId: id, financierId: id };
        const row = { kind, level: 'PROVINCE', name, ...place };
        return { at, kind, financierId: id, id: offices.openBranch(row, 'provincialBranchId') };
      });
      const bureau = openBureau(offices, provinceId);
      nationOwners.push(bureau.financierId);
      const counties = members.map(([index, region]): County => {
        const branches = lenders.map(({ kind, financierId, id: parentId }) => {
          const name = { zh: '示例县支行', en: 'Sample county branch' };
          const above = { regionId: region.id, parentId, financierId, provincialBranchId: parentId };
          const id = offices.openBranch({ kind, level: 'COUNTY', name, ...above }, 'countyBranchId');
          const people = employAll(offices, id);
          const own = { provincialBranchId: idBytes(parentId), countyBranchId: idBytes(id) };
          return { financierId: idBytes(financierId), ...own, people };
        });
        const name = { zh: '示例县级主管部门', en: 'Sample county office' };
        const office = offices.open({ kind: 'COUNTY_OFFICE', level: 'COUNTY', name, regionId: region.id });
        return {
          id: region.id,
          index,
          code: region.code,
          cityId: region.city_id,
          provinceId,
          cases: shares[index] as number,
          townshipIds: region.township_ids,
          officialId: idBytes(offices.employ(office, 'COUNTY_OFFICIAL')),
          secondId: idBytes(offices.employ(office, 'COUNTY_OFFICIAL')),
          branches,
          bureau,
        };
      });
      const owners = lenders.map(({ at, id }) => ({ id: idBytes(id), inNation: at }));
      const owner = { id: bureau.financierId, inNation: nationOwners.length - 1 };
      return { id: provinceId, parentId: nation, owners: [...owners, owner], counties };
    },
  );
  await offices.write(client);
  const programmes = await spreadProgrammes(
    client,
    provinces.map(({ id }) => id),
  );
  return { nationId: nation, provinces, programmes, financierIds: nationOwners };
}

type CountyRow = {
  id: number;
  code: string;
  city_id: number;
  province_id: number;
  nation_id: number;
  township_ids: number[];
};

async function readCounties(client: pg.Client, most: number): Promise<CountyRow[]> {
  const { rows } = await client.query<CountyRow>(
    `SELECT v.region_id AS id, v.code, v.city_id, v.province_id, p.parent_id AS nation_id, t.ids AS township_ids
     FROM region_version v JOIN region r ON r.id = v.region_id AND r.level = 'COUNTY'
     JOIN region_version p ON p.region_id = v.province_id AND p.valid_to IS NULL
     JOIN (
       SELECT t.county_id, array_agg(t.region_id ORDER BY t.region_id) AS ids
       FROM region_version t JOIN region r ON r.id = t.region_id AND r.level = 'TOWNSHIP' WHERE t.valid_to IS NULL GROUP BY 1
     ) t ON t.county_id = v.region_id
     WHERE v.valid_to IS NULL AND v.city_id IS NOT NULL
     ORDER BY v.province_id, v.city_id, v.region_id LIMIT $1`,
    [most],
  );
  return rows;
}

/** The items of each key, in the order in which the keys came. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Whole cases by weight, that add up to all of them. */
function shareOut(cases: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let [weight, given] = [0, 0];
  return weights.map((own) => {
    weight += own;
    const until = Math.round((cases * weight) / all);
    const share = until - given;
    given = until;
    return share;
  });
}

/** The finance bureau of a province, which gives what is not lent. */
function openBureau(offices: Offices, provinceId: number): Branch {
  const name = { zh: '示例财政部门', en: 'Sample finance bureau' };
  const row = { kind: 'FINANCE_BUREAU', level: 'PROVINCE', name, regionId: provinceId };
  const id = offices.openBranch(row, 'financierId');
  return { financierId: idBytes(id), provincialBranchId: null, countyBranchId: null, people: employAll(offices, id) };
}

function employAll(offices: Offices, organisationId: string): People {
  const employ = (role: Role) => idBytes(offices.employ(organisationId, role));
  return {
    manager: employ('ACCOUNT_MANAGER'),
    second: employ('ACCOUNT_MANAGER'),
    approver: employ('APPROVER'),
    clerk: employ('DISBURSEMENT_CLERK'),
    checker: employ('DISBURSEMENT_CHECKER'),
  };
}

/** Puts each programme in force in provinces where it is not yet, by a copy of the definition that is. */
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
  const { rows } = await client.query<ProgrammeRow>(
    `SELECT c.id, c.code, d.province_id, d.id AS definition_id, d.body FROM programme c
     JOIN programme_definition d ON d.programme_id = c.id AND d.status = 'PUBLISHED'
     WHERE c.code = ANY($1) AND d.province_id = ANY($2) ORDER BY c.code`,
    [Object.keys(WEIGHTS), provinceIds],
  );
  return [...groupBy(rows, ({ code }) => code)].map(([code, own]) => {
    const { id, body } = own[0] as ProgrammeRow;
    return {
      id: idBytes(id),
      code,
      weight: WEIGHTS[code] as number,
      isGrant: body.financing === 'GRANT',
      stages: body.stages.map(({ stage }) => stage),
      kinds: body.applicants.map(({ kind }) => kind),
      definitionByProvince: Object.fromEntries(own.map((row) => [row.province_id, idBytes(row.definition_id)])),
    };
  });
}

type ProgrammeRow = {
  id: string;
  code: string;
  province_id: number;
  definition_id: string;
  body: { financing: string; stages: { stage: Stage }[]; applicants: { kind: string }[] };
};
