import { type BulletinColumn, type BulletinUnit, completionBps, overdueBps, totalOfUnits } from '@/domain/bulletin';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { formatCount, formatShare } from '@/features/figures/format';
import { translatorFor } from '@/i18n/translator';
import type { BulletinContent } from './view-queries';

/** The field's layout of a monthly bulletin (field-rules.md §5.7), left to right. */
export const SHOWN_COLUMNS = [
  'outstanding',
  'outstandingFen',
  'added',
  'addedFen',
  'COMPLETION',
  'overdue',
  'overdueFen',
  'RATE',
] as const satisfies readonly (BulletinColumn | 'COMPLETION' | 'RATE')[];
export type ShownColumn = (typeof SHOWN_COLUMNS)[number];

type Line = Pick<BulletinUnit, BulletinColumn> & { target: { value: bigint; reached: bigint } | null };

/** A cell as text: amounts in `unit`, shares without their sign, which stands in the head. */
export function sayCell(line: Line, column: ShownColumn, unit: AmountUnit): string {
  if (column === 'COMPLETION') return formatShare(completionBps(line));
  if (column === 'RATE') return formatShare(overdueBps(line));
  return column.endsWith('Fen') ? formatAmount(line[column], unit) : formatCount(line[column]);
}

/** The ranking table as an official paper has it; the last row is the sum of those above it. */
export function tableOnPaper({ units, unitLevel }: BulletinContent): { heads: string[]; rows: string[][] } {
  const t = translatorFor('zh-CN');
  const unit = t('cases.units.WAN');
  const line = (name: string, rank: string, of: Line) => [
    rank,
    name,
    ...SHOWN_COLUMNS.map((column) => sayCell(of, column, 'WAN')),
  ];
  return {
    heads: [
      t('bulletins.columns.rank'),
      t(`bulletins.levels.${unitLevel as 'TOWNSHIP'}`),
      ...SHOWN_COLUMNS.map((column) => t(`bulletins.paperColumns.${column}`, { unit })),
    ],
    rows: [
      ...units.map((row) => line(row.name, `${row.rank}`, row)),
      line(t('bulletins.total'), '', totalOfUnits(units)),
    ],
  };
}
