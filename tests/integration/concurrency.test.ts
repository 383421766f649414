import { describe, expect, it } from 'vitest';
import { takeTransition } from '@/features/cases/transitions';
import { registerConsultation } from '@/features/consultations/mutations';
import { decideCase } from '@/features/decisions/mutations';
import type { Result } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { BEITA, cooperativeConsultation, householdConsultation } from '../support/consultation';
import { at, must } from '../support/world';

const DAY = '2026-03-03';
const codesOf = (results: Result<unknown>[]) =>
  results.map((result) => (result.ok ? 'OK' : result.refusal.code)).sort();
const counted = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const eventsOf = (caseId: string, kind: string) => db().event.count({ where: { caseId, kind } });

describe('references', () => {
  it('leave no gap and repeat none, per county and year, under twenty registrations at once', async () => {
    const station = await at('station', DAY);
    const beita = await at('county-b', DAY);
    const inputs = await Promise.all(counted(1, 20).map((seq) => householdConsultation(seq)));
    const elsewhere = await Promise.all(counted(21, 24).map((seq) => cooperativeConsultation(seq, BEITA)));
    const lastYear = { ...(await householdConsultation(25)), consultedOn: '2025-12-30' };
    // two that are refused, among the others: they take no number
    const refused = { ...(await householdConsultation(26)), requestedAmountFen: -1n };
    const results = await Promise.all([
      registerConsultation(station, refused),
      ...inputs.map((input) => registerConsultation(station, input)),
      ...elsewhere.map((input) => registerConsultation(beita, input)),
      registerConsultation(station, lastYear),
      registerConsultation(station, refused),
    ]);
    expect(codesOf(results).filter((code) => code !== 'OK')).toEqual(['AMOUNT_OUT_OF_RANGE', 'AMOUNT_OUT_OF_RANGE']);
    const references = results.flatMap((result) => (result.ok ? [result.value.reference] : [])).sort();
    const numbered = (head: string, to: number) =>
      counted(1, to).map((seq) => `${head}-${String(seq).padStart(4, '0')}`);
    expect(references).toEqual(
      [...numbered('A-410225-2026', 20), ...numbered('A-430511-2026', 4), ...numbered('A-410225-2025', 1)].sort(),
    );
  });

  it('are made once when one applicant is registered twice at the same moment', async () => {
    const input = await householdConsultation(31);
    const [one, two] = [await at('station', DAY), await at('manager', DAY)];
    const results = await Promise.all([registerConsultation(one, input), registerConsultation(two, input)]);
    expect(codesOf(results)).toEqual(['DUPLICATE_APPLICATION', 'OK']);
    const next = must(await registerConsultation(one, await householdConsultation(32)));
    expect(next.reference).toBe('A-410225-2026-0022');
  });
});

describe('two people at the same moment', () => {
  it('take the same transition: exactly one does', async () => {
    const caseId = await caseAtDueDiligence();
    const { version } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const [lead, county] = [await at('lead', DAY), await at('county', DAY)];
    const suspend = { caseId, version, verb: 'suspend', reason: '停' } as const;
    const results = await Promise.all([
      takeTransition(lead, suspend),
      takeTransition(county, suspend),
      takeTransition(lead, suspend),
      takeTransition(county, suspend),
    ]);
    expect(codesOf(results)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'OK']);
    expect(await eventsOf(caseId, 'case.suspended')).toBe(1);
    expect(await db().stageVisit.count({ where: { caseId, leftAt: null } })).toBe(1);
  });

  it('take different transitions: the first wins and the other is told', async () => {
    const caseId = await caseAtDueDiligence();
    const { version } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const results = await Promise.all([
      takeTransition(await at('county', DAY), { caseId, version, verb: 'withdraw', reason: '撤' }),
      takeTransition(await at('lead', DAY), { caseId, version, verb: 'decline', reason: '拒' }),
    ]);
    expect(codesOf(results)).toEqual(['CONFLICT', 'OK']);
    expect((await eventsOf(caseId, 'case.withdrawn')) + (await eventsOf(caseId, 'case.declined'))).toBe(1);
  });

  it('approve: one approval is enough, and one is written', async () => {
    const caseId = await caseAtDecision();
    const approve = { caseId, version: null, outcome: 'APPROVED', opinion: '同意' } as const;
    const results = await Promise.all([
      decideCase(await at('approver', DAY), approve),
      decideCase(await at('approver2', DAY), approve),
    ]);
    expect(codesOf(results)).toEqual(['OK', 'TRANSITION_NOT_AVAILABLE']);
    expect(await db().approval.count({ where: { caseId } })).toBe(1);
    expect(await eventsOf(caseId, 'case.approved')).toBe(1);
  });

  it('approve where two are needed: both count, and the second moves the case on', async () => {
    const caseId = await caseAtDecision({ amountFen: 200_000_000n });
    const approve = { caseId, version: null, outcome: 'APPROVED', opinion: '同意' } as const;
    const [one, two] = [await at('approver', DAY), await at('approver2', DAY)];
    const results = await Promise.all([decideCase(one, approve), decideCase(two, approve), decideCase(one, approve)]);
    expect(results.filter((result) => result.ok)).toHaveLength(2);
    expect(await db().approval.count({ where: { caseId, outcome: 'APPROVED', voidedAt: null } })).toBe(2);
    expect([await eventsOf(caseId, 'case.endorsed'), await eventsOf(caseId, 'case.approved')]).toEqual([1, 1]);
    expect((await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).stage).toBe('CONTRACT');
  });
});
