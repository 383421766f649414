import { type Chance, chanceOf } from '../../tests/support/random-work';
import type { CommitLoss, Direction } from './proxy';

export const KINDS = ['connections', 'processes'] as const;
export type Kind = (typeof KINDS)[number];

/** What goes wrong; everything about it is drawn from the seed. */
export type Fault =
  | { name: 'cut after bytes'; index: number; direction: Direction; bytes: number }
  | { name: 'reply to COMMIT cut' | 'COMMIT cut' | 'reply to COMMIT never comes'; loss: CommitLoss }
  | { name: 'backend killed'; index: number }
  | { name: 'all backends killed' | 'all connections cut' | 'all connections silent' }
  | { name: 'connection silent'; index: number }
  | { name: 'refused for a while'; milliseconds: number }
  | { name: 'driver killed'; index: number }
  | { name: 'worker killed' | 'PostgreSQL stopped at once' };

/** How often of a thousand. A silent connection costs a person the whole patience of a command, so that they are fewer. */
const CONNECTIONS: readonly [number, (chance: Chance) => Fault][] = [
  [
    300,
    (chance) => ({
      name: 'cut after bytes',
      index: chance.below(1000),
      direction: chance.of(['TO_SERVER', 'TO_CLIENT'] as const),
      bytes: 1 + chance.below(chance.of([40, 400, 4_000])),
    }),
  ],
  [250, () => ({ name: 'reply to COMMIT cut', loss: 'REPLY_CUT' })],
  [120, () => ({ name: 'COMMIT cut', loss: 'REQUEST_CUT' })],
  [180, (chance) => ({ name: 'backend killed', index: chance.below(1000) })],
  [40, () => ({ name: 'all backends killed' })],
  [70, () => ({ name: 'all connections cut' })],
  [30, (chance) => ({ name: 'refused for a while', milliseconds: 50 + chance.below(500) })],
  [5, () => ({ name: 'reply to COMMIT never comes', loss: 'REPLY_SILENT' })],
  [4, (chance) => ({ name: 'connection silent', index: chance.below(1000) })],
  [1, () => ({ name: 'all connections silent' })],
];
const PROCESSES: typeof CONNECTIONS = [
  [450, (chance) => ({ name: 'driver killed', index: chance.below(1000) })],
  [250, () => ({ name: 'worker killed' })],
  [300, () => ({ name: 'PostgreSQL stopped at once' })],
];
const SHARES = { connections: CONNECTIONS, processes: PROCESSES };

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
