import 'server-only';
import type { Actor, RegionLevel } from '@/domain/actor';
import type { TargetMeasure } from '@/domain/measures';
import type { TargetMilestone } from '@/domain/target';
import type { Prisma } from '@/generated/prisma/client';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';

export type StoredTarget = Prisma.TargetGetPayload<{ include: { milestones: true } }>;

const WITH_MILESTONES = { milestones: { orderBy: { dueOn: 'asc' } } } as const;
/** More lines than a level of the region tree has. */
const MOST_ROWS = 5_000;

/** Every revision of the targets that fit, oldest first, by line. */
export async function loadLines(tx: Tx, where: Prisma.TargetWhereInput): Promise<Map<string, StoredTarget[]>> {
  const rows = await tx.target.findMany({
    where,
    include: WITH_MILESTONES,
    orderBy: [{ programmeId: 'asc' }, { regionId: 'asc' }, { lineId: 'asc' }, { revision: 'asc' }],
    take: MOST_ROWS,
  });
  const lines = new Map<string, StoredTarget[]>();
  for (const row of rows) lines.set(row.lineId, [...(lines.get(row.lineId) ?? []), row]);
  return lines;
}

/** What holds of a line: its last frozen revision; while none is frozen, the draft. */
export function currentOf(line: readonly StoredTarget[]): StoredTarget {
  const current = line.findLast((row) => row.status === 'FROZEN') ?? line.at(-1);
  if (!current) throw new Error('a line without a target');
  return current;
}

/** What a line would be when everything in it is frozen. */
export function latestOf(line: readonly StoredTarget[]): StoredTarget {
  return line.at(-1) ?? currentOf(line);
}

export function milestonesOf(row: StoredTarget): TargetMilestone[] {
  return row.milestones.map(({ dueOn, value }) => ({ on: toDay(dueOn), value }));
}

/** With what of the parent's milestone each is; only of a target that has a parent. */
export function sharesOf(row: StoredTarget): { on: string; value: bigint; share: bigint }[] {
  return row.milestones.map(({ dueOn, value, shareValue }) => ({ on: toDay(dueOn), value, share: shareValue ?? 0n }));
}

/** The check of the database keeps it to the list. */
export function measureOf(row: StoredTarget): TargetMeasure {
  return row.measure as TargetMeasure;
}

/** Whose cases a target counts: everybody's that the reader sees, or those of the organisation that it is of. */
export function readerFor(actor: Actor, row: StoredTarget): Actor {
  if (row.organisationId === null) return actor;
  const column = row.countyBranchId
    ? ('countyBranchId' as const)
    : row.provincialBranchId
      ? ('provincialBranchId' as const)
      : ('financierId' as const);
  return { ...actor, scope: { kind: 'FINANCIER', column, organisationId: row.organisationId } };
}

export async function levelOf(tx: Tx, regionId: number): Promise<RegionLevel> {
  return (await tx.region.findUniqueOrThrow({ where: { id: regionId }, select: { level: true } })).level;
}
