import { getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount } from '@/domain/money';
import type { PurchaseView } from '../queries';

/** The order line by line: ordered and sold, with the totals. */
export async function PurchaseTable({ view }: { view: PurchaseView }) {
  const t = await getTranslations('purchases');
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.product')}</Th>
          <Th>{t('columns.orderedBy')}</Th>
          <Th num>{t('columns.quantity')}</Th>
          <Th num>{t('columns.unitPrice')}</Th>
          <Th num>{t('columns.amount')}</Th>
          <Th num>{t('columns.sold')}</Th>
          <Th num>{t('columns.soldAmount')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.lines.map((line) => (
          <tr key={line.id}>
            <RowHead>{line.product}</RowHead>
            <Td label={t('columns.orderedBy')}>{line.orderedBy || '--'}</Td>
            <Td num label={t('columns.quantity')}>
              {line.quantity} {line.unit}
            </Td>
            <Td num label={t('short.unitPrice')} unit={t('yuan')}>
              {formatAmount(line.unitPriceFen, 'YUAN')}
            </Td>
            <Td num phone="title-end" unit={t('yuan')}>
              {formatAmount(line.amountFen, 'YUAN')}
            </Td>
            <Td num label={t('columns.sold')}>
              {line.soldQuantity} {line.unit}
            </Td>
            <Td num label={t('short.soldAmount')} unit={t('yuan')}>
              {formatAmount(line.soldFen, 'YUAN')}
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead>{t('columns.total')}</RowHead>
          <Td phone="hide" />
          <Td phone="hide" />
          <Td phone="hide" />
          <Td num label={t('short.amount')}>
            {formatAmount(view.orderedFen, 'YUAN')}
          </Td>
          <Td phone="hide" />
          <Td num label={t('short.soldAmount')}>
            {formatAmount(view.soldFen, 'YUAN')}
          </Td>
        </tr>
      </tfoot>
    </Table>
  );
}
