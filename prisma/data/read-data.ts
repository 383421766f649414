import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export type RegionLevel = 'NATION' | 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';

/** A region as the seed writes it; `id` is given once and kept for ever, `code` may change. Only the nation has no parent. */
export type RegionRow = { id: number; code: string; name: string; level: RegionLevel; parentId: number | null };

/** A day that differs from plain weeks, with the name of the holiday it belongs to. */
export type WorkingDayRow = { day: string; kind: 'HOLIDAY' | 'WORKDAY'; name: string };

/** Every region of the committed extract, a parent always before its children. Sources: README.md. */
export function readRegions(): RegionRow[] {
  const text = gunzipSync(readFileSync(join(import.meta.dirname, 'regions.csv.gz')));
  const rows: Record<'id' | 'code' | 'name' | 'level' | 'parent_id', string>[] = parse(text, { columns: true });
  return rows.map(({ id, code, name, level, parent_id }) => ({
    id: Number(id),
    code,
    name,
    level: level as RegionLevel,
    parentId: parent_id === '' ? null : Number(parent_id),
  }));
}

/** The published years and the days they change. A year that is not listed is computed from weekends and fixed holidays. */
export function readWorkingDays(): { publishedYears: number[]; days: WorkingDayRow[] } {
  const text = readFileSync(join(import.meta.dirname, 'working-days.json'), 'utf8');
  const source = JSON.parse(text) as { publishedYears: number[]; days: [string, WorkingDayRow['kind'], string][] };
  return {
    publishedYears: source.publishedYears,
    days: source.days.map(([day, kind, name]) => ({ day, kind, name })),
  };
}
