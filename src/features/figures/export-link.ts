import { type About, paramsOf } from './links';

/** Where the file of one figure of a page is written. */
export function fileOf(about: About, figure: string, more: Readonly<Record<string, string>> = {}): string {
  const { page = 'overview' } = about;
  return `/api/figures?${new URLSearchParams({ ...paramsOf(about), page, figure, ...more })}`;
}
