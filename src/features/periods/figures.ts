import 'server-only';
import type { Actor } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { firstDayOf, lastDayOf, type Period } from '@/domain/period';
import { type FigureValue, PERIOD_FIGURES, PERIOD_MEASURES } from '@/domain/period-figures';
import { loadCells } from '@/features/figures/cube-queries';
import type { Tx } from '@/server/db';
import type { Place } from './places-queries';

type Wanted = { place: Place; programmeId: string; period: Period; today: Day; asRecorded?: boolean };

/**
 * The figures of a period by the same cube as the dashboard: at its end the cells of its last day, in it those less the
 * cells of the day before its first. Two statements.
 */
export async function loadPeriodFigures(tx: Tx, actor: Actor, wanted: Wanted): Promise<FigureValue[]> {
  const { place, programmeId, period, today, asRecorded = false } = wanted;
  const { regionId, level } = place;
  const cellsOf = (asOf: Day) =>
    loadCells(tx, actor, [{ places: { level, ids: [regionId] }, measures: PERIOD_MEASURES }], {
      ...{ programmeId, asOf, today, asRecorded },
    });
  const atEnd = await cellsOf(lastDayOf(period));
  const before = await cellsOf(addDays(firstDayOf(period), -1));
  return PERIOD_FIGURES.map(({ span, measure }) => {
    const stock = totalOf(atEnd, { measure, regionId });
    return { span, measure, value: span === 'STOCK' ? stock : stock - totalOf(before, { measure, regionId }) };
  });
}
