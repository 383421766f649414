import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { PAYMENT_STATUSES } from '@/domain/disbursement';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { PaymentListTable } from '@/features/disbursements/components/payment-list-table';
import { type PaymentSearch, paymentFilterFrom, paymentsHref } from '@/features/disbursements/list-filter';
import { listPayments } from '@/features/disbursements/queries';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('disbursements', 'list.title');

export default async function PaymentsPage({ searchParams }: { searchParams: Promise<PaymentSearch> }) {
  const actor = await requireActor();
  if (!can(actor, 'payment.read')) notFound();
  const search = await searchParams;
  const { after, ...filter } = paymentFilterFrom(search);
  const t = await getTranslations('disbursements');
  const unit = await displayUnit();
  const list = await listPayments(actor, filter, after ?? null);
  const active = Object.values(filter).filter((value) => value !== undefined).length;
  return (
    <Page>
      <PageHead title={t('list.title')} meta={t('list.meta')} actions={<UnitSwitch current={unit} />} rule />
      <FilterBar action="/payments" resetHref="/payments" activeCount={active}>
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
      </FilterBar>
      {list.rows.length === 0 ? (
        <EmptyState title={t('list.empty')}>{t('list.emptyNext')}</EmptyState>
      ) : (
        <>
          <PaymentListTable list={list} unit={unit} />
          <Pager
            summary={t('list.pageSum', {
              count: list.rows.length,
              sum: formatAmount(list.pageSumFen, unit),
              unit: t(`units.${unit}`),
            })}
            {...(after ? { firstHref: paymentsHref(search, { after: undefined }) } : {})}
            {...(list.next ? { nextHref: paymentsHref(search, { after: list.next }) } : {})}
          />
        </>
      )}
    </Page>
  );
}
