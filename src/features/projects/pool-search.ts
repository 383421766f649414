import type { PagingSearch } from '@/domain/list-paging';
import type { Translator } from '@/i18n/translator';
import { addressOf } from '@/lib/address';
import type { ProjectFilter } from './queries';

export type PoolSearch = PagingSearch & Partial<Record<'q' | 'village' | 'year' | 'view', string>>;

/** What the address asks for; anything unreadable in it is left aside. */
export function toFilter({ q, village, year }: PoolSearch): ProjectFilter {
  return {
    ...(q ? { text: q.slice(0, 100) } : {}),
    ...(village ? { village: village.slice(0, 100) } : {}),
    ...(year && /^\d{4}$/.test(year) ? { year: Number(year) } : {}),
  };
}

/** The same list with other words; another filter or order begins at the first page. */
export function linkWith(search: PoolSearch, change: { [name in keyof PoolSearch]: string | undefined }): string {
  return addressOf('/projects', { ...search, after: undefined, before: undefined, ...change });
}

/** The chosen filters in words, each with the part of the address that it stands in. */
export function describePoolFilter(t: Translator, { text, village, year }: ProjectFilter) {
  const words: { name: keyof PoolSearch; head: string; value: string }[] = [];
  if (text) words.push({ name: 'q', head: t('projects.list.text'), value: text });
  if (village) words.push({ name: 'village', head: t('projects.list.village'), value: village });
  if (year) words.push({ name: 'year', head: t('projects.list.year'), value: String(year) });
  return words;
}
