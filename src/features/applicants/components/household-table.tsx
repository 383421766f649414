import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { HouseholdRow } from '../queries';

export async function HouseholdTable({ rows }: { rows: readonly HouseholdRow[] }) {
  const t = await getTranslations('applicants');
  return (
    <Table caption={t('households.caption')}>
      <thead>
        <tr>
          <Th>{t('households.columns.head')}</Th>
          <Th>{t('households.columns.place')}</Th>
          <Th>{t('households.columns.kind')}</Th>
          <Th num>{t('households.columns.members')}</Th>
          <Th>{t('households.columns.identityNumber')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link href={`/households/${row.id}`}>{row.headName}</Link>
            </RowHead>
            <Td phone="sub">{row.place}</Td>
            <Td phone="title-end">{t(`householdKinds.${row.kind}`)}</Td>
            <Td num label={t('households.columns.members')}>
              {row.members}
            </Td>
            <Td label={t('households.columns.identityNumber')}>{row.identityNumber}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
