import { getTranslations } from 'next-intl/server';
import { formatAmount } from '@/domain/money';
import { formatCount, formatShare } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import { Opens } from './wall-kit';
import type { WallProps as Props } from './wall-props';

/** 抓大不放小: what was approved for the large and for the small, below the pace. */
export async function WallSegments({ wall, about, linked, unit }: Props) {
  const t = await getTranslations('figures.segments');
  const s = await getTranslations('screens');
  const units = await getTranslations('cases.units');
  return (
    <dl className="mt-[14px] grid grid-cols-2 gap-x-[32px] border-t border-rule pt-[14px]">
      {wall.figures.segments.map((row) => (
        <div key={row.segment}>
          <dt className="truncate text-[22px] leading-[32px] font-bold">{t(row.segment)}</dt>
          <dd className="text-[22px] leading-[36px] whitespace-nowrap text-ink-2">
            <Opens
              href={linked ? listBehind(about, 'APPROVED', { kinds: row.kinds }) : null}
              className="text-[30px] font-bold"
            >
              {formatCount(row.approved)}
            </Opens>{' '}
            {s('casesUnit')}{' '}
            <Opens
              href={linked ? listBehind(about, 'FINANCING_FEN', { kinds: row.kinds }) : null}
              className="text-[30px] font-bold"
            >
              {formatAmount(row.financingFen, unit)}
            </Opens>{' '}
            {units(unit)}
          </dd>
          <dd className="text-[20px] leading-[30px] text-ink-3">
            {s('shareOf', { share: formatShare(row.financingShareBps) })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
