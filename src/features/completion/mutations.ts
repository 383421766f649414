import 'server-only';
import type { CompletionGrade } from '@/domain/case-facts';
import {
  CHECK_PERMISSIONS,
  type CompletionCheckKind,
  checkCompletionDays,
  checkCompletionOffer,
  milestoneOn,
  type NewCheck,
} from '@/domain/completion';
import { can } from '@/domain/permissions';
import { mustPass, refuse } from '@/domain/refusal';
import { changeCase } from '@/features/cases/mutations';
import { writeFinding } from '@/features/follow-up/mutations-findings';
import { firstPaidOn } from '@/features/follow-up/plan-lines';
import { type Context, type Result, today } from '@/server/command';
import { toDate } from '@/server/dates';

export type CompletionCheckInput = NewCheck & {
  caseId: string;
  kind: CompletionCheckKind;
  grade: CompletionGrade;
  /** built, measured, seen */
  findings: string;
};

/**
 * 初验, 县级验收 or 复验: what was seen on the spot, and the grade. A failed one opens a finding to be put right by its day.
 * NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, COMPLETION_OUT_OF_ORDER, SAME_PERSON, FINDINGS_OPEN, DATE_IN_FUTURE,
 * DATE_OUT_OF_ORDER, RECTIFY_BY_MISSING, DEADLINE_PAST, INVALID_INPUT.
 */
export function recordCheck(ctx: Context, input: CompletionCheckInput): Promise<Result<{ findingId: string | null }>> {
  const { caseId, kind, grade, checkedOn } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts, record } = change;
    if (!can(ctx.actor, CHECK_PERMISSIONS[kind])) refuse('NOT_PERMITTED');
    const before = await tx.completionCheck.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
    const checkers = before.map((row) => ({ kind: row.kind, userId: row.checkedById }));
    mustPass(checkCompletionOffer(facts, checkers, kind, ctx.actor.userId));
    mustPass(checkCompletionDays(facts, input, await firstPaidOn(tx, caseId), today(ctx)));
    const findings = input.findings.trim();
    if (findings === '') refuse('INVALID_INPUT');
    const rectifyBy = grade === 'FAILED' ? input.rectifyBy : null;
    const { id } = await tx.completionCheck.create({
      data: {
        caseId,
        kind,
        sequence: before.length + 1,
        checkedOn: toDate(checkedOn),
        grade,
        findings,
        rectifyBy: rectifyBy && toDate(rectifyBy),
        checkedById: ctx.actor.userId,
        recordedAt: ctx.now,
      },
      select: { id: true },
    });
    const level = kind === 'FIRST_CHECK' ? 'FIRST_CHECK' : 'COUNTY_CHECK';
    // the last word of a level counts: a failed check takes a passed one back
    const counts = Number(grade !== 'FAILED') - Number(milestoneOn(facts, level) !== null);
    await record('completion.checked', { checkId: id, kind, grade, checkedOn, counts }, { occurredOn: checkedOn });
    return { findingId: rectifyBy ? await writeFinding(change, { description: findings, dueOn: rectifyBy }) : null };
  });
}
