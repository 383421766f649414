import type { ProjectFilter } from './queries';

export type PoolSearch = { q?: string; village?: string; year?: string; after?: string };

/** What the address asks for; anything unreadable in it is left aside. */
export function toFilter({ q, village, year, after }: PoolSearch): ProjectFilter {
  return {
    ...(typeof q === 'string' ? { text: q.slice(0, 100) } : {}),
    ...(typeof village === 'string' ? { village: village.slice(0, 100) } : {}),
    ...(typeof year === 'string' && /^\d{4}$/.test(year) ? { year: Number(year) } : {}),
    ...(typeof after === 'string' ? { after } : {}),
  };
}

/** The same list with other words. */
export function linkWith(search: PoolSearch, change: PoolSearch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, ...change }))
    if (typeof value === 'string' && value) query.set(name, value);
  const text = query.toString();
  return text === '' ? '/projects' : `/projects?${text}`;
}
