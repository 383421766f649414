import fc from 'fast-check';
import type { Command, Person } from './reference';

type Kind = Command['kind'];
const DOES: Record<Kind, Person['does'][number]> = {
  ...{ ask: 'ask', release: 'release', refuse: 'release', sendBack: 'return' },
  ...{ repay: 'book', suspend: 'suspend', resume: 'suspend', close: 'close' },
};
const WEIGHTS: Record<Kind, number> = {
  ...{ ask: 8, release: 8, refuse: 2, sendBack: 3, repay: 6, suspend: 1, resume: 4, close: 1 },
};

const someone = (kind: Kind, people: readonly Person[]): fc.Arbitrary<Person> =>
  fc.oneof(
    // mostly somebody who may, or hardly a run would come to money
    { weight: 5, arbitrary: fc.constantFrom(...people.filter((row) => row.does.includes(DOES[kind]) && row.sees)) },
    { weight: 1, arbitrary: fc.constantFrom(...people) },
  );

const ofKind = (kind: Kind, people: readonly Person[]): fc.Arbitrary<Command> =>
  someone(kind, people).chain((by): fc.Arbitrary<Command> => {
    if (kind === 'ask') return fc.constantFrom<0 | 1>(0, 1).map((instalment) => ({ kind, by, instalment }));
    if (kind === 'repay')
      return fc.constantFrom('PART', 'ALL', 'ALL', 'TOO_MUCH').map((amount) => ({ kind, by, amount }) as Command);
    return fc.constant({ kind, by });
  });

export const KINDS = Object.keys(WEIGHTS) as Kind[];
/** A command by somebody of these; what leads on is drawn more often than what does not. */
export const anyCommand = (people: readonly Person[]): fc.Arbitrary<Command> =>
  fc.oneof(...KINDS.map((kind) => ({ weight: WEIGHTS[kind], arbitrary: ofKind(kind, people) })));
