import { removeSpaces } from '@/lib/text';

export interface VillageOption {
  id: string;
  name: string;
  /** Name of its township, to tell two villages of one name apart. */
  townshipName?: string | null;
}

export type VillageMatch<V extends VillageOption> =
  | { kind: 'EXACT' | 'NORMALISED'; village: V }
  | { kind: 'AMBIGUOUS'; villages: V[] }
  | { kind: 'NONE' };

/**
 * Finds the village that a table means. EXACT: the very name. NORMALISED: the same but for 村, 社区, 村委会, 居委会 or the township written before it;
 * a person should see it. AMBIGUOUS: several fit, the person chooses. Similar names never match.
 */
export function matchVillage<V extends VillageOption>(
  name: string,
  villages: readonly V[],
  townshipName: string | null = null,
): VillageMatch<V> {
  const plain = removeSpaces(name);
  if (plain === '') return { kind: 'NONE' };
  const inTownship = (village: V) =>
    !townshipName || !village.townshipName || baseOfTownship(village.townshipName) === baseOfTownship(townshipName);
  const among = villages.filter(inTownship);
  const exact = among.filter((village) => removeSpaces(village.name) === plain);
  if (exact.length > 0) return one('EXACT', exact);

  const base = baseOfVillage(plain);
  const near = among.filter((village) => {
    const own = baseOfVillage(removeSpaces(village.name));
    const prefix = village.townshipName ? removeSpaces(village.townshipName) : null;
    return (
      own === base || (prefix !== null && plain.startsWith(prefix) && baseOfVillage(plain.slice(prefix.length)) === own)
    );
  });
  return near.length === 0 ? { kind: 'NONE' } : one('NORMALISED', near);
}

function one<V extends VillageOption>(kind: 'EXACT' | 'NORMALISED', villages: V[]): VillageMatch<V> {
  const [village] = villages;
  return village && villages.length === 1 ? { kind, village } : { kind: 'AMBIGUOUS', villages };
}

/** 苗儿村民委员会, 苗儿村委会, 苗儿社区, 苗儿村 → 苗儿. A name that is only a suffix stays. */
function baseOfVillage(name: string): string {
  return name
    .replace(/(?<=.)(村民委员会|社区居民委员会|居民委员会|社区居委会|村委会|居委会)$/, '')
    .replace(/(?<=.)(村|社区)$/, '');
}

function baseOfTownship(name: string): string {
  return removeSpaces(name)
    .replace(/(?<=.)(人民政府|办事处)$/, '')
    .replace(/(?<=.)(街道|镇|乡)$/, '');
}

/** Key by which a second import knows a line again: year, village, name and content; width, spaces and punctuation do not count, nor does the amount, which may be adjusted. */
export function fundLineFingerprint(
  line: { village: string | null; projectName: string | null; content: string | null },
  year: number | null,
): string {
  const part = (text: string | null) =>
    removeSpaces(text ?? '')
      .replace(/[\p{P}\p{S}]/gu, '')
      .toLowerCase();
  const village = part(line.village)
    .replace(/(?<=.)(村民委员会|村委会)$/, '村')
    .replace(/(?<=.)村村$/, '村')
    .replace(/(?<=.)(社区居民委员会|居民委员会|社区居委会|居委会)$/, '社区');
  return [year ?? '', village, part(line.projectName), part(line.content)].join('|');
}
