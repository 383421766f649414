'use server';

import { defineAction } from '@/server/action';
import { changeTarget, discardTarget, reviseTarget, setTarget } from './mutations';
import { freezeShares, freezeTarget, splitTarget } from './mutations-split';
import { changeSchema, discardSchema, freezeSchema, reviseSchema, setSchema, splitSchema } from './schema';

const backTo = (targetId: string, done: string) => ({ redirectTo: `/targets/${targetId}?done=${done}` });

export const set = defineAction({
  permission: 'target.set',
  schema: setSchema,
  run: async (ctx, input) => {
    const result = await setTarget(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.targetId, 'set') } : result;
  },
});

export const change = defineAction({
  permission: 'target.set',
  schema: changeSchema,
  run: async (ctx, input) => {
    const result = await changeTarget(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.targetId, 'changed') } : result;
  },
});

export const discard = defineAction({
  permission: 'target.set',
  schema: discardSchema,
  run: async (ctx, input) => {
    const result = await discardTarget(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: '/targets?done=discarded' } } : result;
  },
});

export const revise = defineAction({
  permission: 'target.set',
  schema: reviseSchema,
  run: async (ctx, input) => {
    const result = await reviseTarget(ctx, input);
    return result.ok ? { ok: true, value: backTo(result.value.targetId, 'revised') } : result;
  },
});

export const split = defineAction({
  permission: 'target.set',
  schema: splitSchema,
  run: async (ctx, input) => {
    const result = await splitTarget(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.targetId, 'split') } : result;
  },
});

export const freeze = defineAction({
  permission: 'target.set',
  schema: freezeSchema,
  run: async (ctx, input) => {
    const result = await freezeTarget(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.targetId, 'frozen') } : result;
  },
});

export const freezeBelow = defineAction({
  permission: 'target.set',
  schema: freezeSchema,
  run: async (ctx, input) => {
    const result = await freezeShares(ctx, input);
    return result.ok ? { ok: true, value: backTo(input.targetId, 'sharesFrozen') } : result;
  },
});
