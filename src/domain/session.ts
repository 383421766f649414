import type { CaseFacts } from './case-facts';
import type { RefusalValue } from './refusal';

/**
 * 专场审批 (domain.md §2 A): approvers of one organisation decide a batch of cases in one sitting. Who may vote on an item,
 * when its outcome is settled and who settles it are rules of this file; what an approval needs besides (documents,
 * authority, fund, quota …) are the gates of the case, which hold in a session as they do for a single approver.
 */

/** 会签: everybody for · 或签: enough for · 比例: a share of the votes for · 依次: one after the other, the first against ends it. */
export const VOTE_MODES = ['ALL', 'ANY', 'RATIO', 'IN_TURN'] as const;
export type VoteMode = (typeof VOTE_MODES)[number];
export type Vote = 'FOR' | 'AGAINST' | 'RECUSED';
export const ITEM_RESULTS = ['APPROVED', 'DECLINED', 'RETURNED'] as const;
export type ItemResult = (typeof ITEM_RESULTS)[number];

export type SessionPlan = {
  mode: VoteMode;
  /** of the votes that count, for RATIO: at least so much must be for */
  ratioBps: number;
  /** members who must be present and not recused, item by item */
  quorum: number;
  chairId: string;
  /** in the order of voting */
  memberIds: readonly string[];
};

export type Sitting = SessionPlan & {
  status: 'PLANNED' | 'OPEN' | 'CLOSED' | 'CANCELLED';
  presentIds: readonly string[];
  /** members who cannot take part any more: their account is shut, or they approve nothing here now */
  goneIds: readonly string[];
};

export type ItemFacts = {
  isPending: boolean;
  votes: readonly { userId: string; vote: Vote }[];
  /** who may not vote on this case whatever they say: declared a conflict, or did something else on it (贷审分离) */
  barredIds: readonly string[];
  /** approvals that the row of authority asks for */
  needed: number;
};

/** Everybody who may not vote on a case: declared a conflict, or holds a duty other than approval. */
export function barredFrom(facts: Pick<CaseFacts, 'duties' | 'conflicts'>): string[] {
  const busy = facts.duties.filter((row) => row.duty !== 'APPROVAL').map((row) => row.userId);
  return [...new Set([...facts.conflicts, ...busy])];
}

/**
 * Members present and not recused on this item, in the order of voting: only their votes count, and quorum counts them
 * alone. Who has gone since the session was called is no longer one of them, but a vote that was given stands.
 */
export function electorate(sitting: Sitting, item: ItemFacts): string[] {
  const recused = item.votes.filter((row) => row.vote === 'RECUSED').map((row) => row.userId);
  const voted = item.votes.map((row) => row.userId);
  return sitting.memberIds.filter(
    (id) =>
      sitting.presentIds.includes(id) &&
      (voted.includes(id) || !sitting.goneIds.includes(id)) &&
      !recused.includes(id) &&
      !item.barredIds.includes(id),
  );
}

/** Who leads the session as a whole: the chair, or when the chair has gone the first of those who are left (once it sits, present). */
export function leaderOf({ chairId, memberIds, presentIds, goneIds, status }: Sitting): string | null {
  const left = memberIds.filter((id) => !goneIds.includes(id) && (status !== 'OPEN' || presentIds.includes(id)));
  return goneIds.includes(chairId) ? (left[0] ?? null) : chairId;
}

export type Tally = {
  voters: string[];
  for: string[];
  against: string[];
  /** who has not voted yet, in the order of voting */
  remaining: string[];
  /** what the item needs: the session's quorum, and never fewer than the approvals that the authority asks for */
  quorum: number;
  hasQuorum: boolean;
  /** what the votes come to, as soon as those that are missing can change nothing; null: still open, or no quorum */
  outcome: 'APPROVED' | 'REJECTED' | null;
};

/** Counts an item. */
export function tallyOf(sitting: Sitting, item: ItemFacts): Tally {
  const voters = electorate(sitting, item);
  const said = (vote: Vote) => voters.filter((id) => item.votes.some((row) => row.userId === id && row.vote === vote));
  const [agreed, against] = [said('FOR'), said('AGAINST')];
  const remaining = voters.filter((id) => !agreed.includes(id) && !against.includes(id));
  const quorum = Math.max(sitting.quorum, item.needed);
  const hasQuorum = voters.length >= quorum;
  const counts = { for: agreed.length, against: against.length, remaining: remaining.length };
  const outcome = hasQuorum ? outcomeOf(sitting, Math.max(1, item.needed), counts) : null;
  return { voters, for: agreed, against, remaining, quorum, hasQuorum, outcome };
}

type Counts = { for: number; against: number; remaining: number };

function outcomeOf({ mode, ratioBps }: Sitting, needed: number, counts: Counts): Tally['outcome'] {
  const total = counts.for + counts.against + counts.remaining;
  const most = counts.for + counts.remaining;
  const enough = (votes: number) => votes >= needed && votes * 10_000 >= ratioBps * total;
  switch (mode) {
    case 'ALL':
    case 'IN_TURN':
      if (counts.against > 0) return 'REJECTED';
      return counts.remaining === 0 && counts.for >= needed ? 'APPROVED' : null;
    case 'ANY':
      if (counts.for >= needed) return 'APPROVED';
      return most < needed ? 'REJECTED' : null;
    case 'RATIO':
      if (enough(counts.for)) return 'APPROVED';
      return enough(most) ? null : 'REJECTED';
  }
}

/** Who leads an item: the chair, or where the chair is away, gone or recused the first in the order who may vote. Null: nobody can. */
export function presidingOf(sitting: Sitting, item: ItemFacts): string | null {
  const able = electorate(sitting, item).filter((id) => !sitting.goneIds.includes(id));
  return able.includes(sitting.chairId) ? sitting.chairId : (able[0] ?? null);
}

const when = (failed: boolean, refusal: RefusalValue): RefusalValue | null => (failed ? refusal : null);

/**
 * Whether a plan can work. MEMBERS_MISSING, CHAIR_NOT_A_MEMBER, QUORUM_OUT_OF_RANGE {members}, RATIO_OUT_OF_RANGE (a share
 * that lets fewer than half approve is no vote).
 */
export function checkPlan({ memberIds, chairId, quorum, mode, ratioBps }: SessionPlan): RefusalValue | null {
  const members = new Set(memberIds).size;
  return (
    when(members === 0, { code: 'MEMBERS_MISSING' }) ??
    when(!memberIds.includes(chairId), { code: 'CHAIR_NOT_A_MEMBER' }) ??
    when(!Number.isInteger(quorum) || quorum < 1 || quorum > members, {
      code: 'QUORUM_OUT_OF_RANGE',
      params: { members },
    }) ??
    when(mode === 'RATIO' && (!Number.isInteger(ratioBps) || ratioBps <= 5_000 || ratioBps > 10_000), {
      code: 'RATIO_OUT_OF_RANGE',
    })
  );
}

/** Whether the sitting may begin: SESSION_NOT_PLANNED, NOT_PRESIDING (only its leader opens it), AGENDA_EMPTY, SESSION_BELOW_QUORUM {present, quorum}. */
export function checkOpening(sitting: Sitting, userId: string, items: number): RefusalValue | null {
  const { memberIds, presentIds, goneIds } = sitting;
  const present = memberIds.filter((id) => presentIds.includes(id) && !goneIds.includes(id)).length;
  return (
    when(sitting.status !== 'PLANNED', { code: 'SESSION_NOT_PLANNED' }) ??
    when(userId !== leaderOf(sitting), { code: 'NOT_PRESIDING' }) ??
    when(items === 0, { code: 'AGENDA_EMPTY' }) ??
    when(present < sitting.quorum, { code: 'SESSION_BELOW_QUORUM', params: { present, quorum: sitting.quorum } })
  );
}

/**
 * Whether somebody may take part in an item, to vote or to stand aside: NOT_A_MEMBER, SESSION_NOT_OPEN, ITEM_SETTLED,
 * MEMBER_NOT_PRESENT, MEMBER_RECUSED, ALREADY_VOTED.
 */
export function checkTakingPart(sitting: Sitting, item: ItemFacts, userId: string): RefusalValue | null {
  const own = item.votes.find((row) => row.userId === userId)?.vote;
  return (
    when(!sitting.memberIds.includes(userId), { code: 'NOT_A_MEMBER' }) ??
    when(sitting.status !== 'OPEN', { code: 'SESSION_NOT_OPEN' }) ??
    when(!item.isPending, { code: 'ITEM_SETTLED' }) ??
    when(!sitting.presentIds.includes(userId), { code: 'MEMBER_NOT_PRESENT' }) ??
    when(own === 'RECUSED' || item.barredIds.includes(userId), { code: 'MEMBER_RECUSED' }) ??
    when(own !== undefined, { code: 'ALREADY_VOTED' })
  );
}

/** Whether somebody may vote now; besides the above SESSION_BELOW_QUORUM {present, quorum} and, one after the other, NOT_YOUR_TURN. */
export function checkVote(sitting: Sitting, item: ItemFacts, userId: string): RefusalValue | null {
  const { voters, remaining, quorum, hasQuorum, outcome } = tallyOf(sitting, item);
  const isNext = remaining[0] === userId && outcome === null;
  return (
    checkTakingPart(sitting, item, userId) ??
    when(!hasQuorum, { code: 'SESSION_BELOW_QUORUM', params: { present: voters.length, quorum } }) ??
    when(sitting.mode === 'IN_TURN' && !isNext, { code: 'NOT_YOUR_TURN' })
  );
}

/**
 * Whether an item may be settled with this result: SESSION_NOT_OPEN, ITEM_SETTLED, SESSION_BELOW_QUORUM {present, quorum},
 * NOT_PRESIDING, VOTES_MISSING {count}, RESULT_NOT_VOTED. What was voted down is declined or returned, as the presiding
 * member says; nothing is approved that was not voted for.
 */
export function checkSettling(
  sitting: Sitting,
  item: ItemFacts,
  userId: string,
  result: ItemResult,
): RefusalValue | null {
  const { voters, remaining, quorum, hasQuorum, outcome } = tallyOf(sitting, item);
  return (
    when(sitting.status !== 'OPEN', { code: 'SESSION_NOT_OPEN' }) ??
    when(!item.isPending, { code: 'ITEM_SETTLED' }) ??
    when(!hasQuorum, { code: 'SESSION_BELOW_QUORUM', params: { present: voters.length, quorum } }) ??
    when(presidingOf(sitting, item) !== userId, { code: 'NOT_PRESIDING' }) ??
    when(outcome === null, { code: 'VOTES_MISSING', params: { count: remaining.length } }) ??
    when((outcome === 'APPROVED') !== (result === 'APPROVED'), { code: 'RESULT_NOT_VOTED' })
  );
}
