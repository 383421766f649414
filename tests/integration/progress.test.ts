import { describe, expect, it } from 'vitest';
import { PROGRESS_LIMITS } from '@/domain/progress';
import { takeTransition } from '@/features/cases/transitions';
import { registerConsultation } from '@/features/consultations/mutations';
import { askProgress } from '@/features/progress/mutations';
import { db } from '@/server/db';
import { householdConsultation } from '../support/consultation';
import { at, must, noon } from '../support/world';

const DAY = '2026-03-05';
let address = 0;

/** A household's case, its receipt number and how its telephone ends. */
async function household(seq: number): Promise<{ caseId: string; reference: string; phoneEnd: string }> {
  const input = await householdConsultation(seq);
  const { id, reference } = must(await registerConsultation(await at('station', '2026-03-02'), input));
  return { caseId: id, reference, phoneEnd: String(seq).padStart(8, '0').slice(-4) };
}

const ask = (reference: string, phoneEnd: string, from = `198.51.100.${address++}`, now = noon(DAY)) =>
  askProgress({ reference, phoneEnd, address: from }, now);

describe('the progress of an application', () => {
  it('is the stage and its day, and nothing else', async () => {
    const { reference, phoneEnd } = await household(701);
    expect(await ask(reference, phoneEnd)).toEqual({
      kind: 'FOUND',
      stage: { zh: '客户咨询', en: expect.any(String) },
      since: '2026-03-02',
    });
  });

  it('of a closed case is its end, without how it ended', async () => {
    const { caseId, reference, phoneEnd } = await household(702);
    const { version } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    must(await takeTransition(await at('county', '2026-03-04'), { caseId, version, verb: 'withdraw', reason: '撤回' }));
    expect(await ask(reference, phoneEnd)).toEqual({ kind: 'FOUND', stage: null, since: '2026-03-04' });
  });

  it('answers a wrong number, a wrong telephone and an applicant without one alike', async () => {
    const { caseId, reference, phoneEnd } = await household(703);
    const wrong = { kind: 'UNMATCHED' };
    expect(await ask(reference, '9999')).toEqual(wrong);
    expect(await ask('A-000000-2026-0001', phoneEnd)).toEqual(wrong);
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    await db().person.update({ where: { id: row.personId ?? '' }, data: { phoneCipher: null } });
    expect(await ask(reference, phoneEnd)).toEqual(wrong);
    // the decoy's own end opens nothing
    expect(await ask(reference, '0000')).toEqual(wrong);
  });

  it('leaves neither number nor telephone in its events, and only a right answer stands on the case', async () => {
    const { caseId, reference, phoneEnd } = await household(704);
    const before = await db().event.count({ where: { kind: 'progress.queried' } });
    await ask(reference, '9999');
    await ask(reference, phoneEnd);
    const events = await db().event.findMany({
      where: { kind: 'progress.queried' },
      orderBy: { id: 'asc' },
      skip: before,
    });
    expect(events.map((event) => [event.caseId, event.payload, event.actorId])).toEqual([
      [null, { outcome: 'UNMATCHED' }, null],
      [caseId, { outcome: 'FOUND' }, null],
    ]);
    const keys = (await db().rateWindow.findMany()).map((row) => row.key).join();
    for (const value of [reference, phoneEnd, '198.51.100']) expect(keys).not.toContain(value);
  });
});

describe('asking is limited', () => {
  it('per receipt number, the right answer too, until the hour is over', async () => {
    const { reference, phoneEnd } = await household(705);
    for (let count = 0; count < PROGRESS_LIMITS.reference.limit; count++)
      expect((await ask(reference, '9999')).kind).toBe('UNMATCHED');
    expect(await ask(reference, phoneEnd)).toEqual({ kind: 'LIMITED', until: new Date('2026-03-05T13:00:00+08:00') });
    const events = await db().event.count({ where: { kind: 'progress.queried' } });
    await ask(reference, phoneEnd);
    expect(await db().event.count({ where: { kind: 'progress.queried' } })).toBe(events);
    const nextHour = new Date('2026-03-05T13:00:01+08:00');
    expect((await ask(reference, phoneEnd, 'elsewhere', nextHour)).kind).toBe('FOUND');
  });

  it('for a number that does not exist just so', async () => {
    const ghost = 'A-000000-2026-0002';
    for (let count = 0; count < PROGRESS_LIMITS.reference.limit; count++)
      expect((await ask(ghost, '1234')).kind).toBe('UNMATCHED');
    expect((await ask(ghost, '1234')).kind).toBe('LIMITED');
  });

  it('per address, whatever is asked for', async () => {
    const { reference, phoneEnd } = await household(706);
    const from = '203.0.113.9';
    for (let count = 0; count < PROGRESS_LIMITS.address.limit; count++)
      expect((await ask(`A-000001-2026-${count}`, '1234', from)).kind).toBe('UNMATCHED');
    expect((await ask(reference, phoneEnd, from)).kind).toBe('LIMITED');
    expect((await ask(reference, phoneEnd)).kind).toBe('FOUND');
  });

  it('in all, and one address that floods uses up no turn of the others', async () => {
    const { reference, phoneEnd } = await household(707);
    const minute = new Date('2026-03-06T09:00:00+08:00');
    const left = PROGRESS_LIMITS.address.limit + 1;
    const count = PROGRESS_LIMITS.all.limit - left;
    await db().rateWindow.create({ data: { key: 'progress:all', startsAt: minute, count } });
    const flood = '203.0.113.10';
    for (let turn = 0; turn < left + 5; turn++) await ask(`A-000001-2027-${turn}`, '1234', flood, minute);
    // one turn is left, and it is somebody else's
    expect((await ask(reference, phoneEnd, '203.0.113.11', minute)).kind).toBe('FOUND');
    expect((await ask(reference, phoneEnd, '203.0.113.12', minute)).kind).toBe('LIMITED');
  });
});
