import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

type Queue = { running: number; waiting: (() => void)[] };
const queues = new Map<string, Queue>();
const inside = new AsyncLocalStorage<string>();

/**
 * Runs at most `most` things of one key at a moment in this process, the others in the order in which they came. Each takes
 * a connection of the pool, and one account that sends fifty commands at once would otherwise leave none to the others.
 * What is begun inside such a thing belongs to it and does not wait. Null where `mostWaiting` wait already: nothing was run.
 */
export async function inTurn<T>(
  key: string,
  { most, mostWaiting }: { most: number; mostWaiting: number },
  run: () => Promise<T>,
): Promise<T | null> {
  if (inside.getStore() === key) return run();
  const queue = queues.get(key) ?? { running: 0, waiting: [] };
  queues.set(key, queue);
  if (queue.running >= most) {
    if (queue.waiting.length >= mostWaiting) return null;
    // whoever ends hands their place on, so that nobody who comes meanwhile takes it
    await new Promise<void>((resolve) => queue.waiting.push(resolve));
  } else queue.running += 1;
  try {
    return await inside.run(key, run);
  } finally {
    const next = queue.waiting.shift();
    if (next) next();
    else {
      queue.running -= 1;
      if (queue.running === 0) queues.delete(key);
    }
  }
}
