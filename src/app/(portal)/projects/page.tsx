import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Select } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { SearchInput } from '@/components/ui/search-form';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount, sumFen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { importAreaOf } from '@/features/bulk-imports/scope';
import { ListFrame } from '@/features/lists/components/list-frame';
import { openList } from '@/features/lists/open-list';
import { projectColumns } from '@/features/projects/components/project-columns';
import { projectSheetColumns } from '@/features/projects/list-export';
import { describePoolFilter, toFilter } from '@/features/projects/pool-search';
import { listProjects } from '@/features/projects/queries';
import { importCountyOf } from '@/features/projects/scope';
import { translatorFor } from '@/i18n/translator';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('projects', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function ProjectsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'project.read')) notFound();
  const opened = await openList(actor, 'projects', searchParams);
  const { search, paging, locale, unit } = opened;
  const filter = toFilter(opened.asked);
  const [t, bulk] = await Promise.all([getTranslations('projects'), getTranslations('bulk-imports')]);
  const list = await listProjects(actor, filter, paging);
  const mayImport = importCountyOf(actor) !== null;
  const chosen = describePoolFilter(translatorFor(locale), filter);
  const sheet = projectSheetColumns(locale, unit);
  const years = [...new Set([...list.years, ...(filter.year ? [filter.year] : [])])];
  const head = (
    <>
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
            {!mayImport && importAreaOf(actor) !== null && (
              <ButtonLink href="/projects/import/bulk" variant="primary">
                {bulk('title')}
              </ButtonLink>
            )}
          </>
        }
      />
    </>
  );
  return (
    <ListFrame
      opened={opened}
      head={head}
      caption={t('list.caption')}
      filters={{
        lead: (
          <FilterItem label={t('list.text')}>
            <SearchInput width="medium" placeholder={t('list.textHint')} value={search.q} />
          </FilterItem>
        ),
        usual: (
          <>
            <FilterItem label={t('list.village')}>
              <SearchInput name="village" width="short" value={search.village} />
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
          </>
        ),
      }}
      chosen={chosen}
      page={list}
      table={projectColumns(locale, unit)}
      columnName={(code) => sheet[code].head}
      totals={{
        heads: [sheet.planned.head],
        page: {
          count: list.rows.length,
          values: [formatAmount(sumFen(list.rows.map((row) => row.plannedAmountFen)), unit)],
        },
        all: { count: list.count, values: [formatAmount(list.totalFen, unit)] },
      }}
      empty={{
        title: t('list.emptyTitle'),
        next: chosen.length > 0 ? t('list.emptyFilter') : mayImport ? t('list.emptyImport') : t('list.empty'),
      }}
    />
  );
}
