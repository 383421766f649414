import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import { type InstructionRow, toInstructionRows } from '@/features/instructions/queries';
import { meetingsVisibleTo } from '@/features/instructions/visible';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';

const PAGE_SIZE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type MeetingRow = {
  id: string;
  title: string;
  heldOn: Day;
  place: string;
  decisions: number;
  /** decisions without an answer, and of them those past their deadline */
  open: number;
  overdue: number;
};

/** Who reads meetings: those who record them, and leaders. */
export function mayReadMeetings(actor: Actor): boolean {
  return can(actor, 'meeting.record') || can(actor, 'instruction.issue');
}

/** The meetings of the area, the last recorded first; `after` is the last id of the page before. */
export function listMeetings(
  actor: Actor,
  now: Date,
  after: string | null,
): Promise<{ rows: MeetingRow[]; total: number; next: string | null }> {
  const cursor = after !== null && UUID.test(after) ? after : null;
  return read(actor, async (tx) => {
    const where = meetingsVisibleTo(actor);
    const stored = await tx.meeting.findMany({
      where: { AND: [where, cursor ? { id: { lt: cursor } } : {}] },
      include: { instructions: { select: { status: true, dueOn: true } } },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    });
    const today = dayOf(now);
    const rows = stored.slice(0, PAGE_SIZE).map(({ instructions, ...row }) => {
      const open = instructions.filter((decision) => decision.status === 'OPEN');
      return {
        id: row.id,
        title: row.title,
        heldOn: toDay(row.heldOn),
        place: row.place,
        decisions: instructions.length,
        open: open.length,
        overdue: open.filter((decision) => toDay(decision.dueOn) < today).length,
      };
    });
    return {
      rows,
      total: await tx.meeting.count({ where }),
      next: stored.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null,
    };
  });
}

export type MeetingView = {
  id: string;
  title: string;
  heldOn: Day;
  place: string;
  attendees: string;
  minutes: string;
  recordedBy: { name: Label; organisation: Label } | null;
  recordedAt: Date;
  decisions: InstructionRow[];
};

/** A meeting with its decisions in the order in which they were taken; null outside the area. */
export function getMeeting(actor: Actor, id: string, now: Date): Promise<MeetingView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const stored = await tx.meeting.findFirst({
      where: { AND: [{ id }, meetingsVisibleTo(actor)] },
      include: { instructions: { include: { meeting: true }, orderBy: { id: 'asc' } } },
    });
    if (!stored) return null;
    const people = await namesOf(tx, [stored.recordedById]);
    return {
      ...stored,
      heldOn: toDay(stored.heldOn),
      recordedBy: people.get(stored.recordedById) ?? null,
      decisions: await toInstructionRows(tx, actor, stored.instructions, dayOf(now)),
    };
  });
}
