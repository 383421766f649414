import 'server-only';
import type { BulkVillage } from '@/domain/bulk-import';
import { fundLineFingerprint, matchVillage, type VillageMatch } from '@/domain/fund-table/matching';
import { listVillages } from '@/features/projects/queries-import';
import { read } from '@/server/command';
import type { Seer } from '@/server/row-scope';
import type { ImportArea } from './scope';

export type County = { provinceId: number; cityId: number; countyId: number; code: string };

/** What is known of one county while its rows are read. */
export type CountyRows = {
  county: County;
  findVillage: (name: string, township: string | null) => VillageMatch<BulkVillage> | null;
  townshipOf: (villageId: number) => number | null;
  /** keys of pool projects that carry none and stand in no plan: those entered before keys were kept */
  keysWithout: ReadonlySet<string>;
};

/** The counties of an area by code and by name; a name that two of them have stands for neither. */
export async function listCounties(actor: Seer, area: ImportArea): Promise<Map<string, County>> {
  const rows = await read(actor, (tx) =>
    tx.regionVersion.findMany({
      where: {
        validTo: null,
        region: { level: 'COUNTY' },
        ...(area.column === 'countyId' ? { regionId: area.regionId } : { [area.column]: area.regionId }),
      },
      select: { regionId: true, name: true, code: true, provinceId: true, cityId: true },
    }),
  );
  const found = new Map<string, County>();
  const twice = new Set<string>();
  for (const { regionId, name, code, provinceId, cityId } of rows) {
    if (provinceId === null || cityId === null) throw new Error('a county lies in a province and a city');
    const county = { provinceId, cityId, countyId: regionId, code: code ?? String(regionId) };
    if (found.has(name)) twice.add(name);
    found.set(name, county);
    found.set(county.code, county);
  }
  for (const name of twice) found.delete(name);
  return found;
}

// A list is sorted by county as a rule; more of them than this are looked up again.
const MOST_COUNTIES = 200;

/** The counties' villages as rows ask for them, each looked up once. */
export function countyRows(actor: Seer): (county: County) => Promise<CountyRows> {
  const known = new Map<number, CountyRows>();
  return async (county) => {
    const before = known.get(county.countyId);
    if (before) return before;
    if (known.size >= MOST_COUNTIES) known.clear();
    const loaded = await loadCounty(actor, county);
    known.set(county.countyId, loaded);
    return loaded;
  };
}

function loadCounty(actor: Seer, county: County): Promise<CountyRows> {
  return read(actor, async (tx) => {
    const { countyId } = county;
    const villages = await listVillages(tx, countyId);
    const above = await tx.regionVersion.findMany({
      where: { countyId, validTo: null, region: { level: 'VILLAGE' } },
      select: { regionId: true, parentId: true },
    });
    const townships = new Map(above.map(({ regionId, parentId }) => [regionId, parentId]));
    const unkept = await tx.project.findMany({
      where: { countyId, fingerprint: null, planLine: null, status: 'IN_POOL' },
      select: { year: true, villageName: true, name: true, content: true },
    });
    const matches = new Map<string, VillageMatch<BulkVillage>>();
    return {
      county,
      findVillage(name, township) {
        // Where the region data end at the township there is nothing to compare with.
        if (villages.length === 0) return null;
        const asked = `${township ?? ''}|${name}`;
        const match = matches.get(asked) ?? matchVillage(name, villages, township);
        matches.set(asked, match);
        return match;
      },
      townshipOf: (villageId) => townships.get(villageId) ?? null,
      keysWithout: new Set(
        unkept.map(({ year, villageName, name, content }) =>
          fundLineFingerprint({ village: villageName, projectName: name, content }, year),
        ),
      ),
    };
  });
}
