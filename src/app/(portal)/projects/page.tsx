import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { ColumnTable } from '@/components/ui/column-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Select, TextInput } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { readPaging } from '@/domain/list-paging';
import { LISTS, type ProjectColumn } from '@/domain/lists';
import { formatAmount, sumFen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { ListToolbar } from '@/features/lists/components/list-toolbar';
import { TotalsTable } from '@/features/lists/components/totals-table';
import { orderChoices } from '@/features/lists/order-words';
import { getArrangement } from '@/features/lists/queries';
import { sortsOf } from '@/features/lists/sorts';
import { projectColumns } from '@/features/projects/components/project-columns';
import { projectSheetColumns } from '@/features/projects/list-export';
import { describePoolFilter, linkWith, type PoolSearch, toFilter } from '@/features/projects/pool-search';
import { listProjects } from '@/features/projects/queries';
import { importCountyOf } from '@/features/projects/scope';
import { toLocale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { singleValues } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('projects', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function ProjectsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'project.read')) notFound();
  const search: PoolSearch = singleValues(await searchParams);
  const arrangement = await getArrangement(actor, 'projects');
  const standard = arrangement.views.find((view) => view.id === arrangement.defaultViewId);
  if (standard && Object.keys(search).length === 0) redirect(`/projects?${standard.query}&view=${standard.id}`);
  const filter = toFilter(search);
  const paging = readPaging(search, LISTS.projects.sorts, arrangement.pageSize);
  const t = await getTranslations('projects');
  const lists = await getTranslations('lists');
  const locale = toLocale(await getLocale());
  const words = translatorFor(locale);
  const unit = await displayUnit();
  const list = await listProjects(actor, filter, paging);
  const mayImport = importCountyOf(actor) !== null;
  const chips = describePoolFilter(words, filter).map(({ name, head, value }) => ({
    label: `${head}: ${value}`,
    removeHref: linkWith(search, { [name]: undefined }),
  }));
  const resetHref = standard ? '/projects?view=all' : '/projects';
  const heads = projectSheetColumns(locale, unit);
  const years = [
    ...new Set([...list.years, ...(search.year && /^\d{4}$/.test(search.year) ? [Number(search.year)] : [])]),
  ];
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title') }]} end={<Link href="/projects/plans">{t('plans')}</Link>} />
      <PageHead
        title={t('title')}
        meta={t('meta')}
        actions={
          <>
            <UnitSwitch current={unit} />
            {mayImport && (
              <ButtonLink href="/projects/import" variant="primary">
                {t('import')}
              </ButtonLink>
            )}
          </>
        }
      />
      <ListToolbar
        actor={actor}
        arrangement={arrangement}
        search={search}
        columnNames={Object.fromEntries(LISTS.projects.columns.map((code) => [code, heads[code].head]))}
      />
      <FilterBar
        action="/projects"
        resetHref={resetHref}
        activeCount={chips.length}
        lead={
          <FilterItem label={t('list.text')}>
            <TextInput name="q" width="medium" placeholder={t('list.textHint')} defaultValue={search.q ?? ''} />
          </FilterItem>
        }
      >
        <FilterItem label={t('list.village')}>
          <TextInput name="village" width="short" defaultValue={search.village ?? ''} />
        </FilterItem>
        <FilterItem label={t('list.year')}>
          <Select
            name="year"
            width="short"
            placeholder={t('list.anyYear')}
            options={years.map((year) => ({ value: String(year), label: String(year) }))}
            defaultValue={search.year ?? ''}
          />
        </FilterItem>
        <FilterItem label={lists('sort')}>
          <Select
            name="sort"
            className="md:w-40"
            aria-label={lists('sort')}
            defaultValue={`${paging.descending ? '-' : ''}${paging.sort}`}
            options={orderChoices('projects', words)}
          />
        </FilterItem>
      </FilterBar>
      <FilterChips chips={chips} clearHref={resetHref} />
      {list.rows.length === 0 ? (
        <EmptyState title={t('list.emptyTitle')}>
          {chips.length > 0 ? t('list.emptyFilter') : mayImport ? t('list.emptyImport') : t('list.empty')}
        </EmptyState>
      ) : (
        <>
          <ColumnTable
            caption={t('list.caption')}
            rows={list.rows}
            keyOf={(row) => row.id}
            columns={arrangement.columns}
            table={projectColumns(locale, unit)}
            density={arrangement.density}
            sorts={sortsOf<ProjectColumn>(paging, { reference: 'reference', planned: 'planned' }, (sort) =>
              linkWith(search, { sort }),
            )}
          />
          <TotalsTable
            caption={lists('totals.caption')}
            countHead={lists('totals.count')}
            heads={[heads.planned.head]}
            page={{
              count: list.rows.length,
              values: [formatAmount(sumFen(list.rows.map((row) => row.plannedAmountFen)), unit)],
            }}
            all={{ count: list.count, values: [formatAmount(list.totalFen, unit)] }}
            askHref={linkWith(search, {})}
          />
        </>
      )}
      {(list.previous || list.next || paging.cursor) && (
        <Pager
          {...(paging.cursor ? { firstHref: linkWith(search, {}) } : {})}
          {...(list.previous ? { previousHref: linkWith(search, { before: list.previous }) } : {})}
          {...(list.next ? { nextHref: linkWith(search, { after: list.next }) } : {})}
        />
      )}
    </Page>
  );
}
