'use client';

import { LateDrawing } from './late-drawing';
import type { PaceChartProps } from './pace-drawing';

const load = () => import('./pace-drawing').then(({ PaceDrawing }) => PaceDrawing);

/** Actual against plan and the pace still needed: one thick line, one dashed, one dotted. */
export function PaceChart(props: PaceChartProps) {
  return <LateDrawing load={load} props={props} />;
}
