import { addDays, addMonths, type Day, daysBetween, lastDayOfMonth } from './calendar';

export type Span = 'TOTAL' | 'YEAR' | 'MONTH' | 'DAY';
/** Rows of the cube that count, by the first day of their span, both included, and the sign with which they do. */
export type SpanPart = { span: Span; sign: 1 | -1; from: Day | '-infinity'; until: Day | 'infinity' };

/**
 * The rows that together are all that was until a day, where the cube keeps spans down to `finest`: the total less the years
 * after; of the year either the months after less, or the whole of it less and the months before more, whichever are
 * fewer; of the month the days likewise. `today` bounds what can be after. Where no days are kept the whole month of
 * the day is in it, and where only the total is, everything: whoever reads takes off what came after the day.
 */
export function spansUntil(asOf: Day, today: Day, finest: Exclude<Span, 'YEAR'>): SpanPart[] {
  const parts: SpanPart[] = [{ span: 'TOTAL', sign: 1, from: 'infinity' as Day, until: 'infinity' }];
  if (finest === 'TOTAL') return parts;
  const [january, month] = [`${asOf.slice(0, 4)}-01-01` as Day, `${asOf.slice(0, 7)}-01` as Day];
  parts.push({ span: 'YEAR', sign: -1, from: addDays(january, 1), until: 'infinity' });

  const daysBefore = daysBetween(month, asOf) + 1;
  const daysAfter = Math.min(daysBetween(asOf, lastDayOfMonth(asOf)), Math.max(daysBetween(asOf, today), 0));
  const addsDays = finest === 'DAY' && daysBefore < daysAfter;
  if (addsDays) parts.push({ span: 'DAY', sign: 1, from: month, until: asOf });
  else if (finest === 'DAY') parts.push({ span: 'DAY', sign: -1, from: addDays(asOf, 1), until: lastDayOfMonth(asOf) });

  // months of the year that are in it as a whole
  const wholeMonths = monthsBetween(january, month) + (addsDays ? 0 : 1);
  const december = addMonths(january, 11);
  const lastMonth = today < december ? (`${today.slice(0, 7)}-01` as Day) : december;
  const monthsAfter = Math.max(monthsBetween(january, lastMonth) + 1 - wholeMonths, 0);
  if (wholeMonths + 1 < monthsAfter) {
    parts.push({ span: 'YEAR', sign: -1, from: january, until: january });
    if (wholeMonths > 0)
      parts.push({ span: 'MONTH', sign: 1, from: january, until: addMonths(january, wholeMonths - 1) });
  } else if (wholeMonths < 12)
    parts.push({ span: 'MONTH', sign: -1, from: addMonths(january, wholeMonths), until: december });
  return parts;
}

function monthsBetween(from: Day, to: Day): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}
