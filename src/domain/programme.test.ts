import { describe, expect, it } from 'vitest';
import { PROGRAMME_A } from '../../prisma/seed/programme-a';
import { DEFINITION_A } from '../../tests/support/facts';
import { can } from './permissions';
import { applicantRule, type ProgrammeBodyInput, parseProgrammeBody, programmeBodySchema, stageOf } from './programme';
import { APPLICANT_KINDS, STAGES } from './stage';

describe('a programme definition', () => {
  it('reads amounts as fen beyond what a number holds', () => {
    const [first] = PROGRAMME_A.applicants;
    const body = { ...PROGRAMME_A, applicants: [{ ...first, maximumFen: '9007199254740993' }] };
    expect(parseProgrammeBody(body).applicants[0]?.maximumFen).toBe(9_007_199_254_740_993n);
  });

  const broken: [string, Partial<Record<keyof ProgrammeBodyInput, unknown>>][] = [
    ['no stage', { stages: [] }],
    ['a stage nobody knows', { stages: [{ ...PROGRAMME_A.stages[0], stage: 'AUDIT' }] }],
    ['a limit of no days', { stages: [{ ...PROGRAMME_A.stages[0], limitWorkingDays: 0 }] }],
    ['an amount with a point', { applicants: [{ ...PROGRAMME_A.applicants[0], maximumFen: '1.5' }] }],
    ['a negative amount', { applicants: [{ ...PROGRAMME_A.applicants[0], minimumFen: '-1' }] }],
    ['an amount as a number', { applicants: [{ ...PROGRAMME_A.applicants[0], minimumFen: 5 }] }],
    ['a name in one language', { name: { zh: '政融保' } }],
    ['a code in small letters', { eligibility: [{ ...PROGRAMME_A.eligibility[0], code: 'use' }] }],
    ['a requirement nobody may see', { catalogue: [{ ...PROGRAMME_A.catalogue[0], visibleTo: [] }] }],
    ['a score with one option', { reportItems: [{ ...PROGRAMME_A.reportItems[0], options: [] }] }],
    ['a rate below zero', { rateCeilingBps: -1 }],
    ['a year of 364 days', { dayCountBasis: 364 }],
    ['a report due on the 29th', { monthlyReportDueDay: 29 }],
    ['no way to end', { closings: [] }],
  ];

  it.each(broken)('is refused with %s', (_what, change) => {
    expect(programmeBodySchema.safeParse({ ...PROGRAMME_A, ...change }).success).toBe(false);
    expect(() => parseProgrammeBody({ ...PROGRAMME_A, ...change })).toThrow();
  });

  it('knows its stages and applicants, and says so where it does not', () => {
    for (const stage of STAGES) expect(stageOf(DEFINITION_A, stage).stage).toBe(stage);
    for (const kind of APPLICANT_KINDS) expect(applicantRule(DEFINITION_A, kind)?.kind).toBe(kind);
    const small = { ...DEFINITION_A, stages: DEFINITION_A.stages.slice(0, 1), applicants: [] };
    expect(() => stageOf(small, 'DECISION')).toThrow(/DECISION/);
    expect(applicantRule(small, 'ENTERPRISE')).toBeNull();
  });

  it('of programme A has each code once, reviewers who may accept, and readers who may read', () => {
    for (const codes of [DEFINITION_A.catalogue, DEFINITION_A.eligibility, DEFINITION_A.reportItems].map((rows) =>
      rows.map((row) => row.code),
    ))
      expect(new Set(codes).size).toBe(codes.length);
    for (const { role } of stageOf(DEFINITION_A, 'ACCEPTANCE').reviewSteps)
      expect(can({ roles: [role] }, 'case.accept')).toBe(true);
    for (const row of DEFINITION_A.catalogue)
      for (const role of row.visibleTo) expect(can({ roles: [role] }, 'document.read')).toBe(true);
  });
});
