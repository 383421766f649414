import { getTranslations } from 'next-intl/server';
import { IndexNav } from '@/components/ui/index-nav';
import { addressOf } from '@/lib/address';

/** The views in the order in which they are asked for: what I owe, what others owe me, and then the past. */
export const VIEWS = ['waiting', 'handed-on', 'done', 'started', 'copied', 'drafts'] as const;
export type View = (typeof VIEWS)[number];

/** Where a view stands, searched and paged or not. */
export const viewHref = (view: View, search: { q?: string; after?: string } = {}) =>
  addressOf('/worklist', { view: view === 'waiting' ? undefined : view, ...search });

/** The second level of the worklist, with the number of rows behind each word. */
export async function WorklistIndex({ counts, current }: { counts: Record<View, number>; current: View }) {
  const t = await getTranslations('worklist');
  const items = VIEWS.map((view) => ({
    href: viewHref(view),
    label: t(`views.${view}`),
    count: counts[view],
    current: view === current,
  }));
  return <IndexNav label={t('title')} groups={[{ title: t('mine'), items }]} />;
}
