import { type Cell, type Sums, sumOf, totalOf } from './figures';
import { largest, lengthOf } from './lengths';
import type { Measure } from './measures';
import { divideHalfUp, type Fen, ratioBps, sumFen } from './money';

type RankedFigures = { accepted: bigint; approved: bigint; financingFen: Fen };
export type RankedPlace = RankedFigures & {
  id: number;
  name: string;
  /** equal values share a rank */
  rank: number;
  /** what it is to reach, and what counts for it; null without a target */
  targetFen: Fen | null;
  reachedFen: Fen | null;
  completionBps: number | null;
  share: number;
};
export type Ranking = {
  places: RankedPlace[];
  /** places without any case; they stand at the end, as a number */
  withoutCases: number;
  total: RankedFigures;
  /** cases that belong to none of the places below, e.g. without a village; null when there are none */
  rest: RankedFigures | null;
  /** by completion when each place has a target, else by amount */
  by: 'COMPLETION' | 'FINANCING';
  /** by completion, and not all that was financed counts for it: some came before the start or after the milestone */
  countsPart: boolean;
  /** over all places, those without cases included */
  averageFen: Fen;
  average: number;
};

/** The places below a region, best first. Only places are ranked, never people. */
export function rankPlaces(
  here: readonly Cell[],
  below: Sums,
  regionId: number,
  children: readonly { id: number; name: string }[],
  targets: ReadonlyMap<number, { targetFen: Fen; reachedFen: Fen }>,
): Ranking {
  const figuresOf = (sum: (measure: Measure) => bigint): RankedFigures => ({
    accepted: sum('ACCEPTED'),
    approved: sum('APPROVED'),
    financingFen: sum('FINANCING_FEN'),
  });
  const by = children.length > 0 && children.every(({ id }) => targets.has(id)) ? 'COMPLETION' : 'FINANCING';
  const rows = children.map((child) => {
    const figures = figuresOf((measure) => sumOf(below, child.id, measure));
    const { targetFen = null, reachedFen = null } = targets.get(child.id) ?? {};
    const completionBps = targetFen === null || reachedFen === null ? null : ratioBps(reachedFen, targetFen);
    const value = by === 'COMPLETION' ? BigInt(completionBps ?? 0) : figures.financingFen;
    return { ...child, ...figures, targetFen, reachedFen, completionBps, value };
  });
  const hasCases = (row: RankedFigures) => row.accepted !== 0n || row.approved !== 0n || row.financingFen !== 0n;
  const most = largest(rows.map((row) => row.value));
  const total = figuresOf((measure) => totalOf(here, { measure, regionId }));
  const rest = {
    accepted: total.accepted - sumFen(rows.map((row) => row.accepted)),
    approved: total.approved - sumFen(rows.map((row) => row.approved)),
    financingFen: total.financingFen - sumFen(rows.map((row) => row.financingFen)),
  };
  const count = BigInt(Math.max(rows.length, 1));
  const averageFen = divideHalfUp(sumFen(rows.map((row) => row.financingFen)), count);
  const averageValue = by === 'COMPLETION' ? divideHalfUp(sumFen(rows.map((row) => row.value)), count) : averageFen;
  const places = rows
    .filter((row) => hasCases(row) || by === 'COMPLETION')
    .sort(
      (a, b) => Number(b.value > a.value) - Number(b.value < a.value) || Number(b.accepted - a.accepted) || a.id - b.id,
    )
    .map(({ value, ...row }) => ({
      ...row,
      rank: 1 + rows.filter((other) => other.value > value).length,
      share: lengthOf(value, most),
    }));
  return {
    places,
    withoutCases: rows.length - places.length,
    total,
    rest: hasCases(rest) ? rest : null,
    by,
    countsPart: by === 'COMPLETION' && rows.some((row) => row.reachedFen !== row.financingFen),
    averageFen,
    average: lengthOf(averageValue, most),
  };
}
