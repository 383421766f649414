import type { FormValues } from '@/lib/action-result';

const listOf = (value: string | string[] | undefined): string[] =>
  (value === undefined ? [] : Array.isArray(value) ? value : [value]).filter((entry) => entry !== '');

/** Two entries of a field mean the same: an empty text is as good as none, and one choice is a list of one. */
export function isSameEntry(a: string | string[] | undefined, b: string | string[] | undefined): boolean {
  const [left, right] = [listOf(a), listOf(b)];
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}

/** The names of the fields in which two drafts of one form differ, in the order of the first. */
export function differingFields(mine: FormValues, theirs: FormValues): string[] {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return names.filter((name) => !isSameEntry(mine[name], theirs[name]));
}
