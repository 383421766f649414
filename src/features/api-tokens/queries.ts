import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import { read } from '@/server/command';

export type TokenRow = {
  id: string;
  purpose: string;
  person: Label;
  organisation: Label;
  madeOn: Day;
  lastDay: Day;
  state: 'GOOD' | 'OVER' | 'REVOKED';
};

const MAX_SHOWN = 200;

/** The keys of programs, newest first; null for somebody who does not manage them. */
export async function listTokens(actor: Actor, now: Date): Promise<TokenRow[] | null> {
  if (!can(actor, 'token.manage')) return null;
  return read(actor, async (tx) => {
    const rows = await tx.apiToken.findMany({ orderBy: { id: 'desc' }, take: MAX_SHOWN });
    const people = await namesOf(
      tx,
      rows.map((row) => row.userId),
    );
    return rows.flatMap((row) => {
      const person = people.get(row.userId);
      if (!person) return [];
      return {
        id: row.id,
        purpose: row.purpose,
        person: person.name,
        organisation: person.organisation,
        madeOn: dayOf(row.createdAt),
        lastDay: dayOf(new Date(row.expiresAt.getTime() - 1)),
        state: row.revokedAt ? 'REVOKED' : row.expiresAt <= now ? 'OVER' : 'GOOD',
      };
    });
  });
}
