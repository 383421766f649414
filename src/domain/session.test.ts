import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barredFrom,
  checkOpening,
  checkPlan,
  checkSettling,
  checkTakingPart,
  checkVote,
  electorate,
  type ItemFacts,
  type ItemResult,
  leaderOf,
  presidingOf,
  type Sitting,
  tallyOf,
  VOTE_MODES,
  type Vote,
} from './session';

const open: Sitting = {
  status: 'OPEN',
  mode: 'ALL',
  ratioBps: 6_667,
  quorum: 2,
  chairId: 'a',
  memberIds: ['b', 'c', 'a'],
  presentIds: ['a', 'b', 'c'],
  goneIds: [],
};
const fresh: ItemFacts = { isPending: true, votes: [], barredIds: [], needed: 1 };
/** 'b+ c- a0': b for, c against, a recused */
const votes = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map((entry) => ({
      userId: entry[0] ?? '',
      vote: ({ '+': 'FOR', '-': 'AGAINST', '0': 'RECUSED' } as const)[entry[1] as '+' | '-' | '0'],
    }));
const item = (text: string, more: Partial<ItemFacts> = {}): ItemFacts => ({ ...fresh, votes: votes(text), ...more });

it.each([
  // everybody
  ['ALL', '', null],
  ['ALL', 'b+ c+', null],
  ['ALL', 'b+ c+ a+', 'APPROVED'],
  ['ALL', 'b-', 'REJECTED'],
  ['ALL', 'b+ c+ a0', 'APPROVED'],
  // enough
  ['ANY', '', null],
  ['ANY', 'c+', 'APPROVED'],
  ['ANY', 'b- c-', null],
  ['ANY', 'b- c- a-', 'REJECTED'],
  ['ANY', 'b- c- a+', 'APPROVED'],
  // two of three are 66.66 %, just short of 66.67 %
  ['RATIO', 'b+ c+', null],
  ['RATIO', 'b+ c+ a-', 'REJECTED'],
  ['RATIO', 'b+ c+ a+', 'APPROVED'],
  ['RATIO', 'b+ c+ a0', 'APPROVED'],
  ['RATIO', 'b-', 'REJECTED'],
  // one after the other
  ['IN_TURN', 'b+', null],
  ['IN_TURN', 'b+ c-', 'REJECTED'],
  ['IN_TURN', 'b+ c+ a+', 'APPROVED'],
] as const)('%s with %j comes to %s', (mode, text, outcome) => {
  expect(tallyOf({ ...open, mode }, item(text)).outcome).toBe(outcome);
});

it('asks of a share no more than a share: two of three pass at 66 %', () => {
  expect(tallyOf({ ...open, mode: 'RATIO', ratioBps: 6_600 }, item('b+ c+ a-')).outcome).toBe('APPROVED');
  // certain before the last has voted
  expect(tallyOf({ ...open, mode: 'RATIO', ratioBps: 6_600 }, item('b+ c+')).outcome).toBe('APPROVED');
});

it('never approves with fewer signatures than the row of authority asks for', () => {
  expect(tallyOf({ ...open, mode: 'ANY' }, item('b+', { needed: 2 })).outcome).toBeNull();
  expect(tallyOf({ ...open, mode: 'ANY' }, item('b+ c-', { needed: 2 })).outcome).toBeNull();
  expect(tallyOf({ ...open, mode: 'ANY' }, item('b- c-', { needed: 2 })).outcome).toBe('REJECTED');
  expect(tallyOf({ ...open, mode: 'RATIO', ratioBps: 5_001 }, item('b+ c+ a-', { needed: 3 })).outcome).toBe(
    'REJECTED',
  );
  // four signatures from three members: no quorum, whatever the session's own
  expect(tallyOf(open, item('b+ c+ a+', { needed: 4 }))).toMatchObject({ quorum: 4, hasQuorum: false, outcome: null });
});

it('counts who is present and not recused, item by item', () => {
  expect(electorate(open, item('b0'))).toEqual(['c', 'a']);
  expect(electorate({ ...open, presentIds: ['a', 'c', 'x'] }, fresh)).toEqual(['c', 'a']);
  expect(electorate(open, item('', { barredIds: ['c'] }))).toEqual(['b', 'a']);
  expect(tallyOf(open, item('b0 c0')).hasQuorum).toBe(false);
  // a vote of somebody who is barred since does not count
  expect(tallyOf({ ...open, mode: 'ANY' }, item('c+', { barredIds: ['c'] }))).toMatchObject({ for: [], outcome: null });
});

it('bars whoever did something else on the case or declared a conflict', () => {
  const duties = [
    { userId: 'manager', duty: 'DUE_DILIGENCE' as const },
    { userId: 'b', duty: 'APPROVAL' as const },
  ];
  expect(barredFrom({ duties, conflicts: ['c', 'manager'] })).toEqual(['c', 'manager']);
});

it('is led by the chair, and by the first who may vote where the chair may not', () => {
  expect(presidingOf(open, fresh)).toBe('a');
  expect(presidingOf(open, item('a0'))).toBe('b');
  expect(presidingOf({ ...open, presentIds: ['c'] }, fresh)).toBe('c');
  expect(presidingOf({ ...open, presentIds: [] }, fresh)).toBeNull();
});

it('goes on without a member who has gone: quorum counts who is left, a vote that was given stands', () => {
  const without = (...goneIds: string[]): Sitting => ({ ...open, goneIds });
  expect(tallyOf(without('c'), item('b+ a+'))).toMatchObject({ voters: ['b', 'a'], outcome: 'APPROVED' });
  expect(tallyOf(without('c'), item('b+ c+ a+')).for).toEqual(['b', 'c', 'a']);
  expect(tallyOf(without('b', 'c'), item('a+'))).toMatchObject({ hasQuorum: false, outcome: null });
  expect(checkVote(without('b', 'c'), fresh, 'a')?.code).toBe('SESSION_BELOW_QUORUM');
  // and without its chair
  expect([leaderOf(open), leaderOf(without('a')), leaderOf(without('a', 'b', 'c'))]).toEqual(['a', 'b', null]);
  expect(leaderOf({ ...without('a'), presentIds: ['a', 'c'] })).toBe('c');
  expect(presidingOf(without('a'), item('a+'))).toBe('b');
  expect(checkOpening({ ...without('a'), status: 'PLANNED' }, 'b', 1)).toBeNull();
  expect(checkOpening({ ...without('a', 'c'), status: 'PLANNED' }, 'b', 1)?.code).toBe('SESSION_BELOW_QUORUM');
});

describe('refusals', () => {
  it.each([
    [{ memberIds: [] }, 'MEMBERS_MISSING'],
    [{ chairId: 'x' }, 'CHAIR_NOT_A_MEMBER'],
    [{ quorum: 0 }, 'QUORUM_OUT_OF_RANGE'],
    [{ quorum: 4 }, 'QUORUM_OUT_OF_RANGE'],
    [{ quorum: 1.5 }, 'QUORUM_OUT_OF_RANGE'],
    [{ memberIds: ['a', 'a'], quorum: 2 }, 'QUORUM_OUT_OF_RANGE'],
    [{ mode: 'RATIO', ratioBps: 5_000 }, 'RATIO_OUT_OF_RANGE'],
    [{ mode: 'RATIO', ratioBps: 10_001 }, 'RATIO_OUT_OF_RANGE'],
    [{ mode: 'RATIO', ratioBps: 5_001 }, undefined],
    [{ mode: 'ANY', ratioBps: 1 }, undefined],
  ] as [Partial<Sitting>, string | undefined][])('a plan with %o: %s', (change, code) => {
    expect(checkPlan({ ...open, ...change })?.code).toBe(code);
  });

  it.each([
    [{}, 'a', 1, 'SESSION_NOT_PLANNED'],
    [{ status: 'PLANNED' }, 'b', 1, 'NOT_PRESIDING'],
    [{ status: 'PLANNED' }, 'a', 0, 'AGENDA_EMPTY'],
    [{ status: 'PLANNED', presentIds: ['a', 'x'] }, 'a', 1, 'SESSION_BELOW_QUORUM'],
    [{ status: 'PLANNED' }, 'a', 1, undefined],
  ] as [Partial<Sitting>, string, number, string | undefined][])(
    'opening with %o by %s over %d items: %s',
    (change, userId, items, code) => {
      expect(checkOpening({ ...open, ...change }, userId, items)?.code).toBe(code);
    },
  );

  it.each([
    [{}, '', {}, 'x', 'NOT_A_MEMBER'],
    [{ status: 'PLANNED' }, '', {}, 'b', 'SESSION_NOT_OPEN'],
    [{ status: 'CLOSED' }, '', {}, 'b', 'SESSION_NOT_OPEN'],
    [{ status: 'CANCELLED' }, '', {}, 'b', 'SESSION_NOT_OPEN'],
    [{}, '', { isPending: false }, 'b', 'ITEM_SETTLED'],
    [{ presentIds: ['a', 'c'] }, '', {}, 'b', 'MEMBER_NOT_PRESENT'],
    [{}, 'b0', {}, 'b', 'MEMBER_RECUSED'],
    [{}, '', { barredIds: ['b'] }, 'b', 'MEMBER_RECUSED'],
    [{}, 'b+', {}, 'b', 'ALREADY_VOTED'],
    [{}, 'a0 c0', {}, 'b', 'SESSION_BELOW_QUORUM'],
    [{ mode: 'IN_TURN' }, '', {}, 'c', 'NOT_YOUR_TURN'],
    [{ mode: 'IN_TURN' }, 'b-', {}, 'c', 'NOT_YOUR_TURN'],
    [{ mode: 'IN_TURN' }, 'b+', {}, 'c', undefined],
    [{ mode: 'IN_TURN' }, 'b0', {}, 'c', undefined],
    [{}, 'b-', {}, 'c', undefined],
  ] as [Partial<Sitting>, string, Partial<ItemFacts>, string, string | undefined][])(
    'a vote with %o %j %o by %s: %s',
    (change, text, more, userId, code) => {
      expect(checkVote({ ...open, ...change }, item(text, more), userId)?.code).toBe(code);
    },
  );

  it('whoever would break the quorum may still stand aside', () => {
    expect(checkTakingPart(open, item('a0'), 'b')).toBeNull();
  });

  it.each([
    [{ status: 'CLOSED' }, 'b+ c+ a+', {}, 'a', 'APPROVED', 'SESSION_NOT_OPEN'],
    [{}, 'b+ c+ a+', { isPending: false }, 'a', 'APPROVED', 'ITEM_SETTLED'],
    [{}, 'a+ b0 c0', {}, 'a', 'APPROVED', 'SESSION_BELOW_QUORUM'],
    [{}, 'b+ c+ a+', {}, 'b', 'APPROVED', 'NOT_PRESIDING'],
    [{}, 'b+ c+', {}, 'a', 'APPROVED', 'VOTES_MISSING'],
    [{}, 'b+ c+ a-', {}, 'a', 'APPROVED', 'RESULT_NOT_VOTED'],
    [{}, 'b+ c+ a+', {}, 'a', 'DECLINED', 'RESULT_NOT_VOTED'],
    [{}, 'b+ c+ a+', {}, 'a', 'RETURNED', 'RESULT_NOT_VOTED'],
    [{}, 'b+ c+ a+', {}, 'a', 'APPROVED', undefined],
    [{}, 'b+ c-', {}, 'a', 'DECLINED', undefined],
    [{}, 'b+ c-', {}, 'a', 'RETURNED', undefined],
    [{}, 'b+ c+ a0', {}, 'b', 'APPROVED', undefined],
  ] as [Partial<Sitting>, string, Partial<ItemFacts>, string, ItemResult, string | undefined][])(
    'settling with %o %j %o by %s as %s: %s',
    (change, text, more, userId, result, code) => {
      expect(checkSettling({ ...open, ...change }, item(text, more), userId, result)?.code).toBe(code);
    },
  );
});

describe('whatever is done in whatever order', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'x'];
  const some = fc.subarray(people.slice(0, 5));
  const sittings = fc.record({
    mode: fc.constantFrom(...VOTE_MODES),
    ratioBps: fc.integer({ min: 5_001, max: 10_000 }),
    quorum: fc.integer({ min: 1, max: 5 }),
    memberIds: fc.shuffledSubarray(people.slice(0, 5), { minLength: 1 }),
    presentIds: some,
    goneIds: some,
    status: fc.constant('OPEN' as const),
    chairId: fc.constantFrom('a', 'b', 'c'),
  });
  const commands = fc.array(
    fc.record({ userId: fc.constantFrom(...people), vote: fc.constantFrom<Vote>('FOR', 'AGAINST', 'RECUSED') }),
    { maxLength: 20 },
  );

  it('nothing is approved below quorum, with a recused or barred vote, or against the mode', () => {
    fc.assert(
      fc.property(sittings, commands, some, fc.integer({ min: 0, max: 3 }), (sitting, given, barredIds, needed) => {
        let state: ItemFacts = { isPending: true, votes: [], barredIds, needed };
        for (const { userId, vote } of given) {
          const check = vote === 'RECUSED' ? checkTakingPart : checkVote;
          if (check(sitting, state, userId) === null) state = { ...state, votes: [...state.votes, { userId, vote }] };
        }
        const said = (vote: Vote) => state.votes.filter((row) => row.vote === vote).map((row) => row.userId);
        const approved = people.some((userId) => checkSettling(sitting, state, userId, 'APPROVED') === null);
        const refused = people.some((userId) => checkSettling(sitting, state, userId, 'DECLINED') === null);
        expect(approved && refused).toBe(false);
        expect(new Set(state.votes.map((row) => row.userId)).size).toBe(state.votes.length);
        for (const { userId } of state.votes) {
          expect(sitting.memberIds).toContain(userId);
          expect(sitting.presentIds).toContain(userId);
          expect(barredIds).not.toContain(userId);
        }
        if (!approved) return;
        const counting = sitting.memberIds.filter(
          (id) =>
            sitting.presentIds.includes(id) &&
            // who has gone without a vote is not waited for (their account is shut)
            (!sitting.goneIds.includes(id) || state.votes.some((row) => row.userId === id)) &&
            !barredIds.includes(id) &&
            !said('RECUSED').includes(id),
        );
        const agreed = said('FOR').filter((id) => counting.includes(id));
        const against = said('AGAINST').filter((id) => counting.includes(id));
        expect(counting.length).toBeGreaterThanOrEqual(sitting.quorum);
        expect(agreed.length).toBeGreaterThanOrEqual(Math.max(1, needed));
        if (sitting.mode === 'ALL' || sitting.mode === 'IN_TURN') expect(agreed.sort()).toEqual([...counting].sort());
        if (sitting.mode === 'RATIO')
          expect(agreed.length * 10_000).toBeGreaterThanOrEqual(sitting.ratioBps * (agreed.length + against.length));
      }),
      { numRuns: 500 },
    );
  });

  it('once everybody has voted the item is settled, one way or the other', () => {
    fc.assert(
      fc.property(sittings, fc.infiniteStream(fc.boolean()), (sitting, choices) => {
        let state: ItemFacts = { isPending: true, votes: [], barredIds: [], needed: 1 };
        for (const userId of sitting.memberIds) {
          const vote = choices.next().value ? 'FOR' : 'AGAINST';
          if (checkVote(sitting, state, userId) === null)
            state = { ...state, votes: [...state.votes, { userId, vote }] };
        }
        const { hasQuorum, outcome } = tallyOf(sitting, state);
        expect(outcome === null).toBe(!hasQuorum);
      }),
    );
  });
});
