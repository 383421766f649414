import type { ListName } from '@/domain/lists';

/** Where each list lives. */
export const LIST_PATHS = {
  cases: '/cases',
  payments: '/payments',
  projects: '/projects',
} as const satisfies Record<ListName, string>;
