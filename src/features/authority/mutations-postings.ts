import 'server-only';
import { can } from '@/domain/permissions';
import { checkGrantDays, checkWithinOwn } from '@/domain/raise';
import { mustPass, refuse } from '@/domain/refusal';
import { CLOCKWORK } from '@/server/clockwork';
import { type Context, contextOf, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import { notify } from '@/server/notify';
import { branchOf, dayAfter, isHeadOffice, limitsOf, recordGrant, settleDecisions } from './grants';
import type { PostingInput } from './schema-grants';

/**
 * 驻点: head office sends one of its approvers to a branch, where they alone decide up to a limit for some days. Their
 * right is personal. NOT_PERMITTED (not head office), NOT_FOUND (no branch below it), OWN_REQUEST (oneself),
 * POSTEE_NOT_AVAILABLE, PROGRAMME_UNKNOWN, GRANT_DAYS, OVER_OWN_AUTHORITY, POSTING_OVERLAPS {from, to}.
 */
export function postApprover(ctx: Context, input: PostingInput): Promise<Result<{ postingId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'posting.make') || !isHeadOffice(ctx.actor)) refuse('NOT_PERMITTED');
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('posting'))::text`;
    const branch = await branchOf(tx, ctx.actor, input.organisationId);
    if (input.userId === ctx.actor.userId) refuse('OWN_REQUEST');
    const postee = await tx.user.findUnique({ where: { id: input.userId } });
    const isOurs = postee?.organisationId === ctx.actor.organisation.id && postee.status === 'ACTIVE';
    if (!isOurs || !postee.roles.includes('APPROVER')) refuse('POSTEE_NOT_AVAILABLE');
    if ((await tx.programme.count({ where: { id: input.programmeId } })) === 0)
      refuse('PROGRAMME_UNKNOWN', { codes: '--' });
    mustPass(checkGrantDays(input.validFrom, input.lastDay, today(ctx)));
    const limits = await limitsOf(tx, branch, input.programmeId);
    const grant = { ...input, applicantKind: null, upToFen: input.upTo };
    mustPass(checkWithinOwn(limits, branch.financierId ?? branch.id, grant));
    const { userId, programmeId } = input;
    const [validFrom, validTo] = [toDate(input.validFrom), dayAfter(input.lastDay)];
    const standing = { userId, programmeId, organisationId: branch.id, endedAt: null };
    const other = await tx.posting.findFirst({
      where: { ...standing, validFrom: { lt: validTo }, validTo: { gt: validFrom } },
    });
    if (other) refuse('POSTING_OVERLAPS', { from: toDay(other.validFrom), to: toDay(other.validTo) });
    const posting = await tx.posting.create({
      data: {
        ...standing,
        upToFen: input.upTo,
        validFrom,
        validTo,
        documentNumber: input.documentNumber,
        postedById: ctx.actor.userId,
        postedAt: ctx.now,
      },
    });
    await recordGrant(tx, ctx, posting, {
      kind: 'posting.made',
      payload: {
        postingId: posting.id,
        userId,
        upToFen: input.upTo?.toString() ?? null,
        validFrom: input.validFrom,
        lastDay: input.lastDay,
      },
    });
    await notify(tx, ctx, [userId], { kind: 'POSTED', subjectId: posting.id });
    return { postingId: posting.id };
  });
}

/**
 * Calls a posted approver back. What they decided stands; what waited for them waits for the branch, which sends on what
 * is above its own limit. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (over already).
 */
export function endPosting(ctx: Context, { postingId }: { postingId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'posting.make') || !isHeadOffice(ctx.actor)) refuse('NOT_PERMITTED');
    const posting = (await tx.posting.findUnique({ where: { id: postingId } })) ?? refuse('NOT_FOUND');
    await branchOf(tx, ctx.actor, posting.organisationId);
    const ended = await tx.posting.updateMany({
      where: { id: postingId, endedAt: null, validTo: { gt: toDate(today(ctx)) } },
      data: { endedAt: ctx.now },
    });
    if (ended.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    await recordGrant(tx, ctx, posting, { kind: 'posting.ended', payload: { postingId, userId: posting.userId } });
    await settleDecisions(tx, ctx, posting);
  });
}

/** The daily job: a posting that ran out names nobody any more in what waits. Says how many cases were looked at. */
export async function settleEndedPostings(now: Date): Promise<number> {
  const ctx = contextOf(CLOCKWORK, now);
  const result = await write(ctx, (tx) => settleDecisions(tx, ctx));
  if (!result.ok) throw new Error(`a job was refused: ${result.refusal.code}`);
  return result.value;
}
