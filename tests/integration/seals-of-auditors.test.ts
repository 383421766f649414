import { beforeAll, describe, expect, it } from 'vitest';
import { listEvents, REFUSED_AREA } from '@/features/administration/queries/events';
import { recordLook } from '@/features/case-files/mutations-looks';
import { publicLineOf } from '@/features/seals/checkpoint';
import { checkpointDirectory, makeCheckpointKey } from '@/features/seals/checkpoint-key';
import { checkExportFile } from '@/features/seals/export-check';
import { sealWaiting, signHeads } from '@/features/seals/mutations';
import { exportRecord, verifyChain } from '@/features/seals/mutations-verify';
import { getSealState } from '@/features/seals/queries';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { env } from '@/server/env';
import { checkHealth } from '@/server/health';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { connectSuperuser } from '../support/superuser';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-11-22';
const LANKAO = '410225';
const whole = { from: null, to: null };
let reference: string;
let caseId: string;
let publicLine: string;

/** Sealed and signed, as the worker does each second and each minute. */
async function settle() {
  await sealWaiting();
  const key = await makeCheckpointKey(env());
  publicLine = publicLineOf(key);
  await signHeads(checkpointDirectory(env()), key, new Date());
}

beforeAll(async () => {
  caseId = await caseAtDueDiligence();
  ({ reference } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } }));
  // a refused attempt belongs to no county: another chain, so that there is a tree
  expect(codeOf(await exportRecord(await at('county', DAY), {}))).toBe('NOT_PERMITTED');
  await settle();
});

describe('an auditor', () => {
  it('verifies the chain of a county of their own area, and that is recorded', async () => {
    const verified = must(await verifyChain(await at('auditor', DAY), { place: LANKAO, ...whole }));
    expect(verified).toMatchObject({ faults: [] });
    expect(verified.seals).toBeGreaterThan(3);
    expect(verified.signedAt).not.toBeNull();
    expect(await db().event.count({ where: { kind: 'record.verified' } })).toBe(1);
    const none = must(
      await verifyChain(await at('auditor', DAY), { place: LANKAO, from: '2020-01-01', to: '2020-01-02' }),
    );
    expect(none.seals).toBe(0);
  });

  it('is told of a changed event', async () => {
    const superuser = await connectSuperuser();
    const change = (value: string) =>
      superuser.query(`BEGIN; SET LOCAL session_replication_role = 'replica';
        UPDATE event SET payload_version = ${value} WHERE case_id = '${caseId}' AND kind = 'case.submitted'; COMMIT`);
    await change('2');
    const { faults } = must(await verifyChain(await at('auditadmin', DAY), { place: LANKAO, ...whole }));
    await change('1');
    await superuser.end();
    expect(faults.map(({ kind }) => kind)).toEqual(['EVENT_CHANGED']);
  });

  it.each([
    ['auditor', '430511', 'NOT_FOUND'],
    ['auditor', '4102251', 'REGION_UNKNOWN'],
    ['auditadmin', '410225105', 'RECORD_OF_NO_CHAIN'],
    ['county', LANKAO, 'NOT_PERMITTED'],
    ['manager-b', LANKAO, 'NOT_PERMITTED'],
  ])('%s verifies nothing of %s: %s', async (username, place, code) => {
    expect(codeOf(await verifyChain(await at(username, DAY), { place, ...whole }))).toBe(code);
  });

  it('takes out a case with its proof, which holds without the database', async () => {
    const { text, events } = must(await exportRecord(await at('auditor', DAY), { reference }));
    expect(events).toBe(await db().event.count({ where: { caseId } }));
    const check = checkExportFile(text, [publicLine]);
    expect(check).toMatchObject({ faults: [], events });
    expect(check.signedUntil).not.toBeNull();
    for (const [from, to] of [
      ['ACCEPTANCE', 'DECISION'],
      ['"number":"', '"number":"1'],
      ['head ', 'head 1'],
      [/"path":\["../, '"path":["ff'],
      [/"signature":"..../, '"signature":"AAAA'],
    ] as const)
      expect(checkExportFile(text.replace(from, to), [publicLine]).faults, String(from)).not.toEqual([]);
    const lines = text.split('\n');
    expect(checkExportFile(lines.toSpliced(3, 1).join('\n'), [publicLine]).faults).not.toEqual([]);
    expect(checkExportFile(lines.slice(0, -2).join('\n'), [publicLine]).faults).not.toEqual([]);
    expect(checkExportFile(text, []).faults).not.toEqual([]);
  });

  it('takes out of what lies between only the hashes', async () => {
    const { text, events } = must(await exportRecord(await at('auditor', DAY), { reference, person: 'county' }));
    const { userId } = await actorFor('county');
    expect(events).toBe(await db().event.count({ where: { caseId, actorId: userId } }));
    // the lead's acceptance was sealed before the next signature
    expect(text).toContain('contentHash');
    expect(text).not.toContain((await actorFor('lead')).userId);
    expect(checkExportFile(text, [publicLine])).toMatchObject({ faults: [], events });
  });

  it('takes out nothing of another area, and a file says what is not signed yet', async () => {
    expect(codeOf(await exportRecord(await at('county', DAY), {}))).toBe('NOT_PERMITTED');
    const other = await db().event.count({ where: { countyId: { not: null }, NOT: { caseId } } });
    const { text, events } = must(await exportRecord(await at('auditor', DAY), { place: '430511' }));
    expect({ events, faults: checkExportFile(text, [publicLine]).faults, other: other >= 0 }).toEqual({
      events: 0,
      faults: [],
      other: true,
    });
    await sealWaiting();
    const fresh = must(await exportRecord(await at('auditadmin', DAY), { area: 'record' }));
    expect(checkExportFile(fresh.text, [publicLine]).faults.join()).toContain('not signed yet');
  });

  it('reads how far the record is sealed and signed', async () => {
    await settle();
    const actor = await actorFor('auditor');
    const state = await read(actor, (tx) => getSealState(tx, actor, new Date()));
    expect(state).toMatchObject({ late: 0, publicKey: publicLine, checkpoint: { isLate: false } });
    const county = await actorFor('county');
    await expect(read(county, (tx) => getSealState(tx, county, new Date()))).rejects.toThrow('NOT_PERMITTED');
  });

  it('finds refused attempts, of a place and in general', async () => {
    codeOf(await verifyChain(await at('county', DAY), { place: LANKAO, ...whole }));
    const admin = await actorFor('auditadmin');
    const refused = await read(admin, (tx) => listEvents(tx, admin, { area: REFUSED_AREA }));
    expect(new Set(refused.rows.map(({ kind }) => kind))).toEqual(new Set(['attempt.refused']));
    const inPlace = await read(admin, (tx) => listEvents(tx, admin, { place: LANKAO, reference }));
    expect(inPlace.rows.length).toBeGreaterThan(2);
    for (const place of ['430511', 'nowhere'])
      expect((await read(admin, (tx) => listEvents(tx, admin, { place, reference }))).rows).toEqual([]);
  });
});

describe('what waits too long for its seal', () => {
  it('is counted where health is asked', async () => {
    await sealWaiting();
    expect((await checkHealth()).record).toEqual({ unsealed: 0, oldestSeconds: 0 });
    const superuser = await connectSuperuser();
    await superuser.query(`INSERT INTO event_unsealed VALUES (gen_random_uuid(), now() - interval '1 minute')`);
    expect((await checkHealth()).record).toMatchObject({ unsealed: 1 });
    await superuser.query('DELETE FROM event_unsealed');
    await superuser.end();
  });
});

describe('a file', () => {
  it('that is opened leaves who opened it, in the scope of its case', async () => {
    const { id } = await db().document.findFirstOrThrow({ where: { caseId } });
    must(await recordLook(await at('manager', DAY), { what: 'DOCUMENT', id, isCopy: true }));
    const event = await db().event.findFirstOrThrow({ where: { kind: 'file.opened' } });
    const { countyId } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    expect(event).toMatchObject({ caseId, subjectId: id, countyId, payload: { what: 'DOCUMENT', copy: true } });
  });
});
