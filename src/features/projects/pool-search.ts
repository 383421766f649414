import type { Translator } from '@/i18n/translator';
import type { ProjectFilter } from './queries';

type PoolSearch = Readonly<Partial<Record<'q' | 'village' | 'year', string | undefined>>>;

/** What the address asks for; anything unreadable in it is left aside. */
export function toFilter({ q, village, year }: PoolSearch): ProjectFilter {
  return {
    ...(q ? { text: q.slice(0, 100) } : {}),
    ...(village ? { village: village.slice(0, 100) } : {}),
    ...(year && /^\d{4}$/.test(year) ? { year: Number(year) } : {}),
  };
}

/** The chosen filters in words, each with the part of the address that it stands in. */
export function describePoolFilter(t: Translator, { text, village, year }: ProjectFilter) {
  const words: { name: keyof PoolSearch & string; head: string; value: string }[] = [];
  if (text) words.push({ name: 'q', head: t('projects.list.text'), value: text });
  if (village) words.push({ name: 'village', head: t('projects.list.village'), value: village });
  if (year) words.push({ name: 'year', head: t('projects.list.year'), value: String(year) });
  return words;
}
