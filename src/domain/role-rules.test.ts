import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from './permissions';
import { ADMINISTRATORS, checkRoles, checkRolesTogether, ORGANISATION_KINDS, ROLES_OF_KIND } from './role-rules';

describe('roles of one person', () => {
  it('never join two administrators, nor one with any other role', () => {
    for (const administrator of ADMINISTRATORS)
      for (const role of ROLES.filter((other) => other !== administrator))
        expect(checkRolesTogether([role, administrator])?.code).toBe('ROLES_FORBIDDEN_TOGETHER');
    expect(checkRolesTogether([...ADMINISTRATORS])?.code).toBe('ROLES_FORBIDDEN_TOGETHER');
  });

  it.each<[Role, Role]>([
    ['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER'],
    ['ACCOUNT_MANAGER', 'APPROVER'],
    ['APPROVER', 'CREDIT_LEAD'],
    ['LEGAL_REVIEWER', 'ACCOUNT_MANAGER'],
  ])('%s and %s are two people, whichever is named first', (first, second) => {
    expect(checkRoles([first, second], 'BANK')?.code).toBe('ROLES_FORBIDDEN_TOGETHER');
    expect(checkRoles([second, first], 'BANK')?.code).toBe('ROLES_FORBIDDEN_TOGETHER');
  });

  it('may be several where nobody checks their own work', () => {
    expect(checkRoles(['CREDIT_LEAD', 'ACCOUNT_MANAGER'], 'BANK')).toBeNull();
    expect(checkRoles(['LEADER', 'LEADING_GROUP_OFFICER'], 'LEADING_GROUP')).toBeNull();
  });

  it('fit the kind of organisation, and are at least one', () => {
    expect(checkRoles(['APPROVER'], 'STATION')).toEqual({
      code: 'ROLE_NOT_FOR_ORGANISATION',
      params: { role: 'APPROVER' },
    });
    expect(checkRoles(['AUDITOR'], 'OPERATOR')?.code).toBe('ROLE_NOT_FOR_ORGANISATION');
    expect(checkRoles([], 'BANK')?.code).toBe('ROLES_MISSING');
  });

  it('have a place each: no role that no organisation takes', () => {
    const placed = new Set<Role>(ORGANISATION_KINDS.flatMap((kind) => ROLES_OF_KIND[kind]));
    expect(ROLES.filter((role) => !placed.has(role))).toEqual([]);
  });
});
