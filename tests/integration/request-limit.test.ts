import { expect, it, vi } from 'vitest';
import { REQUEST_LIMITS } from '@/domain/request-limits';
import { db } from '@/server/db';
import { noon } from '../support/world';

const now = noon('2026-11-23');
const { windowMs } = REQUEST_LIMITS.api;

/** As another process has it: what one has taken in advance, the other does not know of. */
async function startProcess() {
  vi.resetModules();
  const [{ secondsToWait }, own] = [await import('@/server/request-limit'), await import('@/server/env')];
  Object.assign(own.env(), { API_REQUESTS_PER_MINUTE: 40 });
  return (userId: string, address: string | null = null, at = now) => secondsToWait({ userId, address }, at);
}

it('programs of one account get no more than the limit from all processes together, and again in the next minute', async () => {
  const [one, other] = [await startProcess(), await startProcess()];
  const answers: number[] = [];
  for (let time = 0; time < 60; time += 1) answers.push(await (time % 2 ? one : other)('program'));
  expect(answers.filter((seconds) => seconds === 0)).toHaveLength(40);
  expect(answers.at(-1)).toBe(windowMs / 1000);
  expect(await one('another program')).toBe(0);
  expect(await one('program', null, new Date(now.getTime() + windowMs))).toBe(0);
});

it('programs of one address are counted together, whoever they are', async () => {
  const ask = await startProcess();
  expect(await ask('first', '203.0.113.9')).toBe(0);
  await db().rateWindow.updateMany({
    where: { key: { startsWith: 'api:address:' } },
    data: { count: REQUEST_LIMITS.api.address },
  });
  const answers: number[] = [];
  // what was taken in advance is still answered
  for (let time = 0; time < REQUEST_LIMITS.api.address / 20; time += 1)
    answers.push(await ask(`n-${time}`, '203.0.113.9'));
  expect(answers.at(-1)).toBeGreaterThan(0);
  expect(await ask('first', '203.0.113.10')).toBe(0);
});
