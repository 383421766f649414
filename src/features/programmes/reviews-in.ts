import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';

/** Whether somebody reads the drafts of a province and may say that they are right: an administrator, or who leads there. */
export function reviewsIn(actor: Pick<Actor, 'roles' | 'scope'>, provinceId: number): boolean {
  if (can(actor, 'programme.write')) return true;
  if (!can(actor, 'programme.review')) return false;
  const { scope } = actor;
  if (scope.kind === 'NATION') return true;
  return scope.kind === 'REGION' && scope.column === 'provinceId' && scope.regionId === provinceId;
}
