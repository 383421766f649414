import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import type { About } from '@/features/figures/links';
import { homePlaceOf } from '@/features/periods/queries';
import { mayReadBrief } from '../queries';

/** From the dashboard to what lies too long there, and for those who hold meetings to the brief. */
export async function ReportLinks({ actor, about }: { actor: Actor; about: About }) {
  const t = await getTranslations();
  const query = new URLSearchParams({
    region: String(about.regionId),
    asOf: about.asOf,
    programme: about.programmeId,
  });
  return (
    <p className="screen-only flex flex-wrap gap-x-4 text-sm max-md:[&_a]:inline-flex max-md:[&_a]:min-h-11 max-md:[&_a]:items-center">
      <Link href={`/reports/stuck?region=${about.regionId}`}>{t('figures.stuck.title')}</Link>
      <Link href={`/indicators?${query}`}>{t('indicators.title')}</Link>
      <Link href="/targets">{t('targets.title')}</Link>
      {homePlaceOf(actor) !== null && (
        <Link href={`/periods?programme=${about.programmeId}`}>{t('periods.title')}</Link>
      )}
      {mayReadBrief(actor) && <Link href={`/reports/brief?${query}`}>{t('meetings.brief.title')}</Link>}
    </p>
  );
}
