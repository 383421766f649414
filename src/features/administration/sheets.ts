import { USER_SHEET } from '@/features/accounts/sheet';
import type { AnySheet } from '@/features/sheet-imports/definition';
import type { SectionName } from './sections';

/** The parts of administration that are also filled by Excel. */
export const ADMINISTRATION_SHEETS = {
  users: USER_SHEET,
} as const satisfies Partial<Record<SectionName, AnySheet>>;

export type SheetSection = keyof typeof ADMINISTRATION_SHEETS;

/** The part of this name with its table, or null for a part that has none. */
export function sheetSectionOf(name: string): { section: SheetSection; definition: AnySheet } | null {
  if (!Object.hasOwn(ADMINISTRATION_SHEETS, name)) return null;
  const section = name as SheetSection;
  return { section, definition: ADMINISTRATION_SHEETS[section] };
}
