import { expect, it } from 'vitest';
import { ROLES } from '@/domain/permissions';
import { dutiesOf } from './role-verbs';

it('an approver decides at the decision and nowhere else sends a case back', () => {
  const { stages } = dutiesOf('APPROVER');
  expect(stages.find(({ stage }) => stage === 'DECISION')?.verbs).toEqual([
    'approve',
    'decline',
    'return',
    'requestSupplement',
  ]);
  expect(stages.map(({ stage }) => stage)).toEqual(['DECISION', 'FOLLOW_UP']);
});

it('what the system does by itself is nobody’s duty', () => {
  const verbs = ROLES.flatMap((role) => dutiesOf(role).stages.flatMap((entry) => entry.verbs));
  expect(verbs).not.toContain('disburse');
  expect(verbs).not.toContain('endorse');
});

it('every role can do something, and administrators nothing with a case', () => {
  for (const role of ROLES) expect(dutiesOf(role).others.length, role).toBeGreaterThan(0);
  for (const role of ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'] as const)
    expect(dutiesOf(role).stages, role).toEqual([]);
});
