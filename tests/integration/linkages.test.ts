import { expect, test } from 'vitest';
import { agreeLinkage, endLinkage, type NewLinkage, recordBenefit } from '@/features/linkages/mutations';
import { findHouseholdsToLink, getLinkages } from '@/features/linkages/queries';
import { db } from '@/server/db';
import { enrolHousehold, newSeed } from '../../prisma/seed/project-journey';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { establishedProject } from '../support/project';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-12';
const household = () => enrolHousehold('2026-03-02', newSeed());

const agreement = (caseId: string, householdIds: string[]): NewLinkage => ({
  caseId,
  model: 'BRANCH_COLLECTIVE_OPERATOR_DIVIDEND',
  signedOn: '2026-03-10',
  propertyRights: '冷库归村集体所有',
  termMonths: 36,
  benefitKind: 'DIVIDEND',
  promisedFen: 120_000n,
  householdIds,
});

test('an agreement is recorded with households of the county, and what they receive adds up', async () => {
  const { id: caseId } = await establishedProject();
  const ids = [await household(), await household()];
  const township = await at('township', DAY);
  const input = agreement(caseId, ids);
  for (const [change, code] of [
    [{ householdIds: [] }, 'INVALID_INPUT'],
    [{ propertyRights: ' ' }, 'INVALID_INPUT'],
    [{ promisedFen: 0n }, 'INVALID_INPUT'],
    [{ signedOn: '2026-03-13' }, 'DATE_IN_FUTURE'],
    [{ householdIds: [...ids, caseId] }, 'HOUSEHOLD_ELSEWHERE'],
  ] as const)
    expect([code, codeOf(await agreeLinkage(township, { ...input, ...change } as NewLinkage))]).toEqual([code, code]);
  expect(codeOf(await agreeLinkage(await at('fin-clerk', DAY), input))).toBe('NOT_PERMITTED');
  expect(codeOf(await agreeLinkage(await at('township-b', DAY), input))).toBe('NOT_FOUND');
  const { agreementId } = must(await agreeLinkage(township, input));
  expect(codeOf(await agreeLinkage(township, input))).toBe('LINKAGE_STANDS');

  const [first] = await db().linkedHousehold.findMany({ where: { agreementId }, orderBy: { id: 'asc' } });
  const linkedHouseholdId = first?.id ?? '';
  const station = await at('station', DAY);
  const benefit = { linkedHouseholdId, amountFen: 30_000n, receivedOn: '2026-03-11' };
  expect(codeOf(await recordBenefit(station, { ...benefit, amountFen: 0n }))).toBe('INVALID_INPUT');
  expect(codeOf(await recordBenefit(station, { ...benefit, receivedOn: '2026-03-13' }))).toBe('DATE_IN_FUTURE');
  expect(codeOf(await recordBenefit(station, { ...benefit, receivedOn: '2026-03-09' }))).toBe('DATE_OUT_OF_ORDER');
  expect(codeOf(await recordBenefit(await at('fin-clerk', DAY), benefit))).toBe('NOT_PERMITTED');
  expect(codeOf(await recordBenefit(await at('station-b', DAY), benefit))).toBe('NOT_FOUND');
  must(await recordBenefit(station, benefit));
  must(await recordBenefit(station, { ...benefit, amountFen: 20_050n, note: '第二次分红' }));
  const view = await getLinkages(station.actor, caseId);
  expect(view?.agreements[0]).toMatchObject({ promisedFen: 240_000n, receivedFen: 50_050n });
  expect(view?.agreements[0]?.households.map((row) => row.receivedFen)).toEqual([50_050n, 0n]);

  // who does not read households reads their names masked
  const bureau = await getLinkages(await actorFor('fin-clerk'), caseId);
  expect(bureau?.agreements[0]?.households[0]?.name).toMatch(/^.\*+$/);
  expect(await getLinkages(await actorFor('county-b'), caseId)).toBeNull();

  expect(codeOf(await endLinkage(township, { agreementId, reason: ' ' }))).toBe('INVALID_INPUT');
  expect(codeOf(await endLinkage(station, { agreementId, reason: '主体更换' }))).toBe('NOT_PERMITTED');
  expect(codeOf(await endLinkage(await at('county-b', DAY), { agreementId, reason: '主体更换' }))).toBe('NOT_FOUND');
  must(await endLinkage(township, { agreementId, reason: '主体更换' }));
  expect(codeOf(await endLinkage(township, { agreementId, reason: '主体更换' }))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(codeOf(await recordBenefit(station, benefit))).toBe('STATUS_DOES_NOT_ALLOW');
  must(await agreeLinkage(township, input));
  expect((await getLinkages(station.actor, caseId))?.agreements).toHaveLength(2);
}, 90_000);

test('a programme that asks no agreement records none; households are found by name in the own area', async () => {
  const { caseId } = await caseAtDisbursement();
  const id = await household();
  expect(codeOf(await agreeLinkage(await at('county', DAY), agreement(caseId, [id])))).toBe('STATUS_DOES_NOT_ALLOW');
  const { countyId, members } = await db().household.findUniqueOrThrow({ where: { id }, include: { members: true } });
  const name = members[0]?.name ?? '';
  const county = await actorFor('county');
  expect((await findHouseholdsToLink(county, countyId, name)).map((row) => row.id)).toEqual([id]);
  expect(await findHouseholdsToLink(county, countyId, '没有这个人')).toEqual([]);
  expect(await findHouseholdsToLink(await actorFor('county-b'), countyId, name)).toEqual([]);
  expect(await findHouseholdsToLink(await actorFor('fin-clerk'), countyId, name)).toEqual([]);
}, 90_000);
