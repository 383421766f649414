import { expect, test } from 'vitest';
import { inTurn } from './in-turn';

const LIMITS = { most: 3, mostWaiting: 4 };

/** Starts so many of one key; each runs until it is let go. */
function start(key: string, count: number) {
  const running = { now: 0, most: 0 };
  const ends: (() => void)[] = [];
  const answers = Array.from({ length: count }, (_, index) =>
    inTurn(key, LIMITS, async () => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await new Promise<void>((resolve) => ends.push(resolve));
      running.now -= 1;
      return index;
    }),
  );
  const letAllGo = async () => {
    for (let round = 0; round < count; round++) {
      for (const end of ends.splice(0)) end();
      await new Promise(setImmediate);
    }
  };
  return { running, answers, letAllGo };
}

test('one account has so many commands under way, the next in their order, and more than may wait are not run', async () => {
  const flood = start('flooder', 9);
  const other = start('other', 1);
  expect(flood.running.now).toBe(3);
  expect(other.running.now).toBe(1);
  await flood.letAllGo();
  await other.letAllGo();
  expect(await Promise.all(flood.answers)).toEqual([0, 1, 2, 3, 4, 5, 6, null, null]);
  expect(flood.running.most).toBe(3);
  expect(await inTurn('flooder', LIMITS, async () => 'again')).toBe('again');
});

test('what fails gives its place on, and what is begun inside waits for nobody', async () => {
  const failing = Array.from({ length: 5 }, () =>
    inTurn('failing', LIMITS, () => Promise.reject(new Error('refused'))),
  );
  for (const one of await Promise.allSettled(failing)) expect(one.status).toBe('rejected');
  const nested = Array.from({ length: 3 }, () =>
    inTurn('nested', LIMITS, async () => inTurn('nested', LIMITS, async () => 'inner')),
  );
  expect(await Promise.all(nested)).toEqual(['inner', 'inner', 'inner']);
});
