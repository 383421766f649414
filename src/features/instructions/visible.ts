import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import type { Prisma } from '@/generated/prisma/client';
import { visibleTo } from '@/server/scope';

/** Meetings of a county belong to it, of a province to the province: those above read them, those below do not. */
export function meetingsVisibleTo(actor: Actor): Prisma.MeetingWhereInput {
  const reads = can(actor, 'meeting.record') || can(actor, 'instruction.issue');
  const { scope } = actor;
  if (reads && scope.kind === 'NATION') return {};
  if (reads && scope.kind === 'REGION' && ['provinceId', 'cityId', 'countyId'].includes(scope.column))
    return { [scope.column]: scope.regionId };
  // no region has this id
  return { provinceId: -1 };
}

/** An instruction is seen by who issued it, who answers it, who may see its case and who may read its meeting. */
export function instructionsVisibleTo(actor: Actor): Prisma.InstructionWhereInput {
  return {
    OR: [
      { issuedById: actor.userId },
      { addresseeId: actor.userId },
      ...(can(actor, 'case.read') ? [{ caseId: { not: null }, caseRecord: visibleTo(actor) }] : []),
      { meetingId: { not: null }, meeting: meetingsVisibleTo(actor) },
    ],
  };
}
