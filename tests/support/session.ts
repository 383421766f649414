import type { VoteMode } from '@/domain/session';
import { addCases } from '@/features/sessions/mutations-agenda';
import { planSession } from '@/features/sessions/mutations-plan';
import { castVote, openSession, settleItem } from '@/features/sessions/mutations-sitting';
import { db } from '@/server/db';
import { caseAtDecision } from './case-at-decision';
import { actorFor, at, must, noon } from './world';

export const SESSION_DAY = '2026-03-03';
/** above what the branch may decide: head office does */
export const OVER_LIMIT_FEN = 400_000_000n;

type Wanted = {
  mode?: VoteMode;
  ratioBps?: number;
  quorum?: number;
  members?: string[];
  chair?: string;
  by?: string;
};

/** What a plan of head office with its three approvers is made of; `hq` is in the chair and votes last. */
export async function planOf({ mode = 'ALL', ratioBps = 6_667, quorum = 2, chair = 'hq', ...more }: Wanted = {}) {
  const members = more.members ?? ['hq2', 'hq3', 'hq'];
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  return {
    programmeId: programme.id,
    title: '三月专场',
    place: '总行第一会议室',
    plannedAt: noon('2026-03-05'),
    mode,
    ratioBps,
    quorum,
    chairId: (await actorFor(chair)).userId,
    memberIds: await Promise.all(members.map(async (name) => (await actorFor(name)).userId)),
  };
}

/** A planned session over these cases. */
export async function plannedSession(caseIds: readonly string[], wanted: Wanted = {}): Promise<string> {
  const ctx = await at(wanted.by ?? 'hq', SESSION_DAY);
  const { sessionId } = must(await planSession(ctx, await planOf(wanted)));
  if (caseIds.length > 0) must(await addCases(ctx, { sessionId, caseIds }));
  return sessionId;
}

/** The same, opened with everybody (or these people) present. */
export async function sittingSession(
  caseIds: readonly string[],
  { present = ['hq', 'hq2', 'hq3'], ...wanted }: Wanted & { present?: string[] } = {},
): Promise<string> {
  const sessionId = await plannedSession(caseIds, wanted);
  const presentIds = await Promise.all(present.map(async (name) => (await actorFor(name)).userId));
  must(await openSession(await at(wanted.chair ?? 'hq', SESSION_DAY), { sessionId, presentIds }));
  return sessionId;
}

/** The item of a case in a session. */
export async function itemOf(sessionId: string, caseId: string): Promise<{ sessionId: string; itemId: string }> {
  const item = await db().sessionItem.findUniqueOrThrow({ where: { sessionId_caseId: { sessionId, caseId } } });
  return { sessionId, itemId: item.id };
}

/** A case that head office decides. */
export const caseOverLimit = () => caseAtDecision({ amountFen: OVER_LIMIT_FEN });

/** `who` vote for. */
export async function voteFor(ids: { sessionId: string; itemId: string }, ...who: string[]): Promise<void> {
  for (const name of who) must(await castVote(await at(name, SESSION_DAY), { ...ids, vote: 'FOR', opinion: '同意' }));
}

/** Everybody votes for and the chair settles. */
export async function approveItem(ids: { sessionId: string; itemId: string }): Promise<void> {
  await voteFor(ids, 'hq2', 'hq3', 'hq');
  must(await settleItem(await at('hq', SESSION_DAY), { ...ids, result: 'APPROVED', opinion: '' }));
}
