import { describe, expect, it } from 'vitest';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { parseProgrammeBody } from '@/domain/programme';
import { grantLane, revokeLane } from '@/features/cases/mutations-lane';
import { getCase } from '@/features/cases/queries';
import { takeTransition } from '@/features/cases/transitions';
import { registerConsultation } from '@/features/consultations/mutations';
import { db } from '@/server/db';
import { BANK_CREW, Journey } from '../../prisma/seed/lifecycle';
import { cooperativeConsultation, LANKAO, organisationId, stationPlace } from '../support/consultation';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';
const KEY = { criterion: 'KEY_PROJECT', reason: '县重点项目' };

async function begin(code: string, seq: number): Promise<Journey> {
  const programme = await db().programme.findUniqueOrThrow({ where: { code }, include: { definitions: true } });
  const definition = parseProgrammeBody(programme.definitions[0]?.body);
  const journey = new Journey(BANK_CREW, DAY, seq);
  return journey.consult({
    programmeId: programme.id,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(LANKAO.branch),
    applicant: {
      kind: 'HOUSEHOLD',
      identityNumber: makeDemoIdentityNumber(seq, '1985-03-02', 'FEMALE'),
      name: `示例农户${seq}`,
      phone: `139${String(seq).padStart(8, '0')}`,
      householdKind: 'REGISTERED_POOR',
    },
    title: '示例项目',
    purpose: '发展生产',
    eligibility: Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe])),
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(seq),
    requestedAmountFen: 2_000_000n,
    requestedTermMonths: 12,
  });
}

const give = async (username: string, caseId: string, more: object = {}) =>
  grantLane(await at(username, DAY), { caseId, version: null, ...KEY, ...more });
const running = (caseId: string) => db().stageVisit.findFirstOrThrow({ where: { caseId, leftAt: null } });
const rowOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });

describe('the green channel', () => {
  it('is given by who answers for a unit on a criterion of the programme, shortens the running clock, and is taken back', async () => {
    const { id } = await begin('A', 601);
    for (const [username, more, code] of [
      ['manager', {}, 'NOT_PERMITTED'],
      ['approver', {}, 'NOT_PERMITTED'],
      ['county-b', {}, 'NOT_FOUND'],
      ['county', { criterion: 'FRIEND' }, 'INVALID_INPUT'],
      ['county', { reason: ' ' }, 'INVALID_INPUT'],
      ['county', { version: 99 }, 'CONFLICT'],
    ] as const)
      expect(codeOf(await give(username, id, more))).toBe(code);
    expect(codeOf(await revokeLane(await at('county', DAY), { caseId: id, version: null, reason: '无' }))).toBe(
      'NOTHING_CHANGED',
    );

    const before = await rowOf(id);
    expect((await running(id)).limitWorkingDays).toBe(3);
    must(await give('office', id));
    expect((await running(id)).limitWorkingDays).toBe(2);
    const after = await rowOf(id);
    expect(after).toMatchObject({ lane: 'GREEN', laneCriterion: 'KEY_PROJECT' });
    expect(after.dueOn?.getTime()).toBeLessThan(before.dueOn?.getTime() ?? 0);
    const view = await getCase(await actorFor('lead'), id, noon(DAY));
    expect(view?.green).toMatchObject({ criterion: { zh: '重点项目' }, by: { zh: '示例领导小组办公室' }, on: DAY });
    // whom it waits for
    const station = await actorFor('station');
    expect(await db().notice.count({ where: { kind: 'LANE_GRANTED', caseId: id, userId: station.userId } })).toBe(1);
    expect(codeOf(await give('county', id))).toBe('NOTHING_CHANGED');

    must(await revokeLane(await at('county', DAY), { caseId: id, version: null, reason: '不符合条件' }));
    expect(await rowOf(id)).toMatchObject({ lane: 'NORMAL', laneCriterion: null, laneGrantedById: null });
    expect((await running(id)).limitWorkingDays).toBe(3);
    expect((await rowOf(id)).dueOn).toEqual(before.dueOn);
    const kinds = await db().event.findMany({ where: { caseId: id, kind: { startsWith: 'lane.' } } });
    expect(kinds.map((event) => event.kind)).toEqual(['lane.granted', 'lane.revoked']);
  });

  it('may be given until money is to be paid, goes with the case to later stages, and never to a closed one', async () => {
    const journey = await begin('CD', 602);
    const { criteria } = parseProgrammeBody(
      (await db().programmeDefinition.findFirstOrThrow({ where: { programme: { code: 'CD' } } })).body,
    ).greenChannel ?? { criteria: [] };
    const listed = { criterion: criteria[0]?.code ?? '' };
    await journey.accept();
    must(await give('lead', journey.id, listed));
    expect((await running(journey.id)).limitWorkingDays).toBe(3);
    await journey.approve();
    expect((await rowOf(journey.id)).stage).toBe('DISBURSEMENT');
    expect((await running(journey.id)).limitWorkingDays).toBe(2);
    const revoked = await revokeLane(await at('lead', DAY), { caseId: journey.id, version: null, reason: '晚' });
    expect(codeOf(revoked)).toBe('STATUS_DOES_NOT_ALLOW');

    const closed = await begin('A', 603);
    await closed.take('withdraw', 'station', { reason: '不办了' });
    expect(codeOf(await give('county', closed.id))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('is not offered by a programme without one, and at registration on no other criterion', async () => {
    const journey = await begin('B', 604);
    expect(codeOf(await give('county', journey.id))).toBe('LANE_NOT_OFFERED');
    const input = await cooperativeConsultation(64);
    const wrong = await registerConsultation(await at('county', DAY), { ...input, greenCriterion: 'FRIEND' });
    expect(codeOf(wrong)).toBe('INVALID_INPUT');
  });

  it('is first in the list of who it waits for', async () => {
    const [plain, green] = [await begin('A', 605), await begin('A', 606)];
    must(await give('county', green.id));
    for (const journey of [plain, green]) {
      await journey.file('CONSULTATION');
      const { version } = await rowOf(journey.id);
      must(await takeTransition(await at('station', DAY), { caseId: journey.id, version, verb: 'submit' }));
    }
    const waiting = await db().caseRecord.findMany({
      where: { id: { in: [plain.id, green.id] } },
      orderBy: [{ lane: 'desc' }, { dueOn: 'asc' }],
    });
    expect(waiting.map((row) => row.id)).toEqual([green.id, plain.id]);
    expect((waiting[0]?.dueOn ?? 0) < (waiting[1]?.dueOn ?? 0)).toBe(true);
  });
});
