import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listHouseholds } from '@/features/applicants/list-queries';
import { lookUpApplicant } from '@/features/applicants/mutations-lookup';
import { registerConsultation } from '@/features/consultations/mutations';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { readKeyRing } from '@/lib/key-ring';
import { newUuid } from '@/lib/uuid';
import { decrypt, encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { env } from '@/server/env';
import { CIPHER_COLUMNS } from '../../scripts/rotate/cipher-columns';
import { countOld, rotateCiphers } from '../../scripts/rotate/ciphers';
import { countSealedByOld, countWrongIndexes, INDEX_COLUMNS, rotateIndexes } from '../../scripts/rotate/indexes';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { householdConsultation } from '../support/consultation';
import { actorFor, at, codeOf, must } from '../support/world';

const OLD = process.env.FUQIAO_DATA_KEY ?? '';
const NEW = Buffer.alloc(32, 9).toString('base64');
const ring = (text: string) => Object.assign(env(), { FUQIAO_DATA_KEY: readKeyRing(text) });
const OLD_INDEX = process.env.FUQIAO_INDEX_KEY ?? '';
const indexRing = (text: string) => Object.assign(env(), { FUQIAO_INDEX_KEY: readKeyRing(text) });
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  for (const seq of [621, 622, 623])
    must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(seq)));
}, 60_000);

afterAll(async () => {
  ring(OLD);
  indexRing(OLD_INDEX);
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
  const before = (await people()).map((row) => decrypt(row.identityNumberCipher ?? new Uint8Array()));
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
  expect((await people()).map((row) => decrypt(row.identityNumberCipher ?? new Uint8Array()))).toEqual(before);
  expect(encrypt('x')[0]).toBe(2);

  expect(await rotateCiphers(client, { batch: 2 })).toBe(left);
  expect(await countOld(client)).toBe(0);
  ring(`2:${NEW}`);
  expect((await people()).map((row) => decrypt(row.identityNumberCipher ?? new Uint8Array()))).toEqual(before);
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

describe('the index key', () => {
  const DAY = '2026-04-01';
  const numberOf = async (seq: number) => {
    const { applicant } = await householdConsultation(seq);
    return applicant.kind === 'HOUSEHOLD' ? applicant : null;
  };
  const isFound = async (seq: number) => {
    const applicant = await numberOf(seq);
    const county = await actorFor('county');
    const byNumber = await listHouseholds(county, { query: applicant?.identityNumber });
    const byPhone = await listHouseholds(county, { query: applicant?.phone ?? '' });
    return [byNumber.rows.length, byPhone.rows.length];
  };

  it('every column that holds an index is in the list', async () => {
    const { rows } = await client.query<{ place: string }>(
      `SELECT table_name || '.' || column_name AS place FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type = 'bytea' AND column_name ~ '_index$' ORDER BY 1`,
    );
    expect(rows.map(({ place }) => place)).toEqual(INDEX_COLUMNS.map(([table, index]) => `${table}.${index}`).sort());
  });

  it('finds people and holds seals by both keys while one takes the place of the other', async () => {
    // as the command above left it
    ring(`3:${OLD}`);
    const { caseId, trancheIds } = await caseAtDisbursement();
    const clerk = await at('clerk', DAY);
    const ask = { caseId, trancheId: trancheIds[0] ?? '', idempotencyKey: newUuid() };
    const { paymentId } = must(await requestPayment(clerk, ask));

    indexRing(`2:${NEW},1:${OLD_INDEX}`);
    expect(await isFound(621)).toEqual([1, 1]);
    // who is known by the old key is not entered a second time by the new one, nor the other way round
    const again = await householdConsultation(622);
    const second = await registerConsultation(await at('station', '2026-03-02'), { ...again, title: '扩大养殖' });
    expect(codeOf(second)).toBe('DUPLICATE_APPLICATION');
    expect(await isFound(622)).toEqual([1, 1]);
    must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(624)));
    indexRing(`1:${OLD_INDEX},2:${NEW}`);
    expect(await isFound(624)).toEqual([1, 1]);
    const { townshipId, villageId, programmeId } = again;
    const number = (await numberOf(624))?.identityNumber ?? '';
    const place = { kind: 'HOUSEHOLD', number, townshipId, villageId, programmeId } as const;
    expect(must(await lookUpApplicant(await at('station', DAY), place)).state).toBe('KNOWN');

    indexRing(`2:${NEW},1:${OLD_INDEX}`);
    const wrong = await countWrongIndexes(client);
    expect(wrong).toBeGreaterThan(4);
    expect(await rotateIndexes(client, { batch: 2 })).toBe(wrong);
    expect(await countWrongIndexes(client)).toBe(0);
    expect(await rotateIndexes(client)).toBe(0);
    for (const seq of [621, 622, 623, 624]) expect(await isFound(seq)).toEqual([1, 1]);

    // what the old key sealed is held against it, and against nothing once it is gone
    expect(await countSealedByOld(client)).toEqual({ approvals: 1, payments: 1 });
    const release = { paymentId, idempotencyKey: newUuid() };
    indexRing(`2:${NEW}`);
    expect(codeOf(await releasePayment(await at('checker', DAY), release))).toBe('PAYMENT_CHANGED_SINCE_REQUEST');
    for (const seq of [621, 622, 623, 624]) expect(await isFound(seq)).toEqual([1, 1]);
    indexRing(`2:${NEW},1:${OLD_INDEX}`);
    must(await releasePayment(await at('checker', DAY), { ...release, idempotencyKey: newUuid() }));
    const next = { caseId, trancheId: trancheIds[1] ?? '', idempotencyKey: newUuid() };
    const later = must(await requestPayment(await at('clerk', '2026-05-01'), next)).paymentId;
    expect((await db().payment.findUniqueOrThrow({ where: { id: later } })).requestHash).toMatch(/^2:[0-9a-f]{64}$/);
    expect(await countSealedByOld(client)).toMatchObject({ payments: 0 });
    must(await releasePayment(await at('checker', '2026-05-01'), { paymentId: later, idempotencyKey: newUuid() }));
  }, 60_000);

  it('is replaced by the command, which notes the new key, leaves an event and says what is still sealed by the old one', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=react-server', '--import', 'tsx', 'scripts/rotate-keys.ts', '--index'],
      {
        env: {
          ...process.env,
          FUQIAO_DATA_KEY: `3:${OLD}`,
          FUQIAO_INDEX_KEY: `3:${OLD_INDEX},2:${NEW},1:${OLD_INDEX}`,
        },
      },
    );
    expect(stdout).toContain('by key 3');
    expect(stdout).toContain('keep it behind the new one');
    const [event] = await db().event.findMany({ where: { kind: 'index-key.rotated' } });
    expect(event).toMatchObject({ actorId: null, payload: { version: 3 } });
  }, 60_000);
});
