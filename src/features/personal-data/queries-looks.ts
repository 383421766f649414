import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { LOOKS_PER_DAY_DEFAULT, mayLookAgain } from '@/domain/looks';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { policyOfPerson } from '@/server/policy-of-person';

export type LookRow = {
  userId: string;
  name: Label;
  organisation: Label;
  looks: number;
  /** with what was allowed besides */
  limit: number;
  isUsedUp: boolean;
};

const SHOWN = 200;

/** Who looked how often at personal data in full on a day, the most first; nothing of what they saw. Refuses NOT_PERMITTED. */
export async function listLooks(tx: Tx, actor: Actor, day: Day): Promise<LookRow[]> {
  if (!can(actor, 'look.allow')) refuse('NOT_PERMITTED');
  const counts = await tx.lookCount.findMany({
    where: { day: toDate(day), looks: { gt: 0 } },
    orderBy: [{ looks: 'desc' }, { userId: 'asc' }],
    take: SHOWN,
  });
  const people = await tx.user.findMany({
    where: { id: { in: counts.map((row) => row.userId) } },
    include: { organisation: true },
  });
  const limits = new Map<number, number>();
  for (const { organisation } of people) {
    if (limits.has(organisation.regionId)) continue;
    const value = await policyOfPerson(tx, organisation, 'LOOKS_PER_DAY', day);
    limits.set(organisation.regionId, Number(value ?? LOOKS_PER_DAY_DEFAULT));
  }
  return counts.flatMap((row) => {
    const person = people.find(({ id }) => id === row.userId);
    if (!person) return [];
    const limit = limits.get(person.organisation.regionId) ?? LOOKS_PER_DAY_DEFAULT;
    return {
      userId: row.userId,
      name: person.name as Label,
      organisation: person.organisation.name as Label,
      looks: row.looks,
      limit: limit + row.allowed,
      isUsedUp: !mayLookAgain(row, limit),
    };
  });
}
