import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { Link } from '@/components/ui/link';
import { labelOf } from '@/i18n/label';
import type { CaseView } from '../queries';

/** The facts of a case beside its applicant: purpose, place, who handles it, who brought it. */
export async function CaseFactList({ view }: { view: CaseView }) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const recommender = [view.recommender.organisation, view.recommender.person].filter(Boolean).join(' ');
  const facts = [
    { label: t('facts.purpose'), value: view.purpose },
    { label: t('facts.place'), value: view.place },
    { label: t('facts.handling'), value: labelOf(view.handling, locale) },
    { label: t('facts.recommender'), value: recommender || '--' },
    { label: t('facts.consultedOn'), value: view.consultedOn },
    {
      label: t('facts.project'),
      value: view.project ? (
        <Link href={`/projects/${view.project.id}`}>{`${view.project.reference} ${view.project.name}`}</Link>
      ) : (
        '--'
      ),
    },
  ];
  if (view.green) {
    const { criterion, by, on } = view.green;
    const value = t('lanes.given', { criterion: labelOf(criterion, locale), who: labelOf(by, locale), day: on });
    facts.push({ label: t('lanes.stamp'), value });
  }
  if (view.backEntry) {
    const { id, paperReference, enteredBy, confirmedBy, confirmedOn, mayOpen } = view.backEntry;
    const said = t('facts.backEntryValue', {
      paper: paperReference,
      entered: labelOf(enteredBy, locale),
      confirmed: labelOf(confirmedBy, locale),
      day: confirmedOn,
    });
    facts.push({
      label: t('facts.backEntry'),
      value: mayOpen ? <Link href={`/back-entries/${id}`}>{said}</Link> : said,
    });
  }
  return <DataList facts={facts} />;
}
