import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { BOARD, type BoardRow, boardFrom, prepareBoard } from '@/domain/board';
import { dayOf } from '@/domain/calendar';
import { measuresOf } from '@/domain/measures';
import { read } from '@/server/command';
import { loadDays } from './cube-queries';
import { openPlace } from './place-queries';

export type Board = {
  place: { id: number; name: string; level: RegionLevel };
  programmes: { id: string; name: Label }[];
  /** null: all programmes together */
  programmeId: string | null;
  rows: readonly BoardRow[];
};

/**
 * What was added in a region since yesterday, of one programme or of all that run there; two statements. Null when the
 * region is outside the actor's scope or does not exist.
 */
export function getBoard(
  actor: Actor,
  { regionId, programmeId }: { regionId: number; programmeId?: string | undefined },
  now: Date,
): Promise<Board | null> {
  const today = dayOf(now);
  return read(actor, async (tx) => {
    const place = await openPlace(tx, actor, { regionId, programmeId });
    if (!place) return null;
    const { id, name, level, programmes } = place;
    const chosen = programmes.find((row) => row.id === programmeId) ?? null;
    const days = await loadDays(tx, actor, {
      place: { level, ids: [id] },
      measures: BOARD.flatMap((measure) => measuresOf(measure)),
      programmeId: chosen ? chosen.id : programmes.map((row) => row.id),
      from: boardFrom(today),
      until: today,
    });
    return {
      place: { id, name, level },
      programmes,
      programmeId: chosen?.id ?? null,
      rows: prepareBoard(days, today),
    };
  });
}
