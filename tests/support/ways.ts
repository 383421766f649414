import { expect, it } from 'vitest';
import type { Gate } from '@/domain/stage';
import type { Result } from '@/server/command';
import { db } from '@/server/db';

/** One way to money around a gate. `prepare` brings a case there and hands back the attempt, which must not succeed. */
export type Way = {
  name: string;
  /** of the transition table, where the way is around one of its gates */
  gate?: Gate;
  /** the refusal, or ESCALATED where the case goes up instead of being signed */
  code: string;
  prepare: () => Promise<() => Promise<Result<unknown>>>;
};

/** What several ways set out from: made for the first of them, and left as it was by each that is refused. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Everything that an attempt could have won: sign-offs, approved and paid amounts, quota, journal, versions in use. */
async function whatIsWon() {
  const [row] = await db().$queryRaw<object[]>`SELECT
    (SELECT count(*) FROM approval WHERE voided_at IS NULL AND outcome = 'APPROVED')::int AS approvals,
    (SELECT coalesce(sum(approved_amount_fen), 0) FROM case_record)::text AS approved,
    (SELECT coalesce(sum(contracted_amount_fen), 0) FROM case_record)::text AS contracted,
    (SELECT coalesce(sum(disbursed_amount_fen), 0) FROM case_record)::text AS disbursed,
    (SELECT count(*) FROM payment WHERE status IN ('REQUESTED', 'RELEASED'))::int AS payments,
    (SELECT count(*) FROM journal)::int AS journals,
    (SELECT coalesce(sum(reserved_fen + used_fen), 0) FROM quota)::text AS taken,
    (SELECT count(*) FROM session_vote WHERE vote = 'FOR')::int AS votes,
    (SELECT coalesce(sum(stage_order), 0) FROM (SELECT array_position(enum_range(NULL::"Stage"), stage) AS stage_order FROM case_record) s)::int AS stages`;
  return row;
}

/** Tries each way through the mutations on a real database: refused with its code, and nothing won. */
export function tryWays(ways: readonly Way[]): void {
  it.each(ways.map((way) => [`${way.name}: ${way.code}`, way] as const))(
    '%s',
    async (_name, way) => {
      const attempt = await way.prepare();
      const before = await whatIsWon();
      const result = await attempt();
      const taken = result.ok ? ((result.value as { taken?: string } | undefined)?.taken ?? 'SUCCEEDED') : null;
      expect(taken ?? (result.ok ? '' : result.refusal.code)).toBe(way.code);
      expect(await whatIsWon()).toEqual(before);
    },
    60_000,
  );
}
