import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount, MISSING, sumFen } from '@/domain/money';
import type { listProjects } from '../queries';

type Row = Awaited<ReturnType<typeof listProjects>>['rows'][number];

/** A page of the pool with its sum. */
export async function ProjectTable({ rows, unit }: { rows: readonly Row[]; unit: AmountUnit }) {
  const t = await getTranslations('projects');
  const unitWord = t(`units.${unit}`);
  return (
    <Table caption={t('list.caption')}>
      <thead>
        <tr>
          <Th>{t('list.reference')}</Th>
          <Th>{t('list.name')}</Th>
          <Th>{t('list.village')}</Th>
          <Th>{t('list.content')}</Th>
          <Th>{t('list.year')}</Th>
          <Th num>{t('list.planned', { unit: unitWord })}</Th>
          <Th num>{t('list.cases')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td phone="sub">{row.reference}</Td>
            <RowHead>
              <Link href={`/projects/${row.id}`} className="case-link">
                {row.name}
              </Link>
            </RowHead>
            <Td label={t('list.village')}>{row.villageName ?? MISSING}</Td>
            <Td phone="hide">{row.content || MISSING}</Td>
            <Td phone="hide">{row.year}</Td>
            <Td num phone="title-end" unit={unitWord}>
              {formatAmount(row.plannedAmountFen, unit)}
            </Td>
            <Td num phone={row.cases > 0 ? 'line' : 'hide'} label={t('list.cases')}>
              {row.cases}
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <Td phone="hide" />
          <RowHead>{t('list.pageTotal')}</RowHead>
          <Td phone="hide" />
          <Td phone="hide" />
          <Td phone="hide" />
          <Td num phone="title-end" unit={unitWord}>
            {formatAmount(sumFen(rows.map(({ plannedAmountFen }) => plannedAmountFen)), unit)}
          </Td>
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}
