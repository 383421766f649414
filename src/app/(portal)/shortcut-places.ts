import { getTranslations } from 'next-intl/server';
import type { Destination } from '@/components/shell/shortcut-list';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';

/** The places one gets to with `g` and a letter: those of them that this person has. */
export async function shortcutPlaces(actor: Actor): Promise<Destination[]> {
  const t = await getTranslations('shell');
  return [
    { key: 'w', href: '/worklist', label: t('worklist') },
    ...(can(actor, 'case.read') ? [{ key: 'c', href: '/cases', label: t('cases') }] : []),
    ...(can(actor, 'payment.read') ? [{ key: 'p', href: '/payments', label: t('payments') }] : []),
    ...(can(actor, 'figure.read') ? [{ key: 'r', href: '/reports', label: t('reports') }] : []),
  ];
}
