import 'server-only';
import { can } from '@/domain/permissions';
import { checkGrantDays, checkHigher, checkWithinOwn } from '@/domain/raise';
import { mustPass, refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { holdersIn } from '@/server/holders';
import { notify } from '@/server/notify';
import { branchOf, dayAfter, isHeadOffice, limitsOf, recordGrant } from './grants';
import type { RaiseInput, SettleRaiseInput } from './schema-grants';

/**
 * 扩大权限: somebody of a branch, or of head office for it, asks that the branch may decide up to more for some days. Asked
 * for, it allows nothing yet. NOT_PERMITTED, NOT_FOUND (no branch of theirs), PROGRAMME_UNKNOWN, GRANT_DAYS,
 * RAISE_NOT_HIGHER, OVER_OWN_AUTHORITY.
 */
export function requestRaise(ctx: Context, input: RaiseInput): Promise<Result<{ raiseId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'raise.request')) refuse('NOT_PERMITTED');
    const branch = await branchOf(tx, ctx.actor, input.organisationId);
    if ((await tx.programme.count({ where: { id: input.programmeId } })) === 0)
      refuse('PROGRAMME_UNKNOWN', { codes: '--' });
    mustPass(checkGrantDays(input.validFrom, input.lastDay, today(ctx)));
    const grant = { ...input, upToFen: input.upTo };
    const limits = await limitsOf(tx, branch, input.programmeId);
    mustPass(checkHigher(limits, grant) ?? checkWithinOwn(limits, branch.financierId ?? branch.id, grant));
    const raise = await tx.authorityRaise.create({
      data: {
        organisationId: branch.id,
        programmeId: input.programmeId,
        applicantKind: input.applicantKind,
        upToFen: input.upTo,
        approvals: input.approvals,
        validFrom: toDate(input.validFrom),
        validTo: dayAfter(input.lastDay),
        // the number is that of the answer
        documentNumber: '',
        reason: input.reason,
        requestedById: ctx.actor.userId,
        requestedAt: ctx.now,
      },
    });
    await recordGrant(tx, ctx, raise, {
      kind: 'raise.requested',
      payload: { raiseId: raise.id, upToFen: input.upTo?.toString() ?? null, lastDay: input.lastDay },
    });
    const grantors = await holdersIn(tx, 'raise.settle', { id: branch.financierId ?? branch.id });
    await notify(tx, ctx, grantors, { kind: 'RAISE_ASKED', subjectId: raise.id });
    return { raiseId: raise.id };
  });
}

/**
 * Head office grants or refuses what a branch asked for; another person than who asked. Granted, it is authority like a
 * limit from its first day to its last. NOT_PERMITTED (not head office), NOT_FOUND, OWN_REQUEST, STATUS_DOES_NOT_ALLOW
 * (settled already), GRANT_DAYS (over meanwhile), OVER_OWN_AUTHORITY, INVALID_INPUT (granted without a document number,
 * refused without a reason).
 */
export function settleRaise(ctx: Context, input: SettleRaiseInput): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const raise = await raiseOf(tx, ctx, input.raiseId);
    if (raise.requestedById === ctx.actor.userId) refuse('OWN_REQUEST');
    if (raise.status !== 'REQUESTED') refuse('STATUS_DOES_NOT_ALLOW');
    const granted = input.outcome === 'APPROVED';
    const [documentNumber, remark] = [input.documentNumber ?? '', input.remark ?? ''];
    if (granted ? documentNumber === '' : remark === '') refuse('INVALID_INPUT');
    if (granted) {
      const validFrom = toDay(raise.validFrom);
      if (toDay(raise.validTo) <= today(ctx)) refuse('GRANT_DAYS');
      const head = { id: raise.organisationId, financierId: ctx.actor.organisation.id };
      const limits = await limitsOf(tx, head, raise.programmeId);
      mustPass(checkWithinOwn(limits, head.financierId, { ...raise, validFrom }));
    }
    await tx.authorityRaise.update({
      where: { id: raise.id },
      data: { status: input.outcome, documentNumber, ...settledBy(ctx, remark) },
    });
    await recordGrant(tx, ctx, raise, {
      kind: granted ? 'raise.approved' : 'raise.refused',
      payload: { raiseId: raise.id },
      remark,
    });
    await tellAsker(tx, ctx, raise);
  });
}

/**
 * Head office takes a raise back before its last day. What was decided under it stands; what waits under it goes up when
 * it is next decided. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, INVALID_INPUT (no reason).
 */
export function revokeRaise(ctx: Context, input: { raiseId: string; remark: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const raise = await raiseOf(tx, ctx, input.raiseId);
    const remark = input.remark.trim();
    if (remark === '') refuse('INVALID_INPUT');
    if (raise.status !== 'APPROVED' || toDay(raise.validTo) <= today(ctx)) refuse('STATUS_DOES_NOT_ALLOW');
    await tx.authorityRaise.update({
      where: { id: raise.id },
      data: { status: 'REVOKED', ...settledBy(ctx, remark) },
    });
    await recordGrant(tx, ctx, raise, { kind: 'raise.revoked', payload: { raiseId: raise.id }, remark });
  });
}

const settledBy = (ctx: Context, settledRemark: string) => ({
  settledById: ctx.actor.userId,
  settledAt: ctx.now,
  settledRemark: settledRemark === '' ? null : settledRemark,
});

/** Who asked is told the answer; for the others of head office nothing waits any more. */
async function tellAsker(
  tx: Tx,
  ctx: Context,
  { id: subjectId, requestedById }: { id: string; requestedById: string },
) {
  await tx.notice.updateMany({ where: { kind: 'RAISE_ASKED', subjectId, readAt: null }, data: { readAt: ctx.now } });
  await notify(tx, ctx, [requestedById], { kind: 'RAISE_SETTLED', subjectId });
}

/** The raise, locked, of a branch below the actor's head office. */
async function raiseOf(tx: Tx, { actor }: Context, raiseId: string) {
  if (!can(actor, 'raise.settle')) refuse('NOT_PERMITTED');
  await tx.$queryRaw`SELECT 1 FROM authority_raise WHERE id = ${raiseId}::uuid FOR UPDATE`;
  const raise = (await tx.authorityRaise.findUnique({ where: { id: raiseId } })) ?? refuse('NOT_FOUND');
  const branch = await tx.organisation.findUniqueOrThrow({ where: { id: raise.organisationId } });
  if (branch.financierId !== actor.organisation.financierId) refuse('NOT_FOUND');
  if (!isHeadOffice(actor)) refuse('NOT_PERMITTED');
  return raise;
}
