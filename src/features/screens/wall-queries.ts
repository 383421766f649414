import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { addDays, type Day, dayOf } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import type { ApplicantKind } from '@/domain/stage';
import { type Figures, getFigures } from '@/features/figures/queries';
import { read } from '@/server/command';
import { Prisma } from '@/server/db';
import { scopeSql } from '@/server/scope';

/** An approval as a wall may show it: where it is to the township at most, what kind of applicant, never who. */
export type Approval = { id: string; day: Day; place: string; kind: ApplicantKind; amountFen: Fen };
export type Wall = { figures: Figures; approvals: Approval[]; programmes: { id: string; name: Label }[] };

const SHOWN = 8;
const DAYS_BACK = 30;

/** All that a wall shows of a region and a programme; figures from the cube alone. Null when the actor does not see the region, or nothing runs there. */
export async function getWall(
  actor: Actor,
  { regionId, programmeId }: { regionId: number; programmeId?: string | undefined },
  now: Date,
): Promise<Wall | null> {
  const figures = await getFigures(actor, { regionId, programmeId, asOf: dayOf(now) }, now);
  if (!figures || 'absent' in figures) return null;
  return { figures, approvals: await loadApprovals(actor, figures, dayOf(now)), programmes: figures.programmes };
}

const COLUMNS = {
  PROVINCE: 'province_id',
  CITY: 'city_id',
  COUNTY: 'county_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'village_id',
} as const;
/** The place that is named: one level below what the wall shows, so that the same name does not stand in every row. */
const NAMED = {
  NATION: 'province_id',
  PROVINCE: 'city_id',
  CITY: 'county_id',
  COUNTY: 'township_id',
  TOWNSHIP: 'township_id',
  VILLAGE: 'township_id',
} as const;

/** The latest approvals. By provinces, for there is an index of their events by kind and day and none of the nation's. */
function loadApprovals(actor: Actor, { place, path, programme }: Figures, today: Day): Promise<Approval[]> {
  const within = place.level === 'NATION' ? Prisma.sql`true` : Prisma.raw(`e.${COLUMNS[place.level]} = ${place.id}`);
  const provinceId = [...path, place].find((row) => row.level === 'PROVINCE')?.id ?? null;
  const provinces = provinceId
    ? Prisma.sql`r.id = ${provinceId}`
    : place.level === 'NATION'
      ? Prisma.sql`r.level = 'PROVINCE'`
      : Prisma.sql`r.id = (SELECT province_id FROM region_version WHERE region_id = ${place.id} AND valid_to IS NULL)`;
  return read(
    actor,
    (tx) => tx.$queryRaw<Approval[]>`
      SELECT e.id, e.occurred_on::text AS day, coalesce(v.name, '') AS place, e.applicant_kind::text AS kind, (e.payload->>'amountFen')::bigint AS "amountFen"
      FROM region r CROSS JOIN LATERAL (
        SELECT e.* FROM event e
        WHERE e.province_id = r.id AND e.kind = 'case.approved' AND e.occurred_on BETWEEN ${addDays(today, -DAYS_BACK)}::date AND ${today}::date
          AND ${within} AND e.programme_id = ${programme.id}::uuid AND ${scopeSql(actor, 'e')}
        ORDER BY e.occurred_on DESC, e.id DESC LIMIT ${SHOWN}) e
      LEFT JOIN region_version v ON v.region_id = ${Prisma.raw(`e.${NAMED[place.level]}`)} AND v.valid_to IS NULL
      WHERE ${provinces}
      ORDER BY e.occurred_on DESC, e.id DESC LIMIT ${SHOWN}`,
  );
}
