import type { Actor } from '@/domain/actor';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { paymentSheetColumns } from '@/features/disbursements/list-export';
import { describePaymentFilter, type PaymentSearch, paymentFilterFrom } from '@/features/disbursements/list-filter';
import { countPayments, listPayments } from '@/features/disbursements/queries';
import { getArrangement } from '@/features/lists/queries';
import { translatorFor } from '@/i18n/translator';
import type { ExportRequest, ExportSource } from '../source';
import { pagedRows } from './paged';

/** The list of payments as this person filtered, sorted and arranged it. */
export async function paymentSource(actor: Actor, request: ExportRequest): Promise<ExportSource> {
  const t = translatorFor(request.locale);
  const search: PaymentSearch = Object.fromEntries(new URLSearchParams(request.query));
  const filter = paymentFilterFrom(search);
  const words = describePaymentFilter(t, filter);
  const table = paymentSheetColumns(request.locale, request.unit);
  const columns = (await getArrangement(actor, 'payments')).columns.map((code) => table[code]);
  const order = { sort: search.sort ?? '' };
  const { sorts } = LISTS.payments;
  return {
    title: t('disbursements.list.title'),
    columns,
    filterWords: words.map(({ head, value }) => `${head}${t('common.labelSeparator')}${value}`),
    filterCodes: words.map(({ name }) => name),
    count: () => countPayments(actor, filter),
    batches: (size) =>
      pagedRows(
        { ...readPaging(order, sorts), size },
        columns,
        (paging) => listPayments(actor, filter, paging, { totals: 'none' }),
        (after) => readPaging({ ...order, after }, sorts),
      ),
  };
}
