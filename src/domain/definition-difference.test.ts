import { describe, expect, it } from 'vitest';
import { PROGRAMME_A } from '../../prisma/seed/programme-a';
import { storedBody, withSection } from './definition-body';
import { findDifferences } from './definition-difference';
import { BODY_FIELDS, SECTION_NAMES, sectionOf } from './definition-sections';
import { type ProgrammeBody, type ProgrammeBodyInput, parseProgrammeBody, programmeBodySchema } from './programme';

const changed = (change: (draft: ProgrammeBodyInput) => void): ProgrammeBody => {
  const draft = structuredClone(PROGRAMME_A);
  change(draft);
  return parseProgrammeBody(draft);
};
const A = parseProgrammeBody(PROGRAMME_A);
const between = (change: (draft: ProgrammeBodyInput) => void) =>
  findDifferences(A, changed(change)).map(({ section, path, before, after }) => ({
    section,
    path: path.map((step) => ('field' in step ? step.field : step.row)).join('.'),
    before,
    after,
  }));

describe('the parts of a definition', () => {
  it('hold every parameter once', () => {
    const keys = Object.keys(programmeBodySchema.shape) as (keyof ProgrammeBody)[];
    expect(Object.keys(BODY_FIELDS).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(SECTION_NAMES).toContain(sectionOf(key));
  });

  it('are written one by one, and refused where the whole would be none', () => {
    const name = { zh: '新', en: 'New' };
    const part = { name, financing: 'LOAN', financierKinds: ['BANK'], closings: ['close'] };
    const written = withSection(A, 'basics', { ...part, stages: [] });
    expect(written).toEqual({ ...storedBody(A), ...part });
    expect(withSection(A, 'basics', { name: { zh: '', en: '' } })).toBeNull();
  });
});

describe('the difference between two versions', () => {
  it('is nothing between a body and itself, in whatever order its rows stand', () => {
    expect(between(() => {})).toEqual([]);
    expect(
      between((draft) => {
        draft.stages.reverse();
        draft.catalogue.reverse();
        draft.securityKinds.reverse();
      }),
    ).toEqual([]);
  });

  it('names a row by its code, not by its place', () => {
    expect(
      between((draft) => {
        draft.catalogue = draft.catalogue.filter((row) => row.code !== 'APPLICATION_FORM');
        for (const row of draft.catalogue) if (row.code === 'SITE_PHOTO') row.minimum = 3;
        draft.authority = [{ level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 2 }];
      }),
    ).toEqual([
      {
        section: 'catalogue',
        path: 'catalogue.APPLICATION_FORM',
        before: [expect.objectContaining({ code: 'APPLICATION_FORM' })],
        after: null,
      },
      { section: 'catalogue', path: 'catalogue.SITE_PHOTO.minimum', before: 1, after: 3 },
      {
        section: 'authority',
        path: 'authority.HEAD_OFFICE  ',
        before: null,
        after: [{ level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 2 }],
      },
    ]);
  });

  it('goes into rows of rows and into what was not there before', () => {
    expect(
      between((draft) => {
        for (const row of draft.stages) if (row.stage === 'ACCEPTANCE') row.reviewSteps = row.reviewSteps?.slice(0, 1);
        draft.borrowerAge = { from: 18, to: 65 };
        draft.rateCeilingBps = 435;
      }),
    ).toEqual([
      {
        section: 'stages',
        path: 'stages.ACCEPTANCE.reviewSteps.CREDIT_LEAD',
        before: [expect.objectContaining({ role: 'CREDIT_LEAD' })],
        after: null,
      },
      { section: 'applicants', path: 'borrowerAge', before: null, after: { from: 18, to: 65 } },
      { section: 'money', path: 'rateCeilingBps', before: 600, after: 435 },
    ]);
  });
});
