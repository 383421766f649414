import fc from 'fast-check';
import {
  LEVERAGE,
  type Life,
  type LifeCommand,
  type LifeKind,
  type LifePerson,
  lentFen,
  neededFor,
  STAGES_OF_LIFE,
} from './life';
import { freeFen, reasonsAgainstLife, TRADES_OF } from './life-reasons';

/** What somebody wants: this, or whatever leads on from where the case stands. */
type Wish = LifeCommand | { onward: number };
/** ONCE, the same button TWICE at one moment, BESIDE another at one moment, or the last command of money AGAIN. */
export type Drawn = { how: 'ONCE' | 'TWICE' | 'BESIDE' | 'AGAIN' | 'AGAIN_OTHER'; first: Wish; second: Wish };

/** Drawn as often as it is heavy; what begins the way back or the end seldom, or hardly a run would come to money. */
const WEIGHTS: Record<LifeKind, number> = {
  ...{ submit: 2, accept: 3, assign: 3, visit: 2, report: 3, confirm: 3, recommend: 3, approve: 5, decline: 1 },
  ...{ sendBack: 4, draft: 3, check: 3, refuseDraft: 2, sign: 3, ask: 6, release: 6, refuse: 3, bankReturn: 5 },
  ...{ repay: 6, close: 2, writeOff: 2, requestSupplement: 3, supplement: 3, withdraw: 1, suspend: 2, resume: 2 },
  ...{ lapse: 1, reopen: 3, pauseFund: 1, resumeFund: 2, payIn: 1, cutQuota: 1, restoreQuota: 2, file: 2, spoil: 1 },
};
export const LIFE_KINDS = Object.keys(WEIGHTS) as LifeKind[];

/** What goes with a command, `pairs` being who may look into the case. */
function detailsOf(kind: LifeKind, pairs: readonly string[]): fc.Arbitrary<object> {
  if (kind === 'assign') return fc.record({ pair: fc.tuple(fc.constantFrom(...pairs), fc.constantFrom(...pairs)) });
  if (kind === 'approve') return fc.record({ amount: fc.constantFrom('ALL', 'ALL', 'LESS', 'MORE') });
  if (kind === 'sendBack') return fc.record({ to: fc.constantFrom(...STAGES_OF_LIFE) });
  if (kind === 'draft') return fc.record({ amount: fc.constantFrom('ALL', 'ALL', 'MORE') });
  if (kind === 'ask') return fc.record({ instalment: fc.constantFrom(0, 1) });
  if (kind === 'repay') return fc.record({ amount: fc.constantFrom('PART', 'ALL', 'TOO_MUCH') });
  return fc.constant({});
}

export type Cast = {
  people: readonly LifePerson[];
  /** who may be given the case to look into */
  pairs: readonly string[];
  /** what this machine has */
  without?: readonly LifeKind[];
};

/** Mostly somebody whose work it is, or hardly anything but NOT_PERMITTED would be met. */
function someone(kind: LifeKind, people: readonly LifePerson[]): fc.Arbitrary<LifePerson> {
  const able = people.filter((by) => by.sees && by.trades.some((trade) => TRADES_OF[kind]?.includes(trade)));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(able.length > 0 ? able : people)) },
    { weight: 1, arbitrary: fc.constantFrom(...people) },
  );
}

/** What a run is made of: two thirds lead on, one third is anything by anybody. */
export function anyDrawn({ people, pairs, without = [] }: Cast): fc.Arbitrary<Drawn> {
  const command = fc.oneof(
    ...LIFE_KINDS.filter((kind) => !without.includes(kind)).map((kind) => ({
      weight: WEIGHTS[kind],
      arbitrary: fc
        .tuple(someone(kind, people), detailsOf(kind, pairs))
        .map(([by, details]) => ({ kind, by, ...details }) as LifeCommand),
    })),
  );
  const onward = fc.nat(999).map((luck) => ({ onward: luck }));
  const wish: fc.Arbitrary<Wish> = fc.oneof({ weight: 2, arbitrary: onward }, { weight: 1, arbitrary: command });
  const how = fc.constantFrom<Drawn['how']>(
    ...Array<Drawn['how']>(14).fill('ONCE'),
    ...(['TWICE', 'TWICE', 'BESIDE', 'BESIDE', 'AGAIN', 'AGAIN_OTHER'] as const),
  );
  return fc.record({ how, first: wish, second: wish });
}

/** The command that is meant; null where nothing leads on. */
export function resolve(wish: Wish, life: Life, { people, pairs, without = [] }: Cast): LifeCommand | null {
  if (!('onward' in wish)) return wish;
  const { onward: luck } = wish;
  const [nobody] = people;
  for (const each of waysOn(life, luck, pairs)) {
    if (without.includes(each.kind)) continue;
    if ((each.kind === 'file' || each.kind === 'spoil') && nobody) return { ...each, by: nobody } as LifeCommand;
    const able = people.filter((by) => reasonsAgainstLife(life, { ...each, by } as LifeCommand).length === 0);
    const by = able[luck % able.length];
    if (by) return { ...each, by } as LifeCommand;
  }
  return null;
}

type Way = { kind: LifeKind };

/** What leads on, the first of what is still wanted first. */
function waysOn(life: Life, luck: number, pairs: readonly string[]): Way[] {
  const { stage, status, report, contract } = life;
  if (status === 'SUSPENDED') return [{ kind: 'resume' }];
  if (status === 'AWAITING_SUPPLEMENT') return [{ kind: life.paperIsNew ? 'supplement' : 'file' }];
  // what has ended is opened again now and then
  if (status === 'CLOSED') return luck % 3 === 0 ? [{ kind: 'reopen' }] : [];
  const ways: (Way | false)[] = [
    !life.paperIsGood && { kind: 'file' },
    life.fundIsPaused && { kind: 'resumeFund' },
    life.fundFen * LEVERAGE < life.setting.amountFen && isAt(life, 'DECISION', 'DISBURSEMENT') && { kind: 'payIn' },
    freeFen(life) < life.setting.amountFen && stage === 'DECISION' && { kind: 'restoreQuota' },
    { kind: 'submit' },
    { kind: 'accept' },
    life.managers.length < 2 && assignment(luck, pairs),
    stage === 'DUE_DILIGENCE' &&
      !life.visits.some((went) => life.managers.every((one) => went.includes(one))) && {
        kind: 'visit',
      },
    (!report || !life.managers.includes(report.author)) && { kind: 'report' },
    report?.confirmedBy === null && { kind: 'confirm' },
    { kind: 'recommend' },
    life.approvals.length < neededFor(life) && ({ kind: 'approve', amount: luck % 4 === 0 ? 'LESS' : 'ALL' } as Way),
    stage === 'CONTRACT' &&
      (contract === null || contract.state === 'SENT_BACK') &&
      ({ kind: 'draft', amount: 'ALL' } as Way),
    contract?.state === 'DRAFT' && { kind: 'check' },
    { kind: 'sign' },
    ...repayments(life, luck),
    { kind: 'release' },
    ...([0, 1] as const).map((instalment) => ({ kind: 'ask', instalment }) as Way),
    { kind: 'close' },
    // where somebody's duties leave nobody to go on, it goes back to who can
    { kind: 'sendBack', to: 'DUE_DILIGENCE' } as Way,
  ];
  return ways.filter((way) => way !== false);
}

const isAt = ({ stage }: Life, ...stages: readonly Life['stage'][]) => stages.includes(stage);

function assignment(luck: number, pairs: readonly string[]): Way {
  const one = pairs[luck % pairs.length];
  const other = pairs[(luck + 1) % pairs.length];
  return { kind: 'assign', pair: [one, other] } as Way;
}

/** Repaid in parts or at once; now and then something comes back from the bank before. */
function repayments(life: Life, luck: number): (Way | false)[] {
  const isPaid = lentFen(life) > 0n;
  return [
    isPaid && luck % 7 === 0 && { kind: 'bankReturn' },
    isPaid && luck % 3 === 0 && ({ kind: 'repay', amount: luck % 2 === 0 ? 'PART' : 'ALL' } as Way),
  ];
}
