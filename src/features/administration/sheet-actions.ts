import { confirmUserSheet, discardUserSheet } from '@/features/accounts/actions';
import { confirmAuthoritySheet, discardAuthoritySheet } from '@/features/authority/actions';
import { confirmOrganisationSheet, discardOrganisationSheet } from '@/features/organisations/actions';
import { confirmRegionSheet, discardRegionSheet } from '@/features/regions/actions';
import type { FormAction } from '@/lib/action-result';
import type { SheetSection } from './sheets';

/** What the preview of each part's table can do; each action asks for its own permission. */
export const SHEET_ACTIONS = {
  users: { confirm: confirmUserSheet, discard: discardUserSheet },
  organisations: { confirm: confirmOrganisationSheet, discard: discardOrganisationSheet },
  regions: { confirm: confirmRegionSheet, discard: discardRegionSheet },
  authority: { confirm: confirmAuthoritySheet, discard: discardAuthoritySheet },
} as const satisfies Record<SheetSection, { confirm: FormAction; discard: FormAction }>;
