import { type Cell, totalOf } from './figures';
import { largest, lengthOf } from './lengths';
import { ratioBps } from './money';
import type { Stage } from './stage';

export type FunnelRow = {
  stage: Stage;
  /** cases that ever entered the stage, each once */
  reached: bigint;
  /** of those that entered the stage before; null at the first */
  conversionBps: number | null;
  /** cases that are in it */
  standing: bigint;
  share: number;
};

/** The stages that the programme uses, each against the one before it. */
export function prepareFunnel(cells: readonly Cell[], regionId: number, stages: readonly Stage[]): FunnelRow[] {
  const reached = stages.map((stage) => totalOf(cells, { measure: 'REACHED', regionId, stage }));
  const most = largest(reached);
  return stages.map((stage, index) => {
    const value = reached[index] ?? 0n;
    return {
      stage,
      reached: value,
      conversionBps: index === 0 ? null : ratioBps(value, reached[index - 1] ?? 0n),
      standing: totalOf(cells, { measure: 'STANDING', regionId, stage }),
      share: lengthOf(value, most),
    };
  });
}
