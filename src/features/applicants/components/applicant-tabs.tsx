import { getTranslations } from 'next-intl/server';
import { Tabs } from '@/components/ui/tabs';

/** Households and operating entities are two lists under one menu word. */
export async function ApplicantTabs({ current }: { current: 'households' | 'entities' }) {
  const t = await getTranslations('applicants');
  return (
    <Tabs
      segment
      label={t('tabs.label')}
      items={(['households', 'entities'] as const).map((list) => ({
        href: `/${list}`,
        label: t(`tabs.${list}`),
        current: list === current,
      }))}
    />
  );
}
