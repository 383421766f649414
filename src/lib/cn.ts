import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({ extend: { theme: { radius: ['ctl'], shadow: ['pop'] } } });

/** Joins class names; of two utilities for the same property the last one wins. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
