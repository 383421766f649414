import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Select, TextInput } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { ProjectTable } from '@/features/projects/components/project-table';
import { linkWith, type PoolSearch, toFilter } from '@/features/projects/pool-search';
import { listProjects } from '@/features/projects/queries';
import { importCountyOf } from '@/features/projects/scope';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('projects', 'title');

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<PoolSearch> }) {
  const actor = await requireActor();
  if (!can(actor, 'project.read')) notFound();
  const search = await searchParams;
  const t = await getTranslations('projects');
  const unit = await displayUnit();
  const list = await listProjects(actor, toFilter(search));
  const mayImport = importCountyOf(actor) !== null;
  const chips = (['q', 'village', 'year'] as const).flatMap((name) =>
    search[name]
      ? [{ label: search[name], removeHref: linkWith(search, { [name]: undefined, after: undefined }) }]
      : [],
  );
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
      <FilterBar
        action="/projects"
        resetHref="/projects"
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
      </FilterBar>
      <FilterChips chips={chips} clearHref="/projects" />
      {list.rows.length === 0 ? (
        <EmptyState title={t('list.emptyTitle')}>
          {chips.length > 0 ? t('list.emptyFilter') : mayImport ? t('list.emptyImport') : t('list.empty')}
        </EmptyState>
      ) : (
        <>
          <ProjectTable rows={list.rows} unit={unit} />
          <Pager
            summary={t('list.summary', {
              count: list.count,
              sum: formatAmount(list.totalFen, unit),
              unit: t(`units.${unit}`),
            })}
            {...(search.after ? { firstHref: linkWith(search, { after: undefined }) } : {})}
            {...(list.nextAfter ? { nextHref: linkWith(search, { after: list.nextAfter }) } : {})}
          />
        </>
      )}
    </Page>
  );
}
