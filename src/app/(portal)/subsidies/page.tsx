import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Select } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { SUBSIDY_STATUSES } from '@/domain/subsidy';
import { ListFrame } from '@/features/lists/components/list-frame';
import { openList } from '@/features/lists/open-list';
import { subsidyColumns } from '@/features/subsidies/components/subsidy-columns';
import { ComputeCountyForm } from '@/features/subsidies/components/subsidy-forms';
import { subsidySheetColumns } from '@/features/subsidies/list-export';
import { describeSubsidyFilter, quarterWords, subsidyFilterFrom } from '@/features/subsidies/list-filter';
import { listSubsidies, listSubsidyChoices, type SubsidyTotals } from '@/features/subsidies/list-queries';
import { computableQuarters } from '@/features/subsidies/queries';
import { translatorFor } from '@/i18n/translator';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('subsidies', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SubsidiesPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'subsidy.read')) notFound();
  const opened = await openList(actor, 'subsidies', searchParams);
  const { paging, locale } = opened;
  const filter = subsidyFilterFrom(opened.asked);
  const t = await getTranslations('subsidies');
  const words = translatorFor(locale);
  const list = await listSubsidies(actor, filter, paging, { totals: opened.totals });
  const { quarters, counties } = await listSubsidyChoices(actor);
  const computable = computableQuarters(actor, currentTime());
  const sheet = subsidySheetColumns(locale, 'YUAN');
  const sumsOf = ({ count, amountFen }: SubsidyTotals) => ({ count, values: [formatAmount(amountFen, 'YUAN')] });
  return (
    <ListFrame
      opened={opened}
      head={
        <>
          <PageHead title={t('title')} meta={t('meta')} rule />
          {computable.length > 0 && (
            <ConfirmPanel title={t('compute')} why={t('computeNote')} className="my-3">
              <ComputeCountyForm quarters={computable} />
            </ConfirmPanel>
          )}
        </>
      }
      caption={t('title')}
      filters={{
        usual: (
          <>
            <FilterItem label={t('quarter')}>
              <Select
                name="quarter"
                aria-label={t('quarter')}
                placeholder={t('all')}
                defaultValue={filter.quarter ?? ''}
                options={quarters.map((day) => ({ value: day, label: quarterWords(words, day) }))}
              />
            </FilterItem>
            <FilterItem label={t('status')}>
              <Select
                name="status"
                aria-label={t('status')}
                placeholder={t('all')}
                defaultValue={filter.status ?? ''}
                options={SUBSIDY_STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
              />
            </FilterItem>
            {counties.length > 1 && (
              <FilterItem label={t('county')}>
                <Select
                  name="county"
                  aria-label={t('county')}
                  placeholder={t('all')}
                  defaultValue={filter.county === undefined ? '' : String(filter.county)}
                  options={counties.map(({ id, name }) => ({ value: String(id), label: name }))}
                />
              </FilterItem>
            )}
          </>
        ),
      }}
      chosen={describeSubsidyFilter(words, filter, counties)}
      page={list}
      table={subsidyColumns(locale)}
      columnName={(code) => sheet[code].head}
      totals={{
        heads: [sheet.amount.head],
        page: sumsOf(list.pageTotals),
        all: list.totals && sumsOf(list.totals),
      }}
      empty={{ title: t('empty'), next: t('emptyNext') }}
    />
  );
}
