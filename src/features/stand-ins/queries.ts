import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can, type Role } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { headsOffice } from './mutations';

export type StandInRow = {
  id: string;
  absent: Label | null;
  standIn: Label | null;
  validFrom: Day;
  lastDay: Day;
  reason: string;
  state: 'TO_COME' | 'RUNNING' | 'OVER';
  mayEnd: boolean;
};

export type Colleague = { id: string; name: Label; roles: Role[] };

export type StandIns = {
  rows: StandInRow[];
  /** for whom the actor may arrange: the whole office for who heads it, else only themselves */
  absent: Colleague[];
  colleagues: Colleague[];
};

const MAX_SHOWN = 100;

/** Who stands in for whom in the actor's office, newest first: all of it for who heads it, else what concerns the actor. */
export function listStandIns(actor: Actor, today: Day): Promise<StandIns | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'stand-in.grant')) return null;
    const users = await tx.user.findMany({
      where: { organisationId: actor.organisation.id, status: 'ACTIVE' },
      orderBy: { id: 'asc' },
      select: { id: true, name: true, roles: true },
      take: 1_000,
    });
    const heads = headsOffice(actor);
    const mine = heads ? users.map((user) => user.id) : [actor.userId];
    const rows = await tx.standIn.findMany({
      where: { OR: [{ absentId: { in: mine } }, { standInId: { in: mine } }] },
      orderBy: { id: 'desc' },
      take: MAX_SHOWN,
    });
    const people = await namesOf(
      tx,
      rows.flatMap((row) => [row.absentId, row.standInId]),
    );
    const colleagues = users.map((user) => ({ ...user, name: user.name as Label }));
    return {
      rows: rows.map((row) => {
        const [validFrom, lastDay] = [toDay(row.validFrom), toDay(row.validTo)];
        const over = row.endedAt !== null || lastDay < today;
        return {
          id: row.id,
          absent: people.get(row.absentId)?.name ?? null,
          standIn: people.get(row.standInId)?.name ?? null,
          validFrom,
          lastDay,
          reason: row.reason,
          state: over ? 'OVER' : validFrom > today ? 'TO_COME' : 'RUNNING',
          mayEnd: !over && (heads || row.absentId === actor.userId),
        };
      }),
      absent: colleagues.filter((user) => heads || user.id === actor.userId),
      colleagues: heads ? colleagues : colleagues.filter((user) => user.id !== actor.userId),
    };
  });
}
