'use client';

import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';

export interface TrendChartProps {
  /** Oldest first; without a value the line breaks. */
  points: readonly { label: string; value: number | null }[];
  yTicks: readonly { y: number; label: string }[];
  /** Read out in place of the drawing; the table twin holds the numbers. */
  description: string;
}

const tick = { fontSize: 12, fill: 'var(--color-ink-3)' };

/** One value over equal steps of time. */
export function TrendDrawing({ points, yTicks, description }: TrendChartProps) {
  const marks = yTicks.map(({ y }) => y);
  return (
    <div role="img" aria-label={description} className="h-60">
      <ResponsiveContainer width="100%" height={240}>
        <LineChart data={[...points]} margin={{ top: 12, right: 28, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-rule-soft)" />
          <XAxis
            dataKey="label"
            tick={tick}
            stroke="var(--color-rule-strong)"
            interval="preserveStartEnd"
            minTickGap={16}
          />
          <YAxis
            width={72}
            domain={[marks[0] ?? 0, marks.at(-1) ?? 1]}
            ticks={marks}
            tickFormatter={(y: number) => yTicks.find((mark) => mark.y === y)?.label ?? ''}
            tick={tick}
            axisLine={false}
            tickLine={false}
          />
          <Line
            dataKey="value"
            type="linear"
            stroke="var(--color-accent)"
            strokeWidth={3}
            dot={{ r: 3, fill: 'var(--color-accent)', stroke: 'none' }}
            activeDot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
