import { getTranslations } from 'next-intl/server';
import { totalOf } from '@/domain/figures';
import type { Countable } from '@/domain/measures';
import { divideHalfUp, formatAmount, formatPercent, MISSING } from '@/domain/money';
import type { Stage } from '@/domain/stage';
import { formatCount, headlineUnit } from '@/features/figures/format';
import { listBehind } from '@/features/figures/links';
import { Opens } from './wall-kit';
import type { WallProps } from './wall-props';

/** The four figures that stay while the views below them change. */
export async function WallHeadlines({ wall: { figures }, about, linked, unit }: WallProps) {
  const t = await getTranslations('figures.headlines');
  const s = await getTranslations('screens');
  const units = await getTranslations('cases.units');
  const sum = (measure: Countable, stage?: Stage) =>
    totalOf(figures.cells, { measure, regionId: figures.place.id, ...(stage ? { stage } : {}) });
  const [accepted, approved, financingFen, standing] = [
    sum('ACCEPTED'),
    sum('APPROVED'),
    sum('FINANCING_FEN'),
    sum('STANDING'),
  ];
  const short = headlineUnit(financingFen, unit);
  const cells = [
    {
      label: t('accepted'),
      value: formatCount(accepted),
      measure: 'ACCEPTED',
      notes: [s('consulted'), formatCount(sum('REACHED', 'CONSULTATION'))],
    },
    {
      label: t('approved'),
      value: formatCount(approved),
      measure: 'APPROVED',
      notes: [s('approvalRate'), formatPercent(approved, accepted)],
    },
    {
      label: t('financing', { unit: units(short) }),
      value: formatAmount(financingFen, short),
      measure: 'FINANCING_FEN',
      notes: [
        short === unit ? s('average') : `${formatAmount(financingFen, unit)} ${units(unit)}`,
        short === unit
          ? `${approved > 0n ? formatAmount(divideHalfUp(financingFen, approved), unit) : MISSING} ${units(unit)}`
          : s('averageOf', {
              amount: approved > 0n ? formatAmount(divideHalfUp(financingFen, approved), unit) : MISSING,
              unit: units(unit),
            }),
      ],
    },
    {
      label: t('standing'),
      value: formatCount(standing),
      measure: 'STANDING',
      notes: [s('overdueLoans'), formatCount(sum('OVERDUE'))],
    },
  ] as const satisfies readonly { label: string; value: string; measure: Countable; notes: readonly string[] }[];
  return (
    <dl className="grid grid-cols-[0.95fr_1.1fr_1.5fr_1fr] border-b border-rule">
      {cells.map((cell) => (
        <div key={cell.measure} className="border-rule py-[16px] pl-[40px] first:pl-0 not-first:border-l">
          <dt className="text-[22px] leading-[30px] text-ink-2">{cell.label}</dt>
          <dd className="flex items-end gap-x-[24px] whitespace-nowrap">
            <Opens
              href={linked ? listBehind(about, cell.measure) : null}
              className="text-[96px] leading-[108px] font-bold tracking-[-.02em] text-ink no-underline"
            >
              {cell.value}
            </Opens>
            <span className="pb-[14px] text-[22px] leading-[30px] text-ink-2">
              {cell.notes[0]}
              <br />
              {cell.notes[1]}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
