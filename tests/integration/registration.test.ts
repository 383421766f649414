import { describe, expect, it } from 'vitest';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import {
  beginRegistration,
  saveRegistrationPart,
  sendRegistration,
} from '@/features/consultations/mutations-registration';
import { openParts, PARTS, partState } from '@/features/consultations/parts';
import { getRegistration } from '@/features/consultations/registration-queries';
import type { FormValues } from '@/lib/action-result';
import { db } from '@/server/db';
import { LANKAO, organisationId, stationPlace } from '../support/consultation';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';

async function startAt() {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const { townshipId } = await stationPlace(LANKAO);
  return { programmeId: programme.id, townshipId, kind: 'HOUSEHOLD' as const, projectId: null, registrationId: null };
}

async function answersOf(seq: number): Promise<Record<(typeof PARTS)[number], FormValues>> {
  return {
    applicant: {
      identityNumber: makeDemoIdentityNumber(seq, '1985-03-02', 'FEMALE'),
      name: '样本甲',
      phone: '13900000000',
      householdKind: 'REGISTERED_POOR',
      address: '',
    },
    request: { title: '生猪养殖', purpose: '购买仔猪', amount: '5', term: '12' },
    eligibility: { 'eligibility.PRODUCTION_USE': 'true', 'eligibility.BAD_CREDIT': '' },
    recommender: { recommenderOrganisation: '', recommenderPerson: '' },
    payee: { payeeName: '样本甲', payeeAccount: makeDemoBankAccount(seq) },
    branch: { branchId: await organisationId(LANKAO.branch), consultedOn: DAY, villageId: '' },
  };
}

describe('a registration part by part', () => {
  it('becomes a case when each part was saved, in any order, and leaves no draft', async () => {
    const station = await at('station', DAY);
    const { id } = must(await beginRegistration(station, await startAt()));
    const answers = await answersOf(81);
    const { villageId } = await stationPlace(LANKAO);
    answers.branch.villageId = String(villageId);
    expect(codeOf(await sendRegistration(station, id))).toBe('REGISTRATION_INCOMPLETE');
    for (const part of [...PARTS].reverse()) {
      const before = await getRegistration(station.actor, id, DAY);
      expect(partState(part, 'HOUSEHOLD', before?.values ?? {})).toBe('todo');
      must(await saveRegistrationPart(station, { registrationId: id, part, values: answers[part] }));
    }
    const whole = await getRegistration(station.actor, id, DAY);
    expect(openParts('HOUSEHOLD', whole?.values ?? {})).toEqual([]);
    const sent = must(await sendRegistration(station, id));
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: sent.id } });
    expect(row).toMatchObject({ title: '生猪养殖', requestedAmountFen: 5_000_000n, villageId });
    expect(row.eligibility).toEqual({ PRODUCTION_USE: true });
    expect(await getRegistration(station.actor, id, DAY)).toBeNull();
    expect(codeOf(await sendRegistration(station, id))).toBe('NOT_FOUND');
  });

  it('is its writer alone: nobody else finds, saves or sends it', async () => {
    const station = await at('station', DAY);
    const { id } = must(await beginRegistration(station, await startAt()));
    const { request: values } = await answersOf(82);
    for (const other of ['county', 'station-b']) {
      const ctx = await at(other, DAY);
      expect(await getRegistration(ctx.actor, id, DAY)).toBeNull();
      expect(codeOf(await saveRegistrationPart(ctx, { registrationId: id, part: 'request', values }))).toBe(
        'NOT_FOUND',
      );
      expect(codeOf(await sendRegistration(ctx, id))).toBe('NOT_FOUND');
      expect(codeOf(await beginRegistration(ctx, { ...(await startAt()), registrationId: id }))).toBe('NOT_FOUND');
    }
  });

  it('is refused where the programme or the place is not theirs, and for who may register nothing', async () => {
    const start = await startAt();
    expect(codeOf(await beginRegistration(await at('station-b', DAY), start))).toBe('PROGRAMME_NOT_AVAILABLE');
    expect(codeOf(await beginRegistration(await at('leader', DAY), start))).toBe('NOT_PERMITTED');
  });

  it('does not overwrite what another window has saved, and takes no part that is wrong', async () => {
    const station = await at('station', DAY);
    const { id } = must(await beginRegistration(station, await startAt()));
    const { request } = await answersOf(83);
    const part = { registrationId: id, part: 'request' as const };
    must(await saveRegistrationPart(station, { ...part, values: request, revision: 1 }));
    const other = { ...request, title: '另一个窗口' };
    expect(codeOf(await saveRegistrationPart(station, { ...part, values: other, revision: 1 }))).toBe('CONFLICT');
    expect(codeOf(await saveRegistrationPart(station, { ...part, values: { ...request, amount: '-1' } }))).toBe(
      'INVALID_INPUT',
    );
    expect((await getRegistration(station.actor, id, DAY))?.values.title).toBe('生猪养殖');
  });

  it('keeps what was filled in when its start is changed, but not the branch of the place that was left', async () => {
    const county = await at('county', DAY);
    const start = await startAt();
    const { id } = must(await beginRegistration(county, start));
    const answers = await answersOf(84);
    for (const part of ['request', 'branch'] as const)
      must(await saveRegistrationPart(county, { registrationId: id, part, values: answers[part] }));
    const here = await db().regionVersion.findFirstOrThrow({ where: { regionId: start.townshipId, validTo: null } });
    const there = await db().regionVersion.findFirst({
      where: { parentId: here.parentId, validTo: null, regionId: { not: start.townshipId } },
    });
    if (!there) return;
    must(await beginRegistration(county, { ...start, townshipId: there.regionId, registrationId: id }));
    const values = (await getRegistration(county.actor, id, DAY))?.values ?? {};
    expect(values).toMatchObject({ title: '生猪养殖', branchId: '' });
    expect(openParts('HOUSEHOLD', values)).toContain('branch');
    expect(openParts('HOUSEHOLD', values)).not.toContain('request');
  });
});
