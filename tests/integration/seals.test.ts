import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateKeyOf } from '@/features/seals/checkpoint';
import { findCheckpointFaults } from '@/features/seals/checkpoint-faults';
import { RecordBehindCheckpoint, sealWaiting, signHeads } from '@/features/seals/mutations';
import {
  type Fault,
  findBrokenLinks,
  findChangedOrUnsealed,
  findGoneRemarks,
  findWrongHeads,
  type Reader,
} from '@/features/seals/queries-faults';
import { grantStandIn } from '@/features/stand-ins/mutations';
import { write } from '@/server/command';
import { db } from '@/server/db';
import { recordEvent } from '@/server/events';
import { readerOn } from '../support/reader-on';
import { connectSuperuser } from '../support/superuser';
import { actorFor, at, must } from '../support/world';

const DAY = '2026-03-02';
const COUNTY = 900_001;
const OTHER = 900_002;
const key = privateKeyOf(randomBytes(32));
const keys = [createPublicKey(key)];
const moment = (minute: number) => new Date(Date.UTC(2026, 2, 2, 4, minute));
let directory: string;
let superuser: pg.Client;

/** Ten events of one county and three of another, and a remark. */
async function happen(county: number, times: number) {
  const ctx = await at('manager', DAY);
  for (let time = 0; time < times; time++)
    must(
      await write(ctx, (tx) =>
        recordEvent(tx, ctx, {
          kind: 'case.tested',
          payload: { amountFen: String(100 + time), to: 'ACCEPTANCE' },
          scope: { countyId: county },
          ...(time === 1 ? { remark: '同意' } : {}),
        }),
      ),
    );
}

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'checkpoints-'));
  superuser = await connectSuperuser();
  await happen(COUNTY, 10);
  await happen(OTHER, 3);
  await sealWaiting();
  const first = await signHeads(directory, key, moment(0));
  await happen(COUNTY, 4);
  await sealWaiting();
  await signHeads(directory, key, moment(1), first);
});
afterAll(async () => {
  await superuser.end();
  await rm(directory, { recursive: true });
});

const reader: Reader = { $queryRaw: (query) => readerOn(superuser).$queryRaw(query) };

/** Every fault there is, as `npm run verify -- chain` looks for them. */
async function findFaults(place = directory): Promise<Fault[]> {
  return [
    ...(await findBrokenLinks(reader, 50)),
    ...(await findChangedOrUnsealed(reader, 50)),
    ...(await findGoneRemarks(reader, 50)),
    ...(await findWrongHeads(reader, 50)),
    ...(await findCheckpointFaults(reader, place, keys, 50)).faults,
  ];
}

/** The faults after a change that no trigger and no grant stood against; the change is taken back. */
async function afterTampering(...statements: string[]): Promise<string[]> {
  await superuser.query(`BEGIN; SET LOCAL session_replication_role = 'replica'`);
  try {
    for (const statement of statements) await superuser.query(statement);
    return (await findFaults()).map(({ kind, chain, number }) => `${kind} ${chain} ${number}`);
  } finally {
    await superuser.query('ROLLBACK');
  }
}

const eventAt = (number: number) => `(SELECT event_id FROM event_seal WHERE chain = ${COUNTY} AND number = ${number})`;
/** Builds the seals of a chain anew from a number on, so that they follow from one another again. */
const REBUILD = (from: number) => `WITH RECURSIVE built AS (
    SELECT number, sha256(coalesce((SELECT hash FROM event_seal WHERE chain = ${COUNTY} AND number = ${from} - 1), chain_start(${COUNTY})) || content_hash) AS hash
    FROM hashed WHERE number = ${from}
    UNION ALL SELECT h.number, sha256(b.hash || h.content_hash) FROM built b JOIN hashed h ON h.number = b.number + 1),
  hashed AS (SELECT s.number, event_content_hash(e, s.remark_hash) AS content_hash FROM event_seal s JOIN event e ON e.id = s.event_id
    WHERE s.chain = ${COUNTY}),
  heads AS (UPDATE seal_head SET hash = (SELECT hash FROM built ORDER BY number DESC LIMIT 1) WHERE chain = ${COUNTY})
  UPDATE event_seal s SET content_hash = h.content_hash, hash = b.hash FROM built b JOIN hashed h USING (number)
  WHERE s.chain = ${COUNTY} AND s.number = b.number`;

describe('the record', () => {
  it('is whole after it was written, sealed and signed', async () => {
    expect(await findFaults()).toEqual([]);
    const [row] = await db().$queryRaw<{ events: bigint; seals: bigint }[]>`
      SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM event_seal) AS seals`;
    expect(row?.events).toBe(row?.seals);
  });

  it('tells nothing of a remark that is gone', async () => {
    const { rows } =
      await superuser.query(`SELECT event_content(e, s.remark_hash) AS content, s.remark_hash = sha256('同意'::bytea) AS guessed
      FROM event e JOIN event_seal s ON s.event_id = e.id WHERE e.id = ${eventAt(2)}`);
    expect(rows[0]).toMatchObject({ guessed: false });
    expect(rows[0].content).not.toContain('同意');
  });

  it('is hashed in a form with its keys in order, which no setting of a session changes', async () => {
    const contentUnder = async (setting: string) => {
      await superuser.query(`BEGIN; ${setting}`);
      const { rows } = await superuser.query(
        `SELECT event_content(e, NULL) AS content FROM event e WHERE id = ${eventAt(1)}`,
      );
      await superuser.query('ROLLBACK');
      return rows[0].content as string;
    };
    const content = await contentUnder(`SELECT 1`);
    const names = Object.keys(JSON.parse(content));
    expect(names).toEqual(names.toSorted());
    expect(JSON.parse(content)).toMatchObject({
      countyId: String(COUNTY),
      recordedAt: '2026-03-02T04:00:00',
      onBehalfOfId: '',
    });
    for (const setting of [
      `SET LOCAL timezone = 'Asia/Shanghai'`,
      `SET LOCAL datestyle = 'SQL, DMY'`,
      `SET LOCAL extra_float_digits = 0`,
    ])
      expect(await contentUnder(setting)).toBe(content);
    const columns = await superuser.query(
      `SELECT count(*)::int AS count FROM pg_attribute WHERE attrelid = 'event'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    // every column, and the hash of the remark
    expect(names).toHaveLength(columns.rows[0].count + 1);
  });
});

describe('what is outside the database', () => {
  /** The folder as a change leaves it. */
  async function changed(change: (text: string) => string): Promise<Fault[]> {
    const copy = await mkdtemp(path.join(tmpdir(), 'checkpoints-'));
    try {
      for (const name of await readdir(directory))
        await writeFile(path.join(copy, name), change(await readFile(path.join(directory, name), 'utf8')));
      return await findFaults(copy);
    } finally {
      await rm(copy, { recursive: true });
    }
  }
  const kinds = (faults: Fault[]) => [...new Set(faults.map(({ kind }) => kind))];

  it('names every head in the first of a file, and then what moved', async () => {
    const [name] = await readdir(directory);
    const text = await readFile(path.join(directory, name as string), 'utf8');
    const [first, second] = text.split('\n\n— ').map((part) => part.match(/^head /gm)?.length);
    expect(second).toBe(1);
    expect(first).toBeGreaterThan(1);
  });

  it('cannot be altered, thinned out or signed by somebody else', async () => {
    expect(kinds(await changed((text) => text.replace(/^head 900002 3/m, 'head 900002 2')))).toContain(
      'CHECKPOINT_NOT_SIGNED',
    );
    expect(kinds(await changed((text) => text.slice(text.indexOf('\n', text.indexOf('— ')) + 1)))).not.toEqual([]);
    expect(kinds(await changed((text) => `x${text}`))).toContain('CHECKPOINT_UNREADABLE');
    const foreign = await findCheckpointFaults(reader, directory, [createPublicKey(privateKeyOf(randomBytes(32)))], 9);
    expect(kinds(foreign.faults)).toEqual(['CHECKPOINT_NOT_SIGNED']);
  });

  it('bears half a checkpoint where the power failed, and goes on after it', async () => {
    expect(await changed((text) => `${text}fuqiao/record\n3\nab`)).toEqual([]);
  });
});

describe('under the role of the application', () => {
  it.each([
    `UPDATE event SET kind = 'x'`,
    'DELETE FROM event',
    `UPDATE event_seal SET hash = ''`,
    'DELETE FROM event_seal',
    `INSERT INTO event_seal VALUES (1, 99, gen_random_uuid(), NULL, '', '', now())`,
    'UPDATE seal_head SET number = number + 1',
    'DELETE FROM seal_head',
    'DELETE FROM event_unsealed',
    `INSERT INTO event_unsealed VALUES (gen_random_uuid(), now())`,
    'TRUNCATE event_seal',
  ])('%s is refused', async (statement) => {
    await expect(db().$executeRawUnsafe(statement)).rejects.toThrow(/permission denied/);
  });

  it.each([
    `UPDATE event_seal SET hash = ''`,
    'DELETE FROM event_seal',
    'TRUNCATE event_seal',
    'UPDATE seal_head SET number = number - 1',
    'DELETE FROM seal_head',
  ])('to the owner too: %s', async (statement) => {
    await superuser.query('BEGIN; SET LOCAL ROLE fuqiao_owner');
    await expect(superuser.query(statement)).rejects.toThrow(/append-only/);
    await superuser.query('ROLLBACK');
  });
});

describe('an event that cannot be written', () => {
  it('leaves what it speaks of unchanged', async () => {
    await superuser.query(`CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.kind = 'stand-in.granted' THEN RAISE EXCEPTION 'the record is full'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse_event BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse_event()`);
    const days = { validFrom: DAY, lastDay: '2026-03-10', reason: '年休假' };
    const [absent, colleague] = [await actorFor('manager'), await actorFor('manager2')];
    const granting = grantStandIn(await at('lead', DAY), {
      absentId: absent.userId,
      standInId: colleague.userId,
      ...days,
    });
    await expect(granting).rejects.toThrow('the record is full');
    expect(await db().standIn.count()).toBe(0);
    expect(await db().notice.count({ where: { kind: 'STAND_IN_GRANTED' } })).toBe(0);
    await superuser.query('DROP TRIGGER refuse_event ON event; DROP FUNCTION refuse_event()');
  });
});

describe('sealing', () => {
  it('by several at once seals each event once', async () => {
    await happen(OTHER, 5);
    await Promise.all([sealWaiting(), sealWaiting(), sealWaiting()]);
    expect(await findBrokenLinks(reader, 5)).toEqual([]);
    const { rows } = await superuser.query(`SELECT number FROM event_seal WHERE chain = ${OTHER} ORDER BY 1`);
    expect(rows.map(({ number }) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('what somebody with every right changed is found, to the row', () => {
  it.each([
    [
      'a payload',
      `UPDATE event SET payload = payload || '{"amountFen": "999"}' WHERE id = ${eventAt(5)}`,
      ['EVENT_CHANGED 900001 5'],
    ],
    [
      'the moment',
      `UPDATE event SET recorded_at = recorded_at + interval '1 ms' WHERE id = ${eventAt(5)}`,
      ['EVENT_CHANGED 900001 5'],
    ],
    [
      'who did it',
      `UPDATE event SET actor_id = gen_random_uuid() WHERE id = ${eventAt(5)}`,
      ['EVENT_CHANGED 900001 5'],
    ],
    ['the place', `UPDATE event SET county_id = ${OTHER} WHERE id = ${eventAt(5)}`, ['OTHER_CHAIN 900001 5']],
    ['a remark', `UPDATE remark SET text = '不同意' WHERE event_id = ${eventAt(2)}`, ['REMARK_CHANGED 900001 2']],
    [
      'a remark that was none',
      `INSERT INTO remark (event_id, text, salt) VALUES (${eventAt(4)}, '补', NULL)`,
      ['REMARK_CHANGED 900001 4'],
    ],
    ['a remark taken out', `DELETE FROM remark WHERE event_id = ${eventAt(2)}`, ['REMARK_GONE 900001 2']],
    ['an event taken out', `DELETE FROM event WHERE id = ${eventAt(5)}`, ['EVENT_GONE 900001 5']],
  ])('%s', async (_what, statement, faults) => {
    expect(await afterTampering(statement)).toEqual(faults);
  });

  it('an event taken out with its seal', async () => {
    const faults = await afterTampering(
      `DELETE FROM event WHERE id = ${eventAt(5)}`,
      `DELETE FROM event_seal WHERE chain = ${COUNTY} AND number = 5`,
    );
    expect(faults).toEqual(['GAP 900001 6']);
  });

  it('an event put in, without a seal and with one', async () => {
    const id = '018e0000-0000-7000-8000-000000000001';
    const insert = `INSERT INTO event (id, kind, payload, county_id, occurred_on, recorded_at, request_id)
      VALUES ('${id}', 'case.tested', '{}', ${COUNTY}, '2026-03-02', now(), gen_random_uuid())`;
    expect(await afterTampering(insert)).toEqual(['NOT_SEALED 900001 null']);
    const faults = await afterTampering(
      insert,
      `UPDATE event_seal SET number = number + 1000 WHERE chain = ${COUNTY} AND number > 5`,
      `UPDATE event_seal SET number = number - 999 WHERE chain = ${COUNTY} AND number > 1000`,
      `INSERT INTO event_seal SELECT ${COUNTY}, 6, e.id, NULL, event_content_hash(e, NULL),
        sha256((SELECT hash FROM event_seal WHERE chain = ${COUNTY} AND number = 5) || event_content_hash(e, NULL)), now() FROM event e WHERE id = '${id}'`,
    );
    expect(faults).toContain('LINK_BROKEN 900001 7');
  });

  it('two events in each other’s place', async () => {
    const faults = await afterTampering(
      `UPDATE event_seal SET number = 1000 WHERE chain = ${COUNTY} AND number = 3`,
      `UPDATE event_seal SET number = 3 WHERE chain = ${COUNTY} AND number = 4`,
      `UPDATE event_seal SET number = 4 WHERE chain = ${COUNTY} AND number = 1000`,
    );
    expect(faults).toEqual(['LINK_BROKEN 900001 3', 'LINK_BROKEN 900001 4', 'LINK_BROKEN 900001 5']);
    const exchanged = `UPDATE event e SET payload = o.payload FROM event o
      WHERE (e.id, o.id) IN ((${eventAt(3)}, ${eventAt(4)}), (${eventAt(4)}, ${eventAt(3)}))`;
    expect(await afterTampering(exchanged)).toEqual(['EVENT_CHANGED 900001 3', 'EVENT_CHANGED 900001 4']);
  });

  it('a tail cut off, which only what was signed outside shows', async () => {
    const faults = await afterTampering(
      `DELETE FROM event WHERE id IN (SELECT event_id FROM event_seal WHERE chain = ${COUNTY} AND number > 12)`,
      `DELETE FROM event_seal WHERE chain = ${COUNTY} AND number > 12`,
      `UPDATE seal_head SET (number, hash) = (SELECT number, hash FROM event_seal WHERE chain = ${COUNTY} AND number = 12) WHERE chain = ${COUNTY}`,
    );
    expect(faults).toEqual(['SIGNED_TAIL_GONE 900001 14']);
  });

  it('a chain built anew after a change, wholly or from its place on', async () => {
    const change = (number: number) => `UPDATE event SET payload = '{}' WHERE id = ${eventAt(number)}`;
    expect(await afterTampering(change(1), REBUILD(1))).toEqual([
      'SIGNED_HEAD_DIFFERS 900001 10',
      'SIGNED_HEAD_DIFFERS 900001 14',
    ]);
    expect(await afterTampering(change(12), REBUILD(12))).toEqual(['SIGNED_HEAD_DIFFERS 900001 14']);
  });

  it('an old copy put in its place: nothing is signed on top of it', async () => {
    await superuser.query(`BEGIN; SET LOCAL session_replication_role = 'replica';
      DELETE FROM event USING event_seal s WHERE s.event_id = event.id AND chain = ${OTHER} AND number > 1;
      DELETE FROM event_seal WHERE chain = ${OTHER} AND number > 1;
      UPDATE seal_head SET (number, hash) = (SELECT number, hash FROM event_seal WHERE chain = ${OTHER}) WHERE chain = ${OTHER};
      COMMIT`);
    await expect(signHeads(directory, key, moment(5))).rejects.toThrow(RecordBehindCheckpoint);
    expect((await findFaults()).map(({ kind, chain, number }) => `${kind} ${chain} ${number}`)).toEqual([
      'SIGNED_TAIL_GONE 900002 3',
    ]);
  });
});
