import 'server-only';
import type { Actor } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import { refuse } from '@/domain/refusal';
import type { ApplicantKind } from '@/domain/stage';
import { changeCaseIn } from '@/features/cases/mutations';
import { organisationScope } from '@/features/identity/scope';
import type { Context } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { crossing } from '@/server/row-scope';

/** Whether somebody works at the head office of their financier, which alone gives authority away. */
export function isHeadOffice({ organisation }: Pick<Actor, 'organisation'>): boolean {
  return organisation.financierId !== null && organisation.id === organisation.financierId;
}

/** An active branch below the actor's head office; their own only, unless they work at head office. NOT_FOUND. */
export async function branchOf(tx: Tx, actor: Actor, organisationId: string) {
  const branch = await tx.organisation.findUnique({ where: { id: organisationId } });
  const { financierId } = actor.organisation;
  const isBranch = branch?.active && branch.financierId !== null && branch.id !== branch.financierId;
  if (!branch || !isBranch || branch.financierId !== financierId) refuse('NOT_FOUND');
  if (branch.id !== actor.organisation.id && !isHeadOffice(actor)) refuse('NOT_FOUND');
  return branch;
}

/** The limits of the branch and of its head office for a programme. */
export async function limitsOf(tx: Tx, branch: { id: string; financierId: string | null }, programmeId: string) {
  const rows = await tx.authorityLimit.findMany({
    where: { programmeId, organisationId: { in: [branch.id, branch.financierId ?? branch.id] } },
  });
  return rows.map((row) => ({
    ...row,
    applicantKind: row.applicantKind as ApplicantKind | null,
    validFrom: toDay(row.validFrom),
    validTo: toDay(row.validTo),
  }));
}

/** People name the last day on which it counts; the table, as for every authority, the first on which it does not. */
export const dayAfter = (lastDay: Day): Date => toDate(addDays(lastDay, 1));

/** Appends an event about an organisation's authority, seen by who sees the organisation. */
export async function recordGrant(
  tx: Tx,
  ctx: Context,
  grant: { organisationId: string; programmeId: string },
  event: Pick<NewEvent, 'kind' | 'payload' | 'remark'>,
): Promise<void> {
  const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: grant.organisationId } });
  const scope = { ...(await organisationScope(tx, organisation)), programmeId: grant.programmeId };
  await recordEvent(tx, ctx, { ...event, subjectId: grant.organisationId, scope });
}

/** Says anew whom the cases under decision there wait for, when a right that named somebody has ended. */
export function settleDecisions(tx: Tx, ctx: Context, where: Decisions = {}): Promise<number> {
  return crossing(tx, 'rights that end', () => settleEach(tx, ctx, where));
}

type Decisions = { organisationId?: string; programmeId?: string };

async function settleEach(tx: Tx, ctx: Context, where: Decisions): Promise<number> {
  const { organisationId, programmeId } = where;
  const cases = await tx.caseRecord.findMany({
    where: {
      waitingTask: 'DECIDE',
      waitingUserIds: { isEmpty: false },
      ...(organisationId ? { decisionOrganisationId: organisationId } : {}),
      ...(programmeId ? { programmeId } : {}),
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of cases) await changeCaseIn(tx, ctx, id, null, async () => undefined);
  return cases.length;
}
