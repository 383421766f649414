import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { SearchInput } from '@/components/ui/search-form';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { AdminPage } from '@/features/administration/components/admin-page';
import { type PageQuery, requireSection, single } from '@/features/administration/gate';
import { findRegions, REGIONS_SHOWN } from '@/features/administration/queries/places';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.regions');

export default async function RegionsPage({ searchParams }: { searchParams: PageQuery }) {
  const actor = await requireSection('regions');
  const word = (single((await searchParams).q) ?? '').slice(0, 80);
  const rows = await read(actor, (tx) => findRegions(tx, actor, word));
  const t = await getTranslations('administration');
  return (
    <AdminPage actor={actor} current="regions">
      <PageHead
        title={t('sections.regions')}
        actions={
          <>
            <ButtonLink href="/admin/sheets/regions">{t('byExcel')}</ButtonLink>
            <ButtonLink href="/admin/regions/new">{t('addRegion')}</ButtonLink>
          </>
        }
      />
      <FilterBar
        action="/admin/regions"
        resetHref="/admin/regions"
        lead={
          <FilterItem label={t('findRegion')} htmlFor="find-region">
            <SearchInput id="find-region" width="medium" value={word} maxLength={80} />
          </FilterItem>
        }
      >
        {null}
      </FilterBar>
      {rows.length === 0 ? (
        <EmptyState title={t(word === '' ? 'regionsStart' : 'noRegions')}>{t('regionsHint')}</EmptyState>
      ) : (
        <>
          <Table caption={t('sections.regions')}>
            <thead>
              <tr>
                <Th>{t('regionName')}</Th>
                <Th>{t('code')}</Th>
                <Th>{t('level')}</Th>
                <Th>{t('path')}</Th>
                <Th>{t('since')}</Th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, REGIONS_SHOWN).map((row) => (
                <tr key={row.id}>
                  <RowHead>{row.name}</RowHead>
                  <Td label={t('code')}>{row.code ?? '--'}</Td>
                  <Td label={t('level')}>{t(`levels.${row.level}`)}</Td>
                  <Td label={t('path')}>{row.path || '--'}</Td>
                  <Td label={t('since')}>{row.since}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
          {rows.length > REGIONS_SHOWN && (
            <p className="py-3 text-sm text-ink-2">{t('moreRegions', { count: REGIONS_SHOWN })}</p>
          )}
        </>
      )}
    </AdminPage>
  );
}
