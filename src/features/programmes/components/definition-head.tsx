import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { labelOf } from '@/i18n/label';
import { formatDayRange, formatInstant } from '@/lib/format-day';
import type { DefinitionView } from '../queries';

/** What a version is called wherever it is spoken of. */
export function useDefinitionTitle() {
  const locale = useLocale();
  return ({ code, name, province }: Pick<DefinitionView, 'code' | 'name' | 'province'>) =>
    `${code} ${labelOf(name, locale)} ${province}`;
}

/** The head of a version's pages: which it is, where it stands, by which document. `page` is the word of a page below it. */
export function DefinitionHead({
  definition,
  page,
  actions,
}: {
  definition: DefinitionView;
  page?: string;
  actions?: ReactNode;
}) {
  const t = useTranslations('programmes');
  const locale = useLocale();
  const title = useDefinitionTitle()(definition);
  const signed = (['drafted', 'reviewed', 'published'] as const).flatMap((part) => {
    const who = definition[part];
    return who
      ? [
          t('labelled', {
            label: t(`people.${part}`),
            value: t('people.who', { name: labelOf(who.name, locale), at: formatInstant(who.at) }),
          }),
        ]
      : [];
  });
  return (
    <>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/programmes' },
          { label: title, ...(page ? { href: `/programmes/${definition.id}` } : {}) },
          ...(page ? [{ label: page }] : []),
        ]}
      />
      <PageHead
        title={page ? `${page} ${title}` : title}
        rule
        actions={actions}
        below={
          <>
            <span>{t('versionNumber', { number: definition.version })}</span>
            <span>{t(`states.${definition.state}`)}</span>
            {definition.effectiveFrom && (
              <span>{formatDayRange(definition.effectiveFrom, definition.effectiveTo)}</span>
            )}
            {definition.documentNumber && <span>{definition.documentNumber}</span>}
            {signed.map((words) => (
              <span key={words}>{words}</span>
            ))}
          </>
        }
      />
    </>
  );
}
