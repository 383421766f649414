'use client';

import { LateDrawing } from './late-drawing';
import type { TrendChartProps } from './trend-drawing';

const load = () => import('./trend-drawing').then(({ TrendDrawing }) => TrendDrawing);

/** One value over equal steps of time. */
export function TrendChart(props: TrendChartProps) {
  return <LateDrawing load={load} props={props} />;
}
