import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerConsultation } from '@/features/consultations/mutations';
import { readKeyRing } from '@/lib/key-ring';
import { decrypt, encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { env } from '@/server/env';
import { CIPHER_COLUMNS } from '../../scripts/rotate/cipher-columns';
import { countOld, rotateCiphers } from '../../scripts/rotate/ciphers';
import { householdConsultation } from '../support/consultation';
import { at, must } from '../support/world';

const OLD = process.env.FUQIAO_DATA_KEY ?? '';
const NEW = Buffer.alloc(32, 9).toString('base64');
const ring = (text: string) => Object.assign(env(), { FUQIAO_DATA_KEY: readKeyRing(text) });
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  for (const seq of [621, 622, 623])
    must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(seq)));
}, 60_000);

afterAll(async () => {
  ring(OLD);
  await client.end();
});

it('every column that holds ciphertext is in the list', async () => {
  const { rows } = await client.query<{ place: string }>(
    `SELECT table_name || '.' || column_name AS place FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'bytea' AND column_name !~ '(_index|hash)$' ORDER BY 1`,
  );
  expect(rows.map(({ place }) => place)).toEqual(CIPHER_COLUMNS.map((place) => place.join('.')).sort());
});

it('both keys read while one takes the place of the other; broken off, it goes on; then the old one is needed no more', async () => {
  const people = () => db().person.findMany({ orderBy: { id: 'asc' } });
  const before = (await people()).map((row) => decrypt(row.identityNumberCipher));
  const total = await (async () => {
    ring(`2:${NEW},1:${OLD}`);
    return countOld(client);
  })();
  expect(total).toBeGreaterThan(6);

  // broken off: a value in the middle that nothing can read
  const [, second] = await people();
  const kept = second?.identityNumberCipher ?? new Uint8Array();
  const broken = Uint8Array.from(kept);
  broken[20] = (broken[20] ?? 0) ^ 1;
  const put = (bytes: Uint8Array) =>
    client.query('UPDATE person SET identity_number_cipher = $1 WHERE id = $2', [Buffer.from(bytes), second?.id]);
  await put(broken);
  await expect(rotateCiphers(client, { batch: 1 })).rejects.toThrow();
  await put(kept);
  const left = await countOld(client);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(total);
  // half of it by the old key, half by the new: each is read
  expect((await people()).map((row) => decrypt(row.identityNumberCipher))).toEqual(before);
  expect(encrypt('x')[0]).toBe(2);

  expect(await rotateCiphers(client, { batch: 2 })).toBe(left);
  expect(await countOld(client)).toBe(0);
  ring(`2:${NEW}`);
  expect((await people()).map((row) => decrypt(row.identityNumberCipher))).toEqual(before);
  ring(OLD);
  expect(() => decrypt(kept)).not.toThrow();
  const [first] = await people();
  expect(() => decrypt(first?.identityNumberCipher ?? kept)).toThrow('version');
}, 60_000);

it('the command does it, notes the new key and leaves an event', async () => {
  const run = (key: string) =>
    promisify(execFile)(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/rotate-keys.ts'], {
      env: { ...process.env, FUQIAO_DATA_KEY: key },
    });
  const { stdout } = await run(`3:${OLD},2:${NEW}`);
  expect(stdout).toContain('by key 3');
  const [event] = await db().event.findMany({ where: { kind: 'data-key.rotated' } });
  expect(event).toMatchObject({ actorId: null, payload: { version: 3 } });
  await expect(run(`4:${NEW}`)).rejects.toThrow(/version/);
}, 60_000);
