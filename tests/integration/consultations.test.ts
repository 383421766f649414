import { describe, expect, it } from 'vitest';
import { makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { editConsultation, registerConsultation } from '@/features/consultations/mutations';
import { decrypt } from '@/server/crypto';
import { db } from '@/server/db';
import {
  BEITA,
  cooperativeConsultation,
  householdConsultation,
  LANKAO,
  organisationId,
  stationPlace,
} from '../support/consultation';
import { at, codeOf, must, regionId } from '../support/world';

const DAY = '2026-03-02';

describe('registering a household', () => {
  it('opens a case at consultation with applicant, place and financier', async () => {
    const input = await householdConsultation(1);
    const { id, reference } = must(await registerConsultation(await at('station', DAY), input));
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id } });
    expect(reference).toBe('A-410225-2026-0001');
    expect(row).toMatchObject({
      stage: 'CONSULTATION',
      status: 'OPEN',
      applicantKind: 'HOUSEHOLD',
      applicantName: '样本乙',
      villageId: input.villageId,
      lane: 'NORMAL',
      requestedAmountFen: 3_000_000n,
    });
    expect(row.countyBranchId).toBe(await organisationId(LANKAO.branch));
    expect(decrypt(row.payeeAccountCipher as Uint8Array)).toBe(input.payeeAccount);
    const person = await db().person.findUniqueOrThrow({ where: { id: row.personId as string } });
    expect(person).toMatchObject({ relation: 'HEAD', initials: 'yby' });
  });

  it('finds the person again by number once the first case is closed, and makes no second household', async () => {
    const input = await householdConsultation(2);
    const first = must(await registerConsultation(await at('station', DAY), input));
    await db().caseRecord.update({ where: { id: first.id }, data: { status: 'CLOSED', outcome: 'WITHDRAWN' } });
    const second = must(
      await registerConsultation(await at('manager', DAY), {
        ...input,
        applicant: { ...input.applicant, phone: '13700000002' } as typeof input.applicant,
      }),
    );
    const rows = await db().caseRecord.findMany({ where: { id: { in: [first.id, second.id] } } });
    expect(rows[0]?.personId).toBe(rows[1]?.personId);
    const person = await db().person.findUniqueOrThrow({ where: { id: rows[0]?.personId as string } });
    expect(decrypt(person.phoneCipher as Uint8Array)).toBe('13700000002');
  });

  it('refuses a number that stands under another name, or in another county', async () => {
    const input = await householdConsultation(3);
    must(await registerConsultation(await at('station', DAY), input));
    const renamed = { ...input, applicant: { ...input.applicant, name: '别的名字' } };
    expect(codeOf(await registerConsultation(await at('station', DAY), renamed))).toBe('IDENTITY_BELONGS_TO_ANOTHER');
    const elsewhere = { ...(await householdConsultation(3, BEITA)), applicant: input.applicant };
    expect(codeOf(await registerConsultation(await at('station-b', DAY), elsewhere))).toBe(
      'IDENTITY_BELONGS_TO_ANOTHER',
    );
  });

  it.each([
    [
      'a wrong check digit',
      makeDemoIdentityNumber(4, '1985-03-02', 'MALE').replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ],
    ['too short', '99000019850302'],
    ['a birth date that does not exist', '990000198502300011'],
    ['a birth date ahead', makeDemoIdentityNumber(1, '2027-01-01', 'MALE')],
  ])('refuses an identity number with %s', async (_what, identityNumber) => {
    const input = await householdConsultation(4);
    const result = await registerConsultation(await at('station', DAY), {
      ...input,
      applicant: { ...input.applicant, identityNumber } as typeof input.applicant,
    });
    expect(codeOf(result)).toBe('INVALID_INPUT');
  });

  it('takes full-width digits and spaces in the number', async () => {
    const input = await householdConsultation(5);
    const number = (input.applicant as { identityNumber: string }).identityNumber;
    const wide = [...number].map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join(' ');
    const { id } = must(
      await registerConsultation(await at('station', DAY), {
        ...input,
        applicant: { ...input.applicant, identityNumber: wide } as typeof input.applicant,
      }),
    );
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id } });
    const person = await db().person.findUniqueOrThrow({ where: { id: row.personId as string } });
    expect(decrypt(person.identityNumberCipher ?? new Uint8Array())).toBe(number);
  });

  it('registers a new person once when two do it at the same moment', async () => {
    const input = await householdConsultation(6);
    const results = await Promise.all([
      registerConsultation(await at('station', DAY), input),
      registerConsultation(await at('manager', DAY), input),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok).map(codeOf)).toEqual(['DUPLICATE_APPLICATION']);
    const { applicant } = input;
    expect(await db().person.count({ where: { name: applicant.name } })).toBe(1);
  });
});

describe('a second application', () => {
  it('is refused with the reference where the person may see the first one', async () => {
    const input = await householdConsultation(7);
    const first = must(await registerConsultation(await at('station', DAY), input));
    const again = await registerConsultation(await at('station', DAY), input);
    expect(again).toMatchObject({
      ok: false,
      refusal: { code: 'DUPLICATE_APPLICATION', params: { reference: first.reference } },
    });
  });

  it('is refused without it where the first belongs to another institution', async () => {
    const input = await householdConsultation(8);
    must(
      await registerConsultation(await at('county', DAY), {
        ...input,
        branchId: await organisationId('示例财险河南省分公司'),
      }),
    );
    const again = await registerConsultation(await at('manager', DAY), input);
    expect(again).toMatchObject({
      ok: false,
      refusal: { code: 'DUPLICATE_APPLICATION', params: { reference: 'none' } },
    });
  });

  it('counts a cooperative once', async () => {
    const input = await cooperativeConsultation(9);
    must(await registerConsultation(await at('county', DAY), input));
    expect(codeOf(await registerConsultation(await at('county', DAY), input))).toBe('DUPLICATE_APPLICATION');
  });
});

describe('place, programme and financier', () => {
  it('refuses a place outside the person’s area', async () => {
    const other = await regionId('410225101');
    const input = await householdConsultation(10);
    for (const username of ['station', 'township']) {
      const result = await registerConsultation(await at(username, DAY), {
        ...input,
        townshipId: other,
        villageId: null,
      });
      expect(codeOf(result)).toBe('REGION_OUT_OF_SCOPE');
    }
    const beita = await stationPlace(BEITA);
    for (const username of ['county', 'manager', 'ins-manager'])
      expect(codeOf(await registerConsultation(await at(username, DAY), { ...input, ...beita }))).toBe(
        'REGION_OUT_OF_SCOPE',
      );
    expect(codeOf(await registerConsultation(await at('station', DAY), { ...input, villageId: null }))).toBe(
      'REGION_OUT_OF_SCOPE',
    );
    expect(codeOf(await registerConsultation(await at('county', DAY), { ...input, villageId: beita.villageId }))).toBe(
      'REGION_OUT_OF_SCOPE',
    );
  });

  it('refuses a day before the programme and a day ahead', async () => {
    const input = await householdConsultation(11);
    const station = await at('station', DAY);
    expect(codeOf(await registerConsultation(station, { ...input, consultedOn: '2017-05-15' }))).toBe(
      'PROGRAMME_NOT_AVAILABLE',
    );
    expect(codeOf(await registerConsultation(station, { ...input, consultedOn: '2026-03-03' }))).toBe('DATE_IN_FUTURE');
  });

  it('refuses a financier that does not run the programme here', async () => {
    const input = await householdConsultation(12);
    const county = await at('county', DAY);
    for (const name of [BEITA.branch, '示例银行河南省分行', '兰考县财政部门'])
      expect(codeOf(await registerConsultation(county, { ...input, branchId: await organisationId(name) }))).toBe(
        'PROGRAMME_NOT_AVAILABLE',
      );
    expect(codeOf(await registerConsultation(county, { ...input, branchId: null }))).toBe('PROGRAMME_NOT_AVAILABLE');
  });

  it('gives a financier’s person their own branch whatever the form says', async () => {
    const input = await cooperativeConsultation(13);
    const { id } = must(await registerConsultation(await at('ins-manager', DAY), input));
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id } });
    expect(row.handlingOrganisationId).toBe(await organisationId('示例财险河南省分公司'));
    expect(row.countyBranchId).toBeNull();
  });

  it('keeps the green lane for who may grant it and registering for those who may', async () => {
    const input = await cooperativeConsultation(14);
    expect(
      codeOf(await registerConsultation(await at('township', DAY), { ...input, greenCriterion: 'KEY_PROJECT' })),
    ).toBe('NOT_PERMITTED');
    for (const username of ['leader', 'approver', 'clerk', 'auditor', 'admin'])
      expect(codeOf(await registerConsultation(await at(username, DAY), input))).toBe('NOT_PERMITTED');
    const { id } = must(
      await registerConsultation(await at('county', DAY), { ...input, greenCriterion: 'KEY_PROJECT' }),
    );
    expect((await db().caseRecord.findUniqueOrThrow({ where: { id } })).lane).toBe('GREEN');
  });

  it('takes a project of the own county only', async () => {
    const place = await stationPlace(BEITA);
    const beita = await regionId('430511');
    const region = await db().regionVersion.findFirstOrThrow({ where: { regionId: beita, validTo: null } });
    const user = await db().user.findUniqueOrThrow({ where: { username: 'county-b' } });
    const project = await db().project.create({
      data: {
        reference: 'P-430511-2026-0001',
        provinceId: region.provinceId as number,
        cityId: region.cityId as number,
        countyId: beita,
        name: '示例项目',
        initials: 'slxm',
        bigrams: ['示例'],
        content: '示例',
        year: 2026,
        plannedAmountFen: 10_000_000n,
        createdById: user.id,
        createdAt: new Date('2026-01-01T00:00:00Z'),
      },
    });
    const lankao = { ...(await cooperativeConsultation(15)), projectId: project.id };
    expect(codeOf(await registerConsultation(await at('county', DAY), lankao))).toBe('NOT_FOUND');
    const own = { ...(await cooperativeConsultation(16, BEITA)), ...place, projectId: project.id };
    const { id } = must(await registerConsultation(await at('county-b', DAY), own));
    expect((await db().caseRecord.findUniqueOrThrow({ where: { id } })).projectId).toBe(project.id);
  });
});

describe('amount, term and credit code', () => {
  it('refuses what the programme does not give', async () => {
    const station = await at('station', DAY);
    const input = await householdConsultation(17);
    for (const requestedAmountFen of [0n, -1n, 99_999n, 10_000_001n])
      expect(codeOf(await registerConsultation(station, { ...input, requestedAmountFen }))).toBe('AMOUNT_OUT_OF_RANGE');
    for (const requestedTermMonths of [0, 37])
      expect(codeOf(await registerConsultation(station, { ...input, requestedTermMonths }))).toBe('TERM_OUT_OF_RANGE');
    // A refused registration leaves nothing behind.
    expect(await db().person.count({ where: { name: input.applicant.name, phoneIndex: { not: null } } })).toBe(
      await db().person.count({ where: { name: input.applicant.name } }),
    );
  });

  it('refuses a credit code that does not hold, is another’s or of another kind', async () => {
    const county = await at('county', DAY);
    const input = await cooperativeConsultation(18);
    const wrong = `${makeDemoCreditCode(18).slice(0, 17)}0`;
    const broken = { ...input, applicant: { ...input.applicant, creditCode: wrong } as typeof input.applicant };
    expect(codeOf(await registerConsultation(county, broken))).toBe('INVALID_INPUT');
    const { id } = must(await registerConsultation(county, input));
    await db().caseRecord.update({ where: { id }, data: { status: 'CLOSED', outcome: 'WITHDRAWN' } });
    for (const change of [{ name: '另一合作社' }, { kind: 'ENTERPRISE' }])
      expect(
        codeOf(
          await registerConsultation(county, {
            ...input,
            applicant: { ...input.applicant, ...change } as typeof input.applicant,
          }),
        ),
      ).toBe('IDENTITY_BELONGS_TO_ANOTHER');
  });
});

describe('editing at consultation', () => {
  const edit = (caseId: string, version: number) => ({
    caseId,
    version,
    title: '生猪养殖',
    purpose: '购买饲料和仔猪',
    requestedAmountFen: 3_500_000n,
    requestedTermMonths: 24,
    eligibility: { PRODUCTION_USE: true },
    recommenderOrganisation: '样本村党支部',
    recommenderPerson: '推荐甲',
    payeeName: '收款样本',
    payeeAccount: null,
  });

  it('writes old and new of what is not personal, and only the names of what is', async () => {
    const { id } = must(await registerConsultation(await at('station', DAY), await householdConsultation(19)));
    const { version } = must(await editConsultation(await at('manager', DAY), edit(id, 1)));
    expect(version).toBe(2);
    const event = await db().event.findFirstOrThrow({ where: { caseId: id, kind: 'case.edited' } });
    expect(event.payload).toMatchObject({
      changes: {
        requestedAmountFen: { old: '3000000', new: '3500000' },
        recommenderPerson: true,
        payeeName: true,
        'eligibility.BAD_CREDIT': { old: false, new: null },
      },
    });
    expect(codeOf(await editConsultation(await at('manager', DAY), edit(id, 2)))).toBe('NOTHING_CHANGED');
  });

  it('refuses a stale form, another county, another role and a later stage', async () => {
    const { id } = must(await registerConsultation(await at('station', DAY), await householdConsultation(20)));
    must(await editConsultation(await at('station', DAY), edit(id, 1)));
    expect(codeOf(await editConsultation(await at('station', DAY), edit(id, 1)))).toBe('CONFLICT');
    expect(codeOf(await editConsultation(await at('county-b', DAY), edit(id, 2)))).toBe('NOT_FOUND');
    expect(codeOf(await editConsultation(await at('approver', DAY), edit(id, 2)))).toBe('NOT_PERMITTED');
    expect(
      codeOf(await editConsultation(await at('station', DAY), { ...edit(id, 2), requestedAmountFen: 10_000_001n })),
    ).toBe('AMOUNT_OUT_OF_RANGE');
    await db().caseRecord.update({ where: { id }, data: { stage: 'ACCEPTANCE' } });
    expect(codeOf(await editConsultation(await at('station', DAY), edit(id, 2)))).toBe('TRANSITION_NOT_AVAILABLE');
  });
});
