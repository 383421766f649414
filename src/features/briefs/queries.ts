import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { DEFAULT_IDLE_DAYS } from '@/domain/idle';
import { can } from '@/domain/permissions';
import { type Figures, getFigures } from '@/features/figures/queries';
import { type InstructionRow, listOpenInstructions } from '@/features/instructions/queries';
import { listStuckCases, type StuckList } from '@/features/stuck/queries';

/** A sheet of paper holds the ten longest and the five nearest. */
export const STUCK_SHOWN = 10;
const INSTRUCTIONS_SHOWN = 5;

export type Brief = {
  figures: Figures;
  stuck: StuckList;
  instructions: { rows: InstructionRow[]; total: number };
};

/** Who takes a brief into a meeting: leaders, and those who hold the meeting. */
export function mayReadBrief(actor: Actor): boolean {
  return can(actor, 'instruction.issue') || can(actor, 'meeting.record');
}

/**
 * 会议简报: the dashboard's figures of a region as of a day, and what is stuck and asked there now. Each number comes from
 * the query that the dashboard or list behind it asks. Null outside the scope, or where no programme runs.
 */
export async function getBrief(
  actor: Actor,
  wanted: { regionId: number; programmeId?: string | undefined; asOf: Day },
  now: Date,
): Promise<Brief | null> {
  if (!mayReadBrief(actor)) return null;
  const figures = await getFigures(actor, wanted, now);
  if (!figures || 'absent' in figures) return null;
  const { regionId } = wanted;
  const stuck = await listStuckCases(actor, { regionId, days: DEFAULT_IDLE_DAYS, take: STUCK_SHOWN }, now);
  if (!stuck) return null;
  const open = await listOpenInstructions(actor, regionId, now);
  return { figures, stuck, instructions: { rows: open.slice(0, INSTRUCTIONS_SHOWN), total: open.length } };
}
