import 'server-only';
import type { Day } from '@/domain/calendar';
import { refuse } from '@/domain/refusal';
import type { BulletinRecipient } from '@/generated/prisma/client';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { lockBulletin, recordBulletinEvent } from './changeable';

const MAX_MEASURES = 2_000;

async function addressOf(tx: Tx, ctx: Context, bulletinId: string): Promise<BulletinRecipient | null> {
  const organisationId = ctx.actor.organisation.id;
  return tx.bulletinRecipient.findUnique({ where: { bulletinId_organisationId: { bulletinId, organisationId } } });
}

/**
 * 签收: somebody of an addressed organisation has it open; the first of them is kept. Of others nothing is recorded.
 * NOT_PERMITTED, NOT_FOUND.
 */
export function openBulletin(ctx: Context, { bulletinId }: { bulletinId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'bulletin.read');
    const row = await lockBulletin(tx, ctx, bulletinId);
    const address = await addressOf(tx, ctx, bulletinId);
    if (row.status !== 'ISSUED' || !address || address.readAt !== null) return;
    await tx.bulletinRecipient.update({
      where: { bulletinId_organisationId: { bulletinId, organisationId: address.organisationId } },
      data: { readAt: ctx.now, readById: ctx.actor.userId },
    });
    await recordBulletinEvent(tx, ctx, 'bulletin.read', row, { payload: { organisationId: address.organisationId } });
  });
}

export type NewReply = { bulletinId: string; measures: string; dueOn: Day };

/**
 * An addressed organisation says what it will do and by when; a later answer stands beside the earlier ones. NOT_PERMITTED,
 * NOT_FOUND, STATUS_DOES_NOT_ALLOW, BULLETIN_NOT_ADDRESSED, INVALID_INPUT, DEADLINE_PAST {today}.
 */
export function replyToBulletin(ctx: Context, { bulletinId, measures, dueOn }: NewReply): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'bulletin.reply');
    const text = measures.trim();
    if (text === '' || Array.from(text).length > MAX_MEASURES) refuse('INVALID_INPUT');
    const row = await lockBulletin(tx, ctx, bulletinId);
    if (row.status !== 'ISSUED') refuse('STATUS_DOES_NOT_ALLOW');
    const { organisationId } = (await addressOf(tx, ctx, bulletinId)) ?? refuse('BULLETIN_NOT_ADDRESSED');
    if (dueOn < today(ctx)) refuse('DEADLINE_PAST', { today: today(ctx) });
    await tx.bulletinReply.create({
      data: {
        ...{ bulletinId, organisationId, measures: text, dueOn: toDate(dueOn) },
        ...{ writtenById: ctx.actor.userId, writtenAt: ctx.now },
      },
    });
    await recordBulletinEvent(tx, ctx, 'bulletin.replied', row, { payload: { organisationId, dueOn } });
    await notify(tx, ctx, [row.draftedById], { kind: 'BULLETIN_REPLIED', subjectId: bulletinId });
  });
}
