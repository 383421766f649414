import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';

/** Stops a read that the page in front of it should not have asked for. Refuses NOT_PERMITTED. */
export function demand(actor: Pick<Actor, 'roles'>, permission: Permission): void {
  if (!can(actor, permission)) refuse('NOT_PERMITTED');
}
