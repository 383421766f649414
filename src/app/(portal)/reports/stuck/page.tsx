import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { TextInput } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { DEFAULT_IDLE_DAYS, MAX_IDLE_DAYS } from '@/domain/idle';
import { can } from '@/domain/permissions';
import { homeRegionOf } from '@/features/figures/place-queries';
import { StuckTable } from '@/features/stuck/components/stuck-table';
import { listStuckCases } from '@/features/stuck/queries';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('figures', 'stuck.title');

type Search = Promise<{ days?: string; region?: string }>;

const numberOf = (text: string | undefined, most: number): number | null =>
  text && /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : null;

export default async function StuckPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'figure.read')) notFound();
  const search = await searchParams;
  const days = numberOf(search.days, MAX_IDLE_DAYS) ?? DEFAULT_IDLE_DAYS;
  const regionId = numberOf(search.region, 999_999_999) ?? homeRegionOf(actor);
  if (regionId === null) notFound();
  const now = currentTime();
  const list = await listStuckCases(actor, { regionId, days }, now);
  if (!list) notFound();
  const t = await getTranslations('figures.stuck');
  const figures = await getTranslations('figures');
  return (
    <Page>
      <Watermark text={`${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: figures('pageTitle'), href: '/reports' }, { label: t('title') }]} />
      <PageHead
        title={t('title')}
        meta={t('meta', { place: list.place, days, total: list.total, asOf: dayOf(now) })}
        actions={
          <form action="/reports/stuck" className="flex flex-wrap items-center gap-2">
            <input type="hidden" name="region" value={regionId} />
            <label htmlFor="days" className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-2">
              {t('days')}
              <TextInput
                id="days"
                name="days"
                inputMode="numeric"
                required
                pattern="[0-9]{1,3}"
                width="short"
                className="w-16 max-md:w-16"
                defaultValue={String(days)}
              />
            </label>
            <Button type="submit">{t('show')}</Button>
          </form>
        }
        rule
      />
      {list.cases.length === 0 ? (
        <EmptyState title={t('empty', { days })}>{t('emptyNext')}</EmptyState>
      ) : (
        <>
          <StuckTable cases={list.cases} caption={t('title')} />
          <p className="mt-2 text-xs text-ink-3">
            {t('note')}
            {list.total > list.cases.length && ` ${t('oldestOnly', { shown: list.cases.length, total: list.total })}`}
          </p>
        </>
      )}
    </Page>
  );
}
