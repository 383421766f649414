import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { IndexNav } from '@/components/ui/index-nav';
import { IndexedPage } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { type SectionName, sectionsFor } from '../sections';

/** A page of administration with the index of those this actor may open; not found for anybody else. */
export function AdminPage({ actor, current, children }: { actor: Actor; current: SectionName; children: ReactNode }) {
  const t = useTranslations('administration');
  const sections = sectionsFor(actor);
  if (!sections.includes(current)) notFound();
  const items = sections.map((name) => ({
    href: `/admin/${name}`,
    label: t(`sections.${name}`),
    current: name === current,
  }));
  return <IndexedPage index={<IndexNav label={t('index')} groups={[{ items }]} />}>{children}</IndexedPage>;
}
