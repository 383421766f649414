import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Select, TextInput } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { can } from '@/domain/permissions';
import { ApplicantTabs } from '@/features/applicants/components/applicant-tabs';
import { type ApplicantSearch, applicantSearchFrom } from '@/features/applicants/list-search';
import { listEntities } from '@/features/applicants/queries';
import { ENTITY_KINDS } from '@/features/applicants/schema';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('applicants', 'entities.title');

export default async function EntitiesPage({ searchParams }: { searchParams: Promise<ApplicantSearch> }) {
  const actor = await requireActor();
  if (!can(actor, 'household.read')) notFound();
  const search = applicantSearchFrom(await searchParams);
  const kind = ENTITY_KINDS.find((entry) => entry === search.kind);
  const page = await listEntities(actor, {
    ...(search.q ? { text: search.q } : {}),
    ...(kind ? { kind } : {}),
    ...(search.after ? { after: search.after } : {}),
    ...(search.before ? { before: search.before } : {}),
  });
  const t = await getTranslations('applicants');
  const cases = await getTranslations('cases');
  const filters = { ...(search.q ? { q: search.q } : {}), ...(kind ? { kind } : {}) };
  const href = (extra: Record<string, string>) => `/entities?${new URLSearchParams({ ...filters, ...extra })}`;
  return (
    <Page>
      <PageHead title={t('entities.title')} />
      <ApplicantTabs current="entities" />
      <FilterBar
        action="/entities"
        resetHref="/entities"
        activeCount={kind ? 1 : 0}
        lead={
          <FilterItem label={t('entities.keyword')}>
            <TextInput name="q" width="medium" defaultValue={search.q ?? ''} autoComplete="off" />
          </FilterItem>
        }
      >
        <FilterItem label={t('households.kind')}>
          <Select
            name="kind"
            defaultValue={kind ?? ''}
            placeholder={t('households.allKinds')}
            options={ENTITY_KINDS.map((value) => ({ value, label: cases(`applicantKinds.${value}`) }))}
          />
        </FilterItem>
      </FilterBar>
      {page.rows.length === 0 ? (
        <EmptyState title={t('entities.none')}>{t('entities.noneHint')}</EmptyState>
      ) : (
        <>
          <Table caption={t('entities.caption')}>
            <thead>
              <tr>
                <Th>{t('entities.columns.name')}</Th>
                <Th>{t('entities.columns.kind')}</Th>
                <Th>{t('entities.columns.creditCode')}</Th>
                <Th>{t('entities.columns.place')}</Th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.id}>
                  <RowHead>
                    <Link href={`/entities/${row.id}`}>{row.name}</Link>
                  </RowHead>
                  <Td phone="title-end">{cases(`applicantKinds.${row.kind}`)}</Td>
                  <Td label={t('entities.columns.creditCode')}>{row.creditCode}</Td>
                  <Td phone="sub">{row.place}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Pager
            summary={t('entities.pageCount', { count: page.rows.length })}
            {...(page.previous ? { firstHref: href({}), previousHref: href({ before: page.previous }) } : {})}
            {...(page.next ? { nextHref: href({ after: page.next }) } : {})}
          />
        </>
      )}
    </Page>
  );
}
