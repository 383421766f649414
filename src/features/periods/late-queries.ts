import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { Measure } from '@/domain/measures';
import { firstDayOf, lastDayOf, type Period } from '@/domain/period';
import { PERIOD_MEASURES } from '@/domain/period-figures';
import { Prisma, type Tx } from '@/server/db';
import { scopeSql } from '@/server/scope';
import type { Place } from './places-queries';

/** Something that happened by the end of a period and was recorded after it had been reported. */
export type LateEvent = {
  id: string;
  kind: string;
  caseId: string;
  reference: string;
  occurredOn: Day;
  recordedAt: Date;
  /** what it adds to each measure at the end of the period; `inside`: and in the period too */
  sums: { measure: Measure; value: string; inside: boolean }[];
};

const COLUMNS = {
  PROVINCE: 'province_id',
  CITY: 'city_id',
  COUNTY: 'county_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'village_id',
} as const;
/** As many as a page names; the figures count all. */
export const MOST_LATE = 50;

/** What changed figures of a period since they were taken, the latest recorded first; at most MOST_LATE and one. */
export function loadLateEvents(
  tx: Tx,
  actor: Actor,
  { place, programmeId, period, since }: { place: Place; programmeId: string; period: Period; since: Date },
): Promise<LateEvent[]> {
  const { regionId, level } = place;
  const inside = level === 'NATION' ? Prisma.sql`true` : Prisma.sql`e.${Prisma.raw(COLUMNS[level])} = ${regionId}`;
  const [first, last] = [firstDayOf(period), lastDayOf(period)];
  return tx.$queryRaw<LateEvent[]>`
    SELECT e.id, e.kind, e.case_id AS "caseId", r.reference, e.occurred_on::text AS "occurredOn", e.recorded_at AS "recordedAt", s.sums
    FROM event e JOIN case_record r ON r.id = e.case_id
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('measure', m.measure, 'value', m.value::text, 'inside', m.inside) ORDER BY m.measure) AS sums
      FROM (SELECT c.measure, d.day >= ${first}::date AS inside, sum(u.sum) AS value
        FROM figure_delta_of(e) d CROSS JOIN LATERAL unnest(d.cells, d.sums) AS u(cell, sum)
        JOIN figure_cell c ON c.id = u.cell AND c.measure = ANY(${PERIOD_MEASURES})
        WHERE d.day <= ${last}::date GROUP BY 1, 2 HAVING sum(u.sum) <> 0) m) s
    WHERE e.programme_id = ${programmeId}::uuid AND ${inside} AND ${scopeSql(actor, 'e')}
      AND e.recorded_at > ${since} AND e.occurred_on <= ${last}::date
      AND e.occurred_on < (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AND s.sums IS NOT NULL
    ORDER BY e.recorded_at DESC, e.id DESC LIMIT ${MOST_LATE + 1}`;
}
