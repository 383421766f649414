import { type Cell, totalOf } from './figures';
import type { Measure } from './measures';
import { type Fen, ratioBps } from './money';
import type { ApplicantKind } from './stage';

export type SegmentFigures = {
  kinds: readonly ApplicantKind[];
  accepted: bigint;
  approved: bigint;
  /** approved of accepted */
  approvalBps: number | null;
  /** of all that was approved, by number */
  approvedShareBps: number | null;
  financingFen: Fen;
  /** of all financing, by amount */
  financingShareBps: number | null;
};
export type Segment = SegmentFigures & { segment: 'LARGE' | 'SMALL'; rows: SegmentFigures[] };

/** 抓大不放小: large and small applicants as the programme's definition parts them, with their kinds beneath. */
export function prepareSegments(
  cells: readonly Cell[],
  regionId: number,
  applicants: readonly { kind: ApplicantKind; segment: 'LARGE' | 'SMALL' }[],
): Segment[] {
  const allApproved = totalOf(cells, { measure: 'APPROVED', regionId });
  const allFinancing = totalOf(cells, { measure: 'FINANCING_FEN', regionId });
  const figuresOf = (kinds: readonly ApplicantKind[]): SegmentFigures => {
    const sum = (measure: Measure) => totalOf(cells, { measure, regionId, kinds });
    const [accepted, approved, financingFen] = [sum('ACCEPTED'), sum('APPROVED'), sum('FINANCING_FEN')];
    return {
      kinds,
      accepted,
      approved,
      approvalBps: ratioBps(approved, accepted),
      approvedShareBps: ratioBps(approved, allApproved),
      financingFen,
      financingShareBps: ratioBps(financingFen, allFinancing),
    };
  };
  return (['LARGE', 'SMALL'] as const).flatMap((segment) => {
    const kinds = applicants.filter((row) => row.segment === segment).map((row) => row.kind);
    return kinds.length === 0 ? [] : { segment, ...figuresOf(kinds), rows: kinds.map((kind) => figuresOf([kind])) };
  });
}
