import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Select } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { addDays, dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { getBoard } from '@/features/figures/board-queries';
import { BoardFigures } from '@/features/figures/components/board-figures';
import { readBoardSearch } from '@/features/figures/page-search';
import { labelOf } from '@/i18n/label';
import { formatInstantShort } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('board', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

/** What happened since yesterday, for a telephone in the morning: it fits 360 by 740 without scrolling. */
export default async function TodayPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'figure.read')) notFound();
  const wanted = readBoardSearch(actor, await searchParams);
  if (!wanted) notFound();
  const now = currentTime();
  const board = await getBoard(actor, wanted, now);
  if (!board) notFound();
  const t = await getTranslations('board');
  const locale = await getLocale();
  const { place, programmes, programmeId, rows } = board;
  const today = dayOf(now);
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta', { place: place.name, from: addDays(today, -1).slice(5), now: formatInstantShort(now) })}
        actions={
          programmes.length > 1 && (
            <form action="/reports/today" className="flex items-center gap-2 max-md:w-full">
              <input type="hidden" name="region" value={place.id} />
              <Select
                name="programme"
                aria-label={t('programme')}
                className="max-md:min-w-0 max-md:flex-1"
                defaultValue={programmeId ?? ''}
                options={[
                  { value: '', label: t('allProgrammes') },
                  ...programmes.map((row) => ({ value: row.id, label: labelOf(row.name, locale) })),
                ]}
              />
              <Button type="submit">{t('show')}</Button>
            </form>
          )
        }
      />
      {programmes.length === 0 ? (
        <EmptyState title={t('noProgramme', { place: place.name })}>{t('noProgrammeNext')}</EmptyState>
      ) : (
        <>
          <BoardFigures rows={rows} regionId={place.id} programmeId={programmeId} today={today} />
          <p className="mt-1.5 text-xs text-ink-3">
            {t('note')}{' '}
            <Link href={`/reports?region=${place.id}`} className="underline">
              {t('toReports')}
            </Link>
          </p>
        </>
      )}
    </Page>
  );
}
