import { getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount } from '@/domain/money';
import type { LinkageView } from '../queries';

/** An agreement with its households: promised for a year, received by now, and the totals. */
export async function LinkageTable({ agreement }: { agreement: LinkageView }) {
  const t = await getTranslations('linkages');
  return (
    <>
      <DataList
        className="mb-3"
        facts={[
          { label: t('fields.model'), value: t(`models.${agreement.model}`) },
          { label: t('fields.signedOn'), value: agreement.signedOn },
          { label: t('fields.term'), value: t('months', { months: agreement.termMonths }) },
          { label: t('fields.propertyRights'), value: agreement.propertyRights },
          ...(agreement.endReason === null ? [] : [{ label: t('fields.ended'), value: agreement.endReason }]),
        ]}
      />
      <Table caption={t('households')}>
        <thead>
          <tr>
            <Th>{t('columns.household')}</Th>
            <Th>{t('columns.place')}</Th>
            <Th>{t('columns.kind')}</Th>
            <Th num>{t('columns.promised')}</Th>
            <Th num>{t('columns.received')}</Th>
            <Th>{t('columns.last')}</Th>
          </tr>
        </thead>
        <tbody>
          {agreement.households.map((row) => (
            <tr key={row.id}>
              <RowHead>{row.name}</RowHead>
              <Td phone="sub">{row.place}</Td>
              <Td label={t('columns.kind')}>{t(`kinds.${row.benefitKind}`)}</Td>
              <Td num label={t('columns.promisedShort')} unit={t('yuan')}>
                {formatAmount(row.promisedFen, 'YUAN')}
              </Td>
              <Td num phone="title-end" unit={t('yuan')}>
                {formatAmount(row.receivedFen, 'YUAN')}
              </Td>
              <Td label={t('columns.last')}>{row.benefits[0]?.receivedOn ?? '--'}</Td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <RowHead>{t('columns.total')}</RowHead>
            <Td phone="hide" />
            <Td phone="hide" />
            <Td num label={t('columns.promisedShort')}>
              {formatAmount(agreement.promisedFen, 'YUAN')}
            </Td>
            <Td num label={t('columns.receivedShort')}>
              {formatAmount(agreement.receivedFen, 'YUAN')}
            </Td>
            <Td phone="hide" />
          </tr>
        </tfoot>
      </Table>
    </>
  );
}
