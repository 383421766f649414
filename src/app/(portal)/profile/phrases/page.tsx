import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { PhraseList } from '@/features/phrases/components/phrase-list';
import { listPhrases } from '@/features/phrases/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('phrases', 'title');

/** Own phrases and those of the organisation, to be written once and inserted with a click. */
export default async function PhrasesPage() {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const lists = await listPhrases(actor);
  const t = await getTranslations('phrases');
  const profile = await getTranslations('identity');
  return (
    <Page>
      <Breadcrumb items={[{ label: profile('profile'), href: '/profile' }, { label: t('title') }]} />
      <PageHead title={t('title')} meta={labelOf(actor.organisation.name, await getLocale())} rule />
      <PhraseList keeper="OWN" phrases={lists.own} mayWrite />
      <PhraseList keeper="UNIT" phrases={lists.unit} mayWrite={lists.mayShare} />
    </Page>
  );
}
