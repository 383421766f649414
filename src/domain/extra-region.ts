import type { RegionLevel } from './actor';
import type { RefusalValue } from './refusal';

/** Units that the national extract lacks get ids from here on: the extract counts on from its own last one. */
export const FIRST_EXTRA_REGION = 500_000_000;

/** Levels at which a unit may be missing from the extract, with the levels it may lie in and the digits of its code. */
export const EXTRA_LEVELS = {
  COUNTY: { parents: ['CITY', 'PROVINCE'], digits: 6 },
  TOWNSHIP: { parents: ['COUNTY'], digits: 9 },
  VILLAGE: { parents: ['TOWNSHIP'], digits: 12 },
} as const satisfies Partial<Record<RegionLevel, { parents: readonly RegionLevel[]; digits: number }>>;
export type ExtraLevel = keyof typeof EXTRA_LEVELS;

export type RegionPath = {
  provinceId: number | null;
  cityId: number | null;
  countyId: number | null;
  townshipId: number | null;
};

/** Refuses REGION_PARENT_LEVEL and REGION_CODE_DIGITS {digits}; a unit without a code is all right. */
export function checkExtraRegion(level: ExtraLevel, parent: RegionLevel, code: string | null): RefusalValue | null {
  const { parents, digits } = EXTRA_LEVELS[level];
  if (!(parents as readonly RegionLevel[]).includes(parent)) return { code: 'REGION_PARENT_LEVEL' };
  return code !== null && !new RegExp(`^\\d{${digits}}$`).test(code)
    ? { code: 'REGION_CODE_DIGITS', params: { digits } }
    : null;
}

/** The path of a new unit: its parent's, and itself at its own level. */
export function pathBelow(parent: RegionPath, level: ExtraLevel, id: number): RegionPath {
  if (level === 'COUNTY') return { ...parent, countyId: id };
  return level === 'TOWNSHIP' ? { ...parent, townshipId: id } : { ...parent };
}
