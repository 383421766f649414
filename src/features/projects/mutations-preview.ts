import 'server-only';
import { figuresOf, type LineDecision, NO_DECISION } from '@/domain/fund-import';
import { readAmountCell } from '@/domain/fund-table/amount-cell';
import { detectTable } from '@/domain/fund-table/detect-table';
import type { FundTableField } from '@/domain/fund-table/dictionary';
import type { AmountUnit } from '@/domain/money';
import { refuse } from '@/domain/refusal';
import type { Context, Result } from '@/server/command';
import { changeBatch } from './mutations-batch';
import { reviewBatch } from './queries-import';

export type NewMapping = {
  batchId: string;
  version: number;
  year: number;
  headerRow: number;
  headerRows: number;
  unit: AmountUnit | null;
  columns: Partial<Record<FundTableField, string>>;
};

/**
 * Sets year, header row, unit and columns. Another header row is guessed afresh and forgets the decisions about lines;
 * another unit or amount column forgets the typed amounts. Refuses as openBatch, and INVALID_INPUT for a row the table lacks.
 */
export function setMapping(ctx: Context, input: NewMapping): Promise<Result<{ batchId: string }>> {
  return changeBatch(ctx, input, 'MAPPING', (batch) => {
    const { grid, state } = batch;
    if (input.headerRow < 1 || input.headerRow + input.headerRows - 1 > grid.rows.length) refuse('INVALID_INPUT');
    const before = state.table;
    if (!before || before.headerRow !== input.headerRow) {
      const guess = detectTable(grid, input.headerRow);
      const table = guess && { ...guess.mapping, unit: input.unit ?? guess.mapping.unit };
      return { state: { ...state, table, yearChosen: true, lines: {}, acknowledged: {} }, year: input.year };
    }
    const table = {
      headerRow: input.headerRow,
      headerRows: input.headerRows,
      unit: input.unit,
      columns: input.columns,
    };
    const sameAmounts = before.unit === table.unit && before.columns.amount === table.columns.amount;
    const lines = sameAmounts
      ? state.lines
      : Object.fromEntries(Object.entries(state.lines).map(([row, line]) => [row, { ...line, amountText: null }]));
    return { state: { ...state, table, lines, yearChosen: true }, year: input.year };
  });
}

/**
 * Decides about one line: project or subsidy, its village, an amount typed in the table's unit, or left out with a reason.
 * Refuses as openBatch; NOT_FOUND for a row that is no line or a village of another county; INVALID_INPUT for an amount
 * that cannot be read.
 */
export function setLineOverride(
  ctx: Context,
  input: { batchId: string; version: number; row: number } & Partial<LineDecision>,
): Promise<Result<{ batchId: string }>> {
  return changeBatch(ctx, input, 'LINE', async (batch, tx) => {
    const { review, villages } = await reviewBatch(tx, batch);
    const line = review.lines.find(({ row }) => row === input.row) ?? refuse('NOT_FOUND');
    const decision: LineDecision = {
      ...NO_DECISION,
      ...line.decision,
      ...(input.kind === undefined ? {} : { kind: input.kind }),
      ...(input.villageId === undefined ? {} : { villageId: input.villageId }),
      ...(input.amountText === undefined ? {} : { amountText: input.amountText }),
      ...(input.skipReason === undefined ? {} : { skipReason: input.skipReason }),
    };
    if (decision.villageId !== null && !villages.some(({ regionId }) => regionId === decision.villageId))
      refuse('NOT_FOUND');
    if (
      decision.amountText !== null &&
      readAmountCell(decision.amountText, batch.state.table?.unit ?? null).fen === null
    )
      refuse('INVALID_INPUT');
    if (decision.skipReason !== null && decision.skipReason.trim() === '') refuse('INVALID_INPUT');
    return { state: { ...batch.state, lines: { ...batch.state.lines, [input.row]: decision } } };
  });
}

/** Leaves every line out that the county already has, with the same reason. Refuses as openBatch. */
export function skipDuplicates(
  ctx: Context,
  input: { batchId: string; version: number; reason: string },
): Promise<Result<{ batchId: string }>> {
  return changeBatch(ctx, input, 'DUPLICATES', async (batch, tx) => {
    const { review } = await reviewBatch(tx, batch);
    const lines = { ...batch.state.lines };
    for (const line of review.lines) {
      if (line.earlier && !line.skipped)
        lines[line.row] = { ...NO_DECISION, ...line.decision, skipReason: input.reason };
    }
    return { state: { ...batch.state, lines } };
  });
}

/** Accepts, or no longer accepts, that a subtotal or total of the file differs from its lines, at the figures seen. Refuses as openBatch, and NOT_FOUND. */
export function acknowledgeSummary(
  ctx: Context,
  input: { batchId: string; version: number; row: number; accepted: boolean },
): Promise<Result<{ batchId: string }>> {
  return changeBatch(ctx, input, 'SUMMARY', async (batch, tx) => {
    const { review } = await reviewBatch(tx, batch);
    const summary =
      review.summaries.find(({ row, check }) => row === input.row && check === 'DIFFERS') ?? refuse('NOT_FOUND');
    const { [input.row]: _before, ...others } = batch.state.acknowledged;
    const acknowledged = input.accepted ? { ...others, [input.row]: figuresOf(summary) } : others;
    return { state: { ...batch.state, acknowledged } };
  });
}
