import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { Prisma, type Tx } from '@/server/db';
import { scopeSql } from '@/server/scope';

/** What came of the projects that an organisation recommended, as of a day and of an earlier one. */
export type Recommender = {
  name: string;
  recommended: bigint;
  approved: bigint;
  paid: bigint;
  before: { recommended: bigint; approved: bigint };
};

const COLUMN = { COUNTY: 'county_id', TOWNSHIP: 'township_id', VILLAGE: 'village_id' } as const;
const SHOWN = 50;

/**
 * The organisations that recommended most in a county or below it, from the cases there; at most 50. Organisations only: who
 * in them recommended is never counted. Empty above a county, where there are too many cases to go through.
 */
export async function listRecommenders(
  tx: Tx,
  actor: Actor,
  wanted: {
    place: { id: number; level: RegionLevel };
    programmeId: string;
    asOf: Day;
    before: Day;
    asRecorded: boolean;
  },
): Promise<Recommender[]> {
  const { place, programmeId, asOf, before, asRecorded } = wanted;
  if (place.level === 'NATION' || place.level === 'PROVINCE' || place.level === 'CITY') return [];
  const column = Prisma.raw(COLUMN[place.level]);
  const until = (day: Day) => {
    const recorded = asRecorded
      ? Prisma.sql`AND (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date <= ${day}::date`
      : Prisma.empty;
    return Prisma.sql`e.occurred_on <= ${day}::date ${recorded}`;
  };
  const sum = (measure: string, day: Day) =>
    Prisma.sql`coalesce(sum(f.value) FILTER (WHERE f.measure = ${measure} AND ${until(day)}), 0)::bigint`;
  const rows = await tx.$queryRaw<(Omit<Recommender, 'before'> & Record<'earlier' | 'earlierApproved', bigint>)[]>`
    SELECT c.recommender_organisation AS name, ${sum('REACHED', asOf)} AS recommended, ${sum('APPROVED', asOf)} AS approved,
      ${sum('DISBURSED', asOf)} AS paid, ${sum('REACHED', before)} AS earlier, ${sum('APPROVED', before)} AS "earlierApproved"
    FROM case_record c JOIN event e ON e.case_id = c.id CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
    WHERE ${scopeSql(actor, 'c')} AND c.${column} = ${place.id} AND c.programme_id = ${programmeId}::uuid
      AND c.recommender_organisation IS NOT NULL AND ${until(asOf)}
      AND (f.measure IN ('APPROVED', 'DISBURSED') OR f.measure = 'REACHED' AND f.stage = 'CONSULTATION')
    GROUP BY 1 HAVING ${sum('REACHED', asOf)} > 0 ORDER BY 2 DESC, 1 LIMIT ${SHOWN}`;
  return rows.map(({ earlier, earlierApproved, ...row }) => ({
    ...row,
    before: { recommended: earlier, approved: earlierApproved },
  }));
}
