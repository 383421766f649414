import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { Pager } from '@/components/ui/pager';
import { SearchInput } from '@/components/ui/search-form';
import { can } from '@/domain/permissions';
import { AdminPage } from '@/features/administration/components/admin-page';
import { EventTable } from '@/features/administration/components/event-table';
import { EVENT_AREAS } from '@/features/administration/event-areas';
import { readEventFilter } from '@/features/administration/event-filter';
import { type PageQuery, requireSection, single } from '@/features/administration/gate';
import { listEvents, REFUSED_AREA } from '@/features/administration/queries/events';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.events');

export default async function EventsPage({ searchParams }: { searchParams: PageQuery }) {
  const actor = await requireSection('events');
  const query = await searchParams;
  const filter = readEventFilter(query);
  const edges = { older: single(query.older), newer: single(query.newer) };
  const page = await read(actor, (tx) => listEvents(tx, actor, { ...filter, ...edges }));
  const t = await getTranslations('administration');
  const active = Object.entries(filter).filter(([, value]) => value !== '');
  const href = (edge: Record<string, string>) =>
    `/admin/events?${new URLSearchParams({ ...Object.fromEntries(active), ...edge })}`;
  return (
    <AdminPage actor={actor} current="events">
      <PageHead
        title={t('sections.events')}
        below={t('eventsNote')}
        actions={
          <a href={`/api/record?${new URLSearchParams(active)}`} className={buttonClass('default')} download>
            {t('exportProof')}
          </a>
        }
      />
      <FilterBar action="/admin/events" resetHref="/admin/events" activeCount={active.length}>
        <FilterItem label={t('area')} htmlFor="area">
          <Select
            id="area"
            name="area"
            defaultValue={filter.area}
            placeholder={t('everyArea')}
            options={[
              { value: REFUSED_AREA, label: t('refusedOnly') },
              ...EVENT_AREAS.map((area) => ({ value: area, label: t(`areas.${area}`) })),
            ]}
          />
        </FilterItem>
        <FilterItem label={t('from')} htmlFor="from">
          <DateInput id="from" name="from" defaultValue={filter.from} />
        </FilterItem>
        <FilterItem label={t('to')} htmlFor="to">
          <DateInput id="to" name="to" defaultValue={filter.to} />
        </FilterItem>
        <FilterItem label={t('personFilter')} htmlFor="person">
          <SearchInput id="person" name="person" width="short" value={filter.person} maxLength={80} />
        </FilterItem>
        <FilterItem label={t('reference')} htmlFor="reference">
          <SearchInput id="reference" name="reference" width="medium" value={filter.reference} maxLength={80} />
        </FilterItem>
        <FilterItem label={t('placeFilter')} htmlFor="place">
          <SearchInput id="place" name="place" width="medium" value={filter.place} maxLength={80} />
        </FilterItem>
      </FilterBar>
      {page.rows.length === 0 ? (
        <EmptyState title={t('noEvents')}>{t('noEventsHint')}</EmptyState>
      ) : (
        <EventTable rows={page.rows} opensCases={can(actor, 'case.read')} />
      )}
      <Pager
        firstHref={page.newer === null ? undefined : href({})}
        previousHref={page.newer === null ? undefined : href({ newer: page.newer })}
        nextHref={page.older === null ? undefined : href({ older: page.older })}
      />
    </AdminPage>
  );
}
