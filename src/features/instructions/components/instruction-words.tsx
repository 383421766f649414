import { getTranslations } from 'next-intl/server';
import { Status } from '@/components/ui/status';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { formatCount, headlineUnit } from '@/features/figures/format';
import type { FigureRead } from '../figure';
import type { InstructionRow } from '../queries';

const TONES = {
  OPEN: { tone: 'accent', hollow: true },
  ANSWERED: { tone: 'amber', hollow: false },
  CLOSED: { tone: 'grey', hollow: false },
} as const;

/** Where an instruction stands; red when its deadline is past without an answer. */
export async function InstructionStatusWord({ row }: { row: Pick<InstructionRow, 'status' | 'overdue'> }) {
  const t = await getTranslations('instructions');
  if (row.overdue) return <Status tone="red">{t('overdue')}</Status>;
  return <Status {...TONES[row.status]}>{t(`statuses.${row.status}`)}</Status>;
}

/** The deadline with the working days that are left, or by which it is past. */
export async function DeadlineWord({ row }: { row: Pick<InstructionRow, 'dueOn' | 'daysLeft' | 'overdue'> }) {
  const t = await getTranslations('instructions');
  const { dueOn, daysLeft, overdue } = row;
  if (daysLeft === null) return <span className="whitespace-nowrap">{dueOn}</span>;
  return (
    <span>
      <span className="whitespace-nowrap">{dueOn}</span>{' '}
      <span className={overdue ? 'text-xs text-red' : 'text-xs text-ink-3'}>
        {overdue ? t('late', { days: -daysLeft }) : t('left', { days: daysLeft })}
      </span>
    </span>
  );
}

/** A figure in words: what, where, until when, and how much it was. */
export async function describeFigure(figure: FigureRead, unit: AmountUnit): Promise<string> {
  const t = await getTranslations('instructions');
  const units = await getTranslations('cases.units');
  const value = BigInt(figure.value);
  const short = headlineUnit(value, unit);
  const amount = figure.measure.endsWith('_FEN')
    ? `${formatAmount(value, short)} ${units(short)}`
    : t('cases', { count: formatCount(value) });
  return t('figureAsItStood', {
    place: figure.regionName,
    measure: t(`measures.${figure.measure}`),
    asOf: figure.asOf,
    value: amount,
  });
}
