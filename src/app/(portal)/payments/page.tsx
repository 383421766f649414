import { notFound, redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ColumnTable } from '@/components/ui/column-table';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { PAYMENT_STATUSES } from '@/domain/disbursement';
import { readPaging } from '@/domain/list-paging';
import { LISTS, type PaymentColumn } from '@/domain/lists';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { paymentColumns } from '@/features/disbursements/components/payment-columns';
import { paymentSheetColumns } from '@/features/disbursements/list-export';
import {
  describePaymentFilter,
  type PaymentSearch,
  paymentFilterFrom,
  paymentsHref,
} from '@/features/disbursements/list-filter';
import { listPayments } from '@/features/disbursements/queries';
import { ListToolbar } from '@/features/lists/components/list-toolbar';
import { TotalsTable } from '@/features/lists/components/totals-table';
import { orderChoices } from '@/features/lists/order-words';
import { getArrangement } from '@/features/lists/queries';
import { sortsOf } from '@/features/lists/sorts';
import { toLocale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { singleValues } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('disbursements', 'list.title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function PaymentsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'payment.read')) notFound();
  const search: PaymentSearch = singleValues(await searchParams);
  const arrangement = await getArrangement(actor, 'payments');
  const standard = arrangement.views.find((view) => view.id === arrangement.defaultViewId);
  if (standard && Object.keys(search).length === 0) redirect(`/payments?${standard.query}&view=${standard.id}`);
  const filter = paymentFilterFrom(search);
  const paging = readPaging(search, LISTS.payments.sorts, arrangement.pageSize);
  const t = await getTranslations('disbursements');
  const lists = await getTranslations('lists');
  const locale = toLocale(await getLocale());
  const words = translatorFor(locale);
  const unit = await displayUnit();
  const list = await listPayments(actor, filter, paging, { totals: search.totals === '1' ? 'always' : 'if-small' });
  const chips = describePaymentFilter(words, filter).map(({ name, head, value }) => ({
    label: `${head}: ${value}`,
    removeHref: paymentsHref(search, { [name]: undefined }),
  }));
  const resetHref = standard ? '/payments?view=all' : '/payments';
  const heads = paymentSheetColumns(locale, unit);
  return (
    <Page>
      <PageHead title={t('list.title')} meta={t('list.meta')} actions={<UnitSwitch current={unit} />} rule />
      <ListToolbar
        actor={actor}
        arrangement={arrangement}
        search={search}
        columnNames={Object.fromEntries(LISTS.payments.columns.map((code) => [code, heads[code].head]))}
      />
      <FilterBar action="/payments" resetHref={resetHref} activeCount={chips.length}>
        <FilterItem label={t('list.status')}>
          <Select
            name="status"
            aria-label={t('list.status')}
            placeholder={t('list.all')}
            defaultValue={filter.status ?? ''}
            options={PAYMENT_STATUSES.map((status) => ({ value: status, label: t(`paymentStatus.${status}`) }))}
          />
        </FilterItem>
        <FilterItem label={t('list.from')}>
          <DateInput name="from" aria-label={t('list.from')} defaultValue={filter.from ?? ''} />
        </FilterItem>
        <FilterItem label={t('list.to')}>
          <DateInput name="to" aria-label={t('list.to')} defaultValue={filter.to ?? ''} />
        </FilterItem>
        <FilterItem label={lists('sort')}>
          <Select
            name="sort"
            className="md:w-40"
            aria-label={lists('sort')}
            defaultValue={`${paging.descending ? '-' : ''}${paging.sort}`}
            options={orderChoices('payments', words)}
          />
        </FilterItem>
      </FilterBar>
      {chips.length > 0 && <FilterChips chips={chips} clearHref={resetHref} />}
      {list.rows.length === 0 ? (
        <EmptyState title={t('list.empty')}>{t('list.emptyNext')}</EmptyState>
      ) : (
        <>
          <ColumnTable
            caption={t('list.title')}
            rows={list.rows}
            keyOf={(row) => row.id}
            columns={arrangement.columns}
            table={paymentColumns(locale, unit)}
            density={arrangement.density}
            sorts={sortsOf<PaymentColumn>(
              paging,
              { reference: 'reference', amount: 'amount', releasedOn: 'released' },
              (sort) => paymentsHref(search, { sort }),
            )}
          />
          <TotalsTable
            caption={lists('totals.caption')}
            countHead={lists('totals.count')}
            heads={[t('columns.amount', { unit: t(`units.${unit}`) })]}
            page={{ count: list.pageTotals.count, values: [formatAmount(list.pageTotals.amountFen, unit)] }}
            all={list.totals && { count: list.totals.count, values: [formatAmount(list.totals.amountFen, unit)] }}
            askHref={paymentsHref(search, { after: search.after, before: search.before, totals: '1' })}
          />
        </>
      )}
      {(list.previous || list.next || paging.cursor) && (
        <Pager
          {...(paging.cursor ? { firstHref: paymentsHref(search, {}) } : {})}
          {...(list.previous ? { previousHref: paymentsHref(search, { before: list.previous }) } : {})}
          {...(list.next ? { nextHref: paymentsHref(search, { after: list.next }) } : {})}
        />
      )}
    </Page>
  );
}
