import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Paging } from '@/domain/list-paging';
import type { HouseholdSort } from '@/domain/lists';
import type { SheetColumn } from '@/domain/sheet';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatDayOf } from '@/lib/format-day';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import { visibleInRegion } from '@/server/scope';
import type { ApplicantFilter } from './list-filter';
import { type HouseholdRow, listHouseholds } from './list-queries';

/** A household with its head's numbers as they are. */
export type FullHouseholdRow = HouseholdRow & { phone: string | null };

/**
 * Households with identity number and telephone of their head in full. For files that another person approved and for
 * nothing else: what is shown one by one is `revealPersonalData`.
 */
export async function listHouseholdsInFull(
  actor: Actor,
  filter: ApplicantFilter<'households'>,
  paging: Paging<HouseholdSort>,
): Promise<{ rows: FullHouseholdRow[]; next: string | null }> {
  const page = await listHouseholds(actor, filter, paging, { totals: 'none' });
  const members = await read(actor, (tx) =>
    tx.person.findMany({
      where: { householdId: { in: page.rows.map(({ id }) => id) }, household: visibleInRegion(actor) },
      orderBy: { id: 'asc' },
    }),
  );
  const rows = page.rows.map((row) => {
    const own = members.filter(({ householdId }) => householdId === row.id);
    const head = own.find(({ relation }) => relation === 'HEAD') ?? own[0];
    return {
      ...row,
      identityNumber: head?.identityNumberCipher ? decrypt(head.identityNumberCipher) : '',
      phone: head?.phoneCipher ? decrypt(head.phoneCipher) : null,
    };
  });
  return { rows, next: page.next };
}

/** What such a file holds: names and numbers as they are, and where the household is. */
export function fullHouseholdColumns(locale: Locale): SheetColumn<FullHouseholdRow>[] {
  const t = translatorFor(locale);
  const of = (
    code: 'head' | 'identityNumber' | 'place' | 'kind' | 'members' | 'registeredOn',
    column: Omit<SheetColumn<FullHouseholdRow>, 'head'>,
  ) => ({ head: t(`applicants.households.columns.${code}`), ...column });
  return [
    of('head', { kind: 'text', width: 14, value: (row) => row.headName }),
    of('identityNumber', { kind: 'text', width: 22, value: (row) => row.identityNumber }),
    { head: t('applicants.households.phone'), kind: 'text', width: 16, value: (row) => row.phone },
    of('place', { kind: 'text', width: 30, value: (row) => row.place }),
    of('kind', { kind: 'text', width: 14, value: (row) => t(`applicants.householdKinds.${row.kind}`) }),
    of('members', { kind: 'count', width: 8, value: (row) => row.members }),
    of('registeredOn', { kind: 'day', width: 12, value: (row) => formatDayOf(row.registeredAt) }),
  ];
}
