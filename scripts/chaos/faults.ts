import { type Chance, chanceOf } from '../../tests/support/random-work';
import type { CommitLoss, Direction } from './proxy';

export const KINDS = ['connections', 'processes', 'disk', 'clock'] as const;
export type Kind = (typeof KINDS)[number];

/** What goes wrong; everything about it is drawn from the seed. */
export type Fault =
  | { name: 'cut after bytes'; index: number; direction: Direction; bytes: number }
  | { name: 'reply to COMMIT cut' | 'COMMIT cut' | 'reply to COMMIT never comes'; loss: CommitLoss }
  | { name: 'backend killed'; index: number }
  | { name: 'all backends killed' | 'all connections cut' | 'all connections silent' }
  | { name: 'connection silent'; index: number }
  | { name: 'refused for a while'; milliseconds: number }
  | { name: 'driver killed' | 'driver killed at its COMMIT'; index: number }
  | { name: 'worker killed' | 'worker killed at its COMMIT' | 'PostgreSQL stopped at once' }
  | { name: 'no room for files' | 'no room for the database'; milliseconds: number }
  | { name: 'clock of people moved'; index: number; hours: number }
  | { name: 'clock of the worker moved'; hours: number };

type Shares = readonly [number, (chance: Chance) => Fault][];
const index = (chance: Chance) => chance.below(1000);

/** How often of a thousand. */
const CONNECTIONS: Shares = [
  [
    290,
    (chance) => ({
      name: 'cut after bytes',
      index: index(chance),
      direction: chance.of(['TO_SERVER', 'TO_CLIENT'] as const),
      bytes: 1 + chance.below(chance.of([40, 400, 4_000])),
    }),
  ],
  [240, () => ({ name: 'reply to COMMIT cut', loss: 'REPLY_CUT' })],
  [110, () => ({ name: 'COMMIT cut', loss: 'REQUEST_CUT' })],
  [180, (chance) => ({ name: 'backend killed', index: index(chance) })],
  [30, () => ({ name: 'all backends killed' })],
  [60, () => ({ name: 'all connections cut' })],
  [30, (chance) => ({ name: 'refused for a while', milliseconds: 50 + chance.below(500) })],
  [30, () => ({ name: 'reply to COMMIT never comes', loss: 'REPLY_SILENT' })],
  [27, (chance) => ({ name: 'connection silent', index: index(chance) })],
  [3, () => ({ name: 'all connections silent' })],
];
const PROCESSES: Shares = [
  [200, (chance) => ({ name: 'driver killed', index: index(chance) })],
  [250, (chance) => ({ name: 'driver killed at its COMMIT', index: index(chance) })],
  [100, () => ({ name: 'worker killed' })],
  [150, () => ({ name: 'worker killed at its COMMIT' })],
  [300, () => ({ name: 'PostgreSQL stopped at once' })],
];
const DISK: Shares = [
  [500, (chance) => ({ name: 'no room for files', milliseconds: 300 + chance.below(2_000) })],
  [500, (chance) => ({ name: 'no room for the database', milliseconds: 300 + chance.below(2_000) })],
];
/** Forward and back by up to thirty hours, and now and then right again. */
const hours = (chance: Chance) => (chance.isOneIn(5) ? 0 : chance.below(61) - 30);
const CLOCK: Shares = [
  [600, (chance) => ({ name: 'clock of people moved', index: index(chance), hours: hours(chance) })],
  [400, (chance) => ({ name: 'clock of the worker moved', hours: hours(chance) })],
];
const SHARES: Record<Kind, Shares> = { connections: CONNECTIONS, processes: PROCESSES, disk: DISK, clock: CLOCK };

/** Whether several of them may be made at one moment: each has a victim of its own, and all go on by themselves. */
export function goesTogether({ name }: Fault): boolean {
  return CONNECTIONS.some(([, draw]) => draw(chanceOf(0)).name === name);
}

/** The fault of this number; `pauseMs` passes before it. The same seed and number give the same, whatever ran before. */
export function drawFault(seed: number, number: number, kinds: readonly Kind[]): { fault: Fault; pauseMs: number } {
  const chance = chanceOf((seed * 1_000_003 + number * 7_919) >>> 0);
  const shares = SHARES[chance.of(kinds)];
  let at = chance.below(shares.reduce((sum, [share]) => sum + share, 0));
  for (const [share, draw] of shares) {
    if (at < share) return { fault: draw(chance), pauseMs: chance.below(40) };
    at -= share;
  }
  throw new Error('the shares do not make up their sum');
}
