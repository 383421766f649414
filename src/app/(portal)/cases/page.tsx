import { notFound, redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { ColumnTable } from '@/components/ui/column-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterChips } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { readPaging } from '@/domain/list-paging';
import { type CaseColumn, LISTS } from '@/domain/lists';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { mayReadBackEntries } from '@/features/back-entries/queries';
import { caseColumns } from '@/features/cases/components/case-columns';
import { CaseFilterBar } from '@/features/cases/components/case-filter-bar';
import { filterNames, listCaseChoices } from '@/features/cases/list-choices-queries';
import { describeFilter, filterFrom, type ListSearch, linkWith } from '@/features/cases/list-filter';
import { type CaseTotals, listCases } from '@/features/cases/list-queries';
import { ListToolbar } from '@/features/lists/components/list-toolbar';
import { TotalsTable } from '@/features/lists/components/totals-table';
import { orderChoices } from '@/features/lists/order-words';
import { getArrangement } from '@/features/lists/queries';
import { sortsOf } from '@/features/lists/sorts';
import { labelOf } from '@/i18n/label';
import { toLocale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { singleValues } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('cases', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function CasesPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const search: ListSearch = singleValues(await searchParams);
  const arrangement = await getArrangement(actor, 'cases');
  const standard = arrangement.views.find((view) => view.id === arrangement.defaultViewId);
  if (standard && Object.keys(search).length === 0) redirect(`/cases?${standard.query}&view=${standard.id}`);
  const now = currentTime();
  const filter = filterFrom(search);
  const paging = readPaging(search, LISTS.cases.sorts, arrangement.pageSize);
  const t = await getTranslations('cases');
  const locale = toLocale(await getLocale());
  const unit = await displayUnit();
  const list = await listCases(actor, filter, now, paging, {
    totals: search.totals === '1' ? 'always' : 'if-small',
  });
  const names = await filterNames(actor, filter, (label) => labelOf(label, locale));
  const chips = describeFilter(translatorFor(locale), filter, names).map(({ name, head, value }) => ({
    label: `${head}: ${value}`,
    removeHref: linkWith(search, { [name]: undefined }),
  }));
  const resetHref = standard ? '/cases?view=all' : '/cases';
  const behind = filter.measure && list.totals;
  const unitWord = { unit: t(`units.${unit}`) };
  const inMoney = !filter.measure || filter.measure.name.endsWith('_FEN');
  const sumsOf = (totals: CaseTotals) => ({
    count: totals.count,
    values: [
      filter.measure && inMoney ? totals.measured : totals.amountFen,
      totals.requestedFen,
      totals.approvedFen,
      totals.disbursedFen,
      totals.outstandingFen,
    ].map((fen) => formatAmount(fen, unit)),
  });
  const codes = LISTS.cases.columns;
  const columnNames = Object.fromEntries(codes.map((code) => [code, t(`columnNames.${code}`)]));
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
          {inMoney
            ? t('list.behind', {
                measure: t(`measures.${filter.measure.name}` as never),
                asOf: filter.measure.asOf,
                count: behind.count,
                sum: formatAmount(behind.measured, unit),
                ...unitWord,
              })
            : t('list.behindCount', {
                measure: t(`measures.${filter.measure.name}` as never),
                asOf: filter.measure.asOf,
                sum: Number(behind.measured),
              })}
        </SayBar>
      )}
      <ListToolbar actor={actor} arrangement={arrangement} search={search} columnNames={columnNames} />
      <CaseFilterBar
        search={search}
        choices={await listCaseChoices(actor, filter)}
        paging={paging}
        activeCount={chips.length}
        resetHref={resetHref}
        orders={orderChoices('cases', translatorFor(locale))}
      />
      {chips.length > 0 && <FilterChips chips={chips} clearHref={resetHref} />}
      {list.rows.length === 0 ? (
        <EmptyState title={t('list.empty')}>{t('list.emptyNext')}</EmptyState>
      ) : (
        <>
          <ColumnTable
            caption={t('title')}
            rows={list.rows}
            keyOf={(row) => row.id}
            columns={arrangement.columns}
            table={caseColumns(locale, unit)}
            density={arrangement.density}
            sorts={sortsOf<CaseColumn>(
              paging,
              { reference: 'reference', amount: 'amount', remaining: 'due', handedOn: 'arrival' },
              (sort) => linkWith(search, { sort }),
            )}
          />
          <TotalsTable
            caption={t('totals.caption')}
            countHead={t('totals.count')}
            heads={(['amount', 'requested', 'approved', 'disbursed', 'outstanding'] as const).map((head) =>
              t(`totals.${head}`, unitWord),
            )}
            page={sumsOf(list.pageTotals)}
            all={list.totals && sumsOf(list.totals)}
            askHref={linkWith(search, { after: search.after, before: search.before, totals: '1' })}
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
