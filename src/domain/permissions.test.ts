import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { can, PERMISSION_NAMES, PERMISSIONS, ROLES } from './permissions';
import { transitionOf, VERBS } from './stage';

const ADMINISTRATORS = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'] as const;
const permissionsOf = (role: (typeof ROLES)[number]) => PERMISSION_NAMES.filter((name) => can({ roles: [role] }, name));

/** What every account holds for itself. */
const EVERYBODYS: readonly string[] = ['session.end-own', 'password.change-own', 'factor.manage-own', 'notice.read'];

describe('who may do what', () => {
  it.each(ROLES)('%s holds something of its own work', (role) => {
    expect(permissionsOf(role).filter((name) => !EVERYBODYS.includes(name)).length).toBeGreaterThan(0);
  });

  it.each(PERMISSION_NAMES)('%s is held by somebody, each role once', (name) => {
    expect(PERMISSIONS[name].length).toBeGreaterThan(0);
    expect(new Set(PERMISSIONS[name]).size).toBe(PERMISSIONS[name].length);
  });

  it('is what was published, role by role', () => {
    const published = readFileSync(path.resolve(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
    const held = [...published.matchAll(/^\| `([a-z-]+\.[a-z-]+)` \|(.*)\|$/gm)].map(([, name, marks = '']) => [
      name,
      ROLES.filter((_, index) => marks.split('|')[index]?.trim() === '●'),
    ]);
    expect(held).toEqual(PERMISSION_NAMES.map((name) => [name, ROLES.filter((role) => can({ roles: [role] }, name))]));
    for (const name of PERMISSION_NAMES) for (const role of PERMISSIONS[name]) expect(ROLES).toContain(role);
  });

  it('keeps the three administrators from every case, document, payment and household', () => {
    const business =
      /^(case|document|payment|repayment|contract|condition|due-diligence|exposure|report|finding|household|project|figure|personal-data)\./;
    for (const role of ADMINISTRATORS) expect(permissionsOf(role).filter((name) => business.test(name))).toEqual([]);
  });

  it('keeps the three administrators apart: none does the work of another', () => {
    const own = ADMINISTRATORS.map((role) => permissionsOf(role).filter((name) => !EVERYBODYS.includes(name)));
    for (const [index, names] of own.entries())
      for (const other of own.slice(index + 1)) expect(names.filter((name) => other.includes(name))).toEqual([]);
  });

  it('lets leadership, regulator and auditor change no case', () => {
    for (const role of ['LEADER', 'AUDITOR', 'REGULATOR', 'LEADING_GROUP_OFFICER'] as const)
      for (const verb of VERBS) expect(can({ roles: [role] }, transitionOf(verb).permission)).toBe(false);
  });

  it('lets nobody hold both sides of a payment, nor investigate and approve', () => {
    for (const [one, other] of [
      ['payment.request', 'payment.release'],
      ['case.recommend', 'case.decide'],
      ['contract.draft', 'contract.check'],
      ['case.decide', 'payment.release'],
    ] as const)
      expect(ROLES.filter((role) => can({ roles: [role] }, one) && can({ roles: [role] }, other))).toEqual([]);
  });

  it('is denied by default, and given by any of several roles', () => {
    expect(can({ roles: [] }, 'case.read')).toBe(false);
    expect(can({ roles: ['LEADER', 'APPROVER'] }, 'case.decide')).toBe(true);
  });
});
