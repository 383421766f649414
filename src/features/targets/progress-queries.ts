import 'server-only';
import type { Actor } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import { unitOf } from '@/domain/measures';
import { computePace, type MilestonePace } from '@/domain/pace';
import { loadCells } from '@/features/figures/cube-queries';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { measureOf, milestonesOf, readerFor, type StoredTarget } from './rows';

export type Progress = {
  /** the milestone that comes next, after the last the last */
  due: MilestonePace;
  /** what counts for it: from the start until the day, but not beyond the milestone */
  actual: bigint;
  /** the day up to which it is counted */
  until: Day;
};

/**
 * Where targets stand as of a day, by id. Targets of one programme, measure, level and time are read together: two
 * statements for all shares of a target, however many there are.
 */
export async function loadProgress(
  tx: Tx,
  actor: Actor,
  rows: readonly StoredTarget[],
  asOf: Day,
  today: Day,
): Promise<Map<string, Progress>> {
  const levels = await tx.region.findMany({
    where: { id: { in: [...new Set(rows.map(({ regionId }) => regionId))] } },
    select: { id: true, level: true },
  });
  const levelOf = new Map(levels.map(({ id, level }) => [id, level]));
  const groups = new Map<string, StoredTarget[]>();
  for (const row of rows) {
    const { on } = dueOf(row, asOf);
    const key = [row.programmeId, row.measure, +row.startOn, on, levelOf.get(row.regionId), row.organisationId].join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const found = new Map<string, Progress>();
  for (const group of groups.values()) {
    const [first] = group;
    const level = first && levelOf.get(first.regionId);
    if (!first || !level) continue;
    const measure = measureOf(first);
    const startOn = toDay(first.startOn);
    const { on } = dueOf(first, asOf);
    const until = asOf < on ? asOf : on;
    const wanted = [{ places: { level, ids: group.map(({ regionId }) => regionId) }, measures: [measure] }];
    const reader = readerFor(actor, first);
    const reach = { programmeId: first.programmeId, today };
    const cells = await loadCells(tx, reader, wanted, { ...reach, asOf: until });
    const before = await loadCells(tx, reader, wanted, { ...reach, asOf: addDays(startOn, -1) });
    for (const row of group) {
      const { regionId } = row;
      const earlier = totalOf(before, { measure, regionId });
      const actual = until < startOn ? 0n : totalOf(cells, { measure, regionId }) - earlier;
      const milestone = dueOf(row, asOf);
      const [due] = computePace({ startOn, milestones: [milestone], actual, asOf, unit: unitOf(measure) });
      if (due) found.set(row.id, { due, actual, until });
    }
  }
  return found;
}

function dueOf(row: StoredTarget, asOf: Day) {
  const milestones = milestonesOf(row);
  const due = milestones.find(({ on }) => on >= asOf) ?? milestones.at(-1);
  if (!due) throw new Error(`target ${row.id} has no milestone`);
  return { on: due.on, target: due.value };
}
