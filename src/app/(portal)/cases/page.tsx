import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Select, TextInput } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { APPLICANT_KINDS, CASE_STATUSES, STAGES } from '@/domain/stage';
import { mayReadBackEntries } from '@/features/back-entries/queries';
import { CaseTable } from '@/features/cases/components/case-table';
import { describeFilter, filterFrom, type ListSearch, linkWith } from '@/features/cases/list-filter';
import { listCases } from '@/features/cases/list-queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('cases', 'title');

export default async function CasesPage({ searchParams }: { searchParams: Promise<ListSearch> }) {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const search = await searchParams;
  const now = currentTime();
  const filter = filterFrom(search);
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const unit = await displayUnit();
  const list = await listCases(actor, filter, now, filter.after ?? null);
  const chips = await describeFilter(actor, filter, search, locale);
  const stages = STAGES.map((stage) => ({ value: stage, label: t(`stages.${stage}`) }));
  const behind = filter.measure && list.totals;
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('list.meta')}
        actions={
          <>
            <UnitSwitch current={unit} />
            {mayReadBackEntries(actor) && <ButtonLink href="/back-entries">{t('list.backEntries')}</ButtonLink>}
            {can(actor, 'case.register') && (
              <ButtonLink href="/cases/new" variant="primary">
                {t('register')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      {behind && filter.measure && (
        <SayBar tone="accent">
          {filter.measure.name.endsWith('_FEN')
            ? t('list.behind', {
                measure: t(`measures.${filter.measure.name}` as never),
                asOf: filter.measure.asOf,
                count: list.totals?.count ?? 0,
                sum: formatAmount(list.totals?.measured ?? 0n, unit),
                unit: t(`units.${unit}`),
              })
            : t('list.behindCount', {
                measure: t(`measures.${filter.measure.name}` as never),
                asOf: filter.measure.asOf,
                sum: Number(list.totals?.measured ?? 0n),
              })}
        </SayBar>
      )}
      <FilterBar
        action="/cases"
        resetHref="/cases"
        activeCount={chips.length}
        lead={
          <FilterItem label={t('list.search')}>
            <TextInput
              name="q"
              aria-label={t('list.search')}
              placeholder={t('list.searchHint')}
              defaultValue={search.q ?? ''}
            />
          </FilterItem>
        }
      >
        <FilterItem label={t('list.stage')}>
          <Select
            name="stage"
            className="md:w-36"
            aria-label={t('list.stage')}
            placeholder={t('list.all')}
            defaultValue={search.stage ?? ''}
            options={stages}
          />
        </FilterItem>
        <FilterItem label={t('list.status')}>
          <Select
            name="status"
            className="md:w-36"
            aria-label={t('list.status')}
            placeholder={t('list.all')}
            defaultValue={search.status ?? ''}
            options={CASE_STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          />
        </FilterItem>
        <FilterItem label={t('list.kind')}>
          <Select
            name="kind"
            className="md:w-36"
            aria-label={t('list.kind')}
            placeholder={t('list.all')}
            defaultValue={search.kind ?? ''}
            options={APPLICANT_KINDS.map((kind) => ({ value: kind, label: t(`applicantKinds.${kind}`) }))}
          />
        </FilterItem>
        <FilterItem label={t('list.lane')}>
          <Select
            name="lane"
            className="md:w-36"
            aria-label={t('list.lane')}
            placeholder={t('list.all')}
            defaultValue={search.lane ?? ''}
            options={(['GREEN', 'NORMAL'] as const).map((lane) => ({ value: lane, label: t(`lanes.${lane}`) }))}
          />
        </FilterItem>
      </FilterBar>
      {chips.length > 0 && <FilterChips chips={chips} clearHref="/cases" />}
      {list.rows.length === 0 ? (
        <EmptyState title={t('list.empty')}>{t('list.emptyNext')}</EmptyState>
      ) : (
        <>
          <CaseTable rows={list.rows} unit={unit} caption={t('title')} showCounty />
          <Pager
            summary={
              filter.measure && !filter.measure.name.endsWith('_FEN')
                ? t('worklist.pageSummary', { shown: list.rows.length, total: list.totals?.count ?? 0 })
                : t('list.pageSum', {
                    count: list.rows.length,
                    sum: formatAmount(list.pageSumFen, unit),
                    unit: t(`units.${unit}`),
                  })
            }
            {...(filter.after ? { firstHref: linkWith(search, { after: undefined }) } : {})}
            {...(list.next ? { nextHref: linkWith(search, { after: list.next }) } : {})}
          />
        </>
      )}
    </Page>
  );
}
