/**
 * How the money of one case may move, said anew from domain.md §3 and without a line of the rules in src: two instalments,
 * asked for by one person and released by another, sent back, repaid. A command gives every reason against it; it must be
 * done where there is none, and refused with one of them where there are some.
 */
export type Person = {
  name: string;
  /** what the person does by the table of domain.md §1 */
  does: readonly ('ask' | 'release' | 'return' | 'book' | 'suspend' | 'close')[];
  /** the case is in the part of the country or the bank that the person sees */
  sees: boolean;
  /** of the branch that handles the case */
  handles: boolean;
  /** what the person did on the case before there was money */
  did?: 'LOOKED_INTO' | 'APPROVED';
};
const person = (name: string, does: Person['does'], more: Partial<Person> = {}): Person => ({
  ...{ name, does, sees: true, handles: true },
  ...more,
});

export const PEOPLE: readonly Person[] = [
  person('clerk', ['ask', 'return', 'book']),
  person('checker', ['release', 'return']),
  person('manager', ['book', 'close'], { did: 'LOOKED_INTO' }),
  person('manager2', ['book', 'close'], { did: 'LOOKED_INTO' }),
  person('lead', ['suspend']),
  person('approver', [], { did: 'APPROVED' }),
  person('county', ['suspend', 'close'], { handles: false }),
  person('auditor', [], { handles: false }),
  person('county-b', ['suspend', 'close'], { sees: false, handles: false }),
  person('manager-b', ['book', 'close'], { sees: false, handles: false }),
  person('fin-clerk', ['ask', 'return', 'book'], { sees: false, handles: false }),
  person('fin-checker', ['release', 'return'], { sees: false, handles: false }),
];

/** People whom the portal would not let hold such roles together: the duties must keep them apart all the same. */
export const PEOPLE_OF_ALL_ROLES: readonly Person[] = [
  person('jack', ['ask', 'release', 'return', 'book', 'suspend', 'close']),
  person('jill', ['ask', 'release', 'return', 'book', 'suspend', 'close']),
  person('joan', ['ask', 'release', 'return', 'book', 'suspend', 'close'], { did: 'APPROVED' }),
];

export type Command =
  | { kind: 'ask'; by: Person; instalment: 0 | 1 }
  | { kind: 'release' | 'refuse' | 'sendBack' | 'suspend' | 'resume' | 'close'; by: Person }
  | { kind: 'repay'; by: Person; amount: 'PART' | 'ALL' | 'TOO_MUCH' };

type Instalment = { fen: bigint; state: 'PLANNED' | 'REQUESTED' | 'RELEASED' | 'RETURNED'; askedBy: string | null };
export type Money = {
  begun: boolean;
  status: 'OPEN' | 'SUSPENDED' | 'CLOSED';
  instalments: [Instalment, Instalment];
  owedFen: bigint;
  /** who has which of the four duties on the case */
  duty: Record<string, string>;
};

export const INSTALMENTS_FEN = [50_000_000n, 30_000_000n] as const;

/** A case whose contract is signed and of which nothing was asked for. */
export function beginning(): Money {
  const instalment = (fen: bigint): Instalment => ({ fen, state: 'PLANNED', askedBy: null });
  return {
    ...{ begun: false, status: 'OPEN', owedFen: 0n },
    instalments: [instalment(INSTALMENTS_FEN[0]), instalment(INSTALMENTS_FEN[1])],
    duty: Object.fromEntries(
      [...PEOPLE, ...PEOPLE_OF_ALL_ROLES].flatMap(({ name, did }) => (did ? [[name, did]] : [])),
    ),
  };
}

/** What has left and not come back. */
export function paidFen({ instalments }: Money): bigint {
  return instalments.reduce((sum, row) => sum + (row.state === 'RELEASED' ? row.fen : 0n), 0n);
}

/** Which instalment a release, a refusal or a return is about: the one asked for, or the last that was paid. */
export function concerned(money: Money, kind: 'release' | 'refuse' | 'sendBack'): number {
  const state = kind === 'sendBack' ? 'RELEASED' : 'REQUESTED';
  return money.instalments.findIndex((row) => row.state === state);
}

const MAY = { ask: 'ask', release: 'release', refuse: 'release', sendBack: 'return', repay: 'book' } as const;
const isBusy = (money: Money) => money.instalments.some((row) => row.state === 'REQUESTED');

/** Every reason against a command; none where it must be done. */
export function reasonsAgainst(money: Money, command: Command): string[] {
  const { by, kind } = command;
  const reasons: string[] = [];
  const unless = (holds: boolean, ...reason: string[]) => {
    if (!holds) reasons.push(...reason);
  };
  unless(by.sees, 'NOT_FOUND');
  if (kind === 'suspend' || kind === 'resume') {
    unless(by.does.includes('suspend'), 'NOT_PERMITTED');
    unless(money.status === (kind === 'suspend' ? 'OPEN' : 'SUSPENDED'), 'TRANSITION_NOT_AVAILABLE');
    return reasons;
  }
  if (kind === 'close') {
    unless(by.does.includes('close'), 'NOT_PERMITTED');
    unless(money.begun && money.status === 'OPEN', 'TRANSITION_NOT_AVAILABLE');
    unless(paidFen(money) > 0n, 'NOTHING_DISBURSED');
    unless(money.owedFen === 0n, 'STILL_OUTSTANDING');
    unless(!isBusy(money), 'PAYMENT_UNDER_WAY');
    return reasons;
  }
  unless(by.does.includes(MAY[kind]) && by.handles, 'NOT_PERMITTED');
  if (kind === 'ask') {
    const { state } = money.instalments[command.instalment];
    unless(money.status === 'OPEN', 'STATUS_DOES_NOT_ALLOW');
    unless(state === 'PLANNED' || state === 'RETURNED', 'TRANCHE_NOT_PAYABLE');
    unless((money.duty[by.name] ?? 'ASKED') === 'ASKED', 'SAME_PERSON');
    return reasons;
  }
  // money that moved already is booked while the case is held, too
  unless(money.status === 'OPEN' || (money.status === 'SUSPENDED' && kind !== 'release'), 'STATUS_DOES_NOT_ALLOW');
  if (kind === 'repay') {
    unless(money.begun, 'STATUS_DOES_NOT_ALLOW');
    unless(money.owedFen > 0n, 'NOTHING_OUTSTANDING', 'REPAYMENT_EXCEEDS_OUTSTANDING');
    unless(command.amount !== 'TOO_MUCH', 'REPAYMENT_EXCEEDS_OUTSTANDING');
    return reasons;
  }
  const found = concerned(money, kind);
  unless(found >= 0, 'NOT_FOUND', 'PAYMENT_NOT_RELEASABLE', 'STATUS_DOES_NOT_ALLOW');
  if (kind === 'sendBack') {
    unless((money.instalments[found]?.fen ?? 0n) <= money.owedFen, 'REPAID_SINCE_RELEASE');
    return reasons;
  }
  unless(money.instalments[found]?.askedBy !== by.name, 'SAME_PERSON');
  unless((money.duty[by.name] ?? 'RELEASED') === 'RELEASED', 'SAME_PERSON');
  return reasons;
}

/** What the case is after a command that is done; `repaidFen`: the part of a repayment that was principal. */
export function after(money: Money, command: Command, repaidFen = 0n): Money {
  const { kind, by } = command;
  const change = (index: number, state: Instalment['state'], askedBy: string | null): Money['instalments'] => {
    const [one, two] = money.instalments.map((row, at) => (at === index ? { ...row, state, askedBy } : row));
    if (!one || !two) throw new Error('there are two instalments');
    return [one, two];
  };
  switch (kind) {
    case 'ask':
      return {
        ...money,
        instalments: change(command.instalment, 'REQUESTED', by.name),
        duty: { ...money.duty, [by.name]: 'ASKED' },
      };
    case 'release': {
      const at = concerned(money, kind);
      const owedFen = money.owedFen + (money.instalments[at]?.fen ?? 0n);
      const duty = { ...money.duty, [by.name]: 'RELEASED' };
      return { ...money, begun: true, owedFen, duty, instalments: change(at, 'RELEASED', null) };
    }
    case 'refuse':
      return {
        ...money,
        instalments: change(concerned(money, kind), 'PLANNED', null),
        duty: { ...money.duty, [by.name]: 'RELEASED' },
      };
    case 'sendBack': {
      const at = concerned(money, kind);
      const owedFen = money.owedFen - (money.instalments[at]?.fen ?? 0n);
      return { ...money, owedFen, instalments: change(at, 'RETURNED', null) };
    }
    case 'repay':
      return { ...money, owedFen: money.owedFen - repaidFen };
    case 'suspend':
      return { ...money, status: 'SUSPENDED' };
    case 'resume':
      return { ...money, status: 'OPEN' };
    case 'close':
      return { ...money, status: 'CLOSED' };
  }
}
