import { getTranslations } from 'next-intl/server';
import { Tabs } from '@/components/ui/tabs';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';

type Props = { actor: Actor; current: 'households' | 'entities' };

/** Households and operating entities are two lists under one menu word, with what of their data is kept and erased. */
export async function ApplicantTabs({ actor, current }: Props) {
  const t = await getTranslations('applicants');
  return (
    <Tabs
      segment
      label={t('tabs.label')}
      items={[
        ...(['households', 'entities'] as const).map((list) => ({
          href: `/${list}`,
          label: t(`tabs.${list}`),
          current: list === current,
        })),
        ...(can(actor, 'retention.read')
          ? [{ href: '/admin/retention', label: t('tabs.retention'), current: false }]
          : []),
      ]}
    />
  );
}
