import { useTranslations } from 'next-intl';
import { NumberLink } from '@/components/ui/number-link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { BULLETIN_COLUMNS, totalOfUnits } from '@/domain/bulletin';
import type { AmountUnit } from '@/domain/money';
import { listBehind } from '@/features/figures/links';
import type { ComputedUnit } from '../compute-queries';
import { SHOWN_COLUMNS, type ShownColumn, sayCell } from '../table-words';
import type { BulletinContent, BulletinView } from '../view-queries';

type Props = { view: BulletinView; unit: AmountUnit; unitName: string };

/** The ranking table on screen; a number leads to its cases as of the bulletin's day where the reader sees them. */
export function RankingTable({ view, unit, unitName }: Props) {
  const t = useTranslations('bulletins');
  const { content, links } = view;
  const { units, unitLevel } = content;
  const label = (column: ShownColumn) => t(`columns.${column}`, { unit: unitName });
  const total = totalOfUnits(units);
  const whole = { regionId: content.place.regionId, target: units.find(({ target }) => target)?.target ?? null };
  const mayOpen = (regionId: number) => links === 'ALL' || links === regionId;
  return (
    <Table caption={t('tableTitle')} density="tight" phone="scroll">
      <thead>
        <tr>
          <Th num>{t('columns.rank')}</Th>
          <Th>{t(`levels.${unitLevel as 'TOWNSHIP'}`)}</Th>
          {SHOWN_COLUMNS.map((column) => (
            <Th key={column} num className="whitespace-pre-line">
              {t(`paperColumns.${column}`, { unit: unitName })}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map((row) => (
          <tr key={row.regionId}>
            <Td num phone="sub" label={t('columns.rank')}>
              {row.rank}
            </Td>
            <RowHead>
              <span lang="zh-CN">{row.name}</span>
            </RowHead>
            {SHOWN_COLUMNS.map((column) => (
              <Td key={column} num label={label(column)}>
                {linked(sayCell(row, column, unit), mayOpen(row.regionId) ? hrefOf(content, row, column) : null)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <Td phone="hide" />
          <RowHead>{t('total')}</RowHead>
          {SHOWN_COLUMNS.map((column) => (
            <Td key={column} num label={label(column)}>
              {linked(sayCell(total, column, unit), links === 'ALL' ? hrefOf(content, whole, column) : null)}
            </Td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}

/** Nothing has no list behind it. */
function linked(text: string, href: string | null) {
  return href === null || !/[1-9]/.test(text) ? text : <NumberLink href={href}>{text}</NumberLink>;
}

type Line = Pick<ComputedUnit, 'regionId' | 'target'>;

/** What was added counts from the first of January, what is done of a target from the day it began. */
function hrefOf(content: BulletinContent, { regionId, target }: Line, column: ShownColumn): string | null {
  const { place, programme, asOf, targetMeasure } = content;
  const about = { regionId: place.regionId, programmeId: programme.id, asOf };
  switch (column) {
    case 'COMPLETION':
      return target && targetMeasure ? listBehind(about, targetMeasure, { regionId, from: target.from }) : null;
    case 'RATE':
      return listBehind(about, 'OVERDUE_FEN', { regionId });
    case 'added':
    case 'addedFen':
      return listBehind(about, BULLETIN_COLUMNS[column], { regionId, from: `${asOf.slice(0, 4)}-01-01` });
    default:
      return listBehind(about, BULLETIN_COLUMNS[column], { regionId });
  }
}
