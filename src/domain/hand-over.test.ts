import { describe, expect, it } from 'vitest';
import { type CaseOfItem, checkSuccessor, keepsCase, keepsInstruction, type Worker } from './hand-over';

const branch = (id: string) => ({ kind: 'FINANCIER', column: 'countyBranchId', organisationId: id }) as const;
const worker = (more: Partial<Worker> = {}): Worker => ({
  userId: 'new',
  active: true,
  organisationId: 'branch',
  scope: branch('branch'),
  roles: ['ACCOUNT_MANAGER'],
  ...more,
});
const leaver = worker({ userId: 'old' });
const facts: CaseOfItem = {
  provinceId: 1,
  cityId: 2,
  countyId: 3,
  townshipId: 4,
  villageId: null,
  financierId: 'bank',
  provincialBranchId: 'province',
  countyBranchId: 'branch',
  handlingOrganisationId: 'branch',
  assignments: [
    { part: 'MANAGER_A', userId: 'old' },
    { part: 'MANAGER_B', userId: 'second' },
  ],
  duties: [{ userId: 'old', duty: 'DUE_DILIGENCE' }],
  conflicts: [],
};

describe('a successor', () => {
  const lead = { roles: ['CREDIT_LEAD'] } as const;
  const administrator = { roles: ['SECURITY_ADMIN'] } as const;

  it('is another active person of the same organisation', () => {
    expect(checkSuccessor(lead, leaver, worker())).toBeNull();
    expect(checkSuccessor(lead, leaver, leaver)).toEqual({ code: 'SUCCESSOR_IS_LEAVER' });
    expect(checkSuccessor(lead, leaver, worker({ active: false }))).toEqual({ code: 'SUCCESSOR_NOT_ACTIVE' });
    expect(checkSuccessor(lead, leaver, worker({ organisationId: 'other' }))).toEqual({ code: 'SUCCESSOR_ELSEWHERE' });
  });

  it('may for a security administrator be of another organisation that sees exactly the same', () => {
    expect(checkSuccessor(administrator, leaver, worker({ organisationId: 'other' }))).toBeNull();
    for (const scope of [
      branch('elsewhere'),
      { kind: 'FINANCIER', column: 'financierId', organisationId: 'branch' },
      { kind: 'REGION', column: 'countyId', regionId: 3 },
      { kind: 'NONE' },
    ] satisfies Worker['scope'][])
      expect(checkSuccessor(administrator, leaver, worker({ organisationId: 'other', scope }))).toEqual({
        code: 'SUCCESSOR_ELSEWHERE',
      });
  });
});

describe('an item', () => {
  it('goes to an account manager of the branch who is free on the case', () => {
    expect(keepsCase('INVESTIGATION', facts, worker(), 'lead')).toBeNull();
  });

  it.each([
    ['LACKS_ROLE', worker({ roles: ['CREDIT_LEAD'] }), facts],
    ['OUT_OF_SCOPE', worker({ scope: branch('elsewhere') }), facts],
    ['NOT_OF_THE_BRANCH', worker({ organisationId: 'other' }), facts],
    ['OTHER_MANAGER', worker({ userId: 'second' }), facts],
    ['HOLDS_OTHER_DUTY', worker(), { ...facts, duties: [{ userId: 'new', duty: 'APPROVAL' as const }] }],
    ['CONFLICT_DECLARED', worker(), { ...facts, conflicts: ['new'] }],
    ['MAKER_CONFLICT', worker(), { ...facts, conflicts: ['lead'] }],
  ])('stays: %s', (reason, successor, of) => {
    expect(keepsCase('INVESTIGATION', of, successor, 'lead')).toBe(reason);
  });

  it('of consultation or supplement needs the right to submit', () => {
    for (const kind of ['CONSULTATION', 'SUPPLEMENT'] as const) {
      expect(keepsCase(kind, facts, worker(), 'lead')).toBeNull();
      expect(keepsCase(kind, facts, worker({ roles: ['LEGAL_REVIEWER'] }), 'lead')).toBe('LACKS_ROLE');
    }
  });

  it('that is an instruction needs the right to answer, not by who issued it, on a case in view', () => {
    expect(keepsInstruction('leader', facts, worker())).toBeNull();
    expect(keepsInstruction('leader', null, worker({ roles: ['AUDITOR'] }))).toBe('LACKS_ROLE');
    expect(keepsInstruction('new', null, worker())).toBe('ISSUED_BY_SUCCESSOR');
    expect(keepsInstruction('leader', facts, worker({ scope: branch('elsewhere') }))).toBe('OUT_OF_SCOPE');
  });
});
