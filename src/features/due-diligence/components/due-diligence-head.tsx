import { getTranslations } from 'next-intl/server';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import type { DueDiligenceView } from '../queries';

/** Path and title of a page of this stage; `title` is its own step, none on the overview. */
export async function DueDiligenceHead({ view, title }: { view: DueDiligenceView; title?: string }) {
  const t = await getTranslations('due-diligence');
  const base = `/cases/${view.facts.id}`;
  return (
    <>
      <Breadcrumb
        items={[
          { label: view.facts.reference, href: base },
          title === undefined ? { label: t('title') } : { label: t('title'), href: `${base}/due-diligence` },
          ...(title === undefined ? [] : [{ label: title }]),
        ]}
      />
      <PageHead
        title={title ?? t('title')}
        meta={view.title}
        actions={
          view.dueOn === null ? undefined : (
            <span className="text-sm text-ink-2">
              {t(view.dueProvisional ? 'dueOnProvisional' : 'dueOn', { day: view.dueOn })}
            </span>
          )
        }
        rule
      />
    </>
  );
}
