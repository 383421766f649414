import { describe, expect, it } from 'vitest';
import { DEFINITION_A, factsOf } from '../../tests/support/facts';
import type { CaseFacts } from './case-facts';
import { completeness, documentGaps, requirementsFor } from './completeness';
import { APPLICANT_KINDS, STAGES } from './stage';

type File = CaseFacts['documents'][number];
const file = (requirementCode: string, change: Partial<File> = {}): File => ({
  requirementCode,
  status: 'CHECKED',
  quarantined: false,
  ...change,
});
const gapsOf = (documents: File[], stage: CaseFacts['stage'], change: Partial<CaseFacts> = {}) =>
  documentGaps(factsOf({ documents, ...change }), stage).map(({ requirement, have, missing, unchecked }) => ({
    code: requirement.code,
    have,
    missing,
    unchecked,
  }));

describe('what is owed', () => {
  it('grows with the stages and differs by kind of applicant', () => {
    for (const applicantKind of APPLICANT_KINDS) {
      const counts = STAGES.map((stage) => requirementsFor(factsOf({ applicantKind }), stage).length);
      expect([...counts].sort((left, right) => left - right)).toEqual(counts);
      expect(requirementsFor(factsOf({ applicantKind })).length).toBe(counts.at(-1));
      for (const row of requirementsFor(factsOf({ applicantKind })))
        expect(row.applicantKinds).toContain(applicantKind);
    }
    const codes = (applicantKind: CaseFacts['applicantKind']) =>
      requirementsFor(factsOf({ applicantKind })).map((row) => row.code);
    expect(codes('HOUSEHOLD')).toContain('IDENTITY_COPY');
    expect(codes('HOUSEHOLD')).not.toContain('BUSINESS_LICENCE');
    expect(codes('ENTERPRISE')).toContain('LINKAGE_AGREEMENT');
    expect(codes('FAMILY_FARM')).not.toContain('LINKAGE_AGREEMENT');
  });
});

describe('gaps', () => {
  it('are none when every file is there and checked, in every stage for every kind', () => {
    for (const applicantKind of APPLICANT_KINDS)
      for (const stage of STAGES) {
        const facts = factsOf({ applicantKind });
        expect(documentGaps(facts, stage)).toEqual([]);
        const { met, owed } = completeness(facts, stage);
        expect(met).toBe(owed);
      }
  });

  it('name what is missing, and do not count a rejected or a quarantined file', () => {
    const gap = { code: 'APPLICATION_FORM', have: 0, missing: 1, unchecked: 0 };
    expect(gapsOf([], 'CONSULTATION')).toEqual([gap]);
    expect(gapsOf([file('APPLICATION_FORM', { status: 'REJECTED' })], 'CONSULTATION')).toEqual([gap]);
    expect(gapsOf([file('APPLICATION_FORM', { quarantined: true })], 'CONSULTATION')).toEqual([gap]);
    expect(gapsOf([file('SITE_PHOTO')], 'CONSULTATION')).toEqual([gap]);
  });

  it('count an unchecked file from acceptance on; at consultation nobody could have checked it', () => {
    const uploaded = [file('APPLICATION_FORM', { status: 'UPLOADED' })];
    expect(gapsOf(uploaded, 'CONSULTATION')).toEqual([]);
    expect(gapsOf(uploaded, 'ACCEPTANCE')).toContainEqual({
      code: 'APPLICATION_FORM',
      have: 1,
      missing: 0,
      unchecked: 1,
    });
  });

  it('ask no check where the catalogue asks none', () => {
    const all = DEFINITION_A.catalogue.map((row) => file(row.code, { status: row.checked ? 'CHECKED' : 'UPLOADED' }));
    expect(gapsOf(all, 'FOLLOW_UP')).toEqual([]);
  });

  it('count up to the minimum', () => {
    const definition = {
      ...DEFINITION_A,
      catalogue: DEFINITION_A.catalogue
        .filter((row) => row.code === 'APPLICATION_FORM')
        .map((row) => ({ ...row, minimum: 3 })),
    };
    expect(gapsOf([file('APPLICATION_FORM')], 'CONSULTATION', { definition })).toMatchObject([{ have: 1, missing: 2 }]);
    const four = [1, 2, 3, 4].map(() => file('APPLICATION_FORM'));
    expect(gapsOf(four, 'CONSULTATION', { definition })).toEqual([]);
  });

  it('leave optional documents out of the number', () => {
    const facts = factsOf({ documents: [], applicantKind: 'HOUSEHOLD' });
    expect(completeness(facts, 'CONSULTATION')).toEqual({ met: 0, owed: 1 });
    expect(completeness(facts, 'ACCEPTANCE')).toEqual({ met: 0, owed: 4 });
    expect(
      completeness({ ...facts, documents: [file('APPLICATION_FORM'), file('RECOMMENDATION_LETTER')] }, 'ACCEPTANCE'),
    ).toEqual({ met: 1, owed: 4 });
  });
});
