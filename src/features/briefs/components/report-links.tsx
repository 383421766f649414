import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import type { About } from '@/features/figures/links';
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
      <Link href={`/reports/today?region=${about.regionId}`} className="font-bold">
        {t('board.title')}
      </Link>
      <Link href={`/reports/stuck?region=${about.regionId}`}>{t('figures.stuck.title')}</Link>
      <Link href={`/indicators?${query}`}>{t('indicators.title')}</Link>
      <Link href={`/screen?region=${about.regionId}&programme=${about.programmeId}`}>{t('screens.screen')}</Link>
      {can(actor, 'screen.make') && <Link href="/screens">{t('screens.title')}</Link>}
      {mayReadBrief(actor) && <Link href={`/reports/brief?${query}`}>{t('meetings.brief.title')}</Link>}
    </p>
  );
}
