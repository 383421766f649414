import { beforeAll, describe, expect, it } from 'vitest';
import { makeDemoBankAccount, makeDemoIdentityNumber } from '@/domain/identity';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { applicantFilterFrom } from '@/features/applicants/list-filter';
import { listEntities, listHouseholds } from '@/features/applicants/list-queries';
import { addMember } from '@/features/applicants/mutations';
import { listExposure, viewExposure } from '@/features/applicants/mutations-exposure';
import { lookUpApplicant } from '@/features/applicants/mutations-lookup';
import { type RevealInput, revealPersonalData } from '@/features/applicants/mutations-reveal';
import { findApplicant, findEntity, findHousehold } from '@/features/applicants/queries';
import { type ConsultationInput, registerConsultation } from '@/features/consultations/mutations';
import { db } from '@/server/db';
import { cooperativeConsultation, householdConsultation, organisationId } from '../support/consultation';
import { freshAt } from '../support/fresh-session';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';

async function register(input: ConsultationInput, username = 'station') {
  const { id } = must(await registerConsultation(await at(username, DAY), input));
  const row = await db().caseRecord.findUniqueOrThrow({ where: { id } });
  const person = row.personId ? await db().person.findUniqueOrThrow({ where: { id: row.personId } }) : null;
  return { caseId: id, person, entityId: row.operatingEntityId, householdId: person?.householdId ?? '' };
}

const reveal = (input: Partial<RevealInput> & Pick<RevealInput, 'field' | 'subjectId'>): RevealInput => ({
  caseId: null,
  reason: 'CONTACT_APPLICANT',
  note: '约定走访时间',
  ...input,
});

describe('households', () => {
  beforeAll(async () => {
    for (let seq = 110; seq < 132; seq++) await register(await householdConsultation(seq));
  }, 60_000);

  it('are found by name, initials and whole number, and show numbers masked', async () => {
    const input = await householdConsultation(101);
    const { householdId } = await register(input);
    const station = await actorFor('station');
    for (const text of [
      '样本乙',
      'yby',
      'yangben',
      makeDemoIdentityNumber(101, '1985-03-02', 'FEMALE'),
      '13900000101',
    ]) {
      const page = await listHouseholds(station, { query: text });
      expect(
        page.rows.map((row) => row.id),
        text,
      ).toContain(householdId);
    }
    expect((await listHouseholds(station, { query: '不存在的人' })).rows).toEqual([]);
    const household = await findHousehold(station, householdId, DAY);
    expect(household?.members[0]).toMatchObject({
      name: '样本乙',
      identityNumber: expect.stringMatching(/^990\*{11}[\dX]{4}$/),
      phone: '139****0101',
      sex: 'FEMALE',
      age: 41,
    });
    expect(household?.cases).toHaveLength(1);
  });

  it('of another county do not exist, for a list, a page, an action or a financier', async () => {
    const { householdId, person, caseId } = await register(await householdConsultation(102));
    for (const username of ['county-b', 'station-b', 'manager', 'hq']) {
      const actor = await actorFor(username);
      expect(await findHousehold(actor, householdId, DAY), username).toBeNull();
      expect((await listHouseholds(actor, { query: '样本丙' })).rows, username).toEqual([]);
    }
    const countyB = await at('county-b', DAY);
    const subjectId = person?.id ?? '';
    expect(codeOf(await revealPersonalData(countyB, reveal({ field: 'PHONE', subjectId })))).toBe('NOT_FOUND');
    expect(codeOf(await revealPersonalData(countyB, reveal({ field: 'PHONE', subjectId, caseId })))).toBe('NOT_FOUND');
    expect(await findApplicant(countyB.actor, caseId, DAY)).toBeNull();
    expect(await findHousehold(await actorFor('county'), 'not-an-id', DAY)).toBeNull();
  });

  it.each(['-newest', 'newest', 'name', '-name'])('are paged both ways in the order %s', async (sort) => {
    const county = await actorFor('county');
    const paging = (search: { after?: string; before?: string }) =>
      readPaging({ sort, size: '20', ...search }, LISTS.households.sorts);
    const first = await listHouseholds(county, {}, paging({}));
    expect(first.rows).toHaveLength(20);
    expect(first.previous).toBeNull();
    // no name of a person stands in an address
    expect(first.next).toMatch(/^-?(newest|name)~~[0-9a-f-]{36}$/);
    const second = await listHouseholds(county, {}, paging({ after: first.next as string }));
    const all = await listHouseholds(county, {}, { ...paging({}), size: 500 });
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(
      all.rows.slice(0, first.rows.length + second.rows.length).map((row) => row.id),
    );
    const back = await listHouseholds(county, {}, paging({ before: second.previous as string }));
    expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
    expect(back.previous).toBeNull();
    expect(all.count).toBe(all.rows.length);
  });

  it('are narrowed by kind, region and day of registration, and say how many cases they have', async () => {
    const { householdId, person } = await register(await householdConsultation(134));
    const county = await actorFor('county');
    const stored = await db().household.findUniqueOrThrow({ where: { id: householdId } });
    const idsOf = async (search: Record<string, string>) =>
      (await listHouseholds(county, applicantFilterFrom('households', search))).rows.map((row) => row.id);
    const q = person?.name ?? '';
    expect(await idsOf({ q, kind: stored.kind, region: String(stored.townshipId), from: DAY, to: DAY })).toContain(
      householdId,
    );
    expect(await idsOf({ q, from: '2026-03-03' })).toEqual([]);
    expect(await idsOf({ q, to: '2026-03-01' })).toEqual([]);
    expect(await idsOf({ q, region: '2147483647' })).toEqual([]);
    expect(await idsOf({ q, kind: stored.kind === 'OTHER' ? 'MONITORED' : 'OTHER' })).toEqual([]);
    // what cannot be read narrows nothing; what stands for anything in a search stands for itself
    expect(await idsOf({ q, kind: 'nonsense', region: 'x', from: 'yesterday' })).toContain(householdId);
    expect(await idsOf({ q: '%' })).toEqual([]);
    const { rows } = await listHouseholds(county, { query: q });
    expect(rows.find((row) => row.id === householdId)?.cases).toBe(1);
  });

  it('take a member once, and nobody who stands elsewhere', async () => {
    const { householdId } = await register(await householdConsultation(140));
    const member = {
      householdId,
      relation: 'SPOUSE' as const,
      name: '样本配偶',
      identityNumber: makeDemoIdentityNumber(140, '1984-05-06', 'MALE'),
      phone: null,
    };
    must(await addMember(await at('township', DAY), member));
    expect(codeOf(await addMember(await at('township', DAY), member))).toBe('IDENTITY_BELONGS_TO_ANOTHER');
    expect(codeOf(await addMember(await at('county-b', DAY), member))).toBe('NOT_FOUND');
    expect(codeOf(await addMember(await at('manager', DAY), member))).toBe('NOT_PERMITTED');
    expect(codeOf(await addMember(await at('county', DAY), { ...member, identityNumber: '123' }))).toBe(
      'INVALID_INPUT',
    );
    expect((await findHousehold(await actorFor('county'), householdId, DAY))?.members).toHaveLength(2);
    // The spouse's application is the household's.
    const again = await householdConsultation(140);
    const spouse = { ...again.applicant, name: member.name, identityNumber: member.identityNumber };
    expect(
      codeOf(
        await registerConsultation(await at('station', DAY), {
          ...again,
          applicant: spouse as typeof again.applicant,
        }),
      ),
    ).toBe('DUPLICATE_APPLICATION');
  });
});

describe('operating entities', () => {
  it('are found in the own area only', async () => {
    const { entityId } = await register(await cooperativeConsultation(150), 'county');
    const county = await actorFor('county');
    expect((await listEntities(county, { query: '专业合作社150' })).rows.map((row) => row.id)).toEqual([entityId]);
    expect(await findEntity(county, entityId as string)).toMatchObject({ contactPhone: '138****0150' });
    const other = await actorFor('county-b');
    expect((await listEntities(other, {})).rows).toEqual([]);
    expect(await findEntity(other, entityId as string)).toBeNull();
  });
});

describe('one value in full', () => {
  it('comes with an event that holds the reason and not the value', async () => {
    const { person, householdId, caseId } = await register(await householdConsultation(160));
    const subjectId = person?.id ?? '';
    const county = await freshAt('county', DAY);
    const identityNumber = makeDemoIdentityNumber(160, '1985-03-02', 'FEMALE');
    expect(must(await revealPersonalData(county, reveal({ field: 'IDENTITY_NUMBER', subjectId }))).value).toBe(
      identityNumber,
    );
    expect(must(await revealPersonalData(county, reveal({ field: 'ADDRESS', subjectId: householdId }))).value).toBe(
      '样本路160号',
    );
    const clerk = await freshAt('clerk', DAY);
    expect(
      must(await revealPersonalData(clerk, reveal({ field: 'PAYEE_ACCOUNT', subjectId: caseId, caseId }))).value,
    ).toBe(makeDemoBankAccount(160));
    const noted = reveal({ field: 'PHONE', subjectId, caseId, note: `请核对 ${identityNumber} 本人` });
    must(await revealPersonalData(await freshAt('manager', DAY), noted));
    const events = await db().event.findMany({ where: { kind: 'personal-data.revealed' } });
    expect(events.length).toBeGreaterThanOrEqual(4);
    const text = JSON.stringify(events.map((event) => event.payload));
    expect(text).not.toContain(identityNumber);
    expect(text).toContain('CONTACT_APPLICANT');
  });

  it('is refused to whoever has no part in it', async () => {
    const { person, caseId } = await register(await householdConsultation(161));
    const other = await register(await householdConsultation(162));
    const subjectId = person?.id ?? '';
    expect(codeOf(await revealPersonalData(await at('leader', DAY), reveal({ field: 'PHONE', subjectId })))).toBe(
      'NOT_PERMITTED',
    );
    expect(codeOf(await revealPersonalData(await at('admin', DAY), reveal({ field: 'PHONE', subjectId })))).toBe(
      'NOT_PERMITTED',
    );
    const manager = await at('manager', DAY);
    expect(codeOf(await revealPersonalData(manager, reveal({ field: 'PHONE', subjectId })))).toBe('NOT_FOUND');
    // A case in hand opens its own applicant and nobody else.
    expect(codeOf(await revealPersonalData(manager, reveal({ field: 'PHONE', subjectId, caseId: other.caseId })))).toBe(
      'NOT_FOUND',
    );
    expect(
      codeOf(
        await revealPersonalData(manager, reveal({ field: 'PAYEE_ACCOUNT', subjectId: caseId, caseId: other.caseId })),
      ),
    ).toBe('NOT_FOUND');
    expect(
      codeOf(await revealPersonalData(await at('ins-manager', DAY), reveal({ field: 'PHONE', subjectId, caseId }))),
    ).toBe('NOT_FOUND');
  });
});

describe('looking a number up', () => {
  it('tells what is on file in the own county, and nothing of another', async () => {
    const input = await householdConsultation(170);
    await register(input);
    const asked = {
      kind: 'HOUSEHOLD' as const,
      number: makeDemoIdentityNumber(170, '1985-03-02', 'FEMALE'),
      townshipId: input.townshipId,
      villageId: input.villageId,
      programmeId: input.programmeId,
    };
    expect(must(await lookUpApplicant(await at('station', DAY), asked))).toMatchObject({
      state: 'KNOWN',
      members: 1,
      underWay: { reference: expect.stringContaining('A-410225-') },
    });
    expect(must(await lookUpApplicant(await at('station', DAY), { ...asked, number: '990000' }))).toEqual({
      state: 'NEW',
    });
    expect(codeOf(await lookUpApplicant(await at('station-b', DAY), asked))).toBe('REGION_OUT_OF_SCOPE');
    expect(codeOf(await lookUpApplicant(await at('leader', DAY), asked))).toBe('NOT_PERMITTED');
  });
});

describe('exposure', () => {
  it('shows other institutions as product and total, own cases in full, and records the look', async () => {
    const input = await cooperativeConsultation(180);
    const bank = await register(input, 'manager');
    await db().caseRecord.update({
      where: { id: bank.caseId },
      data: { status: 'CLOSED', outcome: 'WITHDRAWN' },
    });
    const insurer = await register({ ...input, branchId: await organisationId('示例财险河南省分公司') }, 'county');
    await db().caseRecord.update({
      where: { id: insurer.caseId },
      data: { recommendedAmountFen: 50_000_000n, approvedAmountFen: 40_000_000n },
    });
    await db().caseRecord.update({ where: { id: bank.caseId }, data: { status: 'OPEN', outcome: null } });

    const lead = await at('lead', DAY);
    expect(await listExposure(lead.actor, bank.caseId, noon(DAY))).toBeNull();
    const exposure = must(await viewExposure(lead, bank.caseId));
    expect(exposure).toEqual({
      own: [],
      others: [{ programme: expect.objectContaining({ zh: '政融保' }), totalFen: 40_000_000n }],
    });
    expect(await db().event.count({ where: { kind: 'exposure.viewed', caseId: bank.caseId } })).toBe(1);
    expect(await listExposure(lead.actor, bank.caseId, noon(DAY))).toEqual(exposure);
    expect(await listExposure((await at('manager', DAY)).actor, bank.caseId, noon(DAY))).toBeNull();
    expect(await listExposure(lead.actor, bank.caseId, noon('2026-03-03'))).toBeNull();

    const county = must(await viewExposure(await at('county', DAY), bank.caseId));
    expect(county.own).toMatchObject([{ id: insurer.caseId, approvedFen: 40_000_000n }]);
    expect(county.others).toEqual([]);
  });

  it('is refused outside the case and to other roles', async () => {
    const { caseId } = await register(await householdConsultation(181));
    expect(codeOf(await viewExposure(await at('lead-b', DAY), caseId))).toBe('NOT_FOUND');
    expect(codeOf(await viewExposure(await at('ins-lead', DAY), caseId))).toBe('NOT_FOUND');
    expect(codeOf(await viewExposure(await at('station', DAY), caseId))).toBe('NOT_PERMITTED');
    expect(codeOf(await viewExposure(await at('leader', DAY), caseId))).toBe('NOT_PERMITTED');
  });
});

describe('events', () => {
  it('hold no personal value', async () => {
    const planted = await householdConsultation(190);
    const applicant = planted.applicant as { identityNumber: string; name: string; phone: string; address: string };
    await register({ ...planted, recommenderPerson: '推荐样本人' });
    const rows = await db().event.findMany({ select: { payload: true } });
    const text = JSON.stringify(rows);
    for (const value of [
      applicant.identityNumber,
      applicant.phone,
      applicant.address,
      applicant.name,
      planted.payeeAccount as string,
      '推荐样本人',
    ])
      expect(text).not.toContain(value);
    // Nor does the database hold any of them readable outside the name.
    const people = JSON.stringify(await db().person.findMany(), (_key, value) =>
      typeof value === 'bigint'
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('utf8')
          : value,
    );
    expect(people).not.toContain(applicant.identityNumber);
    expect(people).not.toContain(applicant.phone);
  });
});
