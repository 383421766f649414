import { expect, it } from 'vitest';
import { landingPath } from './landing';
import { can, ROLES, type Role } from './permissions';

const EXPECTED: Record<Role, string> = {
  STATION_WORKER: '/worklist',
  TOWNSHIP_OFFICER: '/worklist',
  COUNTY_OFFICIAL: '/worklist',
  LEADING_GROUP_OFFICER: '/reports',
  LEADER: '/reports',
  REGULATOR: '/reports',
  AUDITOR: '/admin/events',
  CREDIT_LEAD: '/worklist',
  ACCOUNT_MANAGER: '/worklist',
  LEGAL_REVIEWER: '/worklist',
  APPROVER: '/worklist',
  DISBURSEMENT_CLERK: '/worklist',
  DISBURSEMENT_CHECKER: '/worklist',
  SYSTEM_ADMIN: '/admin',
  SECURITY_ADMIN: '/admin',
  AUDIT_ADMIN: '/admin/events',
};

it.each(ROLES)('%s begins where their work is, and may read what stands there', (role) => {
  const actor = { roles: [role] };
  expect(landingPath(actor)).toBe(EXPECTED[role]);
  if (EXPECTED[role] === '/reports') expect(can(actor, 'figure.read')).toBe(true);
  if (EXPECTED[role] === '/worklist') expect(can(actor, 'case.read')).toBe(true);
  if (EXPECTED[role] === '/admin/events') expect(can(actor, 'audit.read')).toBe(true);
});
