import { getTranslations } from 'next-intl/server';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import type { FollowUpView } from '../queries';

/** Path and title of a page of follow-up; `title` is its own step, none on the overview. */
export async function FollowUpHead({ view, title }: { view: FollowUpView; title?: string }) {
  const t = await getTranslations('follow-up');
  const base = `/cases/${view.facts.id}`;
  return (
    <>
      <Breadcrumb
        items={[
          { label: view.facts.reference, href: base },
          title === undefined ? { label: t('title') } : { label: t('title'), href: `${base}/follow-up` },
          ...(title === undefined ? [] : [{ label: title }]),
        ]}
      />
      <PageHead title={title ?? t('title')} meta={view.title} rule />
    </>
  );
}
