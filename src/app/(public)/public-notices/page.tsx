import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Select } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { Tabs } from '@/components/ui/tabs';
import { dayOf } from '@/domain/calendar';
import { formatAmount } from '@/domain/money';
import { NoticeStateWord } from '@/features/public-notices/components/notice-facts';
import { listPublicNotices } from '@/features/public-notices/queries';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('public-notices', 'title');

type Search = Promise<{ county?: string | string[]; past?: string | string[]; after?: string | string[] }>;

/** Every notice there is, running and past, for everybody: the record stays. */
export default async function PublicNoticesPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const text = (value: string | string[] | undefined) => (typeof value === 'string' && value !== '' ? value : null);
  const county = /^\d{1,9}$/.test(text(search.county) ?? '') ? Number(search.county) : null;
  const past = text(search.past) === '1';
  const filter = { countyId: county, past, after: text(search.after) };
  const list = await listPublicNotices(filter, dayOf(currentTime()));
  const t = await getTranslations('public-notices');
  const locale = await getLocale();
  const address = (next: { past: boolean; after?: string }) => {
    const query = new URLSearchParams({
      ...(county === null ? {} : { county: String(county) }),
      ...(next.past ? { past: '1' } : {}),
      ...(next.after ? { after: next.after } : {}),
    });
    return query.size > 0 ? `/public-notices?${query}` : '/public-notices';
  };
  return (
    <Page>
      <PageHead title={t('title')} meta={t('intro')} rule />
      <FilterBar
        action="/public-notices"
        resetHref="/public-notices"
        activeCount={county === null ? 0 : 1}
        hidden={past ? { past: '1' } : {}}
        label={t('title')}
      >
        <FilterItem label={t('county')}>
          <Select
            name="county"
            aria-label={t('county')}
            defaultValue={county === null ? '' : String(county)}
            placeholder={t('allCounties')}
            options={list.counties.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        </FilterItem>
      </FilterBar>
      <Tabs
        label={t('title')}
        items={[
          { href: address({ past: false }), label: t('running'), current: !past },
          { href: address({ past: true }), label: t('past'), current: past },
        ]}
      />
      <Section>
        {list.rows.length === 0 ? (
          <EmptyState title={t(past ? 'emptyPast' : 'empty')}>{t('emptyNext')}</EmptyState>
        ) : (
          <>
            <Table caption={t('title')}>
              <thead>
                <tr>
                  <Th>{t('fields.applicant')}</Th>
                  <Th>{t('fields.programme')}</Th>
                  <Th>{t('fields.place')}</Th>
                  <Th num>{t('amountColumn')}</Th>
                  <Th>{t('fields.days')}</Th>
                  <Th>{t('fields.state')}</Th>
                </tr>
              </thead>
              <tbody>
                {list.rows.map((row) => (
                  <tr key={row.id}>
                    <RowHead>
                      <Link href={`/public-notices/${row.id}`}>{row.content.applicant}</Link>
                    </RowHead>
                    <Td phone="sub">{labelOf(row.content.programme, locale)}</Td>
                    <Td label={t('fields.place')}>
                      {row.content.county} {row.content.township}
                    </Td>
                    <Td num phone="title-end" unit={t('wanUnit')}>
                      {formatAmount(row.content.amountFen, 'WAN')}
                    </Td>
                    <Td label={t('fields.days')}>{t('fromTo', { from: row.fromOn, to: row.toOn })}</Td>
                    <Td phone="sub-end">
                      <NoticeStateWord state={row.state} />
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
            <Pager
              summary={t('pageSummary', { shown: list.rows.length, total: list.total })}
              {...(filter.after ? { firstHref: address({ past }) } : {})}
              {...(list.next ? { nextHref: address({ past, after: list.next }) } : {})}
            />
          </>
        )}
      </Section>
    </Page>
  );
}
