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

const KINDS = Object.keys(WEIGHTS) as Kind[];
/** A command by somebody of these; what leads on is drawn more often than what does not. */
export const anyCommand = (people: readonly Person[]): fc.Arbitrary<Command> =>
  fc.oneof(...KINDS.map((kind) => ({ weight: WEIGHTS[kind], arbitrary: ofKind(kind, people) })));

/** What a generator has reached: how often each refusal, and which command was done after which. */
export class Reach {
  readonly refusals = new Map<string, number>();
  readonly pairs = new Set<string>();
  done = 0;
  tried = 0;

  add(last: Kind | null, { kind }: Command, refusal: string | null): void {
    this.tried += 1;
    if (refusal) this.refusals.set(refusal, (this.refusals.get(refusal) ?? 0) + 1);
    else {
      this.done += 1;
      if (last) this.pairs.add(`${last} ${kind}`);
    }
  }

  /** The shares in a line for a report. */
  say(): string {
    const refusals = [...this.refusals]
      .sort(([, one], [, two]) => two - one)
      .map(([code, count]) => `${code} ${count}`);
    return [
      `${this.tried} commands, ${this.done} done`,
      `${this.pairs.size} of ${KINDS.length ** 2} pairs of commands done one after the other`,
      `refusals: ${refusals.join(', ')}`,
    ].join('\n');
  }
}
