import type { Fen } from '@/domain/money';
import type { RowShape } from './classify-rows';

export interface SummaryCheck {
  row: number;
  kind: 'SUBTOTAL' | 'TOTAL' | 'SECTION';
  statedFen: Fen | null;
  /** Null where a covered line could not be read: then nothing can be said. */
  computedFen: Fen | null;
  check: 'MATCHES' | 'DIFFERS' | 'UNCHECKED';
}

/**
 * Adds the lines up again. A subtotal covers the lines since the last summary of its level or above (or up to the next one, where the file puts subtotals first);
 * the one summary of the highest level, if it is 合计 or 总计, covers every line; a heading with an amount covers the lines below it.
 */
export function checkSummaries(
  shapes: readonly RowShape[],
  amountOfLine: (row: number) => Fen | null,
  statedAmount: (row: number) => Fen | null,
): SummaryCheck[] {
  const summaries = shapes.filter((shape) => shape.kind === 'SUMMARY');
  const top = Math.max(0, ...summaries.map(({ level }) => level));
  const topCount = summaries.filter(({ level }) => level === top).length;
  const sums = prefixSums(shapes, amountOfLine);

  return shapes.flatMap((shape, index) => {
    if (shape.kind === 'SECTION') {
      const end = findIndexFrom(
        shapes,
        index + 1,
        (other) =>
          (other.kind === 'SECTION' && other.level <= shape.level) || (other.kind === 'SUMMARY' && other.level > 1),
      );
      return [judge(shape.row, 'SECTION', statedAmount(shape.row), sums(index, end))];
    }
    if (shape.kind !== 'SUMMARY') return [];
    const isPeer = (other: RowShape) => other.kind === 'SUMMARY' && other.level >= shape.level;
    const before = shapes.slice(0, index).findLastIndex(isPeer) + 1;
    const coversAll =
      shape.level === top &&
      top > 1 &&
      (topCount === 1 || (index === shapes.findLastIndex(isPeer) && !hasLine(shapes, before, index)));
    if (coversAll) return [judge(shape.row, 'TOTAL', statedAmount(shape.row), sums(0, shapes.length))];
    const firstPeer = shapes.findIndex((other) => other.kind === 'SUMMARY' && other.level === shape.level);
    const range = hasLine(shapes, 0, firstPeer)
      ? sums(before, index)
      : sums(index, findIndexFrom(shapes, index + 1, isPeer));
    return [judge(shape.row, 'SUBTOTAL', statedAmount(shape.row), range)];
  });
}

function judge(row: number, kind: SummaryCheck['kind'], statedFen: Fen | null, computedFen: Fen | null): SummaryCheck {
  const check =
    statedFen === null || computedFen === null ? 'UNCHECKED' : statedFen === computedFen ? 'MATCHES' : 'DIFFERS';
  return { row, kind, statedFen, computedFen, check };
}

function hasLine(shapes: readonly RowShape[], from: number, to: number): boolean {
  return shapes.slice(from, to).some(({ kind }) => kind === 'LINE');
}

function findIndexFrom(shapes: readonly RowShape[], from: number, test: (shape: RowShape) => boolean): number {
  const found = shapes.slice(from).findIndex(test);
  return found < 0 ? shapes.length : from + found;
}

/** Sum of the lines in [from, to), null if one of them has no amount. */
function prefixSums(
  shapes: readonly RowShape[],
  amountOfLine: (row: number) => Fen | null,
): (from: number, to: number) => Fen | null {
  const sums: Fen[] = [0n];
  const unread: number[] = [0];
  for (const [index, { kind, row }] of shapes.entries()) {
    const fen = kind === 'LINE' ? amountOfLine(row) : 0n;
    sums.push((sums[index] ?? 0n) + (fen ?? 0n));
    unread.push((unread[index] ?? 0) + (fen === null ? 1 : 0));
  }
  return (from, to) => (unread[to] === unread[from] ? (sums[to] ?? 0n) - (sums[from] ?? 0n) : null);
}
