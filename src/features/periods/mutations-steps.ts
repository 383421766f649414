import 'server-only';
import { returnRefusal, reviewRefusal, signRefusal } from '@/domain/period';
import { can } from '@/domain/permissions';
import { mustPass, refuse } from '@/domain/refusal';
import type { PeriodReport } from '@/generated/prisma/client';
import { type Context, mustHold, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { findPlace } from './places-queries';
import { recordStep } from './steps';

/** `version`: of the report as the person saw it. */
export type Step = { reportId: string; version: number; remark: string };

/**
 * 审核: somebody other than who reported has looked at the figures. NOT_PERMITTED, NOT_FOUND, CONFLICT,
 * STATUS_DOES_NOT_ALLOW, PERIOD_SAME_PERSON.
 */
export function reviewPeriod(ctx: Context, step: Step): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'period.review');
    const { report, place } = await reportSeen(tx, ctx, step);
    mustPass(reviewRefusal(ctx.actor, place, report));
    const by = { reviewedById: ctx.actor.userId, reviewedAt: ctx.now };
    const row = await tx.periodReport.update({
      where: { id: report.id },
      data: { status: 'REVIEWED', version: { increment: 1 }, ...by },
    });
    await recordStep(tx, ctx, place, row, step.remark.trim());
  });
}

/**
 * 签发: the leader of the place signs, and the figures are locked for good. NOT_PERMITTED, NOT_FOUND, CONFLICT,
 * STATUS_DOES_NOT_ALLOW, PERIOD_SAME_PERSON.
 */
export function signPeriod(ctx: Context, step: Step): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'period.sign');
    const { report, place } = await reportSeen(tx, ctx, step);
    mustPass(signRefusal(ctx.actor, place, report));
    const row = await tx.periodReport.update({
      where: { id: report.id },
      data: {
        status: 'SIGNED',
        version: { increment: 1 },
        signedById: ctx.actor.userId,
        signedAt: ctx.now,
      },
    });
    await recordStep(tx, ctx, place, row, step.remark.trim());
  });
}

/**
 * 退回: sends back what is not locked yet, with a reason; it is to be reported again. NOT_PERMITTED, NOT_FOUND, CONFLICT,
 * INVALID_INPUT (without a reason), STATUS_DOES_NOT_ALLOW, PERIOD_SAME_PERSON.
 */
export function returnPeriod(ctx: Context, step: Step): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'period.review') && !can(ctx.actor, 'period.sign')) refuse('NOT_PERMITTED');
    const { report, place } = await reportSeen(tx, ctx, step);
    if (step.remark.trim() === '') refuse('INVALID_INPUT');
    mustPass(returnRefusal(ctx.actor, place, report));
    const row = await tx.periodReport.update({
      where: { id: report.id },
      data: { status: 'RETURNED', version: { increment: 1 }, reviewedById: null, reviewedAt: null },
    });
    await recordStep(tx, ctx, place, row, step.remark.trim());
  });
}

/** The report, locked, in the place of the person: NOT_FOUND outside it, CONFLICT when it has moved on since it was read. */
async function reportSeen(tx: Tx, ctx: Context, { reportId, version }: Step) {
  await tx.$queryRaw`SELECT id FROM period_report WHERE id = ${reportId}::uuid FOR UPDATE`;
  const report: PeriodReport | null = await tx.periodReport.findUnique({ where: { id: reportId } });
  const place = report && (await findPlace(tx, ctx.actor, report.regionId));
  if (!report || !place) refuse('NOT_FOUND');
  if (report.version !== version) refuse('CONFLICT');
  return { report, place };
}
