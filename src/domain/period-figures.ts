import { type Countable, type Measure, measuresOf } from './measures';

/** FLOW 本期: what the period added. STOCK 期末: as of its last day, with all there was before. */
export const FIGURE_SPANS = ['FLOW', 'STOCK'] as const;
export type FigureSpan = (typeof FIGURE_SPANS)[number];

export type PeriodFigure = { span: FigureSpan; measure: Countable };

/** What a period reports: computed figures alone, in the order of the page. */
export const PERIOD_FIGURES: readonly PeriodFigure[] = [
  ...(
    [
      'ACCEPTED',
      'APPROVED',
      'FINANCING_FEN',
      'LANDED_FEN',
      'DISBURSED',
      'DISBURSED_FEN',
      'REPAID_FEN',
      'RETURNED',
      'COMPLETED',
      'CHECKED',
    ] as const
  ).map((measure) => ({ span: 'FLOW' as const, measure })),
  ...(
    [
      'ACCEPTED',
      'APPROVED',
      'FINANCING_FEN',
      'LANDED_FEN',
      'DISBURSED',
      'DISBURSED_FEN',
      'OUTSTANDING',
      'OUTSTANDING_FEN',
      'OVERDUE',
      'OVERDUE_FEN',
      'COMPLETED',
      'CHECKED',
    ] as const
  ).map((measure) => ({ span: 'STOCK' as const, measure })),
];

/** The measures of the cube that they need. */
export const PERIOD_MEASURES: readonly Measure[] = [
  ...new Set(PERIOD_FIGURES.flatMap(({ measure }) => measuresOf(measure))),
];

export type FigureValue = PeriodFigure & { value: bigint };

/** A figure as it was reported beside what is known now; `reported` is null where nothing was reported. */
export type ComparedFigure = PeriodFigure & { reported: bigint | null; now: bigint; change: bigint };

/** Each figure as reported and as known now. What was reported before a figure was on the list counts as nothing. */
export function compareFigures(reported: readonly FigureValue[] | null, now: readonly FigureValue[]): ComparedFigure[] {
  return now.map(({ span, measure, value }) => {
    const stored = reported?.find((row) => row.span === span && row.measure === measure)?.value ?? 0n;
    return reported === null
      ? { span, measure, now: value, reported: null, change: 0n }
      : { span, measure, now: value, reported: stored, change: value - stored };
  });
}
