import { getTranslations } from 'next-intl/server';
import { unitOf } from '@/domain/measures';
import type { AmountUnit } from '@/domain/money';
import type { PaceView } from '@/domain/pace-view';
import { formatMeasured, formatShare, formatTick } from '@/features/figures/format';
import { formatMonthDay } from '@/lib/format-day';
import { WallHead } from './wall-kit';

const BOX = { width: 760, height: 420, left: 120, right: 40, top: 34, bottom: 40 };

/** Actual, plan and what is needed against the next milestone, drawn for five metres: still lines and words beside them. */
export async function WallPace({ pace, unit }: { pace: PaceView; unit: AmountUnit }) {
  const t = await getTranslations('screens.pace');
  const figures = await getTranslations('figures.pace');
  const units = await getTranslations('cases.units');
  const { current, points, nowX } = pace;
  const unitName = unitOf(pace.measure) === 'CASES' ? figures('cases') : units(unit);
  const amount = (value: bigint | null) => formatMeasured(value, pace.measure, unit);
  const tick = (value: bigint) => (unitOf(pace.measure) === 'FEN' ? formatTick(value, unit) : amount(value));
  const lastX = Math.max(points.at(-1)?.x ?? 1, 1);
  const top = Number(pace.yTicks.at(-1) ?? current.target) || 1;
  const x = (at: number) => BOX.left + (at / lastX) * (BOX.width - BOX.left - BOX.right);
  const y = (value: bigint) => BOX.height - BOX.bottom - (Number(value) / top) * (BOX.height - BOX.top - BOX.bottom);
  const line = (key: 'actual' | 'plan' | 'needed') =>
    points.flatMap((point) => (point[key] === undefined ? [] : [`${x(point.x)},${y(point[key])}`])).join(' ');
  // after the last milestone the drawing ends on its day, and so does the line
  const drawn = points.findLast((point) => point.actual !== undefined)?.actual ?? 0n;
  // where the actual value stands beside the target, the target's words go below its line
  const isCrowded = nowX > lastX / 2 && Math.abs(y(drawn) - y(current.target)) < 60;
  const isLate = pace.planned > pace.actual;
  // words stand on the side of the line that has room: left of it in the second half
  const side =
    nowX > lastX / 2 ? ({ textAnchor: 'end', dx: -14 } as const) : ({ textAnchor: 'start', dx: 14 } as const);
  return (
    <section>
      <WallHead
        title={t('title', { target: amount(current.target), unit: unitName })}
        note={figures('measure', { measure: figures(`measures.${pace.measure}`), unit: unitName })}
      />
      <p className="mt-[10px] text-[26px] leading-[38px]">
        {t.rich(current.remainingDays > 0 ? 'sentence' : 'over', {
          due: current.on,
          days: current.remainingWorkingDays ?? 0,
          done: formatShare(current.completionBps),
          elapsed: formatShare(current.timeElapsedBps),
          strong: (words) => <b className="text-amber">{words}</b>,
        })}
      </p>
      <svg
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        width={BOX.width}
        height={BOX.height}
        role="img"
        aria-label={figures('description', {
          asOf: '',
          actual: amount(pace.actual),
          plan: amount(pace.planned),
          due: current.on,
          target: amount(current.target),
          unit: unitName,
        })}
        className="mt-[8px] block text-[20px]"
      >
        {pace.yTicks.map((value) => (
          <g key={String(value)}>
            <line
              x1={BOX.left}
              x2={BOX.width - BOX.right}
              y1={y(value)}
              y2={y(value)}
              stroke="var(--color-rule-soft)"
            />
            <text x={BOX.left - 12} y={y(value) + 7} textAnchor="end" fill="var(--color-ink-3)">
              {tick(value)}
            </text>
          </g>
        ))}
        <line x1={BOX.left} x2={BOX.width - BOX.right} y1={y(0n)} y2={y(0n)} stroke="var(--color-rule-strong)" />
        {pace.xTicks.map(({ x: at, on }) => (
          <text key={on} x={x(at)} y={BOX.height - 8} textAnchor="middle" fill="var(--color-ink-3)">
            {formatMonthDay(on)}
          </text>
        ))}
        <line
          x1={x(nowX)}
          x2={x(nowX)}
          y1={BOX.top}
          y2={y(0n)}
          stroke="var(--color-rule-strong)"
          strokeDasharray="2 5"
        />
        <polyline
          points={line('plan')}
          fill="none"
          stroke="var(--color-ink-3)"
          strokeWidth="2"
          strokeDasharray="10 8"
        />
        <polyline
          points={line('needed')}
          fill="none"
          stroke="var(--color-amber)"
          strokeWidth="3"
          strokeDasharray="3 6"
        />
        <polyline points={line('actual')} fill="none" stroke="var(--color-accent)" strokeWidth="5" />
        <circle cx={x(nowX)} cy={y(drawn)} r="7" fill="var(--color-accent)" />
        <text x={x(lastX)} y={y(current.target) + (isCrowded ? 34 : -12)} textAnchor="end" fill="var(--color-ink-2)">
          {figures('targetLabel', { amount: tick(current.target) })}
        </text>
        {current.remainingDays > 0 && (
          <text x={x(nowX)} y={y(pace.planned) + (isLate ? -14 : 34)} {...side} fill="var(--color-ink-2)">
            {figures('planLabel', { amount: tick(pace.planned) })}
          </text>
        )}
        <text x={x(nowX)} y={y(drawn) - 22} {...side} fontSize="26" fontWeight="700" fill="var(--color-accent)">
          {figures('actualLabel', { amount: tick(drawn) })}
        </text>
        {current.requiredPerWorkingDay !== null && current.gap > 0n && (
          <text
            x={x(lastX)}
            y={y(pace.actual + (current.target - pace.actual) / 6n)}
            textAnchor="end"
            fill="var(--color-amber)"
          >
            {figures('neededLabel', { amount: amount(current.requiredPerWorkingDay) })}
          </text>
        )}
      </svg>
    </section>
  );
}
