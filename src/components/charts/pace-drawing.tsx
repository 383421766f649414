'use client';

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';

interface PacePoint {
  /** Position on the time axis, e.g. days since the start. */
  x: number;
  actual?: number;
  /** Where the plan would be. */
  plan?: number;
  /** What would still reach the target. */
  needed?: number;
}

export interface PaceChartProps {
  points: readonly PacePoint[];
  xTicks: readonly { x: number; label: string }[];
  yTicks: readonly { y: number; label: string }[];
  /** Labels stand at the lines; there is no legend. */
  labels: { actual: string; plan: string; needed?: string; target: string };
  /** The as-of day. */
  nowX: number;
  /** Read out in place of the drawing; the table twin holds the numbers. */
  description: string;
}

const ink3 = 'var(--color-ink-3)';
const text = { fontSize: 12, fill: 'var(--color-ink-2)' };

/** Actual against plan and the pace still needed: one thick line, one dashed, one dotted. */
export function PaceDrawing({ points, xTicks, yTicks, labels, nowX, description }: PaceChartProps) {
  const now = points.find((point) => point.x === nowX);
  const last = points[points.length - 1];
  const lastX = last?.x ?? 0;
  const target = last?.plan ?? last?.needed ?? 0;
  const actualNow = now?.actual ?? 0;
  const late = (now?.plan ?? 0) > actualNow;
  // A label stands at the left of its point, where the lines have been; at the very start there is only the right.
  const atStart = nowX - (points[0]?.x ?? 0) < (lastX - (points[0]?.x ?? 0)) * 0.2;
  // Where what is reached is near its target, the label of the lower goes under its line.
  const top = yTicks[yTicks.length - 1]?.y ?? target;
  const crowded = nowX > lastX * 0.7 && Math.abs(target - actualNow) < top * 0.15;
  return (
    <div role="img" aria-label={description} className="h-60">
      <ResponsiveContainer width="100%" height={240}>
        <LineChart data={[...points]} margin={{ top: 22, right: 28, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-rule-soft)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={[points[0]?.x ?? 0, lastX]}
            ticks={xTicks.map((tick) => tick.x)}
            tickFormatter={(x: number) => xTicks.find((tick) => tick.x === x)?.label ?? ''}
            tick={{ fontSize: 12, fill: ink3 }}
            stroke="var(--color-rule-strong)"
          />
          <YAxis
            width={58}
            domain={[0, yTicks[yTicks.length - 1]?.y ?? target]}
            ticks={yTicks.map((tick) => tick.y)}
            tickFormatter={(y: number) => yTicks.find((tick) => tick.y === y)?.label ?? ''}
            tick={{ fontSize: 12, fill: ink3 }}
            axisLine={false}
            tickLine={false}
          />
          <ReferenceLine x={nowX} stroke="var(--color-rule-strong)" strokeDasharray="1 3" />
          <Line
            dataKey="plan"
            type="linear"
            stroke={ink3}
            strokeWidth={1.5}
            strokeDasharray="5 4"
            dot={false}
            activeDot={false}
            connectNulls
            isAnimationActive={false}
          />
          <Line
            dataKey="needed"
            type="linear"
            stroke="var(--color-amber)"
            strokeWidth={1.5}
            strokeDasharray="2 3"
            dot={false}
            activeDot={false}
            connectNulls
            isAnimationActive={false}
          />
          <Line
            dataKey="actual"
            type="linear"
            stroke="var(--color-accent)"
            strokeWidth={3}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <ReferenceDot
            x={lastX}
            y={target}
            r={0}
            label={{
              value: labels.target,
              position: crowded && actualNow >= target ? 'bottom' : 'top',
              textAnchor: 'end',
              ...text,
            }}
          />
          {now?.plan !== undefined && (
            <ReferenceDot
              x={nowX}
              y={now.plan}
              r={4}
              fill="var(--color-paper)"
              stroke={ink3}
              strokeWidth={1.5}
              label={{
                value: labels.plan,
                position: late && !atStart ? 'left' : 'right',
                offset: 8,
                dy: atStart && late ? -26 : -10,
                ...text,
              }}
            />
          )}
          {now?.actual !== undefined && (
            <ReferenceDot
              x={nowX}
              y={now.actual}
              r={4}
              fill="var(--color-accent)"
              stroke="none"
              label={{
                value: labels.actual,
                position: atStart ? 'right' : 'left',
                offset: 8,
                dy: crowded && actualNow < target ? 12 : atStart && !late ? -26 : -10,
                fontSize: 12,
                fontWeight: 700,
                fill: 'var(--color-accent)',
              }}
            />
          )}
          {labels.needed !== undefined && (
            // Under the dotted line, where the corner is empty at every width.
            <ReferenceDot
              x={lastX}
              y={actualNow + (target - actualNow) * 0.14}
              r={0}
              label={{ value: labels.needed, position: 'left', fontSize: 12, fill: 'var(--color-amber)' }}
            />
          )}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
