import { aimOf, type Life, type LifeCommand, type LifeKind, lentFen } from './life';
import { lifeAfter } from './life-after';
import { type Cast, type Drawn, resolve } from './life-commands';
import { reasonsAgainstLife } from './life-reasons';
import type { Reach } from './reach';

export type LifeAnswer = { refusal: string | null; repaidFen?: bigint };
/** What of a case is compared after every command; a machine without quotas leaves them out. */
export type LifeSeen = Partial<Record<(typeof COMPARED)[number], string>>;
export type LifeMachine = {
  run(command: LifeCommand, life: Life): Promise<LifeAnswer> | LifeAnswer;
  see(): Promise<LifeSeen> | LifeSeen;
  /** both at one moment; left out where nothing can happen at one moment */
  runBoth?(
    commands: readonly [LifeCommand, LifeCommand],
    life: Life,
    sameKey: boolean,
  ): Promise<[LifeAnswer, LifeAnswer]>;
  /** the last command of money that was done, once more under its key; null: there was none, or it had none */
  runAgain?(how: 'SAME' | 'OTHER'): Promise<LifeAnswer | null>;
};

const COMPARED = [
  ...([
    'stage',
    'step',
    'status',
    'outcome',
    'level',
    'approved',
    'contracted',
    'paid',
    'owed',
    'instalments',
  ] as const),
  ...(['quota', 'fund'] as const),
] as const;

function seenOf(life: Life): Required<LifeSeen> {
  const { quota } = life;
  return {
    ...{ stage: life.stage, step: `${life.step}`, status: life.status, outcome: `${life.outcome}` },
    ...{ level: `${life.level}`, approved: `${life.approvedFen}`, contracted: `${life.contractedFen}` },
    ...{ paid: `${lentFen(life)}`, owed: `${life.owedFen}` },
    instalments: life.instalments.map((row) => row.state).join(),
    quota: `${quota.fen} ${quota.reservedFen} ${quota.usedFen}`,
    fund: `${life.fundFen}${life.fundIsPaused ? ' paused' : ''}`,
  };
}

const say = ({ by, ...command }: LifeCommand) => `${JSON.stringify(command)} by ${by.name}`;

/** Whether this answer follows from the reference; what is of the case then, or what is wrong. */
function follow(life: Life, command: LifeCommand, answer: LifeAnswer, besides: readonly string[] = []): Life | string {
  const { refusal, repaidFen = 0n } = answer;
  const reasons = reasonsAgainstLife(life, command);
  if (refusal !== null) {
    // which instalment a repayment counts for is the plan's to say, not the reference's
    const isOpen = life.wasRepaid && command.kind === 'bankReturn' && refusal === 'REPAID_SINCE_RELEASE';
    if (isOpen || reasons.includes(refusal) || besides.includes(refusal)) return life;
    return `${say(command)}: refused ${refusal}, expected ${reasons.length > 0 ? reasons : 'to be done'}`;
  }
  if (reasons.length > 0) return `${say(command)}: done in spite of ${reasons}`;
  if (repaidFen < 0n || repaidFen > life.owedFen) return `${say(command)}: repaid ${repaidFen} of ${life.owedFen}`;
  if (command.kind === 'repay' && command.amount === 'ALL' && repaidFen !== life.owedFen)
    return `${say(command)}: ${repaidFen} of ${life.owedFen} repaid`;
  return lifeAfter(life, command, repaidFen);
}

function differenceOf(life: Life, seen: LifeSeen): string | null {
  const wanted = seenOf(life);
  const name = COMPARED.find((each) => seen[each] !== undefined && seen[each] !== wanted[each]);
  return name ? `${name} is ${seen[name]}, not ${wanted[name]}` : null;
}

/** Of two at one moment, either came first: the answers and the case after them fit one of the two orders. */
const AT_ONCE = ['CONFLICT', 'IDEMPOTENCY_KEY_IN_PROGRESS'];
function followBoth(
  life: Life,
  pair: [LifeCommand, LifeCommand],
  answers: [LifeAnswer, LifeAnswer],
  seen: LifeSeen,
): Life {
  const faults: string[] = [];
  for (const [one, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const first = follow(life, pair[one], answers[one]);
    // what came second may have met what the first had changed, and nothing else
    const besides = answers[one].refusal === null ? AT_ONCE : [];
    const second = typeof first === 'string' ? first : follow(first, pair[other], answers[other], besides);
    const fault = typeof second === 'string' ? second : differenceOf(second, seen);
    if (fault === null) return second as Life;
    faults.push(fault);
  }
  throw new Error(`${pair.map(say).join(' beside ')}: ${faults.join('; or ')}`);
}

/** The same button pressed twice: done once, and both are told so, unless one is asked to wait. */
function followTwice(life: Life, command: LifeCommand, answers: [LifeAnswer, LifeAnswer], seen: LifeSeen): Life {
  const [one, other] = answers[0].refusal === null ? answers : [answers[1], answers[0]];
  const after = follow(life, command, one);
  const isSame = other.refusal === one.refusal || (one.refusal === null && AT_ONCE.includes(other.refusal ?? ''));
  const isRefused = one.refusal !== null && reasonsAgainstLife(life, command).includes(other.refusal ?? '');
  const fault = typeof after === 'string' ? after : differenceOf(after, seen);
  if (fault !== null || !(isSame || isRefused))
    throw new Error(`twice ${say(command)}: ${fault ?? `${one.refusal} and ${other.refusal}`}`);
  return after as Life;
}

/** What is done under a key of its own. */
const KEYED: readonly LifeKind[] = ['ask', 'release', 'refuse', 'bankReturn', 'repay', 'writeOff'];

/** What nobody does, and what is worked out from the case as it stands, happens beside nothing else. */
const ALONE: readonly LifeKind[] = ['file', 'spoil', 'cutQuota', 'restoreQuota', 'repay', 'draft'];
const NOBODYS: readonly LifeKind[] = ['file', 'spoil', 'cutQuota', 'restoreQuota'];

/** The two that are to happen at one moment; the instalment that each means is settled before. */
function pairOf(
  { how, second }: Drawn,
  command: LifeCommand,
  life: Life,
  cast: Cast,
): [LifeCommand, LifeCommand] | null {
  if (how !== 'TWICE' && how !== 'BESIDE') return null;
  const beside = how === 'TWICE' ? command : resolve(second, life, cast);
  const apart = how === 'TWICE' ? NOBODYS : ALONE;
  if (!beside || apart.includes(command.kind) || apart.includes(beside.kind)) return null;
  const aimed = (each: LifeCommand): LifeCommand =>
    each.kind === 'release' || each.kind === 'refuse' || each.kind === 'bankReturn'
      ? { ...each, aim: aimOf(life, each) }
      : each;
  return [aimed(command), aimed(beside)];
}

/** Runs what was drawn on a machine and the reference side by side and throws at the first difference. */
export async function compareLife(
  machine: LifeMachine,
  beginning: Life,
  drawn: readonly Drawn[],
  cast: Cast,
  reach: Reach,
): Promise<void> {
  let life = beginning;
  let last: LifeKind | null = null;
  const note = (command: LifeCommand, { refusal }: LifeAnswer) => {
    reach.add(last, command.kind, refusal);
    if (refusal === null) last = command.kind;
  };
  for (const each of drawn) {
    const { how, first } = each;
    if ((how === 'AGAIN' || how === 'AGAIN_OTHER') && machine.runAgain) {
      const answer = await machine.runAgain(how === 'AGAIN' ? 'SAME' : 'OTHER');
      const fault = differenceOf(life, await machine.see());
      if (fault) throw new Error(`the last once more: ${fault}`);
      if (answer && (answer.refusal === null) !== (how === 'AGAIN'))
        throw new Error(`the last once more, ${how}: ${answer.refusal ?? 'done'}`);
      if (answer) reach.count(how === 'AGAIN' ? 'replays' : 'keys used for something else');
      continue;
    }
    const command = resolve(first, life, cast);
    if (!command) continue;
    const pair = machine.runBoth ? pairOf(each, command, life, cast) : null;
    if (!pair || !machine.runBoth) {
      const answer = await machine.run(command, life);
      note(command, answer);
      const after = follow(life, command, answer);
      if (typeof after === 'string') throw new Error(after);
      const fault = differenceOf(after, await machine.see());
      if (fault) throw new Error(`after ${say(command)}: ${fault}`);
      life = after;
      continue;
    }
    const isPressedTwice = how === 'TWICE' && KEYED.includes(command.kind);
    const answers = await machine.runBoth(pair, life, isPressedTwice);
    const seen = await machine.see();
    life = isPressedTwice ? followTwice(life, pair[0], answers, seen) : followBoth(life, pair, answers, seen);
    note(pair[0], answers[0]);
    if (!isPressedTwice) note(pair[1], answers[1]);
    reach.count(how === 'TWICE' ? 'pressed twice' : 'two at once');
  }
}
