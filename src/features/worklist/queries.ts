import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { nextUrgeDay } from '@/domain/urge';
import { namesOf } from '@/features/cases/people';
import { listPeopleOfCase, type PersonOfCase } from '@/features/cases/people-queries';
import { waitsFor } from '@/features/cases/worklist-queries';
import { read } from '@/server/command';
import { visibleTo } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';

export type Reach = {
  /** whether it waits for somebody else, so that there is somebody to remind */
  waitsForOthers: boolean;
  urgedAt: Date | null;
  mayUrge: boolean;
  copies: { name: Label | null; at: Date; read: boolean }[];
};

const MAX_COPIES_SHOWN = 50;

/** What this person may do to call others to a case: null outside their scope, or without either permission. */
export function getReach(actor: Actor, caseId: string, now: Date): Promise<Reach | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'case.urge') && !can(actor, 'case.copy')) return null;
    const row = await tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      select: { waitingTask: true, copies: { orderBy: { copiedAt: 'desc' }, take: MAX_COPIES_SHOWN } },
    });
    if (!row) return null;
    const mine = await tx.caseRecord.count({ where: { AND: [{ id: caseId }, waitsFor(actor)] } });
    const urge = await tx.urge.findFirst({
      where: { caseId, urgedById: actor.userId },
      orderBy: { urgedAt: 'desc' },
      select: { urgedAt: true },
    });
    const next = urge ? nextUrgeDay(dayOf(urge.urgedAt), await loadWorkCalendar(tx)) : null;
    const people = await namesOf(
      tx,
      row.copies.map((copy) => copy.userId),
    );
    return {
      waitsForOthers: can(actor, 'case.urge') && row.waitingTask !== null && mine === 0,
      urgedAt: urge?.urgedAt ?? null,
      mayUrge: next === null || dayOf(now) >= next,
      copies: row.copies.map((copy) => ({
        name: people.get(copy.userId)?.name ?? null,
        at: copy.copiedAt,
        read: copy.readAt !== null,
      })),
    };
  });
}

export type ChosenCase = { id: string; version: number; reference: string; title: string };

/** Of these ids, the cases inside the actor's scope, in the same order. */
export function listChosenCases(actor: Actor, ids: readonly string[]): Promise<ChosenCase[]> {
  return read(actor, async (tx) => {
    const found = await tx.caseRecord.findMany({
      where: { id: { in: [...ids] }, ...visibleTo(actor) },
      select: { id: true, version: true, reference: true, title: true },
    });
    return ids.flatMap((id) => found.find((row) => row.id === id) ?? []);
  });
}

/** Who can open every one of these cases, the reader left out. */
export async function listPeopleOfAll(actor: Actor, ids: readonly string[]): Promise<PersonOfCase[]> {
  let common: PersonOfCase[] | null = null;
  for (const id of ids) {
    const people = await listPeopleOfCase(actor, id);
    const known = new Set(people.map((person) => person.id));
    common = common === null ? people : common.filter((person: PersonOfCase) => known.has(person.id));
  }
  return (common ?? []).filter((person) => person.id !== actor.userId);
}
