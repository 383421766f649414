import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { CaseRow } from '../list-queries';
import { RemainingDays } from './remaining-days';
import { WaitingFor } from './waiting-for';

type Props = {
  rows: CaseRow[];
  unit: AmountUnit;
  caption: string;
  grouped?: boolean;
  showCounty?: boolean;
  foot?: ReactNode;
};

const COLUMNS = 9;

/** The one table of cases: the worklist groups it by lane, the list does not. */
export async function CaseTable({ rows, unit, caption, grouped = false, showCounty = false, foot }: Props) {
  const t = await getTranslations('cases');
  const groups = grouped
    ? (['GREEN', 'NORMAL'] as const)
        .map((lane) => ({ lane, rows: rows.filter((row) => row.lane === lane) }))
        .filter((group) => group.rows.length > 0)
    : [{ lane: null, rows }];
  let sequence = 0;
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th num>{t('columns.sequence')}</Th>
          <Th>{t('columns.reference')}</Th>
          <Th>{t('columns.title')}</Th>
          <Th>{showCounty ? t('columns.place') : t('columns.township')}</Th>
          <Th num>{t('columns.amount', { unit: t(`units.${unit}`) })}</Th>
          <Th>{t('columns.stage')}</Th>
          <Th>{t('columns.waiting')}</Th>
          <Th>{t('columns.handedOn')}</Th>
          <Th>{t('columns.remaining')}</Th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.lane ?? 'all'}>
          {group.lane && (
            <GroupRow
              title={t(`lanes.${group.lane}Group`, { count: group.rows.length })}
              note={t(`lanes.${group.lane}Note`)}
              columns={COLUMNS}
            />
          )}
          {group.rows.map((row) => {
            sequence += 1;
            return <CaseTableRow key={row.id} row={row} unit={unit} sequence={sequence} showCounty={showCounty} />;
          })}
        </tbody>
      ))}
      {foot}
    </Table>
  );
}

async function CaseTableRow({
  row,
  unit,
  sequence,
  showCounty,
}: {
  row: CaseRow;
  unit: AmountUnit;
  sequence: number;
  showCounty: boolean;
}) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const stage =
    row.status === 'OPEN'
      ? labelOf(row.stageName, locale)
      : `${labelOf(row.stageName, locale)} ${t(`statuses.${row.status}`)}`;
  return (
    <tr>
      <Td num phone="hide" className="text-ink-3">
        {sequence}
      </Td>
      <Td phone="sub" className="text-ink-2 md:whitespace-nowrap" more={`${row.township} ${stage}`}>
        {row.reference}
      </Td>
      <RowHead phone="title" className="overflow-hidden text-ellipsis md:w-1/5 md:max-w-0 md:whitespace-nowrap">
        {/* before the name, which may be cut off */}
        {row.lane === 'GREEN' && <span className="mr-1.5 text-xs font-bold text-green">{t('lanes.GREEN')}</span>}
        <Link href={`/cases/${row.id}`} className="case-link" title={row.title}>
          {row.title}
        </Link>
      </RowHead>
      <Td phone="hide" className="whitespace-nowrap">
        {showCounty ? `${row.county} ${row.township}` : row.township}
      </Td>
      <Td num phone="sub-end" unit={t(`units.${unit}`)}>
        {formatAmount(row.measured ?? row.amountFen, unit)}
      </Td>
      <Td phone="hide">{stage}</Td>
      <Td phone="line" label={t('columns.waiting')} className="md:min-w-36">
        <WaitingFor waiting={row.waiting} />
      </Td>
      <Td phone="hide" className="text-ink-2 whitespace-nowrap">
        {row.handedOnBy ? labelOf(row.handedOnBy, locale) : '--'}{' '}
        <span className="text-xs">{formatInstant(row.handedOnAt)}</span>
      </Td>
      <Td phone="title-end">{row.status === 'CLOSED' ? '--' : <RemainingDays clock={row.clock} />}</Td>
    </tr>
  );
}
