import { can, type Role } from './permissions';

const READERS: readonly Role[] = ['LEADER', 'LEADING_GROUP_OFFICER', 'REGULATOR'];

/** Where a person begins: those who work on cases at the worklist, leadership at the figures, auditors and administrators at theirs. */
export function landingPath(actor: { roles: readonly Role[] }): string {
  if (actor.roles.some((role) => READERS.includes(role))) return '/reports';
  if (can(actor, 'audit.read')) return '/admin/events';
  return can(actor, 'case.read') ? '/worklist' : '/admin';
}
