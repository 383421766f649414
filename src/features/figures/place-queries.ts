import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { addDays, type Day, startOfDay } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can, type Role } from '@/domain/permissions';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { Prisma } from '@/server/db';
import type { SqlReader } from '@/server/sql';

export type Place = { id: number; name: string; level: RegionLevel };
type Programme = {
  id: string;
  name: Label;
  stages: { stage: Stage; name: Label; reviewSteps: { role: Role }[] }[];
  applicants: { kind: ApplicantKind; segment: 'LARGE' | 'SMALL' }[];
  /** whether finished works are checked */
  completionCheck: boolean;
};

/** Of which place, programme and day figures are, and what lies around the place. */
export type FiguresOf = {
  asOf: Day;
  /** the last day of the month before: what everything is compared with */
  monthEnd: Day;
  place: Place;
  /** the place and all above it, the nearest first, whatever the person sees of them */
  lineage: number[];
  /** from the top of what the person sees down to the place itself */
  path: Place[];
  children: Place[];
  /** those that run here; figures are of one of them */
  programmes: { id: string; name: Label }[];
  programme: Programme;
  /** of the programme: for each region the target that runs on the day, else the one that begins next */
  targets: StoredTarget[];
};
export type Absent = { absent: 'PROGRAMME'; place: Place };

/** Where a person's figures begin: the region of their scope; for a financier's people that of their branch. */
function topOf(actor: Actor): { regionId: number; national: boolean } | null {
  const { scope, organisation } = actor;
  if (scope.kind === 'NONE' || !can(actor, 'figure.read')) return null;
  if (scope.kind === 'REGION') return { regionId: scope.regionId, national: false };
  return { regionId: organisation.regionId, national: organisation.level === 'NATION' };
}

/** The region on which a person's figures open; null for somebody who sees no figures. */
export function homeRegionOf(actor: Actor): number | null {
  return topOf(actor)?.regionId ?? null;
}

export type WantedFigures = { regionId: number; programmeId?: string | undefined; asOf: Day; asRecorded?: boolean };

/**
 * The place of wanted figures with its programmes, in one statement; the first programme where none of these is named. Null
 * when the region is outside the actor's scope or does not exist.
 */
export async function findPlace(
  tx: SqlReader,
  actor: Actor,
  { regionId, programmeId, asOf, asRecorded = false }: WantedFigures,
): Promise<FiguresOf | Absent | null> {
  // as recorded on a day, a figure is held against the target that stood then, not against its later revision
  const frozenBefore = asRecorded ? startOfDay(addDays(asOf, 1)) : null;
  const found = await openPlace(tx, actor, { regionId, programmeId, frozenBefore });
  if (!found) return null;
  const { id, name, level, children, programmes, programme, lineage } = found;
  const place = { id, name, level };
  if (!programme) return { absent: 'PROGRAMME', place };
  return {
    asOf,
    monthEnd: addDays(`${asOf.slice(0, 7)}-01`, -1),
    place,
    lineage: lineage.toReversed(),
    path: [...found.path, place],
    children,
    programmes,
    programme,
    targets: targetsOf(found.targets, programme.id, asOf),
  };
}

export type StoredTarget = {
  regionId: number;
  programmeId: string;
  name: Label;
  startOn: Day;
  milestones: { on: Day; target: Fen }[];
};
type StoredPlace = Place & {
  path: Place[];
  children: Place[];
  programmes: { id: string; name: Label }[];
  /** the named one where it runs here, else the first; null where none does */
  programme: Programme | null;
  /** financing targets in force of the place and of those below it, of each programme, newest first */
  targets: StoredTarget[];
};
/** Ids from the top of the country down to the place, whatever the person sees of them. */
type OpenPlace = StoredPlace & { lineage: number[] };

/** `frozenBefore`: the targets as they stood before this moment; null: as they stand. */
type WhichPlace = {
  regionId?: number | null;
  programmeId?: string | null | undefined;
  frozenBefore?: Date | null;
};

/**
 * A place with what runs there, as far as the actor may see: its path begins at the top of that. Without a region the actor's
 * own. Null when it is outside their scope, does not exist, or they read no figures.
 */
export async function openPlace(
  tx: SqlReader,
  actor: Actor,
  { regionId, programmeId, frozenBefore = null }: WhichPlace,
): Promise<OpenPlace | null> {
  const top = topOf(actor);
  if (!top) return null;
  // A region's target is not that of one branch in it, nor the other way round.
  const ownerId = actor.scope.kind === 'FINANCIER' ? actor.scope.organisationId : null;
  const wanted = { regionId: regionId ?? top.regionId, topId: top.regionId, ownerId, programmeId, frozenBefore };
  const found = await loadPlace(tx, wanted);
  if (!found) return null;
  const lineage = [...found.path, found].map((row) => row.id);
  if (!top.national && !lineage.includes(top.regionId)) return null;
  return { ...found, path: found.path.slice(lineage.indexOf(top.regionId)), lineage };
}

/** Whose place: seen from `topId` on; with the targets of an organisation, or everybody's. */
type WantedPlace = {
  regionId: number;
  topId: number;
  ownerId: string | null;
  programmeId?: string | null | undefined;
  frozenBefore: Date | null;
};

/** Definitions in force of programme `p` where the place `v` lies. */
const RUNS_HERE = Prisma.sql`FROM programme_definition d WHERE d.programme_id = p.id AND d.status IN ('PUBLISHED', 'RETIRED')
  AND (v.province_id IS NULL OR d.province_id = v.province_id)`;

/**
 * The region, what it lies in (from `topId` on, which may be the nation), what lies in it, and what runs there. Targets are
 * everybody's, or those of one financier's organisation.
 */
async function loadPlace(
  tx: SqlReader,
  { regionId, topId, ownerId, programmeId, frozenBefore }: WantedPlace,
): Promise<StoredPlace | null> {
  // Amounts as text: JSON numbers would lose fen.
  type Row = Omit<StoredPlace, 'targets'> & {
    targets: (Omit<StoredTarget, 'milestones'> & { milestones: { on: Day; value: string }[] })[];
  };
  const stood = (row: 't' | 'n') =>
    frozenBefore === null
      ? Prisma.empty
      : Prisma.sql`AND coalesce(${Prisma.raw(row)}.frozen_at, ${Prisma.raw(row)}.created_at) < ${frozenBefore}`;
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT v.region_id AS id, v.name, r.level::text AS level,
      (SELECT coalesce(json_agg(json_build_object('id', a.region_id, 'name', a.name, 'level', l.level) ORDER BY l.level), '[]')
        FROM region_version a JOIN region l ON l.id = a.region_id
        WHERE a.valid_to IS NULL AND a.region_id <> v.region_id
          AND (a.region_id IN (v.province_id, v.city_id, v.county_id, v.township_id) OR (a.region_id = ${topId} AND l.level = 'NATION'))) AS path,
      (SELECT coalesce(json_agg(json_build_object('id', c.region_id, 'name', c.name, 'level', l.level) ORDER BY c.code, c.region_id), '[]')
        FROM region_version c JOIN region l ON l.id = c.region_id
        WHERE c.valid_to IS NULL AND c.parent_id = v.region_id) AS children,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.code), '[]')
        FROM programme p WHERE EXISTS (SELECT ${RUNS_HERE})) AS programmes,
      -- the text of one alone is opened
      (SELECT json_build_object('id', p.id, 'name', p.name, 'stages', d.body->'stages', 'applicants', d.body->'applicants',
          'completionCheck', coalesce((d.body->>'completionCheck')::boolean, false))
        FROM programme p JOIN programme_definition d ON d.id = (SELECT d.id ${RUNS_HERE} ORDER BY d.effective_from DESC LIMIT 1)
        WHERE p.id = (SELECT p.id FROM programme p WHERE EXISTS (SELECT ${RUNS_HERE})
          ORDER BY p.id IS NOT DISTINCT FROM ${programmeId ?? null}::uuid DESC, p.code LIMIT 1)) AS programme,
      (SELECT coalesce(json_agg(json_build_object('regionId', t.region_id, 'programmeId', t.programme_id, 'name', t.name,
          'startOn', t.start_on, 'milestones', (SELECT coalesce(json_agg(json_build_object('on', m.due_on, 'value', m.value::text)
            ORDER BY m.due_on), '[]') FROM target_milestone m WHERE m.target_id = t.id)) ORDER BY t.start_on DESC), '[]')
        FROM target t WHERE t.measure = 'FINANCING_FEN' AND t.organisation_id IS NOT DISTINCT FROM ${ownerId}::uuid AND t.status = 'FROZEN' ${stood('t')}
          AND NOT EXISTS (SELECT FROM target n WHERE n.line_id = t.line_id AND n.revision > t.revision AND n.status = 'FROZEN' ${stood('n')})
          AND t.region_id IN (
          SELECT c.region_id FROM region_version c
          WHERE c.valid_to IS NULL AND (c.region_id = v.region_id OR c.parent_id = v.region_id))) AS targets
    FROM region_version v JOIN region r ON r.id = v.region_id
    WHERE v.region_id = ${regionId} AND v.valid_to IS NULL`;
  if (!row) return null;
  const toTarget = ({ milestones, ...target }: Row['targets'][number]): StoredTarget => ({
    ...target,
    milestones: milestones.map(({ on, value }) => ({ on, target: BigInt(value) })),
  });
  return { ...row, targets: row.targets.map(toTarget) };
}

/** Of those of the programme, for each region the one that runs on the day, else the one that begins next. */
function targetsOf(stored: readonly StoredTarget[], programmeId: string, asOf: Day): StoredTarget[] {
  const chosen = new Map<number, StoredTarget>();
  for (const target of stored.filter((row) => row.programmeId === programmeId)) {
    const other = chosen.get(target.regionId);
    if (!other || (other.startOn > asOf && target.startOn < other.startOn)) chosen.set(target.regionId, target);
  }
  return [...chosen.values()];
}
