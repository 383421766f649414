import { confirmUserSheet, discardUserSheet } from '@/features/accounts/actions';
import type { FormAction } from '@/lib/action-result';
import type { SheetSection } from './sheets';

/** What the preview of each part's table can do; each action asks for its own permission. */
export const SHEET_ACTIONS = {
  users: { confirm: confirmUserSheet, discard: discardUserSheet },
} as const satisfies Record<SheetSection, { confirm: FormAction; discard: FormAction }>;
