import 'server-only';
import { bulletinNumber } from '@/domain/bulletin';
import { refuse } from '@/domain/refusal';
import { settledNow } from '@/features/ledger/queries-settled';
import type { Bulletin } from '@/generated/prisma/client';
import { type Context, type Result, today, write } from '@/server/command';
import { nextNumber } from '@/server/counters';
import type { Tx } from '@/server/db';
import { notify } from '@/server/notify';
import { changeableBulletin, recordBulletinEvent, type Seen } from './changeable';
import { organisationsToTell, peopleOf, signersOf } from './people-queries';

const MAX_REMARK = 500;

/** Hands a draft to those who sign. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, CONFLICT. */
export function submitBulletin(ctx: Context, input: Seen): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await changeableBulletin(tx, ctx, input, { permission: 'bulletin.draft', status: 'DRAFT' });
    await tx.bulletin.update({
      where: { id: row.id },
      data: { status: 'IN_REVIEW', submittedAt: ctx.now, returnRemark: null, revision: { increment: 1 } },
    });
    await recordBulletinEvent(tx, ctx, 'bulletin.submitted', row);
    await notify(tx, ctx, await signersOf(tx, row), { kind: 'BULLETIN_SUBMITTED', subjectId: row.id });
  });
}

/** Sends it back to its drafter with what is to be different. INVALID_INPUT, and as submitting refuses. */
export function returnBulletin(ctx: Context, input: Seen & { remark: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const remark = input.remark.trim();
    if (remark === '' || Array.from(remark).length > MAX_REMARK) refuse('INVALID_INPUT');
    const row = await changeableBulletin(tx, ctx, input, { permission: 'bulletin.issue', status: 'IN_REVIEW' });
    await tx.bulletin.update({
      where: { id: row.id },
      data: { status: 'DRAFT', returnRemark: remark, revision: { increment: 1 } },
    });
    await recordBulletinEvent(tx, ctx, 'bulletin.returned', row, { remark });
    const drafters = [row.draftedById, row.editedById];
    await notify(tx, ctx, drafters, { kind: 'BULLETIN_RETURNED', subjectId: row.id });
  });
}

/**
 * Signs and issues it: it gets the next number of its office's year, its figures stand from now on, and the units of its
 * rows and the branches there are told. BULLETIN_OWN_DRAFT, DEADLINE_PAST (the day for answers is over), and as submitting
 * refuses.
 */
export function issueBulletin(ctx: Context, input: Seen): Promise<Result<{ number: string }>> {
  return write(ctx, async (tx) => {
    const row = await changeableBulletin(tx, ctx, input, { permission: 'bulletin.issue', status: 'IN_REVIEW' });
    if ([row.draftedById, row.editedById].includes(ctx.actor.userId)) refuse('BULLETIN_OWN_DRAFT');
    if (row.replyDueOn < new Date(`${today(ctx)}T00:00:00Z`)) refuse('DEADLINE_PAST', { today: today(ctx) });
    const recipients = await address(tx, row);
    const year = Number(today(ctx).slice(0, 4));
    const kind = { kind: 'BULLETIN_ISSUED', subjectId: row.id } as const;
    await notify(tx, ctx, await peopleOf(tx, recipients), kind);
    const sequence = await nextNumber(tx, row.regionId, year, `BULLETIN ${row.organisationId}`);
    await tx.bulletin.update({
      where: { id: row.id },
      data: {
        ...{ status: 'ISSUED', issuedById: ctx.actor.userId, issuedAt: ctx.now, year, sequence },
        revision: { increment: 1 },
      },
    });
    const settled = await settledNow(tx, { BULLETIN: [row.id] });
    await recordBulletinEvent(tx, ctx, 'bulletin.issued', row, { payload: { year, sequence, ...settled } });
    return { number: bulletinNumber(row.documentWord, year, sequence) };
  });
}

async function address(tx: Tx, row: Bulletin): Promise<string[]> {
  const units = await tx.bulletinUnit.findMany({ where: { bulletinId: row.id } });
  const pressed = new Set(units.filter((unit) => unit.pressed.length > 0).map(({ regionId }) => regionId));
  const organisations = await organisationsToTell(
    tx,
    row,
    units.map(({ regionId }) => regionId),
  );
  await tx.bulletinRecipient.createMany({
    data: organisations.map(({ id, regionId, isOffice }) => ({
      ...{ bulletinId: row.id, organisationId: id, regionId },
      mustReply: isOffice && pressed.has(regionId),
    })),
  });
  return organisations.map(({ id }) => id);
}
