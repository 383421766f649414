import { type Cell, totalOf } from './figures';
import { largest, lengthOf } from './lengths';
import { divideHalfUp, type Fen, ratioBps, sumFen } from './money';

type RankedFigures = { accepted: bigint; approved: bigint; financingFen: Fen };
export type RankedPlace = RankedFigures & {
  id: number;
  name: string;
  /** equal values share a rank */
  rank: number;
  targetFen: Fen | null;
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
  /** over all places, those without cases included */
  averageFen: Fen;
  average: number;
};

/** The places below a region, best first. Only places are ranked, never people. */
export function rankPlaces(
  cells: readonly Cell[],
  regionId: number,
  children: readonly { id: number; name: string }[],
  targets: ReadonlyMap<number, Fen>,
): Ranking {
  const figuresOf = (id: number): RankedFigures => ({
    accepted: totalOf(cells, { measure: 'ACCEPTED', regionId: id }),
    approved: totalOf(cells, { measure: 'APPROVED', regionId: id }),
    financingFen: totalOf(cells, { measure: 'FINANCING_FEN', regionId: id }),
  });
  const by = children.length > 0 && children.every(({ id }) => targets.has(id)) ? 'COMPLETION' : 'FINANCING';
  const rows = children.map((child) => {
    const figures = figuresOf(child.id);
    const targetFen = targets.get(child.id) ?? null;
    const completionBps = targetFen === null ? null : ratioBps(figures.financingFen, targetFen);
    const value = by === 'COMPLETION' ? BigInt(completionBps ?? 0) : figures.financingFen;
    return { ...child, ...figures, targetFen, completionBps, value };
  });
  const hasCases = (row: RankedFigures) => row.accepted !== 0n || row.approved !== 0n || row.financingFen !== 0n;
  const most = largest(rows.map((row) => row.value));
  const total = figuresOf(regionId);
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
    averageFen,
    average: lengthOf(averageValue, most),
  };
}
