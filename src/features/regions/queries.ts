import 'server-only';
import type { RegionLevel } from '@/domain/actor';
import type { RefusalValue } from '@/domain/refusal';
import { shortCode } from '@/domain/region-code';
import { removeSpaces } from '@/lib/text';
import type { Tx } from '@/server/db';

export type NamedRegion = {
  id: number;
  level: RegionLevel;
  name: string;
  provinceId: number | null;
  cityId: number | null;
  countyId: number | null;
  townshipId: number | null;
  /** itself and all above it */
  within: number[];
};

/**
 * The place that somebody typed: a code, or names from the outside in with strokes between (`province/county/town`), of
 * which those above may be left out while one place remains. REGION_UNKNOWN {name}, REGION_AMBIGUOUS {name, count}.
 */
export async function findNamedRegion(tx: Tx, typed: string): Promise<NamedRegion | RefusalValue> {
  const parts = typed
    .split(/[/\uff0f>\uff1e]/)
    .map(removeSpaces)
    .filter((part) => part !== '');
  const own = parts.at(-1) ?? '';
  const named = (where: { code: string } | { name: string }) =>
    tx.regionVersion.findMany({ where: { validTo: null, ...where }, include: { region: true }, take: 200 });
  const exact = await named(/^\d+$/.test(own) ? { code: own } : { name: own });
  // a few places keep a code with zeros behind: what stands there as typed goes first
  const found = exact.length > 0 || !/^\d+$/.test(own) ? exact : await named({ code: shortCode(own) });
  const ids = (row: (typeof found)[number]) =>
    [row.provinceId, row.cityId, row.countyId, row.townshipId].filter((id) => id !== null && id !== row.regionId);
  const above = await tx.regionVersion.findMany({
    where: { validTo: null, name: { in: parts.slice(0, -1) }, regionId: { in: found.flatMap(ids) as number[] } },
    select: { regionId: true, name: true },
  });
  const fitting = found.filter((row) =>
    parts
      .slice(0, -1)
      .every((part) => above.some(({ regionId, name }) => name === part && ids(row).includes(regionId))),
  );
  const [row] = fitting;
  if (!row) return { code: 'REGION_UNKNOWN', params: { name: typed } };
  if (fitting.length > 1) return { code: 'REGION_AMBIGUOUS', params: { name: typed, count: fitting.length } };
  const { provinceId, cityId, countyId, townshipId } = row;
  const within = [...new Set([...ids(row), row.regionId])] as number[];
  return {
    id: row.regionId,
    level: row.region.level,
    name: row.name,
    provinceId,
    cityId,
    countyId,
    townshipId,
    within,
  };
}
