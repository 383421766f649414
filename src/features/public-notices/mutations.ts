import 'server-only';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { checkNoticeDays, checkNoticeOffer, noticeDays, publicWords } from '@/domain/public-notice';
import { mustPass, refuse } from '@/domain/refusal';
import { type CaseChange, changeCase } from '@/features/cases/mutations';
import { organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import { type Context, type Result, read, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import { visibleTo } from '@/server/scope';
import type { StoredNoticeContent } from './content';

export type NewPublicNotice = {
  caseId: string;
  /** where it hangs: village board, township hall, web page */
  places: string;
  /** whom to call, 12317 by default */
  complaintLine: string;
  fromOn: Day;
  /** last day */
  toOn: Day;
};

/**
 * 公示: puts up what was approved, for at least the dated days of the place; money waits for its end. What it shows is
 * frozen from the case. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (no approval stands), NOTICE_STANDS,
 * POLICY_MISSING, NOTICE_TOO_SHORT, DATE_OUT_OF_ORDER, INVALID_INPUT.
 */
export function publishNotice(ctx: Context, input: NewPublicNotice): Promise<Result<{ noticeId: string }>> {
  const { caseId, places, complaintLine, fromOn, toOn } = input;
  return changeCase(ctx, caseId, null, async (change) => {
    const { tx, facts, record } = change;
    if (!can(ctx.actor, 'public-notice.publish')) refuse('NOT_PERMITTED');
    mustPass(checkNoticeOffer(facts, today(ctx)));
    const policy = noticeDays(facts, today(ctx)) ?? refuse('POLICY_MISSING', { kind: 'NOTICE_DAYS' });
    if (places.trim() === '' || complaintLine.trim() === '') refuse('INVALID_INPUT');
    const minimumDays = Number(policy.value);
    mustPass(checkNoticeDays({ fromOn, toOn }, minimumDays, today(ctx)));
    const sequence = await tx.publicNotice.count({ where: { caseId } });
    const { id } = await tx.publicNotice.create({
      data: {
        caseId,
        provinceId: facts.provinceId,
        cityId: facts.cityId,
        countyId: facts.countyId,
        sequence: sequence + 1,
        round: facts.decisionRound,
        content: await contentOf(change),
        places: places.trim(),
        complaintLine: complaintLine.trim(),
        fromOn: toDate(fromOn),
        toOn: toDate(toOn),
        minimumDays,
        documentNumber: policy.documentNumber,
        publishedById: ctx.actor.userId,
        publishedAt: ctx.now,
      },
      select: { id: true },
    });
    await record('public-notice.published', { noticeId: id, fromOn, toOn, minimumDays, policyValueId: policy.id });
    return { noticeId: id };
  });
}

/** What the public may read of the case as it was approved. */
async function contentOf({ tx, facts }: CaseChange): Promise<StoredNoticeContent> {
  const row = await tx.caseRecord.findUniqueOrThrow({
    where: { id: facts.id },
    select: {
      reference: true,
      applicantName: true,
      personId: true,
      purpose: true,
      approvedAmountFen: true,
      approvedTermMonths: true,
      approvedRateBps: true,
      programmeDefinition: { select: { programme: { select: { name: true } } } },
    },
  });
  const names = await regionNamesOf(tx, [facts.countyId, facts.townshipId, facts.villageId]);
  const organisations = await organisationNamesOf(tx, [facts.handlingOrganisationId]);
  const nowhere: Label = { zh: '', en: '' };
  return {
    reference: row.reference,
    ...publicWords({ ...row, isPerson: row.personId !== null }),
    programme: row.programmeDefinition.programme.name as Label,
    county: names.get(facts.countyId) ?? '',
    township: names.get(facts.townshipId) ?? '',
    village: names.get(facts.villageId ?? 0) ?? null,
    amountFen: String(row.approvedAmountFen ?? 0n),
    termMonths: row.approvedTermMonths ?? 0,
    rateBps: facts.definition.financing === 'LOAN' ? row.approvedRateBps : null,
    financier: organisations.get(facts.handlingOrganisationId) ?? nowhere,
  };
}

/**
 * Takes a notice down, with a reason that stays on the public page; money waits for another. NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW (not up any more), OBJECTIONS_OPEN (an objection is answered, not taken away), INVALID_INPUT.
 */
export async function withdrawNotice(
  ctx: Context,
  { noticeId, reason }: { noticeId: string; reason: string },
): Promise<Result<void>> {
  const notice = await read(ctx.actor, (tx) =>
    tx.publicNotice.findFirst({ where: { id: noticeId, caseRecord: visibleTo(ctx.actor) }, select: { caseId: true } }),
  );
  if (!notice) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, notice.caseId, null, async ({ tx, record }) => {
    if (!can(ctx.actor, 'public-notice.publish')) refuse('NOT_PERMITTED');
    if (reason.trim() === '') refuse('INVALID_INPUT');
    const open = await tx.objection.count({ where: { noticeId, status: 'OPEN' } });
    if (open > 0) refuse('OBJECTIONS_OPEN', { count: open });
    const taken = await tx.publicNotice.updateMany({
      where: { id: noticeId, status: 'PUBLISHED' },
      data: { status: 'WITHDRAWN', withdrawnAt: ctx.now, withdrawReason: reason.trim() },
    });
    if (taken.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
    await record('public-notice.withdrawn', { noticeId }, { remark: reason.trim() });
  });
}
