import 'server-only';
import type { Day } from '@/domain/calendar';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { organisationsBelow } from '@/features/organisations/below';
import type { SpecialItem } from '@/generated/prisma/client';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type NewEvent, recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';
import { lockSpecialItem } from './lock';

export type NewSpecialItem = {
  title: string;
  programmeId: string;
  /** who decides the cases of the item */
  organisationId: string;
  ceilingFen: Fen;
  approvals: number;
  validFrom: Day;
  /** first day on which it no longer holds */
  validTo: Day;
  documentNumber: string;
  reason: string;
};

const LIMITS = { title: 100, documentNumber: 100, reason: 500 } as const;
const MOST_APPROVALS = 9;

/**
 * 专项审批: a branch or head office asks that a matter above the limits be decided as a whole, up to a ceiling over the sum
 * of its cases and until a day. It holds once another person, of head office, approves it. NOT_PERMITTED, NOT_FOUND
 * (programme, or an organisation that is not one's own or below it), INVALID_INPUT, AUTHORITY_DAYS, DEADLINE_PAST.
 */
export function requestSpecialItem(ctx: Context, input: NewSpecialItem): Promise<Result<{ specialItemId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'special-item.request')) refuse('NOT_PERMITTED');
    const below = await organisationsBelow(tx, ctx.actor, 'special-item.request');
    if (!below.includes(input.organisationId)) refuse('NOT_FOUND');
    if (!(await tx.programme.findUnique({ where: { id: input.programmeId } }))) refuse('NOT_FOUND');
    const texts = {
      title: input.title.trim(),
      documentNumber: input.documentNumber.trim(),
      reason: input.reason.trim(),
    };
    for (const [name, max] of Object.entries(LIMITS)) {
      const text = texts[name as keyof typeof LIMITS];
      if (text === '' || Array.from(text).length > max) refuse('INVALID_INPUT');
    }
    const { ceilingFen, approvals, validFrom, validTo } = input;
    if (ceilingFen <= 0n || !Number.isInteger(approvals) || approvals < 1 || approvals > MOST_APPROVALS)
      refuse('INVALID_INPUT');
    if (validTo <= validFrom) refuse('AUTHORITY_DAYS');
    if (validTo <= today(ctx)) refuse('DEADLINE_PAST', { today: today(ctx) });
    const item = await tx.specialItem.create({
      data: {
        ...texts,
        programmeId: input.programmeId,
        organisationId: input.organisationId,
        ceilingFen,
        approvals,
        validFrom: toDate(validFrom),
        validTo: toDate(validTo),
        requestedById: ctx.actor.userId,
        requestedAt: ctx.now,
      },
    });
    const payload = { ceilingFen: ceilingFen.toString(), approvals, validFrom, validTo };
    await recordOnItem(tx, ctx, item, 'special-item.requested', payload);
    return { specialItemId: item.id };
  });
}

/**
 * Head office approves or refuses the item; never the person who asked for it (also a constraint of the database).
 * NOT_PERMITTED, NOT_FOUND, NOT_HEAD_OFFICE, SAME_PERSON, STATUS_DOES_NOT_ALLOW, INVALID_INPUT (refused without saying why).
 */
export function settleSpecialItem(
  ctx: Context,
  input: { specialItemId: string; approved: boolean; remark: string },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const item = await lockAtHeadOffice(tx, ctx, input.specialItemId);
    if (item.requestedById === ctx.actor.userId) refuse('SAME_PERSON', { duty: 'SPECIAL_ITEM' });
    if (item.status !== 'REQUESTED') refuse('STATUS_DOES_NOT_ALLOW');
    const remark = input.remark.trim();
    if (!input.approved && remark === '') refuse('INVALID_INPUT');
    await tx.specialItem.update({
      where: { id: item.id },
      data: {
        status: input.approved ? 'APPROVED' : 'REFUSED',
        settledById: ctx.actor.userId,
        settledAt: ctx.now,
        settledRemark: remark,
      },
    });
    await recordOnItem(tx, ctx, item, input.approved ? 'special-item.approved' : 'special-item.refused', {}, remark);
  });
}

/**
 * Head office ends an item before its day; what was approved under it stands. NOT_PERMITTED, NOT_FOUND, NOT_HEAD_OFFICE,
 * STATUS_DOES_NOT_ALLOW, INVALID_INPUT (no reason).
 */
export function revokeSpecialItem(
  ctx: Context,
  input: { specialItemId: string; remark: string },
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const item = await lockAtHeadOffice(tx, ctx, input.specialItemId);
    if (item.status !== 'APPROVED') refuse('STATUS_DOES_NOT_ALLOW');
    const remark = input.remark.trim();
    if (remark === '') refuse('INVALID_INPUT');
    await tx.specialItem.update({ where: { id: item.id }, data: { status: 'REVOKED' } });
    await recordOnItem(tx, ctx, item, 'special-item.revoked', {}, remark);
  });
}

async function lockAtHeadOffice(tx: Tx, ctx: Context, specialItemId: string): Promise<SpecialItem> {
  if (!can(ctx.actor, 'special-item.settle')) refuse('NOT_PERMITTED');
  const item = await lockSpecialItem(tx, ctx, specialItemId, 'special-item.settle');
  const { financierId } = await tx.organisation.findUniqueOrThrow({ where: { id: item.organisationId } });
  if (financierId !== ctx.actor.organisation.id) refuse('NOT_HEAD_OFFICE');
  return item;
}

async function recordOnItem(
  tx: Tx,
  ctx: Context,
  item: SpecialItem,
  kind: `special-item.${'requested' | 'approved' | 'refused' | 'revoked'}`,
  payload: NewEvent['payload'] = {},
  remark = '',
): Promise<void> {
  const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: item.organisationId } });
  await recordEvent(tx, ctx, {
    kind,
    payload: { specialItemId: item.id, ...payload },
    subjectId: item.id,
    scope: { ...(await organisationScope(tx, organisation)), programmeId: item.programmeId },
    ...(remark ? { remark } : {}),
  });
}
