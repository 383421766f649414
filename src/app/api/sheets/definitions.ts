import { ADMINISTRATION_SHEETS } from '@/features/administration/sheets';
import { BACK_ENTRY_SHEET } from '@/features/back-entries/sheet';
import { BANK_RETURN_SHEET } from '@/features/bank-returns/sheet';
import type { AnySheet } from '@/features/sheet-imports/definition';

/** Every kind of table that can be uploaded, whichever feature it belongs to. */
const DEFINITIONS: readonly AnySheet[] = [...Object.values(ADMINISTRATION_SHEETS), BACK_ENTRY_SHEET, BANK_RETURN_SHEET];

/** The definition of this kind, or undefined for a kind that nobody takes. */
export function sheetOfKind(kind: string): AnySheet | undefined {
  return DEFINITIONS.find((definition) => definition.kind === kind);
}
