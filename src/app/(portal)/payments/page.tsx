import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { DateInput, Select } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { PAYMENT_STATUSES } from '@/domain/disbursement';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { paymentColumns } from '@/features/disbursements/components/payment-columns';
import { paymentSheetColumns } from '@/features/disbursements/list-export';
import { describePaymentFilter, paymentFilterFrom } from '@/features/disbursements/list-filter';
import { listPayments, type PaymentTotals } from '@/features/disbursements/queries';
import { ListFrame } from '@/features/lists/components/list-frame';
import { openList } from '@/features/lists/open-list';
import { translatorFor } from '@/i18n/translator';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('disbursements', 'list.title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function PaymentsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'payment.read')) notFound();
  const opened = await openList(actor, 'payments', searchParams);
  const { paging, locale, unit } = opened;
  const filter = paymentFilterFrom(opened.asked);
  const t = await getTranslations('disbursements');
  const bankReturns = await getTranslations('bank-returns');
  const list = await listPayments(actor, filter, paging, { totals: opened.totals });
  const sheet = paymentSheetColumns(locale, unit);
  const sumsOf = ({ count, amountFen }: PaymentTotals) => ({ count, values: [formatAmount(amountFen, unit)] });
  return (
    <ListFrame
      opened={opened}
      head={
        <PageHead
          title={t('list.title')}
          meta={t('list.meta')}
          below={can(actor, 'payment.return') && <Link href="/bank-returns">{bankReturns('open')}</Link>}
          actions={<UnitSwitch current={unit} />}
          rule
        />
      }
      caption={t('list.title')}
      filters={{
        usual: (
          <>
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
          </>
        ),
      }}
      chosen={describePaymentFilter(translatorFor(locale), filter)}
      page={list}
      table={paymentColumns(locale, unit)}
      columnName={(code) => sheet[code].head}
      totals={{
        heads: [sheet.amount.head],
        page: sumsOf(list.pageTotals),
        all: list.totals && sumsOf(list.totals),
      }}
      empty={{ title: t('list.empty'), next: t('list.emptyNext') }}
    />
  );
}
