'use server';

import { lastKnownDay } from '@/domain/bulletin';
import { defineAction } from '@/server/action';
import { today } from '@/server/command';
import { discardBulletin, draftBulletin, editBulletin, recomputeBulletin } from './mutations';
import { issueBulletin, returnBulletin, submitBulletin } from './mutations-issue';
import { openBulletin, replyToBulletin } from './mutations-replies';
import { draftSchema, editSchema, openSchema, replySchema, returnSchema, seenSchema } from './schema';

const backTo = (bulletinId: string, done: string) => ({ redirectTo: `/bulletins/${bulletinId}?done=${done}` });

export const draft = defineAction({
  permission: 'bulletin.draft',
  schema: draftSchema,
  run: async (ctx, { asOf, ...input }) => {
    const result = await draftBulletin(ctx, { ...input, asOf: asOf ?? lastKnownDay(input.period, today(ctx)) });
    return result.ok ? { ok: true, value: backTo(result.value.bulletinId, 'drafted') } : result;
  },
});

export const edit = defineAction({
  permission: 'bulletin.draft',
  schema: editSchema,
  run: async (ctx, input) => {
    const result = await editBulletin(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.bulletinId, 'edited') } : result;
  },
});

export const recompute = defineAction({
  permission: 'bulletin.draft',
  schema: seenSchema,
  run: async (ctx, input) => {
    const result = await recomputeBulletin(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.bulletinId, 'computed') } : result;
  },
});

export const submit = defineAction({
  permission: 'bulletin.draft',
  schema: seenSchema,
  run: async (ctx, input) => {
    const result = await submitBulletin(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.bulletinId, 'submitted') } : result;
  },
});

export const discard = defineAction({
  permission: 'bulletin.draft',
  schema: seenSchema,
  run: async (ctx, input) => {
    const result = await discardBulletin(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/bulletins?done=discarded' } } : result;
  },
});

export const sendBack = defineAction({
  permission: 'bulletin.issue',
  schema: returnSchema,
  run: async (ctx, input) => {
    const result = await returnBulletin(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.bulletinId, 'returned') } : result;
  },
});

export const issue = defineAction({
  permission: 'bulletin.issue',
  schema: seenSchema,
  run: async (ctx, input) => {
    const result = await issueBulletin(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.bulletinId, 'issued') } : result;
  },
});

export const opened = defineAction({
  permission: 'bulletin.read',
  schema: openSchema,
  run: async (ctx, input) => {
    const result = await openBulletin(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const reply = defineAction({
  permission: 'bulletin.reply',
  schema: replySchema,
  run: async (ctx, input) => {
    const result = await replyToBulletin(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.bulletinId, 'replied') } : result;
  },
});
