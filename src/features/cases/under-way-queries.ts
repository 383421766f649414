import 'server-only';
import type { Actor } from '@/domain/actor';
import { refuse } from '@/domain/refusal';
import type { Context } from '@/server/command';
import type { Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';
import { visibleTo } from '@/server/scope';

/** A case in one of these is still under way or still owed. */
export const NOT_CLOSED = ['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED'] as const;

/** All people of a household, one person alone, or an organisation. */
export type Applicant = { householdId: string } | { personId: string } | { operatingEntityId: string };

/** The applicant's case of this programme that is under way: null when there is none, without reference when it is out of sight. */
export function caseUnderWay(
  tx: Tx,
  actor: Actor,
  programmeId: string,
  applicant: Applicant,
): Promise<UnderWay | null> {
  return crossing(tx, 'one applicant, one person of that number', () =>
    findUnderWay(tx, actor, programmeId, applicant),
  );
}

type UnderWay = { reference: string | null };

async function findUnderWay(tx: Tx, actor: Actor, programmeId: string, applicant: Applicant): Promise<UnderWay | null> {
  const members =
    'householdId' in applicant
      ? await tx.person.findMany({ where: { householdId: applicant.householdId }, select: { id: true } })
      : [];
  const where = {
    programmeId,
    status: { in: [...NOT_CLOSED] },
    ...('householdId' in applicant ? { personId: { in: members.map((member) => member.id) } } : applicant),
  };
  const open = await tx.caseRecord.findFirst({ where, select: { id: true } });
  if (!open) return null;
  const own = await tx.caseRecord.findFirst({ where: { AND: [where, visibleTo(actor)] }, select: { reference: true } });
  return { reference: own?.reference ?? null };
}

/**
 * DUPLICATE_APPLICATION when the household or the entity has a case of this programme under way. The reference is named
 * only where the person may see that case.
 */
export async function refuseDuplicate(tx: Tx, ctx: Context, programmeId: string, applicant: Applicant): Promise<void> {
  const underWay = await caseUnderWay(tx, ctx.actor, programmeId, applicant);
  if (underWay) refuse('DUPLICATE_APPLICATION', { reference: underWay.reference ?? 'none' });
}
