import { getTranslations } from 'next-intl/server';
import { Tabs } from '@/components/ui/tabs';
import { type About, FIGURE_PAGES, pageOf } from '../links';

/** From one page of figures to another of the same place, programme and day. */
export async function FigureTabs({ about }: { about: About }) {
  const t = await getTranslations('dashboards.tabs');
  const items = FIGURE_PAGES.map((page) => ({
    href: pageOf(about, page),
    label: t(page),
    current: page === (about.page ?? 'overview'),
  }));
  return <Tabs items={items} label={t('label')} />;
}
