import type { Period } from '@/domain/bulletin';
import type { Day } from '@/domain/calendar';
import { translatorFor } from '@/i18n/translator';
import { formatOfficialDay } from '@/lib/format-day';

/** A day as official papers write it, whatever language its reader has: a bulletin is in Chinese. */
export const sayDay = (day: Day) => formatOfficialDay(day, 'zh-CN');

/** The period of a bulletin as its title names it. */
export function sayPeriod({ kind, from, until }: Period): string {
  const t = translatorFor('zh-CN');
  const [year = '', month = ''] = from.split('-');
  if (kind === 'MONTH') return t('bulletins.periodWords.MONTH', { year, month: `${Number(month)}` });
  if (kind === 'QUARTER')
    return t('bulletins.periodWords.QUARTER', { year, quarter: `${Math.ceil(Number(month) / 3)}` });
  return t('bulletins.periodWords.CUSTOM', { from: sayDay(from), until: sayDay(until) });
}
