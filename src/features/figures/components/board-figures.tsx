import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import type { BoardRow } from '@/domain/board';
import { addDays, type Day } from '@/domain/calendar';
import { cn } from '@/lib/cn';
import { formatCount } from '../format';
import { listBehind } from '../links';

type Props = { rows: readonly BoardRow[]; regionId: number; programmeId: string | null; today: Day };

/** Five figures that fit a telephone without scrolling; each number opens the cases that add up to it. */
export async function BoardFigures({ rows, regionId, programmeId, today }: Props) {
  const t = await getTranslations('board');
  const yesterday = addDays(today, -1);
  const listOf = (measure: BoardRow['measure'], from: Day, asOf: Day) =>
    listBehind({ regionId, asOf, ...(programmeId ? { programmeId } : {}) }, measure, { from });
  const small = (href: string, text: string) => (
    <Link href={href} className="number-link inline-flex min-h-6 min-w-6 items-center">
      {text}
    </Link>
  );
  return (
    <dl className="border-t-2 border-b border-ink md:grid md:grid-cols-5">
      {rows.map((row) => (
        <div
          key={row.measure}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-rule py-2.5 max-md:not-first:border-t md:block md:px-5 md:py-2.5 md:first:pl-0 md:not-first:border-l"
        >
          <dt className="text-base max-md:font-bold md:text-sm md:text-ink-2">{t(`measures.${row.measure}`)}</dt>
          <dd className="row-span-2 text-3xl font-bold tracking-[-.02em] max-md:col-start-2 max-md:row-start-1 max-md:text-[2.375rem] max-md:leading-11.5">
            <Link
              href={listOf(row.measure, yesterday, today)}
              className="inline-flex min-h-11 min-w-11 items-center text-ink underline decoration-accent-line decoration-2 underline-offset-[7px] hover:decoration-accent max-md:justify-end"
            >
              {formatCount(row.sinceYesterday)}
            </Link>
          </dd>
          <dd className="flex flex-wrap gap-x-2.5 text-xs leading-6 text-ink-2 md:mt-1 md:text-sm md:leading-6">
            <span>
              {t('yesterday')} {small(listOf(row.measure, yesterday, yesterday), formatCount(row.yesterday))}
            </span>
            <span>
              {t('dayBefore')}{' '}
              {small(listOf(row.measure, addDays(today, -2), addDays(today, -2)), formatCount(row.dayBefore))}
            </span>
            <span className={cn(isWorse(row) && 'text-red')}>
              {row.change === 0n
                ? t('same')
                : t(row.change > 0n ? 'more' : 'fewer', {
                    count: formatCount(row.change < 0n ? -row.change : row.change),
                  })}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** More was sent back or fell overdue than the day before. */
const isWorse = ({ measure, change }: BoardRow) => change > 0n && (measure === 'RETURNED' || measure === 'OVERDUE');
