import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { db } from '@/server/db';
import { log } from '@/server/log';
import { placeOf, recordTurnedAway } from '@/server/turned-away';
import { actorFor } from '../support/world';

const WORDS = ['cases', 'api', 'files', 'households', 'print'];
const ID = '019a0000-0000-7000-8000-00000000abcd';

describe('an address by its form', () => {
  it.each([
    [`/cases/${ID}?q=王小明`, '/cases/*'],
    [`/cases/${ID}/print#x`, '/cases/*/print'],
    ['/households/990000198503020011', '/households/*'],
    ['/%E7%8E%8B/wangxiaoming', '/*/*'],
    [`/api/files/${ID}/1`, '/api/files/*/*'],
    ['/', '/'],
    [`/${'cases/'.repeat(50)}`, '/cases/cases/cases/cases/cases/cases/cases/cases'],
  ])('%s is %s', (url, place) => expect(placeOf(url, WORDS)).toBe(place));
});

describe('somebody who tries ids', () => {
  const now = new Date('2026-03-02T10:05:00+08:00');
  const refusals = async (userId: string) =>
    (await db().event.findMany({ where: { kind: 'attempt.refused', actorId: userId }, orderBy: { id: 'asc' } })).map(
      ({ payload }) => payload,
    );

  it('stands in the record by person and form of address, few times an hour, and in the log each time', async () => {
    vi.stubEnv('FUQIAO_ADDRESS_WORDS', WORDS.join(' '));
    const lines = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
    const actor = await actorFor('county-b');
    for (let nth = 0; nth < 25; nth++)
      await recordTurnedAway(actor, { status: 404, url: `/cases/${ID}?q=王小明` }, now);
    expect(await refusals(actor.userId)).toEqual(Array(20).fill({ code: 'NOT_FOUND', place: '/cases/*' }));
    expect(lines).toHaveBeenCalledTimes(25);
    expect(lines.mock.calls[0]?.[0]).toEqual({ person: actor.userId, status: 404, place: '/cases/*' });
    expect(lines.mock.calls[24]?.[0]).toMatchObject({ usedUp: true });
    expect(JSON.stringify(lines.mock.calls)).not.toMatch(/王小明|019a0000-0000-7000-8000-00000000abcd/);
    const nextHour = new Date(now.getTime() + 3_600_000);
    await recordTurnedAway(actor, { status: 403, url: '/api/files/x' }, nextHour);
    expect((await refusals(actor.userId)).at(-1)).toEqual({ code: 'NOT_PERMITTED', place: '/api/files/*' });
    lines.mockRestore();
    vi.unstubAllEnvs();
  });
});

/** A server that answers with the status in the address, and writes down what its requests say when they end. */
const SERVER = `const notes = globalThis[Symbol.for('fuqiao.requestNotes')];
require('node:http').createServer(async (request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const note = notes.getStore();
  if (!request.url.startsWith('/nobody')) note.turnedAway = (status, url) => console.log(status, url);
  response.statusCode = Number.parseInt(request.url.split('/')[2], 10);
  response.end('done');
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

describe('the served portal', () => {
  let server: ChildProcess;
  const said: string[] = [];
  beforeAll(async () => {
    const preloaded = path.resolve('scripts/lib/shed-load.mjs');
    server = spawn(process.execPath, ['--import', preloaded, '-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
    server.stdout?.on('data', (bytes) => said.push(...String(bytes).trim().split('\n')));
    await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 10_000 });
  });
  afterAll(() => void server.kill());

  it('notices that somebody was turned away by the answer itself, and nobody else', async () => {
    const port = said[0];
    for (const to of ['/a/200', '/a/404?q=1', '/nobody/404', '/b/403', '/c/303', '/d/401', '/e/500'])
      await (await fetch(`http://127.0.0.1:${port}${to}`, { redirect: 'manual' })).text();
    await vi.waitFor(() => expect(said.slice(1)).toEqual(['404 /a/404?q=1', '403 /b/403', '401 /d/401']));
  });
});
