import 'server-only';
import type { Day } from '@/domain/calendar';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import type { DueTarget } from './counts';

export type DueTargets = (regionId: number, measure: string) => DueTarget | null;

type Wanted = {
  programmeId: string;
  regionIds: readonly number[];
  measures: readonly string[];
  /** whose targets: everybody's of the place, or those of one organisation of a financier */
  ownerId: string | null;
  asOf: Day;
};

/**
 * The targets in force that run on a day: of each line its last frozen revision, of several of a place the one that began
 * last; of its milestones the one that is due next, after the last the last.
 */
export async function loadDueTargets(
  tx: Tx,
  { programmeId, regionIds, measures, ownerId, asOf }: Wanted,
): Promise<DueTargets> {
  const rows =
    measures.length === 0
      ? []
      : await tx.target.findMany({
          where: {
            programmeId,
            regionId: { in: [...regionIds] },
            measure: { in: [...measures] },
            organisationId: ownerId,
            status: 'FROZEN',
            startOn: { lte: toDate(asOf) },
          },
          include: { milestones: { orderBy: { dueOn: 'asc' } } },
          orderBy: [{ startOn: 'asc' }, { revision: 'asc' }],
        });
  // later ones replace earlier ones: of a line its revisions, of a place its years
  const found = new Map<string, DueTarget>();
  for (const row of rows) {
    const due = row.milestones.find(({ dueOn }) => toDay(dueOn) >= asOf) ?? row.milestones.at(-1);
    if (!due) continue;
    found.set(`${row.regionId} ${row.measure}`, {
      id: row.id,
      startOn: toDay(row.startOn),
      due: { on: toDay(due.dueOn), value: due.value },
    });
  }
  return (regionId, measure) => found.get(`${regionId} ${measure}`) ?? null;
}
